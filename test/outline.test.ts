import { createRequire } from 'node:module'
import fc from 'fast-check'
import type { Root } from 'mdast'
import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../src/model/index.ts'
import { outline, type Parsed, ParseError, parse } from '../src/parse/index.ts'
import { describeArticle, listSourceLinks } from '../src/publish/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'

/** What a build asks of a source's tree where it writes no pages. */
function asked(tree: Root): object {
  const { title } = describeArticle({}, tree, 'a/b.md', 'zh-TW')
  const heading = tree.children.find(
    (node) => node.type === 'heading' && node.depth === 1,
  )
  return { title, heading, links: listSourceLinks(tree, 'a/b.md') }
}

/** Parse, scanned and with the whole parser; nothing where it is refused. */
function parseBoth(text: string): Parsed[] {
  return [true, false].flatMap((fast) => {
    try {
      return parse(
        text.replace(/^\uFEFF+/, ''),
        { ...defaultConfig.markdown, fast },
        defaultConfig.limits,
      )
    } catch (error) {
      if (error instanceof ParseError) return []
      throw error
    }
  })
}

/** Whether there are outlines, after comparing them with whole trees. */
function compare(text: string, name = JSON.stringify(text)): boolean {
  return parseBoth(text)
    .map((parsed) => {
      const short = outline(parsed)
      if (short) {
        // What is compared has no methods and no `undefined` in it.
        const plain = (value: object) => JSON.parse(JSON.stringify(value))
        expect(plain(asked(short)), name).toEqual(plain(asked(parsed.tree)))
      }
      return short !== undefined
    })
    .every((isThere) => isThere)
}

describe('the outline of an article', () => {
  it.skipIf(!hasCorpus)(
    'says of the corpus what its tree says',
    () => {
      const all = process.env['YIWEN_CORPUS'] === 'all'
      const files = corpusFiles(0, all ? 1 : 40)
      const short = files.filter((file) => compare(readCorpus(file), file))
      expect(short.length).toBeGreaterThan(files.length * 0.95)
    },
    300_000,
  )

  it('says of the examples of CommonMark what their trees say', () => {
    const { tests } = createRequire(import.meta.url)('commonmark-spec') as {
      tests: readonly { markdown: string }[]
    }
    const short = tests.filter(({ markdown }) =>
      compare(markdown.replaceAll('→', '\t')),
    )
    expect(short.length).toBeGreaterThan(tests.length * 0.95)
  })

  it.each([
    '# 標題\n\n文 [甲](https://a.example/b.md)。\n',
    '\n \n# 標題 *重* [乙](c.md "題")\n文\n# 另一個\n',
    '---\ntags: [a]\n---\n# 標題 #\r\n\r\n文\r\n',
    '# \n\n## 小\n\n# 後\n',
    '文\n\n  標題\n  第二行\n  ===  \n',
    '> # 引文\n\n- # 項\n\n:::note\n# 注\n:::\n\n# 後\n',
    '    # 碼\n',
    '---\na: 1\n',
    '# 標題\n\n[甲](b.md)與![圖](a.png)、[![圖](c.png)](d.md)\n',
    '# 標題\n\n![a [b](c.md) ![d](e.png) <img src="x.png">](f.png)\n',
    '# 標題\n\n![甲]、![乙][甲]、![甲][]、[甲]\n\n> [甲]: b.png\n\n[甲]: c.png\n',
    '[甲]:\n  b.md\n\n[乙]: <c d.md> "題"\n\n> [丙]:\n> e.md\n',
    '[甲](<a b.md>)、[乙](a\\_b&amp;c.md)、[丙](\\(x\\).md)、[丁]()、![]()\n',
    '> 文 <img\n> src="a.png"> 文\n\n- <img src="b.png">\n\n<div>\n<img src="c.png">\n\n</div>\n',
    '- 項[甲](a.md)[^1]\n\n  | 甲 | 乙 |\n  | - | - |\n  | [乙](b.md) | ![c](c.png) |\n\n[^1]: [丙](d.md)\n',
    ':::note[見[甲](a.md)]\n[乙](b.md)\n:::\n\n::leaf[[丙](c.md)]\n\n文:text[[丁](d.md)]{a="[x](e.md)"}\n',
    '<a.md> <https://a.tw/b.md> www.a.tw/b.md a@b.md `[a](b.md)` $[a](b.md)$\n',
    '# a\0b [c](d\0.md)\n\n\uFEFF[e](f.md)\n',
  ])('%j', (text) => {
    expect(compare(text)).toBe(true)
  })

  it.each(['# 見[甲]\n\n[甲]: b.md\n', '> ![甲\n> 乙]\n\n[甲 乙]: b.png\n'])(
    'leaves %j to the whole tree',
    (text) => {
      expect(compare(text)).toBe(false)
    },
  )

  it('says of documents of syntax, whole and broken, what their trees say', () => {
    const fragment = fc.constantFrom(
      ...'軟體|a|b.md|c.png| |\n|\n\n|\n> |\n- |\n  |# |## |\n===\n|\n---\n|[|]|(|)|](b.md)|](<b c.md>)|![|![a](b.png)|[a](b.md)|[a]: |\n[a]: b.md\n|\n\n[b]: c.png "t"\n\n|![a]|![x][a]|[]|[^1]|\n[^1]: |<img src="d.png">|<img\n|<div>\n|</div>|<!-- |-->|`|```\n|$|:::note[|:::\n|:t[|{a=b}|{{|}}|*|**|~~|&amp;|\\|"|\t|\r|{#id}|-{|}-|www.a.tw|://a.tw'.split(
        '|',
      ),
      '\n| a | b |\n|---|---|\n',
      '|',
    )
    let outlines = 0
    fc.assert(
      fc.property(
        fc.array(fragment, { minLength: 1, maxLength: 24 }),
        (parts) => {
          if (compare(parts.join(''))) outlines++
        },
      ),
      { numRuns: Number(process.env['YIWEN_RUNS'] ?? 500) },
    )
    expect(outlines).toBeGreaterThan(150)
  })
})

it('reads a heading as the parser does', () => {
  const part = fc.constantFrom(
    ...'軟|體|A|b|1| |  |（|）|，|：|%|/|-|#|*|_|`|.|@|:|$|~|<|&|\\|!|www.a.tw|。|?|"'.split(
      '|',
    ),
    '|',
    '\t',
  )
  let plain = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.array(part, { maxLength: 8 }),
      (depth, parts) => {
        const text = `${'#'.repeat(depth)} ${parts.join('')}`
        compare(text)
        if (/^# [軟體]/.test(text)) plain++
      },
    ),
    { numRuns: 700 },
  )
  expect(plain).toBeGreaterThan(3)
})
