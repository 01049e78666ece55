import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'
import { localizeBoth, readBoth } from './fast-pair.ts'

// `YIWEN_FAST_RUNS` is how many documents are generated, `YIWEN_FAST_CORPUS=1` takes
// all files of the corpus, `YIWEN_FAST_LINES=3` documents of three lines.
const runs = Number(process.env['YIWEN_FAST_RUNS'] ?? 500)
const every = Number(process.env['YIWEN_FAST_CORPUS'] ?? 60)
const most = Number(process.env['YIWEN_FAST_LINES'] ?? 2)

const { tests } = createRequire(import.meta.url)('commonmark-spec') as {
  tests: readonly { markdown: string }[]
}

/** Lines that are one thing alone, and may be another behind the one before. */
const lines =
  '|軟體|a|b|:-|-|\n| a |\n- x\n1. x\n> q\n# h\n===\n```\n     ```\n   \tz\n    y\n[a]: /u\n[c](d)\n$$\n     $$\n:::tip\n:::\n<b>\n</b>\n<b/>\n  <c d="軟體">\n<b\n>\n{a}\n{\n}\n{/* 軟體\n*/}\nimport a from "b"\nexport const a = {\n<!-- 軟體\n-->\n軟 {b} 體\n軟 <i>體</i>\n軟 <i>\n體</i>\n'.split(
    '\n',
  )

const articles = [
  'import Tabs from "@theme/Tabs"\n\n# 軟體\n\n<Tabs>\n  <Tab label="程式">\n\n使用者的檔案。\n\n  </Tab>\n</Tabs>\n\n資料夾。\n',
  'export const A = () => {\n\n  const b = 1\n\n  return <i>{b}</i>\n}\n\n軟體\n\n<A />\n',
  '{/* 註解\n\n軟體 */}\n\n軟體\n\n- <b>程式</b>\n- {x}\n\n[a]: /u\n\n[a]\n',
  '<Card\n  title="軟體"\n\n  icon={a}\n>\n\n程式「檔案」\n\n</Card>\n',
  '- <li>\n- </li>\n\n軟體\n',
  '| a |\n|---|\nimport | b\n\n軟體\n',
  '軟體 {a\n\n程式\n',
  '<a>\n\n軟體\n',
  '軟體\n\n</a>\n',
  '```\na\n     ```\n\n軟體\n\n$$\na\n     $$\n\n程式\n',
  '- ```\n  a\n       ```\n\n軟體\n',
  '$$\na\n\t$$\n\n軟體\n',
  '<a b="c">\n[軟體]\n\n</a>\n\n[軟體]: /u\n',
  '<!-- 註解\n\n軟體 -->\n\n軟體 <!-- 程式 -->\n',
  'import {a} from "b"\n\nexport const c = a\n\n軟體\n\n[x]: /u\n\nexport const d = c\n',
  '::::note\n\n<a>\n\n軟體\n\n</a>\n\n::::\n\n:::tip\nimport a from "b"\n:::\n',
]

/**
 * Do something but where a tag is open at the end of a heading or a link: there
 * mdast-util-from-markdown fails an assertion of its own, in development alone.
 */
function unlessAsserted<Made>(make: () => Made): Made | undefined {
  try {
    return make()
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_ASSERTION') return undefined
    throw error
  }
}

function isAlike(source: string): boolean {
  const { fast, plain } = readBoth(source, true)
  return JSON.stringify(fast) === JSON.stringify(plain)
}

describe('MDX is read alike, fast and plain', () => {
  it.each(articles)('%j', (source) => {
    expect(isAlike(source)).toBe(true)
    const { fast, plain } = localizeBoth('a.mdx', source)
    expect(fast).toEqual(plain)
  })

  it('and most of it is scanned', () => {
    const [tabs = ''] = articles
    expect(readBoth(tabs, true).scanned).toBeGreaterThan(10)
    expect(readBoth('軟體\n\n<a/>\n\n程式\n', true).scanned).toBe(6)
    // An expression that goes on is given more, and all there is at last.
    const long = `軟體\n\n{\`\n${'a\n\n'.repeat(30)}\`}\n\n程式\n`
    expect(readBoth(long, true).scanned).toBe(3)
    // What was tried and had no end is forgotten.
    const tried = 'import a from "b"\n\n  {\n\n1}\n\n軟體\n'
    expect(readBoth(tried, true).scanned).toBe(3)
  })

  test('examples of CommonMark', () => {
    const sources = tests.flatMap(({ markdown }) => {
      const source = markdown.replaceAll('→', '\t')
      return [source, `段落\n${source}`, source.replaceAll(/foo|bar/g, '軟體')]
    })
    expect(sources.filter((source) => !isAlike(source))).toEqual([])
  }, 60_000)

  test('documents of some lines', () => {
    let documents = ['']
    for (let count = 0; count < most; count++) {
      documents = documents.flatMap((before) =>
        lines.map((line) => `${before}${line}\n`),
      )
    }
    const parted = documents.map((text) => text.replace('\n', '\n\n'))
    const all = [...documents, ...parted]
    expect(all.filter((source) => !isAlike(source))).toEqual([])
  }, 3_600_000)

  const generated = fc
    .array(
      fc.oneof(
        fc.constantFrom(...lines).map((line) => `${line}\n`),
        fc.constantFrom(...articles),
        fc.constantFrom(
          ...'軟體|**|「|」| <b>|</b>|{|}|{a}|<|>|/|`|\\{|\\<|$|[|](u)|<b|\n|\n\n|  |    |\t|- |> |\r\n'.split(
            '|',
          ),
        ),
      ),
      { minLength: 1, maxLength: 10 },
    )
    .map((parts) => parts.join(''))

  test('generated documents', () => {
    fc.assert(
      fc.property(generated, (source) => {
        const { fast, plain } = readBoth(source, true)
        expect(fast).toEqual(plain)
      }),
      { numRuns: runs },
    )
  }, 3_600_000)

  test('generated editions', () => {
    fc.assert(
      fc.property(generated, (source) => {
        const both = unlessAsserted(() => localizeBoth('a.mdx', source))
        expect(both?.fast).toEqual(both?.plain)
      }),
      { numRuns: runs / 5 },
    )
  }, 3_600_000)

  test.skipIf(!hasCorpus).each(corpusFiles(0, every))('%s', (file) => {
    const { fast, plain } = localizeBoth('a.mdx', readCorpus(file))
    expect(fast).toEqual(plain)
  })
})
