import { existsSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { createProject, type Project } from './project.ts'

let project: Project
afterEach(() => project.remove())

const editions = ['zh-TW', 'zh-CN', 'zh-HK']

const concept = (id: string, from: string, cn: string): string => `- id: ${id}
  domain: finance
  state: approved
  gloss: false
  terms:
    zh-TW: { text: ${from}, match: anywhere }
    zh-CN: ${cn}
    zh-HK: ${from}
`

async function build(
  article: string,
  glossary: string,
): Promise<Awaited<ReturnType<Project['build']>>['articles'][number]> {
  project = createProject({
    'articles/a.md': article,
    'locales/glossary/a.yaml': `concepts:\n${glossary.replace(/^/gm, '  ')}`,
  })
  const report = await project.build({ config: { editions } })
  const [first] = report.articles
  if (!first) throw new Error('There is no article.')
  return first
}

const published = (edition: string): boolean =>
  existsSync(project.at(`public/${edition}/a.md`))

describe('a conversion', () => {
  test('that alters an amount keeps its edition back, and no other', async () => {
    const fault = concept('hundred-million', '億港元', '万港元')
    const { messages } = await build('今日募資 43 億港元。\n', fault)
    expect(messages).toMatchObject([
      { ruleId: 'quality-number', fatal: true, line: 1, actual: '43 万港元' },
    ])
    expect(messages[0]?.reason).toMatch(
      /zh-CN made 43 万港元 of 43 億港元, which is 0\.0001 times as much/,
    )
    expect(['zh-TW', 'zh-CN', 'zh-HK'].map(published)).toEqual([
      true,
      false,
      true,
    ])
  })

  test.each(['GLM-4.5', 'articles-1', '5G'])(
    'that says %s for a word is no other amount',
    async (name) => {
      const { messages } = await build(
        '使用第五代平台。\n',
        concept('a', '第五代平台', name),
      )
      expect(messages).toEqual([])
    },
  )

  test.each([
    ['that loses an amount', '募資 43 億港元後', '億港元', '亿港元整', []],
    [
      'in another currency',
      '募資 43 億港元',
      '港元',
      '美元',
      ['quality-number'],
    ],
    ['that drops a figure', '共 43 億', '43 億', '许多', ['quality-number']],
    [
      'that moves a date',
      '去年第三季成長',
      '第三季',
      '第四季度',
      ['quality-number'],
    ],
    [
      'that opens a bracket',
      '這是軟體',
      '軟體',
      '软件（',
      ['quality-brackets'],
    ],
    ['that doubles a word', '他的書', '書', '的书', ['quality-doubled-word']],
    [
      'with a character of its own script left',
      '這是軟體',
      '軟體',
      '軟件',
      ['quality-script-mixed'],
    ],
    ['of a word', '這是軟體', '軟體', '软件', []],
  ])('%s', async (_, text, from, to, rules) => {
    const { messages } = await build(`${text}。\n`, concept('fault', from, to))
    const found = messages.map(({ ruleId }) => ruleId)
    expect(
      found.filter((rule) => rule !== 'convert-character-outside-standard'),
    ).toEqual(rules)
  })

  test('of an article with characters of both scripts says so once', async () => {
    const { messages } = await build('這是繁體，这里有软件。\n', '')
    expect(messages.map(({ ruleId }) => ruleId)).toEqual([
      'quality-script-mixed',
    ])
  })

  test('says nothing of what the author keeps, or says to be another language', async () => {
    const text =
      '軟體叫做:keep[软件]，也叫-{zh-tw:軟體;zh-cn:软件;zh-hk:軟件}-。\n\n<p lang="zh-CN">软件</p>\n'
    expect((await build(text, '')).messages).toEqual([])
  })

  test('does not take a gloss for an amount', async () => {
    const glossary = concept('d3', '三維', '三维').replace(
      '  gloss: false\n',
      '',
    )
    const { messages } = await build(
      '這是三維模型。\n',
      `${glossary}    en: 3D (300 million)\n`,
    )
    expect(messages).toEqual([])
  })
})
