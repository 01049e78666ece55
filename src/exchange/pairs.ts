import {
  type Concept,
  correspondingTerms,
  type Locale,
  type Term,
} from '../model/index.ts'
import type { LeftOut } from './exchanged.ts'

/** Languages of a format that has two. */
export interface LanguagePair {
  /** Language that is translated. */
  source: Locale
  /** Language it becomes. */
  target: Locale
}

/** Word, and what it becomes. */
export interface TermPair {
  /** Concept that is meant. */
  concept: Concept
  /** Word in the source language. */
  source: Term
  /** Word in the target language: one of the same form, the preferred one. */
  target: Term
}

/**
 * Pair the words of concepts in two languages.
 *
 * @param concepts - Concepts.
 * @param languages - Languages.
 * @param leftOut - Counts concepts without a word in one of them.
 * @yields Pairs, one for each word in the source language.
 */
export function* pairsOf(
  concepts: readonly Concept[],
  { source, target }: LanguagePair,
  leftOut: LeftOut,
): Generator<TermPair> {
  for (const concept of concepts) {
    const words = concept.terms.filter(({ locale }) => locale === source)
    const [usual] = [
      ...correspondingTerms(concept, 'full', target),
      ...concept.terms.filter(({ locale }) => locale === target),
    ]
    if (words.length === 0 || !usual) leftOut.add('concept')
    else {
      for (const word of words) {
        const [same = usual] = correspondingTerms(concept, word.type, target)
        yield { concept, source: word, target: same }
      }
    }
  }
}

/** What a format has places for, by the names of the model. */
export type Carried = ReadonlySet<string>

/**
 * Count what concepts say that a format has no place for.
 *
 * @param concepts - Concepts.
 * @param carried - What it has places for: keys of concepts, `term.` and keys of
 *   words, `terms.` and locales.
 * @param leftOut - Counts.
 */
export function countUncarried(
  concepts: readonly Concept[],
  carried: Carried,
  leftOut: LeftOut,
): void {
  const count = (key: string, said: boolean) => {
    if (said && !carried.has(key)) leftOut.add(key)
  }
  for (const concept of concepts) {
    count('state', concept.state !== 'proposed')
    count('doNotTranslate', concept.doNotTranslate)
    count('gloss', !concept.gloss)
    for (const key of [
      'domain',
      'definition',
      'note',
      'sources',
      'relations',
      'images',
      'review',
      'history',
    ] as const) {
      count(key, concept[key] !== undefined)
    }
    for (const term of concept.terms) {
      const own = `terms.${term.locale}`
      count(own, true)
      if (!carried.has(own)) continue
      count('term.type', term.type !== 'full')
      count('term.status', term.status !== 'preferred')
      count('term.match', (term.match ?? 'word') !== 'word')
      for (const key of [
        'partOfSpeech',
        'note',
        'sources',
        'requires',
        'excludes',
        'provenance',
        'confidence',
        'validFrom',
        'validTo',
      ] as const) {
        count(`term.${key}`, term[key] !== undefined)
      }
    }
  }
}

/**
 * Make text one cell of a line: tabs and line breaks become spaces.
 *
 * @param text - Text.
 * @param leftOut - Counts what changes.
 * @returns Text.
 */
export function cell(text: string, leftOut: LeftOut): string {
  const plain = text
    .split(/[\t\r\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ')
  if (plain !== text.trim()) leftOut.add('line break')
  return plain
}
