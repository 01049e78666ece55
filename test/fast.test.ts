import { createRequire } from 'node:module'
import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, it, test } from 'vitest'
import { createLocalizer } from '../src/index.ts'
import { findUnproved, maskBlocks } from '../src/keeps-shape.ts'
import { defaultConfig } from '../src/model/index.ts'
import { parse } from '../src/parse/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'
import { eventsAskedFor, localizeBoth, readBoth } from './fast-pair.ts'

// Both ways have to give the same, on everything. `YIWEN_FAST_RUNS` is how many
// documents are generated, `YIWEN_FAST_CORPUS=1` takes all files of the corpus.
const runs = Number(process.env['YIWEN_FAST_RUNS'] ?? 900)
const every = Number(process.env['YIWEN_FAST_CORPUS'] ?? 60)

const { tests } = createRequire(import.meta.url)('commonmark-spec') as {
  tests: readonly { markdown: string; number: number }[]
}
const examples = tests.map(({ markdown }) => markdown.replaceAll('→', '\t'))

/** What of GFM and of this dialect the specification has no examples of. */
const others = [
  '| foo | bar |\n| --- | --- |\n| baz | bim |\n',
  '| abc | defghi |\n:-: | -----------:\nbar | baz\n',
  '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n',
  '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n',
  '| abc | def |\n| --- |\n| bar |\n',
  '軟體\n- |\n\n軟體\n',
  '> 見[軟\n> 體]。\n\n[軟 體]: /u\n',
  ':::t\tip\n文字\n\n',
  '- <script>\n\n軟體\n',
  '> - <!-- foo\n\n軟體\n',
  '- [ ] foo\n- [x] bar\n- [ ]\n  baz\n',
  '~~Hi~~ Hello, ~there~ world!\n',
  'www.commonmark.org/help\n\nVisit https://encrypted.google.com/search?q=(business))+ok.\n',
  'foo@bar.baz 與 a.b-c_d@a.b-\n',
  '文字[^1]。\n\n[^1]: 註解\n\n    第二段\n',
  '價格 $100 與 $200，公式 $a_1$ 與 $x$ 和 $ y$5。\n',
  '$$\nx\n\ny\n$$\n\n文字\n$$\nz\n$$\n',
  ':::note\n\n段落\n\n:::\n\n::: tip 標題\n段落\n:::\n\n:::warning[標題]\n段落\n\n- 項\n:::\n',
  '---\ntitle: 軟體\n---\n\n文字\n\n---\n\n文字\n',
  '+++\ntitle = "軟體"\n+++\n文字\n',
  '1. 項目：\n延續的一行\n   - 內層\n更多一行\n\n段落\n',
  '中**粗**文與**「粗」**字，__底__線_斜_體*斜*，snake_case_name。\n',
  '*a [b _c_ **d** e](u) f* [**軟 [ 體**](v)\n',
  '[軟體]與[硬體][軟體]\n\n[軟體]: /u "標題"\n',
]

/** Such as were read in two ways once. */
const found = [
  '\n\n    +++\n\n> +\r',
  '    a\n\n> 2. b\n',
  '\n\n    軟體\n\n    ',
  ':::note\n[^n]軟體\n:::\n\n:::note\n[^n]:軟體\n:::\n軟體\n',
  '---\ntitle: 軟體\n---\n- - \\<https://a.tw>](u "題")\n  - <div>\n    </div>\n- 軟體\n',
  '---\r- - > 軟體\r# 軟體\r\r---\r- - > 軟體\r# 軟體\r\r',
  '---\ntitle: 軟體\n---\n- http://a.tw/軟](u "題")軟體\n  軟體\n```\n```\n',
  '[^1]: n\n:-\n\n  軟體',
  '[^1]: :::note\n    軟體\n\n|  |\n|---|\n',
  '>;|||\n-|-|-',
  '- w\n:-\n',
  '0. :::e\n   <script\n\n:',
  '[a]: [a]: ',
  '<div>軟體\n</u\n軟體\n',
  '| a |\n|---|\t\n| b |\n',
  'http://a_b.tw/軟 軟體\n',
  '**http://a.tw&amp;** 軟體\n',
  'x](http://a.tw/b)\\(軟體\\)\n',
  '軟體\n\n\uFEFF---\ntitle: 軟\0體\n---\n\n\uFEFF# 軟體\n\n\uFEFF- 軟\uFEFF**「體」**\n',
  '軟體\n\n\uFEFF**軟**~~體~~ $x`y$ 與`碼`\n\n[a\0]與[a\uFFFD]\n\n[a\0]: /u\n',
]

/** Such as the whole parser read once for the sake of one block. */
const whole = [
  '軟體\n\n\uFEFF# 軟體\n',
  '軟\0體\n',
  '---\n\n# 軟體\n\n- 軟體\n  - 體\n\n+++\n',
  '+++\n軟體\n\n> 軟~~體~~\n\n- 軟體\n',
  '軟體\n\n- 項\n\n<pre>\n\n軟體 ?>\n\n# 軟體\n',
  '軟體\n\n> <!-- 軟\n\n# 軟體\n',
]

