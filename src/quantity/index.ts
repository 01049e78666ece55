/**
 * Quantities by value: what a text says of amounts and dates, compared with
 * what its translation says.
 *
 * Takes text and its locale, gives quantities with their places; takes two lists
 * of them and gives what differs; takes one and gives its English.
 *
 * @module
 */
export {
  type CompareOptions,
  compareQuantities,
} from './compare-quantities.ts'
export { type Exact, exact, exactText, same } from './exact.ts'
export { findQuantities } from './find-quantities.ts'
export * from './quantity.ts'
export type { QuantityIssue, QuantityIssueKind } from './quantity-issue.ts'
export { hasSameNumerals } from './same-numerals.ts'
export { statedCurrency } from './stated-currency.ts'
export { type EnglishStyle, suggestEnglish } from './suggest-english.ts'
