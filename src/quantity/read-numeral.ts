import type { Locale } from '../model/index.ts'
import { readWords } from './english-numeral.ts'
import { readHan } from './han-numeral.ts'
import { type Numeral, readDigits } from './numeral.ts'

const digit = /\d/

const hanFirst = /[零〇一二三四五六七八九十百千万亿兆两廿卅几数上成]/

/**
 * Read a number at a place, in whatever it is written.
 *
 * @param folded - Folded text.
 * @param at - Place.
 * @param locale - Locale of the text.
 * @returns Number, or the place to go on from.
 */
export function readNumeral(
  folded: string,
  at: number,
  locale: Locale,
): Numeral | number {
  const first = folded[at] ?? ''
  if (digit.test(first)) return readDigits(folded, at, locale)
  if (locale === 'en') return readWords(folded, at) ?? at + 1
  return hanFirst.test(first) ? readHan(folded, at) : at + 1
}
