import { existsSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { syncTranslations } from '../src/build/translations.ts'
import { resolveConfig } from '../src/node.ts'
import { createProject, type Project } from './project.ts'

const article =
  '---\ndate: 2026-01-08\n---\n\n智譜今 (8) 日募資 43 億港元。去年上半年投入 8440 萬元 (人民幣，下同)。\n\n研發 5.289 億元。\n'
const right = [
  'Zhipu raised HK$4.3 billion today (8 January). It spent RMB 84.4 million (in renminbi) in the first half of last year.',
  'R&amp;D took RMB 528.9 million.',
]

let project: Project
afterEach(() => project.remove())

const editions = ['zh-TW', 'zh-CN', 'en']

/** Translate an article's blocks, each by one segment's target. */
async function translate(
  english: readonly string[],
  settings: object = {},
): Promise<object> {
  const config = { editions, ...settings }
  project = createProject({ 'articles/a.md': article })
  const options = { cwd: project.root, config: resolveConfig(config) }
  await syncTranslations(options, { write: true })
  const path = 'locales/en/a.md.xlf'
  const sentences = english.flatMap((text) => text.split(/(?<=\.) /))
  let index = 0
  const text = project
    .read(path)
    .replaceAll('state="initial"', 'state="reviewed"')
    .replaceAll(
      /<\/source>\n/g,
      () => `</source>\n<target>${sentences[index++]}</target>\n`,
    )
  project.write({ [path]: text })
  return config
}

const rulesOf = (
  report: Awaited<ReturnType<Project['build']>>,
): (string | undefined)[] =>
  (report.articles[0]?.messages ?? []).map(({ ruleId }) => ruleId)

test('an article that begins with its text is published in English', async () => {
  project = createProject({ 'articles/a.md': '你好\n' })
  const config = { editions }
  const options = { cwd: project.root, config: resolveConfig(config) }
  await syncTranslations(options, { write: true })
  const path = 'locales/en/a.md.xlf'
  const text = project
    .read(path)
    .replace('state="initial"', 'state="final"')
    .replace('</source>\n', '</source>\n<target>Hello</target>\n')
  project.write({ [path]: text })
  expect(rulesOf(await project.build({ config }))).toEqual([])
  expect(project.read('public/en/a.md')).toMatch(
    /^---\nlang: en\n[\s\S]*\nHello\n$/,
  )
})

test.each([
  ['a.md', '其中 $v_{\\text{平均}}$ 是 $x$。\n', '平均', 1],
  ['a.md', '$$\n% 註解\n\\text{總和} = 1\n$$\n', '總和', 1],
  ['a.mdx', '共 {price + "元"} 和 {/* 註解 */}。\n', '元', 1],
])(
  '%s: what no translation reaches is named in English: %s',
  async (name, text, actual, line) => {
    project = createProject({ [`articles/${name}`]: text })
    const of = (report: Awaited<ReturnType<Project['build']>>) =>
      report.articles[0]?.messages.filter(
        ({ ruleId }) => ruleId === 'quality-han-left',
      )
    const report = await project.build({ config: { editions } })
    expect(of(report)).toMatchObject([{ actual, line, fatal: false }])
    const chinese = { editions: ['zh-TW', 'zh-CN'] }
    expect(of(await project.build({ config: chinese }))).toEqual([])
  },
)

test('translations are kept as PO where the settings say so', async () => {
  project = createProject({ 'articles/a.md': '你好\n' })
  const config = { editions, translationFormat: 'po' as const }
  const options = { cwd: project.root, config: resolveConfig(config) }
  await syncTranslations(options, { write: true })
  const path = 'locales/en/a.md.po'
  const text = project.read(path)
  project.write({
    [path]: text.replace(
      'msgid "你好"\nmsgstr ""',
      'msgid "你好"\nmsgstr "Hello"',
    ),
  })
  expect(rulesOf(await project.build({ config }))).toEqual([])
  expect(project.read('public/en/a.md')).toContain('Hello')
  expect(await project.build({ config })).toMatchObject({ rebuilt: [] })
  project.write({ [path]: project.read(path).replace('Hello', 'Hi') })
  await project.build({ config })
  expect(project.read('public/en/a.md')).toContain('Hi')
})

describe('a build', () => {
  test('publishes a translation whose amounts are the source’s', async () => {
    const config = await translate(right)
    const report = await project.build({ config })
    expect(rulesOf(report)).toEqual([])
    expect(project.read('public/en/a.md')).toMatch(/HK\\?\$4\.3 billion/)
  })

  test.each([
    ['HK$4.3 billion', 'HK$43 billion', '43 億港元', 'HK$4.3 billion'],
    ['RMB 84.4 million', 'RMB 844 million', '8440 萬元', 'RMB 84.4 million'],
    ['RMB 528.9', 'US$528.9', '5.289 億元', 'RMB 528.9 million'],
  ])(
    'keeps back an edition that says %s as %s',
    async (from, to, actual, expected) => {
      const wrong = right.map((text) => text.replace(from, to))
      const config = await translate(wrong)
      const report = await project.build({ config })
      const [message] = report.articles[0]?.messages ?? []
      expect(message).toMatchObject({
        ruleId: 'quality-number',
        fatal: true,
        expected: [expected],
      })
      expect(message?.reason).toContain(actual)
      expect(existsSync(project.at('public/en/a.md'))).toBe(false)
      expect(existsSync(project.at('public/zh-CN/a.md'))).toBe(true)
      // What is kept of it says the same.
      expect(rulesOf(await project.build({ config }))).toEqual([
        'quality-number',
      ])
    },
  )

  test('lets pass what a waiver names, for its files', async () => {
    const wrong = right.map((text) => text.replace('4.3', '43'))
    const waiver = {
      rule: 'quality-number' as const,
      contains: '43 億港元',
      files: 'a.md',
      reason: 'A test.',
    }
    const quality = { waivers: [waiver] }
    const config = await translate(wrong, { quality })
    expect(rulesOf(await project.build({ config }))).toEqual([])
    expect(existsSync(project.at('public/en/a.md'))).toBe(true)
    const other = { ...waiver, files: 'b.md' }
    const report = await project.check({
      config: { ...config, quality: { waivers: [other] } },
    })
    expect(rulesOf(report)).toContain('quality-number')
  })

  test('gives rules the gravity that is set', async () => {
    project = createProject({
      'articles/a.md': '他的的書。\n',
    })
    const config = {
      editions: ['zh-TW'],
      quality: { severity: { 'quality-source-repeat': 'error' as const } },
    }
    const report = await project.build({ config })
    expect(report.articles[0]?.messages[0]?.fatal).toBe(true)
    const off = { severity: { 'quality-source-repeat': 'off' as const } }
    expect(
      rulesOf(await project.build({ config: { ...config, quality: off } })),
    ).toEqual([])
  })
})
