import { describe, expect, it } from 'vitest'
import { type Locale, parseLocale } from '../../../src/model/index.ts'
import {
  compareQuantities,
  findQuantities,
} from '../../../src/quantity/index.ts'
import { rowsOf } from './cases.ts'
import { spoiledPairs } from './spoiled.ts'

function isReported(tag: string, source: string, target: string): boolean {
  const from = findQuantities(source, { locale: parseLocale(tag) as Locale })
  const to = findQuantities(target, { locale: 'en' })
  return compareQuantities(from, to, { info: false }).length > 0
}

const rows = rowsOf('blind-pairs-6.tsv')

describe('pairs written before the comparison saw them', () => {
  it.each(rows)('%s: %s | %s', (...row) => {
    const [tag = '', source = '', target = '', mark] = row
    // A mark says what is not read yet: take it out where it now is.
    const alarm = isReported(tag, source, target)
    expect(alarm, 'the right pair').toBe(mark === 'alarm')
    // 億 of a name is no amount.
    if (mark === 'name') return
    const missed = spoiledPairs(source, target).filter(
      (pair) => !isReported(tag, ...pair),
    )
    const expected = mark === 'miss' ? expect(missed).not : expect(missed)
    expected.toEqual([])
  })

  it('are many, and few of them are still misread', () => {
    const marked = rows.filter(([, , , mark]) => mark && mark !== 'name')
    expect(rows.length).toBeGreaterThan(500)
    expect(marked.length).toBeLessThan(rows.length / 100)
  })
})
