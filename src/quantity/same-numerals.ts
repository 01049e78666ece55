import { foldDigits } from './fold-digits.ts'

/** Characters that numerals are written with, folded. */
const numerals = new Uint8Array(0x10000)
for (const one of '0123456789零〇一二三四五六七八九十百千万亿两廿卅半倍折成') {
  numerals[one.charCodeAt(0)] = 1
}

/** How far around one may stand what says of which amount it is. */
const reach = 4

/** What each locale reads in its own way: 3 兆, and 113 年 of the Republic. */
const localized = /兆|(?<!\d)\d{2,3} ?年/

/**
 * Tell whether two ways to write one text have the same numerals with the same
 * characters around them, simplified or not, so that none of its amounts can be another.
 *
 * Takes a small part of the time that reading and comparing the amounts does.
 *
 * @param source - Text.
 * @param target - The same in another edition.
 * @returns `false` where the amounts have to be compared.
 *
 * @example
 * ```ts
 * import { hasSameNumerals } from 'yiwen/quantity'
 *
 * hasSameNumerals('約 43 億港元', '约 43 亿港元') // true
 * hasSameNumerals('約 3 兆美元', '约 3 万亿美元') // false
 * ```
 */
export function hasSameNumerals(source: string, target: string): boolean {
  const one = foldDigits(source)
  const other = foldDigits(target)
  if (localized.test(one)) return false
  return around(one) === around(other)
}

/** What stands at numerals and around them, stretch by stretch. */
function around(folded: string): string {
  const stretches: string[] = []
  let start = -1
  let end = -1
  for (let at = 0; at < folded.length; at++) {
    if (numerals[folded.charCodeAt(at)] === 0) continue
    if (start >= 0 && at - reach > end) {
      stretches.push(folded.slice(start, end))
      start = -1
    }
    if (start < 0) start = Math.max(0, at - reach)
    end = at + 1 + reach
  }
  if (start >= 0) stretches.push(folded.slice(start, end))
  return stretches.join('\n')
}
