/**
 * Where the terms of an article and their glosses stand in an edition.
 *
 * @module
 */
import { englishOf } from './annotate/index.ts'
import type { EditionData } from './localize.ts'
import { isChinese, type Span, spanOf } from './model/index.ts'
import { shiftBy, sortEdits } from './print/index.ts'

/** Places in the text of an edition. */
export interface TermPlaces {
  /** Mentions of terms that have English, with it. */
  terms: readonly { span: Span; english: string }[]
  /** Glosses in brackets of their own. */
  glosses: readonly Span[]
}

/**
 * Find the terms of an article and their glosses in an edition.
 *
 * @param data - What is known about the edition.
 * @returns Places, in order; none in English, which needs no English.
 */
export function termPlaces(data: EditionData): TermPlaces {
  const { edits, units, occurrences, target } = data
  if (!isChinese(target)) return { terms: [], glosses: [] }
  const sorted = sortEdits(edits)
  const shift = shiftBy(sorted)
  // A sentence that somebody rewrote need not have the terms of the article.
  const rewritten = sorted.filter(({ why }) => why.rule === 'translation')
  const terms = occurrences.flatMap((occurrence) => {
    const unit = units[occurrence.unit]
    const english = englishOf(occurrence)
    if (!unit || !english || !occurrence.concept.gloss) return []
    const span = spanOf(unit, occurrence.start, occurrence.end)
    const isOver = (other: Span): boolean =>
      span !== undefined && other.start < span.end && span.start < other.end
    const isWithin = (other: Span): boolean =>
      span !== undefined && span.start <= other.start && other.end <= span.end
    if (!span || rewritten.some((edit) => isOver(edit.span))) return []
    if (sorted.some((one) => isOver(one.span) && !isWithin(one.span))) return []
    const { full, abbreviation = '' } = english
    const place = { start: shift.start(span.start), end: shift.end(span.end) }
    return place.start < place.end
      ? [
          {
            span: place,
            english: [full, abbreviation].filter(Boolean).join(', '),
          },
        ]
      : []
  })
  const glosses: Span[] = []
  let moved = 0
  for (const { span, text, why } of sorted) {
    const start = span.start + moved
    moved += text.length - (span.end - span.start)
    const isWhole = /^\s*[（(][^（()）]*[）)]\s*$/.test(text)
    if (why.rule !== 'gloss' || !isWhole) continue
    glosses.push({ start, end: start + text.length })
  }
  terms.sort((a, b) => a.span.start - b.span.start)
  return { terms, glosses }
}
