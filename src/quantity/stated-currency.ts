import { foldDigits } from './fold-digits.ts'
import { lastStatedCurrency } from './money-suffix.ts'

/**
 * Find the currency an article states for the amounts that follow.
 *
 * @param text - Article up to the part that is read, for instance all segments
 * before one.
 * @returns ISO 4217, to be given to `findQuantities` as `context.currency`;
 * `undefined` where nothing is stated.
 *
 * @example
 * ```ts
 * import { statedCurrency } from 'yiwen/quantity'
 *
 * statedCurrency('投入 8440 萬元 (人民幣，下同)。') // 'CNY'
 * ```
 */
export function statedCurrency(text: string): string | undefined {
  return lastStatedCurrency(foldDigits(text))
}
