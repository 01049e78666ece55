/**
 * Glossary files, edited one concept at a time.
 *
 * Takes files and edits of concepts; writes the files. Beside `publish`, the only
 * room that writes. Every byte that belongs to no edited concept stays, and no
 * edit that somebody else made meanwhile is lost.
 *
 * @module
 */
export * from './csv.ts'
export * from './diff.ts'
export { readConcepts } from './glossary-text.ts'
export { printConcept } from './print-concept.ts'
export * from './review.ts'
export * from './store.ts'
export * from './table.ts'
export {
  copyWhole,
  hashFileBytes,
  replaceFile,
  sweepDrafts,
} from './whole-file.ts'
export {
  isMapping,
  isSame,
  type Written,
  type WrittenConcept,
} from './written.ts'
