import type { Concept, Locale, TranslationUnit } from '../model/index.ts'
import type { TermSpan } from './inline.ts'

/** Concepts by id, for the terms of a translator. */
export type Concepts = ReadonlyMap<string, Concept>

/** Term of a unit as a translator is told it. */
export interface UnitTerm {
  /** Id of the concept. */
  id: string
  /** Word in the article's locale. */
  term: string
  /** Words of the translation's locale, the first the one to use. */
  translations: readonly string[]
  /** What it means. */
  definition?: string
}

/**
 * List the terms of a unit with what they are called in the other language.
 *
 * @param unit - Unit.
 * @param concepts - Concepts.
 * @param languages - Locales of the article and the translation.
 * @returns Terms of concepts that have a word, and a translation or a meaning.
 */
export function termsOf(
  unit: TranslationUnit,
  concepts: Concepts,
  { source, target }: { source: Locale; target: Locale },
): UnitTerm[] {
  return unit.concepts.flatMap((id): UnitTerm[] => {
    const concept = concepts.get(id)
    const usable = (concept?.terms ?? []).filter(
      ({ status }) => status === 'preferred' || status === 'admitted',
    )
    const [term] = wordsIn(concept, source)
    const translations = usable
      .filter(({ locale }) => locale === target)
      .map(({ text }) => text)
    const definition = concept?.definition
    if (term === undefined) return []
    if (translations.length === 0 && !definition) return []
    const meaning = definition ? { definition } : {}
    return [{ id, term, translations, ...meaning }]
  })
}

function wordsIn(concept: Concept | undefined, locale: Locale): string[] {
  return (concept?.terms ?? [])
    .filter((term) => term.locale === locale && /\S/.test(term.text))
    .map(({ text }) => text)
}

/**
 * Find where the terms of a unit stand in its sources.
 *
 * A word that a code runs through is not marked.
 *
 * @param unit - Unit.
 * @param terms - Its terms.
 * @param concepts - Concepts.
 * @param source - Locale of the article.
 * @returns Marks of each segment, in order, without overlap, the longest word first.
 */
export function termSpans(
  { segments }: TranslationUnit,
  terms: readonly UnitTerm[],
  concepts: Concepts,
  source: Locale,
): TermSpan[][] {
  const words = terms
    .flatMap(({ id }) =>
      wordsIn(concepts.get(id), source).map((word) => ({ id, word })),
    )
    .sort((a, b) => b.word.length - a.word.length)
  let count = 0
  return segments.map((segment) =>
    segment.source.flatMap((text, part): TermSpan[] => {
      if (typeof text !== 'string') return []
      const found: TermSpan[] = []
      for (let at = 0; at < text.length; at++) {
        const one = words.find(({ word }) => text.startsWith(word, at))
        if (!one) continue
        const end = at + one.word.length
        found.push({ part, start: at, end, id: `t${++count}`, concept: one.id })
        at = end - 1
      }
      return found
    }),
  )
}
