import type { Edit, EditRule, Span, Unit } from '../model/index.ts'

/** Edits that add to an edition and convert nothing. */
const added: ReadonlySet<EditRule> = new Set([
  'gloss',
  'appendix',
  'front-matter',
  'lang',
  'reference',
  // What stands in `-{…}-` is the author's word for that locale.
  'override',
])

/** Text of an edition, as its readers see it. */
export interface PrintedText {
  /** Text; what is protected is one U+FFFC, as in the unit's. */
  text: string
  /** Edits that were made in it, in order. */
  edits: readonly Edit[]
}

/**
 * Make a reader for what was printed over ranges of units, without glosses.
 *
 * @param source - Text that spans point into.
 * @param edits - Edits of an edition, written as source.
 * @returns Function that gives the printed text of a range of a unit's text;
 * `undefined` where somebody rewrote a sentence in it.
 */
export function createPrintedReader(
  source: string,
  edits: readonly Edit[],
): (unit: Unit, start: number, end: number) => PrintedText | undefined {
  const own = edits
    .filter(({ why }) => !added.has(why.rule))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  return (unit, start, end) => {
    const parts: string[] = []
    const used: Edit[] = []
    let at = start
    let next: number | undefined
    /** Source up to which edits have replaced what was there. */
    let covered = -1
    for (const piece of unit.pieces) {
      const from = Math.max(start, piece.offset)
      const to = Math.min(end, piece.offset + piece.length)
      if (from >= to) continue
      parts.push(unit.text.slice(at, from))
      at = to
      const span = sourceOf(piece, from, to)
      next ??= firstFrom(own, span.start)
      let place = Math.max(span.start, covered)
      for (; next < own.length; next++) {
        const edit = own[next] as Edit
        if (edit.span.start > span.end) break
        // An insertion behind a piece belongs to it, a replacement to the next.
        const replaces = edit.span.end > edit.span.start
        if (edit.span.start === span.end && replaces) break
        if (edit.span.start < place) continue
        if (edit.why.rule === 'translation') return undefined
        parts.push(source.slice(place, edit.span.start), edit.text)
        used.push(edit)
        place = edit.span.end
      }
      covered = Math.max(covered, place)
      if (place >= span.end) continue
      const exact = span.end - span.start === to - from
      parts.push(
        exact ? source.slice(place, span.end) : unit.text.slice(from, to),
      )
    }
    parts.push(unit.text.slice(at, end))
    return { text: parts.join(''), edits: used }
  }
}

/** Source of a part of a piece; what is written in another way comes whole. */
function sourceOf(
  { offset, length, span }: Unit['pieces'][number],
  from: number,
  to: number,
): Span {
  if (span.end - span.start !== length) return span
  return {
    start: span.start + from - offset,
    end: span.start + to - offset,
  }
}

/** Index of the first edit that starts at a place or behind it. */
function firstFrom(edits: readonly Edit[], place: number): number {
  let low = 0
  let high = edits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edits[middle] as Edit).span.start < place) low = middle + 1
    else high = middle
  }
  return low
}
