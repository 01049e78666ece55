import fc from 'fast-check'
import type { Root } from 'mdast'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { moveTree } from '../src/edition-tree.ts'
import { createLocalizer, type LocalizeOptions } from '../src/index.ts'
import { findUnproved } from '../src/keeps-shape.ts'
import { defaultConfig, type Edit } from '../src/model/index.ts'
import { dialectFor, parse, parseTree } from '../src/parse/index.ts'
import { applyEdits } from '../src/print/index.ts'
import { settle } from '../src/settle.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'

// A tree that is made of the source's has to be what parsing gives. `YIWEN_FAST_RUNS` is
// how many documents are generated, `YIWEN_FAST_CORPUS=1` takes all files of the corpus.
const runs = Number(process.env['YIWEN_FAST_RUNS'] ?? 600)
const every = Number(process.env['YIWEN_FAST_CORPUS'] ?? 120)
const settings = { ...defaultConfig.markdown, fast: true }

const provenance = { translationOf: 'articles/a.md', sourceHash: 'sha256-0' }
const conversions: readonly LocalizeOptions[] = [
  { source: 'zh-TW', target: 'zh-TW', provenance },
  { source: 'zh-TW', target: 'zh-HK' },
  { source: 'zh-TW', target: 'zh-CN', provenance },
  {
    ...{ source: 'zh-TW', target: 'zh-CN' },
    ...{ spaces: 'add', punctuation: 'wide', ellipsis: 'normalise' },
  },
]

const localizer = createLocalizer()

/** Compare trees of editions with what parsing their texts gives. */
function compareEditions(path: string, value: string): void {
  const file = new VFile({ path, value })
  let before: Root | undefined
  for (const options of conversions) {
    const made = localizer.localize(file, options)
    if (made.messages.some(({ fatal }) => fatal)) continue
    const edition = made.data.yiwen?.edition
    before ??= structuredClone(edition?.sourceTree)
    const mdx = path.endsWith('.mdx')
    const dialect = dialectFor({ ...settings, mdx })
    const text = String(made).replace(/^\uFEFF/, '')
    expect(edition?.tree, text).toStrictEqual(parseTree(text, dialect))
    expect(edition?.sourceTree).toEqual(before)
  }
}

const why = { rule: 'vocabulary', before: '', after: '' } as never

function editsOf(
  source: string,
  before: string | RegExp,
  after: string,
): Edit[] {
  return [...source.matchAll(new RegExp(before, 'g'))].map(
    ({ 0: found, index }) => {
      const span = { start: index, end: index + found.length }
      return { span, text: after, why }
    },
  )
}

const front: Edit = {
  span: { start: 0, end: 0 },
  text: '---\nlang: zh-CN\nsourceHash: sha256-0\n---\n\n',
  why,
}

/** What is exchanged, and for what. */
const exchanges = [
  ['軟', '软'],
  ['軟體', '软件工程'],
  ['軟體', 'Soft'],
  ['體', '3'],
  ['「', '“'],
  ['（', '('],
  [' ', ''],
  ['軟', ' 軟'],
  ['體', '體 '],
] as const

const generated = fc
  .array(
    fc.constantFrom(
      ...'軟|體|軟體|軟體|「|」|（|）| |x|**|*|~~|`|[|](u)|](u "軟體")|![軟體](u)|![軟 x](u \'體軟\')|[軟體][a]|[a]|[^1]|<b>|</b>|<b title="軟體">|http://a.tw|&amp;|&#39636;|\\|\\*|{{ 軟 }}|$x$|:x[軟體]|👍|\t|\n|\n|\r\n|\r|\n\n|  \n|\\\n|\n# |\n- |\n- [ ] 軟|\n- [x]\t|\n1. |\n  |\n> |> |\n>軟|\n  - |\n\n  軟體|\n\n    軟|\n---\n|\n===\n|\n***\n|\n```\n軟體\n```\n|\n<div>\n軟體\n</div>\n\n|\n<!-- 軟 -->\n|\n:::note[軟體]\n軟體\n:::\n|\n[a]: /u "軟"\n|\n[^1]: 軟體\n\n    軟\n|\n$$\n軟\n$$\n'.split(
        '|',
      ),
      '\n\n| 軟 | 體 |\n|---|---|\n| 軟體 | \\| 軟 |\n',
      '---\ntitle: 軟體\n---\n',
      '+++\ntitle = "軟體"\n+++\n\n',
    ),
    { minLength: 1, maxLength: 16 },
  )
  .map((parts) => parts.join(''))

