import type { ChineseLocale, ConversionSettings } from '../model/index.ts'
import { always } from './gate.ts'
import type { Entry, Found } from './vocabulary.ts'

/** Words of a project or an article. */
export type OwnWords = ConversionSettings['words']

/**
 * Make entries of words that a project or an article has of its own.
 *
 * @param words - Words and their forms.
 * @param to - Locale of the edition.
 * @param convert - Characters: as the text is searched in, and as the edition
 * prints them.
 * @returns An entry for each word that has a form in the edition.
 */
export function readOwnWords(
  words: OwnWords,
  to: ChineseLocale,
  convert: {
    search: (text: string) => string
    print: (text: string) => string
  },
): Found[] {
  return Object.entries(words).flatMap(([word, forms]) => {
    const form = typeof forms === 'string' ? convert.print(forms) : forms[to]
    if (word === '' || form === undefined) return []
    const entry: Entry = {
      word,
      forms: [form],
      domain: 'general',
      field: -1,
      gate: always,
      confidence: 1,
      doubles: 0,
      source: 'words',
    }
    return {
      key: convert.search(word),
      senses: [entry],
      plain: entry,
      isVariant: false,
      rules: 0,
      field: -1,
      weight: 0,
      spreads: false,
      circular: false,
    }
  })
}
