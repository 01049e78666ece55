/**
 * What of a glossary stands in one article, as if all of it were approved.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */

import { wordsOf } from '../convert/index.ts'
import {
  type ChineseLocale,
  type Concept,
  type Finding,
  isChinese,
} from '../model/index.ts'
import { createTermIndex, matchTerms, type TermIndex } from '../terms/index.ts'
import type { LocalizedArticle } from './article-context.ts'

/** Forms a word might take in a locale, none of which the text decides. */
export interface SenseChoice {
  /** Locale of the editions. */
  locale: ChineseLocale
  /** Form that is kept now. */
  kept: string
  /** Other forms. */
  alternatives: readonly string[]
}

/** Word of an article whose sense could not be told. */
export interface ArticleDoubt {
  word: string
  /** Field that the vocabulary has it in. */
  domain: string
  /** Number of places. */
  count: number
  choice: SenseChoice
}

/** What of a glossary stands in an article. */
export interface ArticlePlaces {
  /** Locale of its text. */
  source: ChineseLocale
  /** Ids of the editions it is published in. */
  editions: readonly string[]
  /** Number of places, by id of the concept. */
  places: readonly (readonly [id: string, count: number])[]
  /** Words whose sense could not be told; none where nobody looked yet. */
  doubts?: readonly ArticleDoubt[]
}

/**
 * Take concepts that wait for review for approved ones.
 *
 * @param concepts - Concepts.
 * @returns Approved ones first, so that of two with one word theirs is used.
 */
export function asIfApproved(concepts: readonly Concept[]): Concept[] {
  const waiting = concepts.filter(
    ({ state }) => state === 'proposed' || state === 'needs-work',
  )
  return [
    ...concepts.filter(({ state }) => state === 'approved'),
    ...waiting.map((one): Concept => ({ ...one, state: 'approved' })),
  ]
}

/**
 * Take what of a concept decides where it stands.
 *
 * @param concept - Concept.
 * @returns Its id, and how its terms are looked for.
 */
export function matchOf(concept: Concept): unknown {
  const { id, domain, terms, doNotTranslate } = concept
  return [
    id,
    domain,
    doNotTranslate,
    terms.map(({ locale, text, type, status, match, requires, excludes }) => [
      locale,
      text,
      type,
      status,
      match,
      requires,
      excludes,
    ]),
  ]
}

/** Finds the places of concepts in articles that a build has localized. */
export interface PlacesFinder {
  /**
   * Find the places of concepts in an article.
   *
   * @param article - Article as it was localized with what is approved.
   * @returns Places; without doubts, where other concepts would have decided them.
   */
  find(article: LocalizedArticle): Omit<ArticlePlaces, 'editions'> | undefined
}

/**
 * Create what finds places.
 *
 * @param concepts - Concepts of the glossary.
 * @returns Finder; its indexes are built when they are first needed.
 */
export function createPlacesFinder(concepts: readonly Concept[]): PlacesFinder {
  const all = asIfApproved(concepts)
  const waiting = all.slice(
    concepts.filter(({ state }) => state === 'approved').length,
  )
  const indexes = new Map<ChineseLocale, [all: TermIndex, waiting: TermIndex]>()
  const indexesFor = (locale: ChineseLocale): [TermIndex, TermIndex] => {
    let pair = indexes.get(locale)
    if (!pair) {
      const words = wordsOf(locale)
      pair = [
        createTermIndex(all, locale, words),
        createTermIndex(waiting, locale, words),
      ]
      indexes.set(locale, pair)
    }
    return pair
  }
  return {
    find({ source, editions }) {
      const data = editions[0]?.file.data.yiwen?.edition
      if (!data) return undefined
      const [every, unapproved] = indexesFor(source)
      const { units } = data
      const places = new Map<string, number>()
      for (const { concept } of matchTerms(units, every)) {
        places.set(concept.id, (places.get(concept.id) ?? 0) + 1)
      }
      const found = { source, places: [...places] }
      // Where none of them stands, what is approved decides as all would.
      if (matchTerms(units, unapproved).length > 0) return found
      const doubts = editions
        .filter(
          ({ edition: { locale } }, at) =>
            locale !== source &&
            at === editions.findIndex((one) => one.edition.locale === locale),
        )
        .flatMap(({ edition: { locale }, file }) =>
          isChinese(locale) ? doubtsOf(file.messages, locale) : [],
        )
      return { ...found, doubts }
    },
  }
}

/**
 * Read the words whose sense could not be told off an edition's findings.
 *
 * @param messages - Findings.
 * @param locale - Locale of the edition.
 */
export function doubtsOf(
  messages: readonly Finding[],
  locale: ChineseLocale,
): ArticleDoubt[] {
  return messages.flatMap(({ ruleId, wording, actual, expected }) => {
    const { word, domain, count } = wording?.values ?? {}
    if (ruleId !== 'convert-sense-unclear' || typeof word !== 'string') {
      return []
    }
    const choice = {
      locale,
      kept: actual ?? word,
      alternatives: expected ?? [],
    }
    return [{ word, domain: String(domain), count: Number(count), choice }]
  })
}
