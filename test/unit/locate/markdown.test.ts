import { describe, expect, test } from 'vitest'
import { defaultConfig } from '../../../src/model/index.ts'
import { judgeUnits, read } from './oracle.ts'

/** Unit texts, with a check of the units on the way. */
function texts(source: string, mdx = false): string[] {
  const { units } = read(source, { mdx })
  expect(judgeUnits(source, units)).toEqual([])
  return units.map(({ text }) => text)
}

/** Kind and text of each unit. */
function kinds(source: string): string[] {
  return read(source).units.map(({ kind, text }) => `${kind} ${text}`)
}

/** Source of each piece of all units. */
function pieces(source: string): string[] {
  return read(source).units.flatMap((unit) =>
    unit.pieces.map(({ span }) => source.slice(span.start, span.end)),
  )
}

describe('running text', () => {
  test.each([
    ['a soft break between Han joins', '軟\n體', ['軟體']],
    ['also after punctuation', '軟體，\n硬體', ['軟體，硬體']],
    ['also for astral Han', '𠮷\n野家', ['𠮷野家']],
    ['a soft break between Latin is a space', 'soft\nware', ['soft ware']],
    ['between Latin and Han too', 'soft\n軟體', ['soft 軟體']],
    ['in a block quote', '> 軟\n> 體', ['軟體']],
    ['lazily', '> 軟\n體', ['軟體']],
    ['before a mark', '軟\n**體**', ['軟體']],
    ['before a link', '軟\n[體](a)', ['軟體']],
    ['before a reference', '軟\n[體]\n\n[體]: a', ['軟體']],
    ['in a mark', '**軟\n體**', ['軟體']],
    ['beside code it is a space', '軟體\n`a`', ['軟體 \uFFFC']],
    ['a hard break stays', '軟  \n體\\\n件', ['軟\n體\n件']],
    ['a mark splits no phrase', '**軟**體', ['軟體']],
    ['nor does an underscore', '程_ 式 _碼', ['程_ 式 _碼']],
    ['an entity is its character', '軟&#39636;&#x4EF6;', ['軟體件']],
    ['no-break space', '軟&nbsp;體', ['軟\u00A0體']],
    ['what is no entity stays', '軟 &體; &nope;', ['軟 &體; &nope;']],
    ['escapes', '軟\\*體\\體', ['軟*體\\體']],
    ['code is a placeholder', '用 `程式碼` 寫', ['用 \uFFFC 寫']],
    ['autolinks are too', '見 <https://a.b/軟體> 頁', ['見 \uFFFC 頁']],
    ['bare addresses', '見 https://a.b/c 頁', ['見 \uFFFC 頁']],
    ['addresses that are no link', '見www.a.b/軟體，頁', ['見\uFFFC，頁']],
    [
      'addresses that are one elsewhere',
      '見：www.a.b，頁 後',
      ['見：\uFFFC 後'],
    ],
    ['addresses as a label', '[https://a.b/軟體](c)', []],
    ['mail', '寄給 a@b.tw 喔', ['寄給 \uFFFC 喔']],
    ['math', '當 $x=體$ 時', ['當 \uFFFC 時']],
    ['money', '由 $100 與 $200 起', ['由 $100 與 $200 起']],
    ['one tilde', '10~20 元，約 5~6', ['10~20 元，約 5~6']],
    ['two tildes', '~~軟~~體', ['軟體']],
    ['footnotes', '軟體[^註]是', ['軟體\uFFFC是'], '\n\n[^註]: 說明', ['說明']],
    ['colons', 'a:b 與 :c', ['a:b 與 :c']],
    ['colons before a link', '注意:下午[開會](u)', ['注意:下午開會']],
    ['a colon before ASCII and Han', '說:now現在[開會](u)', ['說:now現在開會']],
    ['a directive', '用:abbr[軟體]{title=體}寫', ['用軟體寫']],
    ['a kept directive', '用:keep[軟**體**]寫', ['用\uFFFC\uFFFC寫']],
    ['variants', '用-{zh-tw:軟體;zh-cn:软件}-寫', ['用\uFFFC寫']],
    ['wiki links', '見[[頁|標籤]]與[[頁]]', ['見標籤與\uFFFC']],
    ['numbered brackets', '見[[1]](#註)與', ['見[1]與']],
    ['Liquid', '用{{ 站.名 }}與{% 標 %}', ['用\uFFFC與\uFFFC']],
    ['an open brace', '用{{ 站 與{ 名', ['用{{ 站 與{ 名']],
    ['CJK emphasis', '**「軟體」**是', ['「軟體」是']],
    ['an HTML comment', '軟<!-- 註 -->體', ['軟\uFFFC體']],
  ] as [string, string, string[], string?, string[]?][])(
    '%s',
    (_, source, wanted, rest = '', more = []) => {
      expect(texts(source + rest)).toEqual([...wanted, ...more])
    },
  )

  test('marks cover their text and source', () => {
    const source = '很\n**軟*體***與[連\\]結](a "題")、~~刪~~'
    const [unit] = read(source).units
    expect(unit?.text).toBe('很軟體與連]結、刪')
    expect(
      unit?.marks.map(({ kind, start, end, span }) => [
        kind,
        unit.text.slice(start, end),
        source.slice(span.start, span.end),
      ]),
    ).toEqual([
      ['strong', '軟體', '**軟*體***'],
      ['emphasis', '體', '*體*'],
      ['link', '連]結', '[連\\]結](a "題")'],
      ['delete', '刪', '~~刪~~'],
    ])
  })

  test('pieces are the longest stretches that agree with the source', () => {
    expect(pieces('> 軟體\\*與&#39636;**說**\n> 明')).toEqual([
      '軟體',
      '\\*',
      '與',
      '&#39636;',
      '說',
      '明',
    ])
  })

  test('nothing is struck through or directed unless the settings say so', () => {
    const markdown = { ...defaultConfig.markdown, directives: false }
    const { units } = read('用:abbr[軟體]寫', { markdown })
    expect(units.map(({ text }) => text)).toEqual(['用:abbr[軟體]寫'])
  })
})

