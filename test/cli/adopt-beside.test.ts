import { afterEach, expect, test } from 'vitest'
import { fromTable, translatedProject } from '../bilingual-project.ts'
import type { Project } from '../project.ts'
import { runCli } from './run-cli.ts'

const settings = `editions:
  - zh-TW
  - { id: tw-en, locale: zh-TW, beside: en }
  - { id: cn-en, locale: zh-CN, beside: en }
html: false
`

let project: Project
afterEach(() => project.remove())

test('adopt says which language went where, and where the article is to be edited', async () => {
  project = await translatedProject(
    { 'a.md': '# 公司\n\n智譜上市。股價上漲。\n' },
    fromTable({
      公司: 'Company',
      '智譜上市。': 'Zhipu lists.',
      '股價上漲。': 'Shares rise.',
    }),
    {
      editions: [
        'zh-TW',
        { id: 'tw-en', locale: 'zh-TW', beside: 'en' },
        { id: 'cn-en', locale: 'zh-CN', beside: 'en' },
      ],
      html: false,
    },
  )
  project.write({ 'yiwen.config.yaml': settings })
  const [tw, cn] = ['public/tw-en/a.md', 'public/cn-en/a.md']
  project.write({
    [tw]: project.read(tw).replace('上漲。', '大漲。'),
    [cn]: project
      .read(cn)
      .replace('上涨', '大涨')
      .replace('Shares rise', 'Shares soar'),
  })
  const cwd = project.root
  const own = await runCli(['adopt', tw, '--by', 'Lin'], { cwd })
  const said = own.stdout + own.stderr
  expect(own.code).toBe(1)
  expect(said).toContain('articles/a.md:3:8')
  expect(said).toContain('0 sentences kept')
  const both = await runCli(['adopt', cn, '--by', 'Lin'], { cwd })
  expect(both.code, both.stderr).toBe(0)
  expect(both.stdout).toContain('1 sentence kept in locales/zh-CN/a.md.xlf')
  expect(both.stdout).toContain('1 sentence kept in locales/en/a.md.xlf')
  expect(both.stdout).toContain(`The build writes ${cn} as it is now.`)
})