function complaintsOf(documents: readonly string[]): string[] {
  return documents.filter((source) => {
    const { fast, plain } = readBoth(source)
    return JSON.stringify(fast) !== JSON.stringify(plain)
  })
}

describe('documents are read alike, fast and plain', () => {
  test.each<[string, (source: string) => string]>([
    ['as they are', (source) => source],
    ['with CRLF', (source) => source.replaceAll('\n', '\r\n')],
    ['with CR', (source) => source.replaceAll('\n', '\r')],
    ['in Chinese', (source) => source.replaceAll(/foo|bar|baz/g, '軟體')],
    [
      'in a list',
      (source) => source.replaceAll(/^/gm, '  ').replace('  ', '- '),
    ],
    ['in a quotation', (source) => source.replaceAll(/^/gm, '> ')],
    ['behind a paragraph', (source) => `段落\n${source}`],
    ['before a paragraph', (source) => `${source}段落\n`],
  ])(
    'examples of CommonMark and GFM, %s',
    (_, change) => {
      expect(complaintsOf([...examples, ...others].map(change))).toEqual([])
    },
    60_000,
  )

  it.each([...found, ...whole])('%j', (source) => {
    expect(complaintsOf([source])).toEqual([])
    const { fast, plain } = localizeBoth('a.md', source)
    expect(fast).toEqual(plain)
  })

  it.each(whole)('block by block: %j', (source) => {
    expect(readBoth(source).scanned).toBeGreaterThan(0)
  })

  it('is not for want of anything scanned', () => {
    const text = others.join('\n')
    const { scanned } = readBoth(text.replaceAll(/\[\^?.{1,2}\]:?/g, ''))
    expect(scanned).toBeGreaterThan(text.length / 3)
  })

  it('sees an event that differs', () => {
    const settings = { ...defaultConfig.markdown, fast: true }
    const { events } = parse('一**二**三\n', settings, defaultConfig.limits)
    const other = parse('一**二* *三\n', settings, defaultConfig.limits)
    expect(eventsAskedFor(events)).not.toEqual(eventsAskedFor(other.events))
  })
})

/** Pieces of syntax, whole and broken. */
const fragment = fc.constantFrom(
  ...'軟體|程式|字|a|b |http://a.tw|https://例.tw/x|www.a.tw|a@b.tw| |  |*|**|***|_|__|`|``|```|~|~~|~~~|[|](u)|](u "t")|](<u>)|]|![|[x]|[a]|[^1]|[[w]]|<|>|<b>|</b>|<br/>|<!-- c -->|<!--|-->|<div>|</div>|<script>|</script>|&amp;|&x;|&|\\|\\*|\\`|-|+|1.|1)|2. |#|# |## |:::|:::note|::x|:x[|{|{{|{%|%}|}}|{#a}|$|$$|$5|「|」|（|）|(|)|！|“|”|。|，|\t|    |---|===|***|___|=|-{a}-|!|.|:|"|- |* |+ |1. |> |- [ ] |x\n|\n|\n\n|\n  |\n    |\r\n|\r|  \n|\\\n|```js\n|~~~\n|$$\n|::: \n|:::\n|---\n|+++\n|\n- |\n1. |\n> |\n  - |\n\n  |\n\n    |\n# |\n[a]: /u\n|[^1]: n\n'.split(
    '|',
  ),
  '|',
  '\n| a | b |\n|---|---|\n| ',
  '\uD800',
  '\uDC00',
  '👍',
  '\uFE0E',
  '\uFE0F',
  '\u3000',
  '\u00A0',
  '\uFEFF',
  '\0',
)

const generated = fc
  .array(fragment, { minLength: 1, maxLength: 24 })
  .map((parts) => parts.join(''))

describe('generated documents', () => {
  it('are read alike', () => {
    fc.assert(
      fc.property(generated, (source) => {
        const { fast, plain } = readBoth(source)
        expect(fast).toEqual(plain)
      }),
      { numRuns: runs },
    )
  }, 3_600_000)

  it('become the same editions', () => {
    fc.assert(
      fc.property(generated, (source) => {
        const { fast, plain } = localizeBoth('a.md', source)
        expect(fast).toEqual(plain)
      }),
      { numRuns: runs / 3 },
    )
  }, 3_600_000)
})