describe('links, images, references', () => {
  test.each([
    ['alt and title', '![軟*體*](a.png "說明")', ['alt 軟體', 'title 說明']],
    ['an image in a link', '[![軟體](a)](b "題")', ['alt 軟體', 'title 題']],
    ['a title in parentheses', '[a](b (說明))', ['paragraph a', 'title 說明']],
    ['definition titles', '[標]: u "說明"', ['title 說明']],
    ['a full reference', '[軟體][標]\n\n[標]: u', ['paragraph 軟體']],
  ])('%s', (_, source, wanted) => {
    expect(kinds(source)).toEqual(wanted)
  })

  test.each([
    ['shortcut', '見[軟體]。', '', '[軟體]', '軟體'],
    ['collapsed', '見[軟體][]。', '[]', '[軟體]', '軟體'],
    ['shortcut with a mark', '見[**軟體**]。', '', '[**軟體**]', '**軟體**'],
    ['shortcut over lines', '> 見[軟\n> 體]。', '', '[軟 體]', '軟 體'],
  ])('a %s reference can keep its definition', (_, use, over, text, label) => {
    const source = `${use}\n\n[${label}]: u`
    const [unit] = read(source).units
    expect(unit?.references).toHaveLength(1)
    const [reference] = unit?.references ?? []
    if (!unit || !reference) throw new Error('no reference')
    expect(unit.text.slice(reference.start, reference.end)).toBe('軟體')
    const { start, end } = reference.span
    expect(source.slice(start, end)).toBe(over)
    expect(reference.text).toBe(text)
    // The definition is found by what is written now.
    const edited = source.slice(0, start) + text + source.slice(end)
    const { tree } = read(edited).parsed
    expect(JSON.stringify(tree)).toContain('"referenceType":"full"')
  })

  test('an image reference can too', () => {
    const [alt] = read('![軟體]\n\n[軟體]: u').units
    expect(alt?.references).toEqual([
      { start: 0, end: 2, span: { start: 5, end: 5 }, text: '[軟體]' },
    ])
  })

  test('other labels have no reference', () => {
    const source = '[軟體](u) [軟體][標]\n\n[標]: u'
    expect(read(source).units[0]?.references).toBeUndefined()
  })
})

