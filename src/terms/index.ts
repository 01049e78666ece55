/**
 * Concepts → index; units → occurrences.
 *
 * Takes concepts of a glossary and the shipped vocabulary, finds their terms
 * in units. It does not decide what replaces them.
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
export { regionalVocabulary, vocabularyFor } from './vocabulary.ts'