describe('generated documents', () => {
  it('have the trees of their editions when they are edited', () => {
    let moved = 0
    fc.assert(
      fc.property(
        generated,
        fc.constantFrom(...exchanges),
        fc.nat(),
        fc.boolean(),
        (source, [before, after], which, hasFront) => {
          const parsed = parse(source, settings, defaultConfig.limits)
          const all = editsOf(source, before, after)
          const edits = which % 2 ? all : all.slice(which % (all.length || 1))
          if (findUnproved(source, parsed, edits, {})?.length !== 0) return
          const isNew = hasFront && !/^(?:---|\+\+\+)/.test(source)
          const tree = moveTree(
            source,
            parsed,
            edits,
            isNew ? front : undefined,
          )
          if (!tree) return
          if (edits.length > 0) moved++
          const text = (isNew ? front.text : '') + applyEdits(source, edits)
          expect(tree, text).toStrictEqual(parseTree(text, parsed.dialect))
        },
      ),
      { numRuns: runs },
    )
    expect(moved).toBeGreaterThan(runs / 8)
  }, 3_600_000)

  it('have the trees of their editions when they are converted', () => {
    fc.assert(
      fc.property(generated, (source) => compareEditions('a.md', source)),
      { numRuns: runs / 5 },
    )
  }, 3_600_000)
})

describe.skipIf(!hasCorpus)('the shared corpus', () => {
  it('has the trees of its editions', () => {
    for (const file of corpusFiles(0, every)) {
      compareEditions(file, readCorpus(file))
    }
  }, 3_600_000)
})

describe('a tree that is made', () => {
  const source =
    '# 軟體\n\n> 軟體與**軟體**，\n> [軟體](u)。\n\n| 軟 |\n|:-:|\n| 體 |\n'
  const edits = editsOf(source, '軟', '软')

  /** A tree that shows where it came from, and how often it was asked for. */
  function marked(text: string, fast = true) {
    const parsed = parse(text, { ...settings, fast }, defaultConfig.limits)
    let asked = 0
    const tree = { ...parsed.tree, data: { marked: true } } as unknown as Root
    const get = (): Root => {
      asked++
      return tree
    }
    Object.defineProperty(parsed, 'tree', { get })
    return { parsed, tree, asked: () => asked }
  }

  it('is of the source’s, which is only asked for when it is', () => {
    const { parsed, asked } = marked(source)
    const settled = settle({ text: source, units: [], parsed }, edits, '', {})
    expect(asked()).toBe(0)
    expect(settled.readTree?.()).toHaveProperty('data.marked', true)
  })

  it('is parsed the plain way', () => {
    const { parsed } = marked(source, false)
    const settled = settle({ text: source, units: [], parsed }, edits, '', {})
    expect(settled.text).toContain('软')
    expect(settled.readTree?.()).not.toHaveProperty('data.marked')
  })

  it.each([[edits], [[]]])('shares nothing with the source’s', (edits) => {
    const parsed = parse(source, settings, defaultConfig.limits)
    const known = new Set(objectsOf(parsed.tree))
    const moved = objectsOf(moveTree(source, parsed, edits))
    expect(moved.length).toBe(known.size)
    expect(moved.filter((one) => known.has(one))).toEqual([])
  })

  function objectsOf(value: unknown): unknown[] {
    if (typeof value !== 'object' || value === null) return []
    return [value, ...Object.values(value).flatMap(objectsOf)]
  }
})

