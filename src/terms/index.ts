/**
 * Concepts → index; units → occurrences.
 *
 * Takes concepts of a glossary, finds their terms in units. It does not decide
 * what replaces them; regional words are the business of `convert`.
 *
 * @module
 */
export { checkReview, checkUsage } from './check-usage.ts'
export { lintConcepts } from './lint.ts'
export {
  createTermIndex,
  type IndexEntry,
  matchTerms,
  type TermIndex,
} from './term-index.ts'
