/**
 * Concepts → index; units → occurrences.
 *
 * Takes concepts of a glossary, finds their terms in units. It does not decide
 * what replaces them; regional words are the business of `convert`.
 *
 * @module
 */
export { checkLocale, checkReview, checkUsage } from './check-usage.ts'
export { foldText } from './fold.ts'
export { type LintOptions, lintConcepts } from './lint.ts'
export { matchTerms, withoutOverlap } from './match-terms.ts'
export {
  createForeignIndex,
  createTermIndex,
  type IndexEntry,
  type Match,
  type TermIndex,
  type Words,
} from './term-index.ts'
