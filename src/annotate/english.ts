import {
  type Concept,
  type Locale,
  type Occurrence,
  preferredTerm,
} from '../model/index.ts'

/** English of a concept, as a gloss says it. */
export interface English {
  /** Full form. */
  full: string
  /** Abbreviation or short form, where it adds something. */
  abbreviation?: string
}

/**
 * Tell what a gloss has to say about an occurrence.
 *
 * @param occurrence - Concept and the term that was found.
 * @returns English, or `undefined` where the text already is its English.
 */
export function englishOf(
  occurrence: Pick<Occurrence, 'concept' | 'term'>,
): English | undefined {
  const { concept, term } = occurrence
  const full = preferredTerm(concept, 'en')?.text
  if (!full || normalize(full) === normalize(term.text)) return undefined
  const abbreviation = termOf(concept, 'en', 'abbreviation')
  const adds =
    abbreviation !== undefined &&
    normalize(abbreviation) !== normalize(term.text) &&
    !normalize(full).includes(normalize(abbreviation))
  return adds ? { full, abbreviation } : { full }
}

/**
 * Write a gloss as one line: 中文（English，ABBR）.
 *
 * @param english - English.
 * @returns Full form, a full-width comma and the abbreviation.
 */
export function glossText(english: English): string {
  return english.abbreviation
    ? `${english.full}，${english.abbreviation}`
    : english.full
}

/**
 * Fold what does not tell two spellings apart: case, spaces, hyphens, width.
 *
 * @param text - Text.
 * @returns Folded text.
 */
export function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-‐‑–.,'’]+/g, '')
}

function termOf(
  concept: Concept,
  locale: Locale,
  type: string,
): string | undefined {
  return concept.terms.find(
    (term) => term.locale === locale && term.type === type,
  )?.text
}
