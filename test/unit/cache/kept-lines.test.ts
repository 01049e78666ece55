import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeptLines } from '../../../src/cache/kept-lines.ts'
import { Spool } from '../../../src/cache/spool.ts'

const spool = () => new Spool('/nowhere')
// Lines are JSON with tabs between, so they have every byte but the end of a line.
const line = fc
  .uint8Array({ maxLength: 20 })
  .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 10 ? 9 : byte))))
const path = fc.oneof(
  fc.constantFrom('a', 'a/b', 'a"b', 'a\\b', '甲/乙', 'tab\there', 'end\nhere'),
  fc.string({ unit: 'grapheme' }),
)
const change = fc.tuple(path, fc.option(line))

test('lines are what was put last, before and after they are printed', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change)), (rounds) => {
      const wanted = new Map<string, Buffer>()
      let lines = new KeptLines(spool())
      for (const round of rounds) {
        for (const [path, bytes] of round) {
          if (bytes) {
            wanted.set(path, bytes)
            lines.set(path, bytes)
          } else {
            expect(lines.delete(path)).toBe(wanted.delete(path))
          }
        }
        const printed = lines.print()
        const again = new KeptLines(
          spool(),
          Buffer.concat([Buffer.from('head\n'), printed]),
          5,
        )
        for (const one of [lines, again]) {
          expect([...one.paths()].sort()).toEqual([...wanted.keys()].sort())
          expect(one.size).toBe(wanted.size)
          for (const [path, bytes] of wanted) {
            expect(one.get(path)?.equals(bytes)).toBe(true)
          }
        }
        // What was read and not touched prints as it was.
        expect(again.print().equals(printed)).toBe(true)
        lines = again
      }
    }),
  )
})

test('a file of something else is refused', () => {
  expect(() => new KeptLines(spool(), Buffer.from('no path here'))).toThrow(
    SyntaxError,
  )
})
