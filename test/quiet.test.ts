import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findUnproved } from '../src/keeps-shape.ts'
import { defaultConfig, type Edit } from '../src/model/index.ts'
import { isQuiet, parse, parseTree } from '../src/parse/index.ts'
import { applyEdits, compareShape, shiftBy } from '../src/print/index.ts'

// What is proved of an edit by its characters is what two trees say.
const runs = Number(process.env['YIWEN_FAST_RUNS'] ?? 1500)
const settings = { ...defaultConfig.markdown, fast: true }

/** What is exchanged, and for what. */
const exchanges = [
  ['(', '（'],
  [')', '）'],
  [' ', ''],
  ['軟', 'Soft'],
  ['軟', '3'],
  ['32 位', '32'],
  ['API 軟', 'API 软'],
  ['x', '軟'],
  ['（', '('],
  ['「', '“'],
] as const

const text = fc
  .array(
    fc.constantFrom(
      ...'軟|體|(|)|（|）|「|」| |  |x|32 位|API 軟|1)|1.|- |* |> |# |*|**|_|~~|`|``|[|](u)|](|]|[x] |- [ ] |[a]|[^1]|!|![|<|>|<b>|</b>|<a href=(>|<b c="|">|<p>|<x 軟=x |<!-- | -->|<?|http://a.tw|http|://|www|.a.tw|a@b.tw|@|&amp;|&|;|:|::|:::|:note|[b]|{|{{|}}|{#|$|$$|\\|\\(|\n|\n\n|  \n|\n    |---|===|| a | b |\n|-|-|\n|.|,|-|+|=|"|👍|\uFE0E|\t'.split(
        '|',
      ),
      '|',
      '\n\n[a]: /u\n',
      '\n\n| a | b |\n|---|---|\n| ',
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((parts) => parts.join(''))

function editsOf(source: string, before: string, after: string): Edit[] {
  const edits: Edit[] = []
  const why = { rule: 'vocabulary', before, after } as never
  for (let at = source.indexOf(before); at >= 0; ) {
    const span = { start: at, end: at + before.length }
    edits.push({ span, text: after, why })
    at = source.indexOf(before, span.end)
  }
  return edits
}

it('edits that nothing asks about change no tree', () => {
  let proved = 0
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(...exchanges),
      fc.nat(),
      (source, [before, after], which) => {
        const all = editsOf(source, before, after)
        const edits = which % 2 ? all : all.slice(which % (all.length || 1))
        if (edits.length === 0 || /[\0\uFEFF]/.test(source)) return
        const parsed = parse(source, settings, defaultConfig.limits)
        if (findUnproved(source, parsed, edits, {})?.length !== 0) return
        proved++
        const edited = applyEdits(source, edits)
        const tree = parseTree(edited, parsed.dialect)
        const shift = shiftBy(edits)
        expect(compareShape(parsed.tree, tree, {}, shift)).toBeUndefined()
      },
    ),
    { numRuns: runs * 10 },
  )
  // It is not for want of such edits.
  expect(proved).toBeGreaterThan(runs / 20)
}, 3_600_000)

it.each([
  ['軟體(x)軟體', '(', '（', true],
  ['軟體 (x)', ' ', '', true],
  ['](x)', '(', '（', false],
  ['**(x)', '(', '（', false],
  ['軟體 x', ' ', '', false],
  [':軟[x]', '軟', 'Soft', false],
  ['軟) x', '軟', '1', false],
  ['&軟;', '軟', 'amp', false],
  ['軟體 x', '軟', '(', false],
])('%j: %j to %j is %s', (source, before, after, isSo) => {
  const start = source.indexOf(before)
  expect(isQuiet(source, start, start + before.length, after)).toBe(isSo)
})