describe.skipIf(!hasCorpus)('the shared corpus', () => {
  const files = corpusFiles(0, every)

  it('becomes the same editions, with the same edits and findings', () => {
    const wrong = files.filter((file) => {
      const { fast, plain } = localizeBoth(file, readCorpus(file))
      return JSON.stringify(fast) !== JSON.stringify(plain)
    })
    expect(wrong).toEqual([])
  }, 3_600_000)

  it('is read alike with lines exchanged, taken out and broken', () => {
    const lines = files.map((file) => readCorpus(file).split(/(?<=\n)/))
    const change = fc.record({
      file: fc.nat(lines.length - 1),
      from: fc.nat(),
      count: fc.integer({ min: 3, max: 20 }),
      at: fc.nat(),
      to: fc.nat(),
      text: fragment,
    })
    fc.assert(
      fc.property(change, ({ file, from, count, at, to, text }) => {
        const all = lines[file] ?? []
        const start = from % all.length
        const part = all.slice(start, start + count)
        const [taken = ''] = part.splice(at % part.length, 1)
        const column = to % (taken.length + 1)
        const broken = taken.slice(0, column) + text + taken.slice(column)
        part.splice(to % (part.length + 1), 0, broken)
        const { fast, plain } = readBoth(part.join(''))
        expect(fast).toEqual(plain)
      }),
      { numRuns: runs / 2 },
    )
  }, 3_600_000)
})

describe('a proof', () => {
  const settings = { ...defaultConfig.markdown, fast: true }
  const unprovedOf = (
    source: string,
    before: string,
    after: string,
  ): number => {
    const parsed = parse(source, settings, defaultConfig.limits)
    const start = source.indexOf(before)
    const span = { start, end: start + before.length }
    const why = { rule: 'vocabulary', before, after } as never
    const edit = { span, text: after, why }
    return findUnproved(source, parsed, [edit], {})?.length ?? -1
  }

  it.each([
    ['Han for Han', '一**軟體**二\n', '軟體', '软件'],
    ['marks that part nothing', '他說「好」。\n', '「', '“'],
    ['Han in a formula’s block', '一 $x_1$ 軟體\n', '軟體', '软件'],
    ['marks in HTML', '<p>他說「好」</p>\n', '「', '“'],
    ['a mark for an escape', '一\\(二）\n', '\\(', '（'],
    ['text of a reference', '[軟體][a] 一\n\n[a]: /u\n', '軟體', '软件'],
    ['brackets that stay text', '[軟體] 一\n\n[a]: /u\n', '軟體', '软件'],
  ])('is found: %s', (_, source, before, after) => {
    expect(unprovedOf(source, before, after)).toBe(0)
  })

  it.each([
    ['a label is looked for', '[軟體] 一\n\n[軟體]: /u\n', '軟體', '软件'],
    ['emphasis would go', 'a**「粗」**b\n', '「', '“'],
    ['a label may be defined', '[軟體] 一\n\n[软件]: /u\n', '軟體', '软件'],
    ['a list would start', '一\n二\n', '二', '- 二'],
    ['code is not text', '一 `軟A` 二\n', '軟A', '软A'],
  ])('is not found where %s', (_, source, before, after) => {
    expect(unprovedOf(source, before, after)).toBe(1)
  })
})

test('blocks out of sight are one rule on one line, and move nothing', () => {
  const settings = { ...defaultConfig.markdown, fast: true }
  const source = '一\n\n二\n三\n\n# 四\n\n- 五\n- 六\n\n七\n'
  const { scan } = parse(source, settings, defaultConfig.limits)
  const { blocks = [] } = scan ?? {}
  expect(blocks).toHaveLength(5)
  const masked = maskBlocks(source, blocks, blocks.slice(2, 3))
  expect(masked).toBe('***   \n\n# 四\n\n***       \n')
  expect(masked).toHaveLength(source.length)
  // What is too short for a rule stays in sight.
  expect(maskBlocks('一\n\n# 四\n', blocks.slice(0, 1), [])).toBe(
    '一\n\n# 四\n',
  )
})

test('what is taken back behind blocks out of sight is reported where it stands', () => {
  const value = '軟體\n\n程式\n\na**「粗」**b\n'
  const findings = [true, false].map((fast) => {
    const file = new VFile({ path: 'a.md', value })
    const options = { target: 'zh-CN', markdown: { fast } } as const
    const { messages } = createLocalizer().localize(file, options)
    return messages.map(({ ruleId, line, column }) => [ruleId, line, column])
  })
  const kept = ['convert-quotes-kept', 5, 4]
  expect(findings).toEqual([[kept], [kept]])
})

test('the switch keeps the whole parser', () => {
  const file = new VFile({ path: 'a.md', value: '軟體\n' })
  const localizer = createLocalizer()
  for (const fast of [true, false]) {
    const edition = localizer.localize(file, {
      target: 'zh-CN',
      markdown: { fast },
    })
    expect(String(edition)).toBe('软件\n')
    expect(edition.data.yiwen?.edition?.tree?.children).toHaveLength(1)
  }
  const limits = defaultConfig.limits
  const settings = defaultConfig.markdown
  expect(parse('軟體\n', settings, limits).scan).toBeDefined()
  const plain = parse('軟體\n', { ...settings, fast: false }, limits)
  expect(plain.scan).toBeUndefined()
})
