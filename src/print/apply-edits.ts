import { InternalError, type Span } from '../model/index.ts'

/** Replacement of a range by source text. */
export interface SourceEdit {
  /** Range. */
  span: Span
  /** Text that goes there as it is. */
  text: string
}

/**
 * Apply edits to source text.
 *
 * Text outside every span comes back unit for unit.
 * Spans may touch but not overlap; insertions at one offset keep their order,
 * and come before a replacement that starts there.
 *
 * @param source - Text the spans point into.
 * @param edits - Edits, in any order.
 * @returns Edited text.
 * @throws InternalError when spans overlap or leave the source.
 */
export function applyEdits(
  source: string,
  edits: readonly SourceEdit[],
): string {
  // Added up, not joined: what is joined is copied once more, and takes twice as long.
  let result = ''
  let at = 0
  for (const edit of isSorted(edits) ? edits : sortEdits(edits)) {
    const { start, end } = edit.span
    if (start < at || end < start || end > source.length) {
      throw new InternalError(
        `Edits overlap or leave the source at ${start}–${end}: ${JSON.stringify(edit.text)}`,
      )
    }
    result += source.slice(at, start) + edit.text
    at = end
  }
  return result + source.slice(at)
}

/**
 * Put edits in the order they are applied in.
 *
 * @param edits - Edits.
 * @returns By place; at one place insertions first, in the order given.
 */
export function sortEdits<T extends SourceEdit>(edits: readonly T[]): T[] {
  // Nearly always they are in order, and looking is much cheaper than sorting.
  return isSorted(edits) ? [...edits] : [...edits].sort(compare)
}

function isSorted(edits: readonly SourceEdit[]): boolean {
  for (let next = 1; next < edits.length; next++) {
    const before = edits[next - 1] as SourceEdit
    if (compare(before, edits[next] as SourceEdit) > 0) return false
  }
  return true
}

function compare(a: SourceEdit, b: SourceEdit): number {
  return (
    a.span.start - b.span.start ||
    Number(isInsertion(b)) - Number(isInsertion(a))
  )
}

function isInsertion({ span }: SourceEdit): boolean {
  return span.start === span.end
}
