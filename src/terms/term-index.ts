import {
  type ChineseLocale,
  type Concept,
  type Occurrence,
  placeholder,
  type Term,
  type Unit,
} from '../model/index.ts'

/** What is looked for in one locale's text. */
export interface TermIndex {
  /** Locale of the text that is searched. */
  readonly locale: ChineseLocale
  /**
   * Find the longest entry that starts at an offset.
   *
   * @param text - Text.
   * @param at - Offset in it.
   * @returns Entry, or `undefined`.
   */
  longestAt(text: string, at: number): IndexEntry | undefined
}

/** Entry of an index: a concept's term. */
export interface IndexEntry {
  concept: Concept
  term: Term
}

/**
 * Build an index of the terms of concepts.
 *
 * Where two concepts have the same term, the one given first wins.
 *
 * @param concepts - Concepts, the ones to prefer first.
 * @param locale - Locale of the text that will be searched.
 * @returns Index, built in time linear in the terms.
 */
export function createTermIndex(
  concepts: readonly Concept[],
  locale: ChineseLocale,
): TermIndex {
  const entries = new Map<string, IndexEntry>()
  // Two characters lead to the lengths worth trying, longest first: most
  // offsets of a text are ruled out by one look-up.
  const lengths = new Map<string, number[]>()
  const singles = new Map<string, IndexEntry>()
  for (const concept of concepts) {
    for (const term of concept.terms) {
      if (term.locale !== locale) continue
      const { text } = term
      if (text.length < 2) {
        if (!singles.has(text)) singles.set(text, { concept, term })
        continue
      }
      if (entries.has(text)) continue
      entries.set(text, { concept, term })
      const key = text.slice(0, 2)
      const list = lengths.get(key)
      if (!list) lengths.set(key, [text.length])
      else if (!list.includes(text.length)) list.push(text.length)
    }
  }
  for (const list of lengths.values()) list.sort((a, b) => b - a)
  return {
    locale,
    longestAt(text, at) {
      for (const length of lengths.get(text.slice(at, at + 2)) ?? []) {
        const entry = entries.get(text.slice(at, at + length))
        if (entry && isWhole(text, at, at + length)) return entry
      }
      const single = singles.get(text.charAt(at))
      return single && isWhole(text, at, at + 1) ? single : undefined
    },
  }
}

/**
 * Find the terms in units: leftmost, then longest, without overlap.
 *
 * A term that starts or ends with a Latin letter or digit does not match
 * inside a longer Latin word. A glossary's terms are names somebody chose, and
 * apply wherever they stand.
 *
 * @param units - Units.
 * @param index - Index.
 * @returns Occurrences, in order.
 */
export function matchTerms(
  units: readonly Unit[],
  index: TermIndex,
): Occurrence[] {
  const occurrences: Occurrence[] = []
  for (const [unit, { text, marks }] of units.entries()) {
    let at = 0
    while (at < text.length) {
      if (text[at] === placeholder) {
        at++
        continue
      }
      const keep = marks.find(
        (mark) => mark.kind === 'keep' && mark.start <= at && at < mark.end,
      )
      if (keep) {
        at = keep.end
        continue
      }
      const found = index.longestAt(text, at)
      if (!found) {
        at++
        continue
      }
      const end = at + found.term.text.length
      occurrences.push({ unit, start: at, end, ...found })
      at = end
    }
  }
  return occurrences
}

const latin = /[\p{Script=Latin}\p{Nd}]/u

function isWhole(text: string, start: number, end: number): boolean {
  return (
    !(latin.test(text.charAt(start)) && latin.test(text.charAt(start - 1))) &&
    !(latin.test(text.charAt(end - 1)) && latin.test(text.charAt(end)))
  )
}
