import type { Span, Unit } from '../model/index.ts'

/** Part of a source: a piece of a unit, or what no unit reaches. */
export interface Part {
  kind: 'piece' | 'ignorable'
  span: Span
}

/**
 * Cut a source into pieces of units and ignorables.
 *
 * The parts' slices, joined, are the source again.
 *
 * @param source - Text.
 * @param units - Units located in it.
 * @returns Parts in order, without gaps or overlap.
 */
export function partition(source: string, units: readonly Unit[]): Part[] {
  const pieces = units
    .flatMap((unit) => unit.pieces.map((piece) => piece.span))
    .sort((a, b) => a.start - b.start)
  const parts: Part[] = []
  let at = 0
  for (const span of pieces) {
    if (span.start > at) {
      parts.push({ kind: 'ignorable', span: { start: at, end: span.start } })
    }
    parts.push({ kind: 'piece', span })
    at = span.end
  }
  if (at < source.length) {
    parts.push({ kind: 'ignorable', span: { start: at, end: source.length } })
  }
  return parts
}
