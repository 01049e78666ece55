import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { localize } from '../../../src/index.ts'
import type { ChineseLocale } from '../../../src/model/index.ts'
import { expectWorded } from '../../wording.ts'

type Options = Partial<Parameters<typeof localize>[1]> & { path?: string }

function edition(value: string, { path = 'a.md', ...options }: Options = {}) {
  return localize(new VFile({ path, value }), { target: 'zh-CN', ...options })
}

const ids = (file: VFile): (string | undefined)[] =>
  expectWorded(file.messages).map(({ ruleId }) => ruleId)

const mark = '-{zh-cn:甲;zh-tw:乙;zh-hk:丙}-'

describe('a mark with forms', () => {
  test.each<[ChineseLocale, string, string]>([
    ['zh-CN', mark, '甲'],
    ['zh-HK', mark, '丙'],
    ['zh-CN', '-{ZH-Hans: 甲 ; zh-hant: 乙 ;}-', '甲'],
    ['zh-HK', '-{zh-hans:甲;zh-hant:乙}-', '乙'],
    ['zh-HK', '-{zh-cn:甲;zh-mo:丁;zh-tw:乙}-', '丁'],
    ['zh-HK', '-{zh-cn:甲;zh-tw:乙}-', '乙'],
    ['zh-CN', '-{zh-sg:戊;zh-tw:乙}-', '戊'],
    ['zh-CN', '-{zh:己;zh-tw:乙}-', '己'],
    // An empty form is none, as in MediaWiki.
    ['zh-CN', '-{zh-cn:;zh-hans:甲;zh-tw:乙}-', '甲'],
    // A semicolon before anything but a code is text.
    ['zh-CN', '-{zh-cn:甲;乙;zh-tw:丙}-', '甲;乙'],
    // What it says is not converted again.
    ['zh-CN', '-{zh-cn:程式;zh-tw:甲}-', '程式'],
    ['zh-CN', '-{zh-cn:甲*乙*;zh-tw:丙}-', '甲\\*乙\\*'],
    ['zh-CN', '-{zh-cn:甲;\nzh-tw:乙}-', '甲'],
    ['zh-CN', '> 前-{zh-tw:乙;\n> zh-cn:甲\n> 甲}-', '> 前甲甲'],
  ])('%s %j', (target, text, wanted) => {
    const file = edition(text, { target })
    expect(String(file)).toBe(wanted)
    expect(ids(file)).toEqual([])
  })

  test.each([
    ['# 軟體-{zh-cn:甲;zh-tw:乙}-網路', '# 软件甲网络'],
    ['**-{zh-cn:甲;zh-tw:乙}-**軟體', '**甲**软件'],
    ['[-{zh-cn:甲;zh-tw:乙}-](a)', '[甲](a)'],
    ['| 軟 |\n| - |\n| -{zh-cn:甲;zh-tw:乙}- |', '| 软 |\n| - |\n| 甲 |'],
    ['![-{zh-cn:甲;zh-tw:乙}-](a "-{zh-cn:甲}-軟")', '![甲](a "甲软")'],
    [
      '---\ntitle: 軟-{zh-cn:甲;zh-tw:乙}-體\ntags: ["-{zh-hans:甲}-"]\n---\n',
      '---\ntitle: 软甲体\ntags: ["甲"]\n---\n',
    ],
    [
      '<p title="-{zh-cn:甲}-軟">軟-{zh-cn:甲}-體</p>',
      '<p title="甲软">软甲体</p>',
    ],
    ['<p>-{zh-cn:a&amp;b;zh-tw:乙}-</p>', '<p>a&amp;b</p>'],
    ['- 軟 -{zh-cn:甲}- :keep[軟]', '- 软 甲 :keep[軟]'],
  ])('in %j', (text, wanted) => {
    expect(String(edition(text))).toBe(wanted)
  })

  test('in plain text and in resources', () => {
    const text = `軟體${mark}`
    expect(String(edition(text, { path: 'a.txt' }))).toBe('软件甲')
    expect(String(edition(`{"a":"${text}"}`, { path: 'a.json' }))).toBe(
      '{"a":"软件甲"}',
    )
  })

  test('in the exact mode too', () => {
    expect(String(edition(`軟體${mark}`, { mode: 'compat' }))).toBe('软件甲')
  })

  test('is kept and reported where no form fits', () => {
    const text = '軟-{zh-tw:乙;zh-hk:丙}-體'
    const file = edition(text)
    expect(String(file)).toBe('软-{zh-tw:乙;zh-hk:丙}-体')
    expect(ids(file)).toEqual(['convert-override-kept'])
    expect(file.messages[0]?.note).toBe('Add a form to it: ;zh-cn:…')
    expect(file.messages[0]?.column).toBe(2)
  })

  test('is kept and reported where its form would be built differently', () => {
    const file = edition('-{zh-cn:1. 甲;zh-tw:乙}-')
    expect(String(file)).toBe('-{zh-cn:1. 甲;zh-tw:乙}-')
    expect(ids(file)).toEqual(['convert-override-kept'])
  })

  test('is explained', () => {
    const { edits } = edition(mark).data.yiwen?.edition ?? { edits: [] }
    expect(edits.map(({ why }) => why)).toEqual([
      {
        rule: 'override',
        source: 'text',
        before: mark,
        after: '甲',
        alternatives: ['乙', '丙'],
        confidence: 1,
      },
    ])
  })

  test('is no term, and gets no gloss', () => {
    const file = edition('-{zh-cn:智譜;zh-tw:智譜}-', {
      gloss: {},
      concepts: [
        {
          id: 'zhipu',
          domain: 'company',
          state: 'approved',
          doNotTranslate: false,
          gloss: true,
          terms: [
            {
              text: '智譜',
              locale: 'zh-TW',
              type: 'full',
              status: 'preferred',
            },
            { text: 'Zhipu', locale: 'en', type: 'full', status: 'preferred' },
          ],
        },
      ],
    })
    expect(String(file)).toBe('智譜')
  })
})

