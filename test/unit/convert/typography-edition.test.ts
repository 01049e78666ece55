import fc from 'fast-check'
import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import {
  type Concept,
  type ConversionSettings,
  type LocalizeOptions,
  localize,
  remarkLocalize,
} from '../../../src/index.ts'
import { createConverter } from '../../../src/text.ts'

const all = {
  punctuation: 'wide',
  ellipsis: 'normalise',
  dashes: 'normalise',
} as const

type Options = Partial<LocalizeOptions> & {
  concepts?: readonly Concept[]
  path?: string
}

function edition(value: string, { path = 'a.md', ...options }: Options): VFile {
  return localize(new VFile({ path, value }), { target: 'zh-HK', ...options })
}

const zhipu: Concept = {
  id: 'zhipu',
  domain: 'company',
  state: 'approved',
  doNotTranslate: false,
  gloss: true,
  terms: [
    { text: '智譜', locale: 'zh-TW', type: 'full', status: 'preferred' },
    { text: 'Zhipu', locale: 'en', type: 'full', status: 'preferred' },
  ],
}

describe('spaces', () => {
  test.each([
    ['使用**API**呼叫', '使用 **API** 呼叫'],
    ['**使用**API', '**使用** API'],
    ['**用***API*的', '**用** *API* 的'],
    ['用**_API_**的', '用 **_API_** 的'],
    ['[用](a)API', '[用](a) API'],
    ['[用]API\n\n[用]: a', '[用] API\n\n[用]: a'],
    ['[體]API\n\n[體]: a', '[體] API\n\n[體]: a'],
    ['用<b>API</b>的', '用 <b>API</b> 的'],
    ['<p>用API</p>', '<p>用 API</p>'],
    ['---\ntitle: 用API\n---\n', '---\ntitle: 用 API\n---\n'],
    ['| 用API |\n| - |', '| 用 API |\n| - |'],
    // Code, addresses, ids and what is kept are nobody's neighbours.
    [
      '`用API` 用`API`用 <https://a.b/用a>',
      '`用API` 用`API`用 <https://a.b/用a>',
    ],
    ['[a](用API.md) $用a$ {#用a}', '[a](用API.md) $用a$ {#用a}'],
    [':keep[用API]', ':keep[用API]'],
    ['用\nAPI', '用\nAPI'],
  ])('are added: %j', (text, wanted) => {
    const file = edition(text, { spaces: 'add' })
    expect(String(file)).toBe(wanted)
    expect(file.messages).toEqual([])
  })

  test('are added to the words of the edition', () => {
    const file = edition('軟體API與A型肝炎', { spaces: 'add', target: 'zh-CN' })
    expect(String(file)).toBe('软件 API 与甲型肝炎')
  })

  test.each([
    ['使用 API 呼叫', '使用API呼叫'],
    ['使用 **API** 呼叫', '使用 **API** 呼叫'],
    ['`用 API`', '`用 API`'],
  ])('are removed: %j', (text, wanted) => {
    expect(String(edition(text, { spaces: 'remove' }))).toBe(wanted)
  })

  test('give way to a gloss, and stay outside a directive', () => {
    const options = { concepts: [zhipu], spaces: 'add' } as const
    expect(String(edition('智譜AI', { ...options, gloss: {} }))).toBe(
      '智譜（Zhipu）AI',
    )
    const gloss = { style: 'directive' } as const
    expect(String(edition('用智譜AI', { ...options, gloss }))).toMatch(
      /^用:term\[智譜\]\{.*\} AI$/,
    )
  })

  test('are not put into a word that is kept', () => {
    const brand: Concept = {
      ...zhipu,
      doNotTranslate: true,
      gloss: false,
      terms: [
        { text: '用API吧', locale: 'zh-TW', type: 'full', status: 'preferred' },
      ],
    }
    const options = { spaces: 'add', concepts: [brand] } as const
    expect(String(edition('x用API吧', options))).toBe('x 用API吧')
  })
})

