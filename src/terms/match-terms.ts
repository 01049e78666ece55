import type { Occurrence, Unit } from '../model/index.ts'
import type { Range, TermIndex } from './term-index.ts'

/**
 * Find the terms in units: leftmost, then longest, without overlap.
 *
 * What a `keep` mark is over has no terms, nor is any found across its edges.
 *
 * @param units - Units.
 * @param index - Index.
 * @returns Occurrences, in order, in offsets of each unit's text.
 */
export function matchTerms(
  units: readonly Unit[],
  index: TermIndex,
): Occurrence[] {
  const occurrences: Occurrence[] = []
  if (index.size === 0) return occurrences
  for (const [number, unit] of units.entries()) {
    for (const match of index.find(unit.text, keptIn(unit))) {
      occurrences.push({ unit: number, ...match })
    }
  }
  return occurrences
}

/**
 * Take out occurrences that overlap others.
 *
 * @param occurrences - Occurrences, in order, without overlap.
 * @param others - Occurrences that come first, in order, without overlap.
 * @returns Those that overlap none of the others.
 */
export function withoutOverlap(
  occurrences: readonly Occurrence[],
  others: readonly Occurrence[],
): Occurrence[] {
  let next = 0
  return occurrences.filter(({ unit, start, end }) => {
    for (; next < others.length; next++) {
      const other = others[next] as Occurrence
      if (other.unit > unit) return true
      if (other.unit === unit && other.end > start) return other.start >= end
    }
    return true
  })
}

function keptIn({ marks }: Unit): readonly Range[] {
  if (marks.length === 0) return marks
  return marks
    .filter(({ kind }) => kind === 'keep')
    .sort((a, b) => a.start - b.start)
}
