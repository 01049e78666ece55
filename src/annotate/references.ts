import type { Edit, Unit } from '../model/index.ts'

/**
 * Keep references that find their definition by their own label.
 *
 * Where an edit changes the label of `[參考]`, it becomes `[参考][參考]`.
 *
 * @param units - Units.
 * @param edits - Edits of them.
 * @returns More edits.
 */
export function keepReferences(
  units: readonly Unit[],
  edits: readonly Edit[],
): Edit[] {
  const added: Edit[] = []
  let starts: number[] | undefined
  for (const { references, pieces } of units) {
    for (const { start, end, span, text } of references ?? []) {
      starts ??= startsOf(edits)
      const sorted = starts
      const touched = pieces.some((piece) => {
        const from = Math.max(piece.offset, start)
        const to = Math.min(piece.offset + piece.length, end)
        if (to <= from) return false
        const exact = piece.length === piece.span.end - piece.span.start
        const low = exact
          ? piece.span.start + from - piece.offset
          : piece.span.start
        const high = exact
          ? piece.span.start + to - piece.offset
          : piece.span.end
        return anyWithin(sorted, low, high)
      })
      if (!touched) continue
      const why = {
        rule: 'reference',
        source: 'edition',
        before: text.slice(1, -1),
        after: text,
        confidence: 1,
      } as const
      added.push({ span, text, why })
    }
  }
  return added
}

function startsOf(edits: readonly Edit[]): number[] {
  return edits.map((edit) => edit.span.start).sort((a, b) => a - b)
}

function anyWithin(
  sorted: readonly number[],
  low: number,
  high: number,
): boolean {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? 0) < low) from = middle + 1
    else to = middle
  }
  const found = sorted[from]
  return found !== undefined && found < high
}
