import { type Concept, locales, preferredTerm } from '../model/index.ts'
import type { LeftOut } from './exchanged.ts'
import { countUncarried } from './pairs.ts'

/**
 * Write concepts as namespaces of i18next: a word by the id of its concept.
 *
 * A word with `{{` or `$t(`, which i18next would replace, is left out.
 *
 * @param concepts - Concepts.
 * @param leftOut - Counts what can not be carried.
 * @returns JSON by locale, for those that have a word.
 */
export function printI18next(
  concepts: readonly Concept[],
  leftOut: LeftOut,
): Map<string, string> {
  countUncarried(
    concepts,
    new Set(locales.map((locale) => `terms.${locale}`)),
    leftOut,
  )
  const files = new Map<string, string>()
  for (const locale of locales) {
    const words = concepts.flatMap((concept): [string, string][] => {
      const text = preferredTerm(concept, locale)?.text
      if (text === undefined) return []
      return /\{\{|\$t\(/.test(text) ? [] : [[concept.id, text]]
    })
    const others = concepts.flatMap((concept) =>
      concept.terms.filter((term) => term.locale === locale),
    )
    for (let n = words.length; n < others.length; n++) leftOut.add('terms')
    if (words.length > 0) {
      const json = JSON.stringify(Object.fromEntries(words), undefined, 2)
      files.set(locale, `${json}\n`)
    }
  }
  return files
}
