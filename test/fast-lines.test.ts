import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localizeBoth, readBoth } from './fast-pair.ts'

/** Lines that are one thing alone, and may be another behind the one before. */
const lines =
  'a|b\n:-|-\n| a |\n|-|\n- x\n1. x\n2. x\n> q\n>a|b\n>-|-\n# h\n</b>\n</p>\n```\n   \tz\n    y\n[a]:\nb\n[^1]:t\n[c](d)\n+ |\n===\n:::tip \n:::\n'.split(
    '\n',
  )

it('reads every document of three such lines as micromark does', () => {
  let scanned = 0
  for (const first of lines) {
    for (const second of lines) {
      for (const third of lines) {
        const source = `${first}\n${second}\n${third}\n`
        const read = readBoth(source)
        expect(read.fast, source).toEqual(read.plain)
        if (read.scanned > 0) scanned++
      }
    }
  }
  // Most of them are not left to micromark, which would prove nothing.
  expect(scanned / lines.length ** 3).toBeGreaterThan(0.5)
})

/** Lines of directives in lists, and of tables with tabs. */
const others = {
  directives:
    '- 軟\n  體\n  :::info\n    :::tip\n:::note\n:::\n  :::\n   ::::\n> 軟\n體\n1. 軟\n   :::note[軟體]\n\n```\n   :::\n    ::::\n     體\n      體\n  :::info\n     體\n  :::',
  tables:
    '| a | b |\n|---|---|\n| 軟\t|\t體 |\n|\t\t| 軟 |\t\n|軟\t體|a\t\na | b\t\n\t| 軟 |\n軟|體\t|\n軟\t體\n\n- 軟|\t體\n  |--|--|\n  | 軟\t| `a\t|` |',
}

it.each(Object.entries(others))(
  'reads %s as micromark does',
  (_, text) => {
    const documents = fc
      .array(fc.constantFrom(...text.split('\n')), {
        minLength: 2,
        maxLength: 7,
      })
      .map((lines) => `${lines.join('\n')}\n`)
    fc.assert(
      fc.property(documents, (source) => {
        const read = readBoth(source)
        expect(read.fast).toEqual(read.plain)
      }),
      { numRuns: Number(process.env['YIWEN_FAST_RUNS'] ?? 1000) },
    )
    fc.assert(
      fc.property(documents, (source) => {
        const edition = localizeBoth('a.md', source)
        expect(edition.fast).toEqual(edition.plain)
      }),
      { numRuns: 50 },
    )
  },
  3_600_000,
)

it('takes the indentation of a directive off its lines', () => {
  const source = '  :::info\n     體\n  :::\n'
  expect(readBoth(source).scanned).toBe(source.length)
})