const many = `---
title: 軟體
---

# 軟\\*體 &amp; 軟

[軟](u "軟體")與![軟 體](u '軟')與[軟\\]](u)

- [x] 軟
  軟 &#39636;
  - > 軟
    > &gt;軟 \\> 軟

<p title="軟">軟</p>

[軟][a]與<b>軟</b>[^1]

[a]: /u

[^1]: 軟

    | 軟 \\| | 軟 |
    |---|---|
    | x | 軟 |
`

it.each([
  ['LF', many],
  ['CRLF', many.replaceAll('\n', '\r\n')],
  ['CR', many.replaceAll('\n', '\r')],
])(
  'texts, titles, descriptions and front matter are edited, %s',
  (_, source) => {
    const parsed = parse(source, settings, defaultConfig.limits)
    const edits = editsOf(source, /軟|&#39636;/, '軟件')
    const text = applyEdits(source, edits)
    const tree = moveTree(source, parsed, edits)
    expect(tree).toStrictEqual(parseTree(text, parsed.dialect))
  },
)

describe('what is not plainly a text is parsed', () => {
  /** Make a tree with every 軟 exchanged, or what is told. */
  function move(
    source: string,
    before: string | RegExp = '軟',
    after = '软',
    mdx = false,
  ) {
    const parsed = parse(source, { ...settings, mdx }, defaultConfig.limits)
    return moveTree(source, parsed, editsOf(source, before, after))
  }

  it.each([
    ['nothing of it', '軟體\n'],
    ['a title in brackets', '[x](u (軟體))\n'],
    ['a title with an escape', '[x](u "\\*軟體")\n'],
    ['a title with a space behind it', '[x](u "軟體" )\n'],
    ['the title of a definition', '[a]: /u "軟體"\n'],
    ['the text of a picture with a label', '![軟體][a]\n\n[a]: /u\n'],
    ['the text of a picture with marks', '![*軟*體](u)\n'],
    ['the text of a picture with brackets', '![x[軟](v)](u)\n'],
    ['an address', 'http://a.tw/軟\n'],
    ['an address in brackets', '<http://a.tw/軟>\n'],
    ['a label', '[軟體]\n\n[軟體]: /u\n'],
    ['a label with brackets', '[軟體][]\n\n[軟體]: /u\n'],
    ['the label of a footnote', '文[^軟]\n\n[^軟]: x\n'],
    ['code', '`軟體`\n'],
    ['a block of code', '```js\n// 軟體\n```\n'],
    ['indented code', '    軟體\n'],
    ['a formula', '$軟$\n'],
    ['a block of formulas', '$$\n軟\n$$\n'],
    ['an attribute of a directive', ':::note{title="軟體"}\n文\n:::\n'],
    ['a template', '{{ 軟體 }}\n'],
    ['front matter without lines', '---\n---\n\n文&軟\n', '&', '&amp;'],
    ['fences with spaces', '---  \ntitle: 軟體\n---\n'],
    ['a mark that may stand for something', '文字\n', '字', '&'],
    ['a line that ends', '文字\n', '字', '字\n字'],
    ['two lines', '文字\n文字\n', '字\n文', '體'],
    ['a text that is gone', '**軟**文\n', '軟', ''],
    ['what is set at an edge', '文**字**\n', /(?<=文)/, '字'],
    ['a space at an edge', '文**字**\n', '文', '文 '],
    ['a space that is gone', '文 **字**\n', ' ', ''],
    ['two nodes', '文**字**\n', /文\*\*/, '體'],
    ['a tag of MDX', '軟體<b />\n', '軟', '软', true],
  ] as [
    string,
    string,
    string | RegExp | undefined,
    string | undefined,
    boolean,
  ][])('%s: %j', (what, source, before, after, mdx) => {
    const tree = move(source, before, after, mdx)
    expect(tree === undefined).toBe(what !== 'nothing of it')
  })

  it('a document of nothing that gets front matter', () => {
    const parsed = parse('\n', settings, defaultConfig.limits)
    expect(moveTree('\n', parsed, [], front)).toBeUndefined()
  })
})
