import type { ChineseLocale, Concept, Term } from '../model/index.ts'
import { vocabulary } from './vocabulary-data.ts'

let concepts: readonly Concept[] | undefined

/**
 * Regional vocabulary that ships with Yiwen.
 *
 * Concepts of the same shape as a glossary's, so that one explanation and one
 * override serve both; they have no English and are never glossed.
 *
 * @returns Concepts, made once.
 */
export function regionalVocabulary(): readonly Concept[] {
  concepts ??= vocabulary.map(([tw, hk, cn, domain]) => ({
    id: `vocabulary:${domain === 'shield' ? 'shield:' : ''}${tw}`,
    domain,
    state: 'approved',
    doNotTranslate: false,
    gloss: false,
    terms: [
      term('zh-TW', tw),
      ...(hk === '' ? [] : [term('zh-HK', hk)]),
      term('zh-CN', cn),
    ],
  }))
  return concepts
}

function term(locale: ChineseLocale, text: string): Term {
  return { text, locale, type: 'full', status: 'preferred' }
}

/**
 * Choose what of a vocabulary may be looked for in a locale's text.
 *
 * From zh-TW all of it. From zh-HK the forms of both zh-HK and zh-TW, for Hong
 * Kong writes most words as Taiwan does. From zh-CN none: 通过 is both 透過 and
 * 通過, and the vocabulary says nothing of which.
 *
 * @param vocabulary - Concepts.
 * @param source - Locale of the text.
 * @returns Concepts whose terms of that locale may be looked for.
 */
export function vocabularyFor(
  vocabulary: readonly Concept[],
  source: ChineseLocale,
): readonly Concept[] {
  if (source === 'zh-TW') return vocabulary
  if (source === 'zh-CN') return []
  return vocabulary.map((concept) => {
    const tw = concept.terms.find((t) => t.locale === 'zh-TW')
    const isThere = concept.terms.some(
      (t) => t.locale === 'zh-HK' && t.text === tw?.text,
    )
    if (!tw || isThere) return concept
    const hasOwn = concept.terms.some((t) => t.locale === 'zh-HK')
    const read: Term = {
      ...term('zh-HK', tw.text),
      type: hasOwn ? 'variant' : 'full',
    }
    return { ...concept, terms: [...concept.terms, read] }
  })
}