describe('blocks', () => {
  test.each([
    ['closing hashes', '## 標題 ##', ['heading 標題']],
    ['setext', '標題\n二行\n===', ['heading 標題二行']],
    ['heading ids', '## 標題 {#軟體}', ['heading 標題 \uFFFC']],
    ['kramdown', '## 標題 {: #軟體 }', ['heading 標題 \uFFFC']],
    ['tasks', '- [x] 做完\n- [ ] 沒做', ['paragraph 做完', 'paragraph 沒做']],
    [
      'tables',
      '| 甲\\|乙 | `a\\|軟` |\n|---|---|\n| **丙** | 丁 |',
      ['cell 甲|乙', 'cell 丙', 'cell 丁'],
    ],
    [
      'footnote text',
      '[^註]: 說明\n\n    續',
      ['paragraph 說明', 'paragraph 續'],
    ],
    [
      'VitePress containers',
      '::: tip 標題\n內文\n:::',
      ['paragraph ::: tip 標題\n內文\n:::'],
    ],
    [
      'VitePress containers around blocks',
      '::: details 標題\n\n內文\n\n:::',
      ['paragraph ::: details 標題', 'paragraph 內文', 'paragraph :::'],
    ],
    [
      'Docusaurus containers',
      ':::note[標題]{.體}\n內文\n:::',
      ['label 標題', 'paragraph 內文'],
    ],
    [
      'old Docusaurus containers',
      ':::note 標題\n\n內文\n\n:::',
      ['paragraph :::note 標題', 'paragraph 內文', 'paragraph :::'],
    ],
    ['leaf directives', '::video[標題]{src=軟體}', ['label 標題']],
    ['kept containers', ':::keep\n軟體\n:::\n\n後', ['paragraph 後']],
    ['display math', '$$\n軟體\n$$', []],
    ['indented code', '    軟體', []],
    ['GitHub alerts', '> [!NOTE]\n> 軟體', ['paragraph 軟體']],
  ])('%s', (_, source, wanted) => {
    expect(kinds(source)).toEqual(wanted)
  })

  test('units know their section', () => {
    const { units } = read('前\n\n# 一\n\n文\n\n二\n---\n\n文')
    expect(units.map(({ text, section }) => `${section} ${text}`)).toEqual([
      '0 前',
      '1 一',
      '1 文',
      '2 二',
      '2 文',
    ])
  })
})

describe('addresses that swallow Chinese', () => {
  test.each([
    ['見 https://a.b/c，然後說', '<https://a.b/c>，然後說'],
    ['見 https://a.b/c**。', '<https://a.b/c>**。'],
    ['見 https://a.b/軟體，然後說', '<https://a.b/軟體>，然後說'],
    ['見 https://a.b然後說', '<https://a.b>然後說'],
    ['見：www.a.b，然後說', '<www.a.b>，然後說'],
  ])('%s', (source, expected) => {
    const { findings } = read(source)
    expect(findings.map(({ ruleId }) => ruleId)).toEqual([
      'locate-autolink-han',
    ])
    expect(findings[0]?.expected).toEqual([expected])
    expect(findings[0]?.line).toBe(1)
  })

  test('a Chinese path alone is fine', () => {
    expect(read('見 https://a.b/wiki/軟體 頁').findings).toEqual([])
  })
})