describe('punctuation, ellipses and dashes', () => {
  test.each([
    ['**你好**, 世界...', '**你好**，世界……'],
    ['你好, **世界**!', '你好，**世界**！'],
    ['`你好,世界` <https://a.b/你,好>', '`你好,世界` <https://a.b/你,好>'],
    ['你好--世界', '你好——世界'],
    ['| 你好, 世界 |\n| - |', '| 你好，世界 |\n| - |'],
    ['網址:<https://a.b>', '網址：<https://a.b>'],
  ])('%j', (text, wanted) => {
    const file = edition(text, all)
    expect(String(file)).toBe(wanted)
    expect(file.messages).toEqual([])
  })

  test('are explained', () => {
    const file = edition('你好, API的--不...', { ...all, spaces: 'add' })
    const why = file.data.yiwen?.edition?.edits.map(({ why }) => why) ?? []
    expect(why.map(({ rule, before, after }) => [rule, before, after])).toEqual(
      [
        ['punctuation', ',', '，'],
        ['punctuation', ' ', ''],
        ['spaces', '', ' '],
        ['dashes', '--', '——'],
        ['ellipsis', '...', '……'],
      ],
    )
    expect(new Set(why.map(({ source }) => source))).toEqual(new Set(['CLREQ']))
  })

  test('stay the author’s where they would change what is emphasised', () => {
    // A full-width comma lets `**` close before a Latin letter.
    const file = edition('**你好,**abc\n\n你好,abc', all)
    expect(String(file)).toBe('**你好,**abc\n\n你好，abc')
    expect(file.messages).toEqual([])
  })
})

test('nothing changes where nothing is asked for, or in the text’s own locale', () => {
  const text = '用API, 好...不--是'
  expect(String(edition(text, {}))).toBe(text)
  const own = {
    ...all,
    spaces: 'add',
    source: 'zh-TW',
    target: 'zh-TW',
  } as const
  expect(String(edition(text, own))).toBe(text)
})

test('plain text and trees get the same', () => {
  const settings = { ...all, spaces: 'add' } as const
  const text = '使用API, 回應...好--嗎?'
  const wanted = '使用 API, 回應……好——嗎？'
  expect(createConverter({ to: 'zh-HK', ...settings })(text)).toBe(wanted)
  expect(String(edition(text, { ...settings, path: 'a.txt' }))).toBe(wanted)
  const tree = unified()
    .use(remarkParse)
    .use(remarkLocalize, { target: 'zh-HK', ...settings })
    .use(remarkStringify)
    .processSync('使用**API**, **回應**SDK')
  expect(String(tree)).toBe('使用 **API**, **回應** SDK\n')
})

const settings = fc.record<Partial<ConversionSettings>>(
  {
    spaces: fc.constantFrom('add', 'remove'),
    punctuation: fc.constant('wide'),
    ellipsis: fc.constant('normalise'),
    dashes: fc.constant('normalise'),
  },
  { requiredKeys: [] },
)
const words = fc
  .array(
    fc.constantFrom(
      ...['軟體', '智譜', '的', 'API', '12', '3%', ' ', ',', '.', ':', '!'],
      ...['...', '…', '--', '—', '。。。', '「', '」', '\n', '`碼A`', '&amp;'],
      ...[
        '<https://a.b/碼a>',
        '(',
        ')',
        '\\*',
        '[',
        ']',
        '-{zh-cn:甲;zh-hk:a}-',
      ],
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''))
const markdown = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: words },
    tie('node').map((x) => `**${x}**`),
    tie('node').map((x) => `*${x}*`),
    tie('node').map((x) => `[${x}](碼A "題A")`),
    tie('node').map((x) => `<b title="題a">${x}</b>`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}\n\n${b}`),
  ),
})).node

describe('every article', () => {
  const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

  test('keeps its letters, is built the same and explained', () => {
    const target = fc.constantFrom('zh-HK' as const, 'zh-CN' as const)
    const glosses = fc.constantFrom(undefined, { frequency: 'every' as const })
    fc.assert(
      fc.property(
        markdown,
        settings,
        target,
        glosses,
        (text, given, to, gloss) => {
          const options = {
            target: to,
            concepts: [zhipu],
            ...(gloss ? { gloss } : {}),
          }
          const plain = edition(text, options)
          const file = edition(text, { ...options, ...given })
          expect(file.messages.filter(({ fatal }) => fatal)).toEqual(
            plain.messages.filter(({ fatal }) => fatal),
          )
          expect(letters(String(file))).toBe(letters(String(plain)))
          // In a block of HTML, backticks are text.
          if (/^[ >]*<\/?b/m.test(text)) return
          const code = (file: VFile) =>
            String(file).match(/`碼A`|<https:\/\/a\.b\/碼a>/g)
          expect(code(file)).toEqual(code(plain))
        },
      ),
      { numRuns: 400 },
    )
  })
})
