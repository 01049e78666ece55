import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../../../src/model/index.ts'
import { dialectFor, parseTree } from '../../../src/parse/index.ts'
import {
  compareFrontMatter,
  compareShape,
  type ShapeAllowance,
} from '../../../src/print/index.ts'

const dialect = dialectFor(defaultConfig.markdown)
const differs = (
  before: string,
  after: string,
  allowance?: ShapeAllowance,
): boolean =>
  compareShape(
    parseTree(before, dialect),
    parseTree(after, dialect),
    allowance,
  ) !== undefined

describe('compareShape', () => {
  it.each([
    ['text', '軟體', '软件（software）'],
    ['alt and title', '![圖](a "題")', '![图像](a "标题")'],
    [
      'a shortcut made full',
      '[參考]\n\n[參考]: /u',
      '[参考][參考]\n\n[參考]: /u',
    ],
    ['text in HTML', '<p title="題">軟</p>', '<p title="题目">软</p>'],
    ['a caption', '```js title="甲"\n1\n```', '```js title="乙"\n1\n```'],
  ])('allows other %s', (_name, before, after) => {
    expect(differs(before, after)).toBe(false)
  })

  it.each([
    ['emphasis that opens', '軟**「體」**好', '軟 **「體」** 好\n\n*x*'],
    ['emphasis that is lost', '**軟體**好', '**軟體* *好'],
    ['an address', '[軟](/a)', '[软](/b)'],
    ['code', '`軟`', '`软`'],
    ['a code block', '```\n軟\n```', '```\n软\n```'],
    ['a heading rank', '# 軟', '## 软'],
    ['a list start', '1. 軟', '2. 软'],
    ['a check', '- [ ] 軟', '- [x] 软'],
    ['a footnote identifier', '[^甲]\n\n[^甲]: 一', '[^乙]\n\n[^乙]: 一'],
    ['a tag', '<b>軟</b>', '<i>软</i>'],
    ['an alignment', '|a|\n|:-|\n|b|', '|a|\n|-|\n|b|'],
    ['math', '$x_軟$', '$x_软$'],
    ['a directive attribute', ':a[軟]{b=1}', ':a[软]{b=2}'],
    ['a paragraph more', '軟', '软\n\n件'],
    ['a paragraph less', '軟\n\n件', '软'],
  ])('reports %s', (_name, before, after) => {
    expect(differs(before, after)).toBe(true)
  })

  it('allows what an edition adds, and only that', () => {
    const source = '智譜上市'
    const noted = '智譜[^term-zhipu]上市\n\n[^term-zhipu]: Zhipu AI'
    expect(differs(source, noted)).toBe(true)
    const footnotes = new Set(['term-zhipu'])
    expect(differs(source, noted, { footnotes })).toBe(false)
    const table = '智譜上市\n\n## 名詞\n\n| a |\n| - |\n| b |'
    expect(differs(source, table)).toBe(true)
    expect(differs(source, table, { appended: 2 })).toBe(false)
    expect(differs(source, table, { appended: 1 })).toBe(true)
    const ruby = '<ruby>智譜<rt>Zhipu AI</rt></ruby>上市'
    const html = new Set(['<ruby>', '<rt>', '</rt>', '</ruby>'])
    expect(differs(source, ruby)).toBe(true)
    expect(differs(source, ruby, { html })).toBe(false)
    const directive = ':term[智譜]{en="Zhipu AI"}上市'
    expect(differs(source, directive)).toBe(true)
    expect(differs(source, directive, { directives: true })).toBe(false)
  })

  it('allows a `-{…}-` mark to become text where it was replaced', () => {
    const overrides = new Set([1])
    expect(differs('軟-{zh-cn:甲}-', '软甲')).toBe(true)
    expect(differs('軟-{zh-cn:甲}-', '软甲', { overrides })).toBe(false)
    expect(differs('軟-{zh-cn:甲}-', '软*甲*', { overrides })).toBe(true)
    expect(differs('軟甲-{乙}-', '软甲', { overrides })).toBe(true)
    expect(differs('軟甲', '软-{甲}-', { overrides })).toBe(true)
  })

  it('allows another order where a translation was written, and only that', () => {
    const translated = [{ start: 0, end: 8 }]
    const source = '**甲**`乙`[丙](u)丁\n\n- 戊'
    const after = '[C](u) `乙` D **A**\n\n- 戊'
    expect(differs(source, after)).toBe(true)
    expect(differs(source, after, { translated })).toBe(false)
    const nested = '[**A** `乙`](u)\n\n- 戊'
    expect(differs(source, nested, { translated })).toBe(false)
    for (const wrong of [
      '[C](v) `乙` **A**\n\n- 戊',
      '[C](u) `丙` **A**\n\n- 戊',
      '[C](u) `乙` A\n\n- 戊',
      '[C](u) `乙` **A** **B**\n\n- 戊',
      '# [C](u) `乙` **A**\n\n- 戊',
      '[C](u) `乙` **A**\n\n- *戊*',
      '[C](u) `乙` **A**\n\nB\n\n- 戊',
    ]) {
      expect(differs(source, wrong, { translated })).toBe(true)
    }
    const html = '<p><b>甲</b><i>乙</i></p>'
    const other = '<p><i>B</i><b>A</b></p>'
    expect(differs(html, other)).toBe(true)
    const inside = [{ start: 0, end: html.length }]
    expect(differs(html, other, { translated: inside })).toBe(false)
  })

  it('names every translated block that differs', () => {
    const before = '**甲**\n\n*乙*\n\n`丙`'
    const found = compareShape(
      parseTree(before, dialect),
      parseTree('AAAAA\n\n*B*\n\nCCC', dialect),
      {
        translated: [
          { start: 0, end: 5 },
          { start: 7, end: 10 },
          { start: 12, end: 15 },
        ],
      },
    )
    expect(found?.translated).toEqual([
      { start: 0, end: 5 },
      { start: 12, end: 15 },
    ])
  })

  it('allows what was set beside a block, and only that', () => {
    const source = '甲\n\n- 乙'
    const text = '\n\n<span lang="en">A *b*</span>'
    const after = `甲${text}\n\n- 乙`
    const inserted = [{ start: 1, end: 1 + text.length, text }]
    expect(differs(source, after)).toBe(true)
    expect(differs(source, after, { inserted })).toBe(false)
    expect(differs(source, `${after}\n\n丙`, { inserted })).toBe(true)
    expect(differs(source, after.replace('*b*', 'bbb\n\n'), { inserted })).toBe(
      true,
    )
  })

  it('walks trees deeper than calls', () => {
    let tree = parseTree('軟', dialect)
    for (let depth = 0; depth < 20_000; depth++) {
      tree = {
        type: 'root',
        children: [{ type: 'blockquote', children: tree.children as never }],
      }
    }
    expect(compareShape(tree, tree)).toBeUndefined()
  })
})

describe('compareFrontMatter', () => {
  const matter = (yaml: string): string => `---\n${yaml}\n---\n\n文\n`

  it('allows other strings and the keys of an edition', () => {
    const before = matter('title: 軟體\ntags: [甲, 乙]\nweight: 3')
    const after = matter(
      'title: 软件\ntags: [一, 二]\nweight: 3\nlang: zh-CN\nsourceHash: abc',
    )
    expect(compareFrontMatter(before, after)).toBeUndefined()
  })

  it.each([
    ['a: 1', 'a: 2', 'a'],
    ['tags: [甲, 乙]', 'tags: [甲]', 'tags.1'],
    ['a: 甲', 'b: 甲', 'a'],
    ['a: 甲', 'a: {x: 甲}', 'a'],
    ['a: "甲"', 'a: "甲', 'front matter'],
  ])('%s is not %s', (before, after, path) => {
    expect(compareFrontMatter(matter(before), matter(after))).toBe(path)
  })
})
