import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pointAt } from '../../../src/model/index.ts'

/** Lines counted from the start, each time. */
function plainly(source: string, offset: number) {
  const at = Math.max(0, Math.min(offset, source.length))
  const before = source.slice(0, at)
  // CRLF is one line end, but not before its second half.
  const open = before.endsWith('\r') && source[at] === '\n'
  const lines = (open ? before.slice(0, -1) : before).split(/\r\n|\r|\n/)
  const column = (lines.at(-1)?.length ?? 0) + (open ? 2 : 1)
  return { line: lines.length, column, offset: at }
}

test('places are the same in whatever order they are asked for', () => {
  const text = fc
    .array(fc.constantFrom('a', '軟', '\n', '\r', '\r\n', '\u{20000}'))
    .map((parts) => parts.join(''))
  const asked = fc.array(fc.tuple(fc.nat(1), fc.integer({ min: -2, max: 40 })))
  fc.assert(
    fc.property(text, text, asked, (one, other, places) => {
      for (const [which, offset] of places) {
        const source = which === 0 ? one : other
        expect(pointAt(source, offset)).toEqual(plainly(source, offset))
      }
    }),
    { numRuns: 2000 },
  )
})

test('all places of a long text take time in proportion to it', () => {
  const source = '民國113年\n'.repeat(200_000)
  let lines = 0
  for (let at = 0; at < source.length; at += 7) {
    lines = Math.max(lines, pointAt(source, at).line)
  }
  expect(lines).toBe(200_000)
}, 30_000)