describe('what stays as it stands', () => {
  test.each([
    '-{軟體}-',
    '-{}-',
    '-{ }-',
    '-{zh-cn:}-',
    '-{A|zh-cn:软件;zh-tw:軟體}-',
    '-{軟體=>zh-cn:软件}-',
    '`-{zh-cn:甲;zh-tw:乙}-`',
    '```\n-{zh-cn:甲;zh-tw:乙}-\n```',
    '$-{zh-cn:甲;zh-tw:乙}-$',
    '<code>-{zh-cn:甲;zh-tw:乙}-</code>',
    '<!-- yiwen:off -->-{zh-cn:甲;zh-tw:乙}-<!-- yiwen:on -->',
    ':keep[-{zh-cn:甲;zh-tw:乙}-]',
    '\\-{zh-cn:甲;zh-tw:乙}-',
    '-{zh-cn:甲;zh-tw:乙',
    '<a href="-{zh-cn:甲;zh-tw:乙}-"></a>',
    '---\nkey: -{zh-cn:甲;zh-tw:乙}-\ntitle: -{軟體}-\n---\n',
    '<p title="-{軟體}-">-{軟體}-</p>',
  ])('%j', (text) => {
    expect(String(edition(text))).toBe(text)
  })

  test('an unclosed mark is text that is converted', () => {
    expect(String(edition('-{zh-cn:軟體'))).toBe('-{zh-cn:软件')
    expect(String(edition('-{軟體', { path: 'a.txt' }))).toBe('-{软件')
  })

  test('in the text’s own locale, everything', () => {
    for (const target of ['zh-TW', 'zh-CN'] as const) {
      const text = `---\ntitle: ${mark}\n---\n${mark}`
      const file = edition(text, { target, source: target })
      expect(String(file)).toBe(text)
      expect(file.data.yiwen?.edition?.edits).toEqual([])
    }
  })
})

test('marks anywhere in a line leave the rest as it would be without them', () => {
  const word = fc.constantFrom('軟體', '，', 'API', '**網路**', '「好」', ' ')
  const line = fc.array(word, { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(line, line, (left, right) => {
      // U+2020 is nobody's neighbour: it stands where the form will.
      const around = (middle: string): string =>
        `軟${left.join('')}†${middle}†${right.join('')}軟`
      const wanted = String(edition(around('&'))).replace('&', '甲')
      expect(String(edition(around(mark)))).toBe(wanted)
      const txt = { path: 'a.txt' }
      expect(String(edition(around(mark), txt))).toBe(
        String(edition(around('&'), txt)).replace('&', '甲'),
      )
    }),
    { numRuns: 100 },
  )
})
