import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Range, Ranges } from '../../../src/convert/ranges.ts'

const range = fc
  .tuple(fc.nat(30), fc.nat(5))
  .map(([start, length]): Range => ({ start, end: start + length }))

test('overlap is what looking at all of them says', () => {
  fc.assert(
    fc.property(fc.array(range), fc.array(range), (given, asked) => {
      const ranges = new Ranges(given)
      const all = [...given]
      for (const { start, end } of asked) {
        const overlaps = all.some((r) => r.start < end && r.end > start)
        expect(ranges.overlap(start, end)).toBe(overlaps)
        if (overlaps || start === end) continue
        ranges.add(start, end)
        all.push({ start, end })
      }
      const units = (some: readonly Range[]) =>
        new Set(
          some.flatMap(({ start, end }) =>
            Array.from({ length: end - start }, (_, i) => start + i),
          ),
        )
      const visited: Range[] = []
      ranges.visit((start, end) => visited.push({ start, end }))
      expect(units(visited)).toEqual(units(all))
      const starts = visited.map(({ start }) => start)
      expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    }),
    { numRuns: 3000 },
  )
})
