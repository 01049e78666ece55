/**
 * Translations of articles, as they are kept and handed over.
 *
 * Takes the text of an XLIFF file and gives a translation, or a translation and
 * the units of its article as it is now, and gives the translation brought up to
 * it. What programs and people send back is read by its ids and its sentences.
 *
 * @module
 */
export { type CodeProblem, checkCodes, sentenceKey } from './codes.ts'
export { printTranslation } from './print-translation.ts'
export {
  type ExpectedTranslation,
  readTranslation,
} from './read-translation.ts'
export {
  isSameSentence,
  type SegmentChange,
  syncTranslation,
  type TranslationOf,
} from './sync-translation.ts'
export { type Concepts, termsOf } from './terms.ts'
