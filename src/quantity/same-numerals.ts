import { foldDigits } from './fold-digits.ts'

/** Numerals, with what may say of which amount they are. */
const numerals =
  /.{0,4}[\d零〇一二三四五六七八九十百千万亿两廿卅半倍折成].{0,4}/gs

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

function around(folded: string): string {
  return (folded.match(numerals) ?? []).join('\n')
}
