import { describe, expect, test } from 'vitest'
import { ParseError } from '../../../src/parse/index.ts'
import { judgeUnits, read } from './oracle.ts'

function kinds(source: string): string[] {
  const { units } = read(source, { mdx: true })
  expect(judgeUnits(source, units)).toEqual([])
  return units.map(({ kind, name, text }) =>
    [kind, name, text].filter((part) => part !== undefined).join(' '),
  )
}

describe('MDX', () => {
  test.each([
    ['text in JSX', '<Tip>\n軟**體**\n</Tip>', ['paragraph 軟體']],
    ['on one line', '<Tip>軟體</Tip>', ['paragraph \uFFFC軟體\uFFFC']],
    ['in a sentence', '用<b>軟</b>體<X />寫', ['paragraph 用軟體\uFFFC寫']],
    [
      'props',
      '<Tab label="標&#39636;" value="軟" />',
      ['attribute label 標體'],
    ],
    [
      'props over lines',
      '<Tab\n  label="軟\n  體"\n/>',
      ['attribute label 軟體'],
    ],
    [
      'expressions that are one string',
      '<Tab label={\'標\'} title={`題`} alt={"圖"} />',
      ['attribute label 標', 'attribute title 題', 'attribute alt 圖'],
    ],
    ['other expressions', '<Tab label={t("軟")} title={`軟` + x} />', []],
    ['expressions', '軟{軟 + "體"}體', ['paragraph 軟\uFFFC體']],
    [
      'modules',
      'import 軟 from "軟"\n\nexport const 體 = "體"\n\n後',
      ['paragraph 後'],
    ],
    ['headings with ids', '## 標題 {#軟體}', ['heading 標題 \uFFFC']],
    [
      'headings with comment ids',
      '## 標題 {/* #軟 */}',
      ['heading 標題 \uFFFC'],
    ],
    ['HTML comments', '<!-- 註\n\n解 -->\n\n後', ['paragraph 後']],
    [
      'HTML comments before text',
      '<!-- 註 -->後<!-- 註 --->面',
      ['paragraph \uFFFC後\uFFFC面'],
    ],
    [
      'switches',
      '{/* yiwen:off */}\n\n軟\n\n{/* yiwen:on */}\n\n後',
      ['paragraph 後'],
    ],
    [
      'HTML switches',
      '<!-- yiwen:off -->\n\n軟\n\n<!-- yiwen:on -->\n\n後',
      ['paragraph 後'],
    ],
    [
      'inline switches',
      '甲{/* yiwen:off */}軟{/* yiwen:on */}乙',
      ['paragraph 甲\uFFFC\uFFFC\uFFFC乙'],
    ],
    ['elements with code', '<code>軟</code>後', ['paragraph \uFFFC後']],
    ['another language', '<p lang="ja">軟</p>\n\n後', ['paragraph 後']],
    [
      'translate',
      '<div translate="no" title="題">\n軟\n</div>\n\n後',
      ['paragraph 後'],
    ],
    ['directives', ':::tip[標題]\n內文\n:::', ['label 標題', 'paragraph 內文']],
    ['front matter', '---\ntitle: 題\n---\n\n<X />', ['front-matter title 題']],
  ])('%s', (_, source, wanted) => {
    expect(kinds(source)).toEqual(wanted)
  })

  test('lang props are recorded', () => {
    const source = '<p lang="zh-TW">軟</p>'
    const { langs } = read(source, { mdx: true })
    expect(langs).toEqual([{ span: { start: 9, end: 14 }, tag: 'zh-TW' }])
  })

  test.each([
    ['一\n\n二 <div', 3, 7],
    ['一\n\n{ a +', 3, 6],
    ['<a>\n\n一', 1, 1],
  ])('%j is refused with its place', (source, line, column) => {
    let caught: unknown
    try {
      read(source, { mdx: true })
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(ParseError)
    const { finding } = caught as ParseError
    expect(finding.ruleId).toBe('parse-failed')
    expect([finding.line, finding.column]).toEqual([line, column])
    expect(finding.note).toContain('markdown.mdx')
  })
})
