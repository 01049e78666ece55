import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pattern, unitsOf } from '../../../src/memory/distance.ts'
import { flatten } from '../../../src/memory/flat.ts'

/** The definition, row by row. */
function levenshtein(a: readonly number[], b: readonly number[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, unit] of a.entries()) {
    const next = [i + 1]
    for (const [j, other] of b.entries()) {
      next.push(
        Math.min(
          (row[j] ?? 0) + (unit === other ? 0 : 1),
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
        ),
      )
    }
    row = next
  }
  return row.at(-1) ?? 0
}

const units = (most: number) =>
  fc.array(fc.constantFrom(1, 2, 3, 0x20000, 0x110000), { maxLength: most })

describe('Pattern', () => {
  it('counts the edits that the definition counts', () => {
    fc.assert(
      fc.property(units(140), units(140), (a, b) => {
        expect(new Pattern(a).distance(b)).toBe(levenshtein(a, b))
      }),
      { numRuns: 400 },
    )
  })

  it('gives the distance up to a limit, and more than the limit above it', () => {
    fc.assert(
      fc.property(units(70), units(70), fc.nat(40), (a, b, most) => {
        const exact = levenshtein(a, b)
        const found = new Pattern(a).distance(b, most)
        if (exact <= most) expect(found).toBe(exact)
        else expect(found).toBeGreaterThan(most)
      }),
      { numRuns: 400 },
    )
  })

  it('may be asked again', () => {
    const pattern = new Pattern([1, 2, 3])
    expect(pattern.distance([1, 2, 4])).toBe(1)
    expect(pattern.distance([1, 2, 3])).toBe(0)
  })
})

describe('unitsOf', () => {
  it('counts a character as one, and a code as one whatever its id', () => {
    const one = flatten([{ open: '1' }, '𠮷a', { close: '1' }, { ph: '2' }])
    const other = flatten([{ open: '7' }, '𠮷a', { close: '7' }, { ph: '9' }])
    expect(unitsOf(one)).toHaveLength(5)
    expect(unitsOf(one)).toEqual(unitsOf(other))
    expect(unitsOf(flatten([{ ph: '1' }, '𠮷a']))).not.toEqual(
      unitsOf(flatten([{ open: '1' }, '𠮷a'])),
    )
  })
})
