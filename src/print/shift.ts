import { type SourceEdit, sortEdits } from './apply-edits.ts'

/** Where places of a source are in its edited text. */
export interface Shift {
  /** Place of something that starts at an offset: after what is inserted there. */
  start(offset: number): number
  /** Place of something that ends at an offset: before what is inserted there. */
  end(offset: number): number
}

/**
 * Follow offsets through edits.
 *
 * @param edits - Edits that were applied, without overlap.
 * @returns Offsets in the edited text, for offsets outside of replaced ranges.
 */
export function shiftBy(edits: readonly SourceEdit[]): Shift {
  const sorted = sortEdits(edits)
  const ends: number[] = []
  const sums: number[] = [0]
  for (const { span, text } of sorted) {
    ends.push(span.end)
    sums.push((sums.at(-1) ?? 0) + text.length - (span.end - span.start))
  }
  const before = (offset: number): number => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    start: (offset) => offset + (sums[before(offset)] ?? 0),
    end(offset) {
      let count = before(offset)
      while (count > 0) {
        const last = sorted[count - 1]
        if (last?.span.start !== offset) break
        count--
      }
      return offset + (sums[count] ?? 0)
    },
  }
}
