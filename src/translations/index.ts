/**
 * Translations of articles, as they are kept and handed over.
 *
 * Takes the text of an XLIFF file and gives a translation, or a translation and
 * the units of its article as it is now, and gives the translation brought up to
 * it. What programs and people send back is read by its ids and its sentences.
 *
 * @module
 */
export {
  alignEqual,
  alignSimilar,
  bigramsOf,
  likeness,
  type Pairs,
} from './align.ts'
export { type BookEntry, bookPoMark, printBookPo } from './book-po.ts'
export {
  type CodeProblem,
  checkCodes,
  codeIds,
  matchInOrder,
  renameCodes,
  sentenceHash,
  sentenceKey,
} from './codes.ts'
export { packFiles, printDocxTable } from './docx-table.ts'
export type { HandedFile, HandedSegment } from './handed.ts'
export { printHtmlTable, type TableStrings } from './html-table.ts'
export { printPo } from './po.ts'
export { printPoStore, readPoStore } from './po-store.ts'
export { printTranslation } from './print-translation.ts'
export { type HandedReading, readHanded } from './read-handed.ts'
export {
  type ExpectedTranslation,
  readTranslation,
} from './read-translation.ts'
export {
  type SegmentChange,
  syncTranslation,
  type TranslationOf,
} from './sync-translation.ts'
export {
  type TakeCounts,
  type TakeOptions,
  takeHanded,
} from './take-handed.ts'
export { type Concepts, termsOf } from './terms.ts'
export { printXliff12 } from './xliff12.ts'
