import fc from 'fast-check'
import type { Root } from 'mdast'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { headingTree } from '../src/heading-tree.ts'
import {
  createLocalizer,
  type EditionData,
  type LocalizeOptions,
} from '../src/localize.ts'
import { describeArticle } from '../src/publish/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'

const localizer = createLocalizer()

const editions: readonly LocalizeOptions[] = [
  {
    ...{ source: 'zh-TW', target: 'zh-CN', spaces: 'add' },
    provenance: { translationOf: 'articles/a.md', sourceHash: 'sha256-0' },
  },
  { source: 'zh-TW', target: 'zh-HK' },
]

/** Title by the heading alone, and by the whole edition. */
function titlesOf(value: string, options: LocalizeOptions) {
  const file = localizer.localize(new VFile({ path: 'a.md', value }), options)
  const data = file.data.yiwen?.edition as EditionData
  const titleIn = (tree: Root): string =>
    describeArticle({}, tree, 'a.md', options.target).title
  const short = headingTree(data, options, data.sourceTree)
  return {
    short: short && titleIn(short),
    whole: data.tree ? titleIn(data.tree) : undefined,
  }
}

/** Documents whose heading alone tells something else than the whole edition. */
function complaintsOf(documents: readonly string[]): string[] {
  return documents.filter((value) =>
    editions.some((options) => {
      const { short, whole } = titlesOf(value, options)
      return short !== undefined && short !== whole
    }),
  )
}

describe('a heading read alone says what the whole edition says', () => {
  it.each([
    ['# 軟體\n\n文字\n', '软件'],
    ['# 軟體\n', '软件'],
    ['#  **軟體**與`程式` #\n文字\n', '软件与程式'],
    ['文字\n\n## 次標題\n\n# 滑鼠\n', '鼠标'],
    ['---\nlang: zh-TW\n---\n\n# 他說：「好」\n', '他说：“好”'],
    ['# 軟體ABC與 `a` 和&amp;\n', '软件 ABC 与 a 和&'],
    ['沒有標題\n', 'a'],
    ['> # 引文裡的\n', 'a'],
  ])('%j', (value, title) => {
    const { short, whole } = titlesOf(value, editions[0] as LocalizeOptions)
    expect(whole).toBe(title)
    expect(short).toBe(title)
  })

  it.each([
    '# 見[軟體][a]\n\n[a]: /u\n',
    '# 見[^1]\n\n[^1]: 註\n',
    '軟體\n===\n',
  ])('%j is left to the whole edition', (value) => {
    const [options] = editions as [LocalizeOptions]
    expect(titlesOf(value, options).short).toBeUndefined()
  })

  const fragment = fc.constantFrom(
    ...'軟體|程式|字|a|#| |  |*|**|_|`|~~|:x|:x[|]|[|](u)|<b>|</b>|&amp;|&#x8edf;|\\*|\\|$|「|」|“|”|：|-{a}-|-{軟體}-|{#a}|\n|\n\n|# |\n# |\n\n# |---|\n===\n|> |- |```\n|www.a.tw|a@b.tw'.split(
      '|',
    ),
  )
  it('in documents of syntax, whole and broken', () => {
    fc.assert(
      fc.property(
        fc.array(fragment, { minLength: 1, maxLength: 16 }),
        (parts) => complaintsOf([`# 軟${parts.join('')}`]).length === 0,
      ),
      { numRuns: 250 },
    )
  })

  it.skipIf(!hasCorpus)(
    'in every fortieth file of the corpus',
    () => {
      const files = corpusFiles(0, 40)
      const texts = files.map(readCorpus).filter((text) => text.length < 20_000)
      expect(texts.length).toBeGreaterThan(15)
      expect(complaintsOf(texts)).toEqual([])
    },
    120_000,
  )
})
