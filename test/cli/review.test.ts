import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProject, type Project } from '../project.ts'
import { runCli } from './run-cli.ts'

let project: Project
beforeAll(() => {
  project = createProject({
    'locales/glossary/a.yaml': `concepts:
  - id: large-model
    domain: technology
    state: proposed
    terms: { zh-TW: 大模型, zh-CN: 大模型, en: large model }
  - id: unused
    domain: technology
    state: approved
    gloss: false
    terms: { zh-TW: 沒有的詞 }
`,
    'articles/a.md': '大模型與大模型。\n',
    'articles/b.md': '# 大模型\n',
  })
})
afterAll(() => project.remove())

const run = (...argv: string[]) =>
  runCli(['glossary', 'impact', ...argv, '--lang', 'en'], { cwd: project.root })

test('glossary impact lists articles and editions', async () => {
  const { code, stdout } = await run('大模型')
  expect(code).toBe(0)
  expect(stdout).toBe(`大模型 (large-model, proposed)
  articles/a.md  2 places  zh-TW, zh-HK, zh-CN, and bilingual
  articles/b.md  1 place  zh-TW, zh-HK, zh-CN, and bilingual
  3 places in 2 articles
`)
  const named = await run('large-model', '--json')
  expect(JSON.parse(named.stdout)).toEqual([
    {
      id: 'large-model',
      state: 'proposed',
      places: 3,
      articles: [
        {
          path: 'articles/a.md',
          places: 2,
          editions: ['zh-TW', 'zh-HK', 'zh-CN', 'bilingual'],
        },
        {
          path: 'articles/b.md',
          places: 1,
          editions: ['zh-TW', 'zh-HK', 'zh-CN', 'bilingual'],
        },
      ],
    },
  ])
})

test('glossary impact says what no article has, and what no concept is', async () => {
  expect((await run('unused')).stdout).toContain('No article has a word of it')
  const { code, stderr } = await run('nothing')
  expect(code).toBe(2)
  expect(stderr).toContain('“nothing”')
})
