/**
 * What earlier builds knew.
 *
 * Takes a folder that may be deleted at any time, gives what was kept in it:
 * hashes of files that are still what they were, records of articles, and which
 * words may stand in them. What is damaged, or of another version, is as if it
 * had never been kept. It does not know what a record says.
 *
 * @module
 */

export { FileHashes } from './file-hashes.ts'
export { Journal } from './journal.ts'
export {
  type LinePlaces,
  type PlacedLines,
  placeWidth,
} from './line-places.ts'
export { type ArticleRecords, openRecords, type PartName } from './records.ts'
export { readSealed, sealOf, writeSealed } from './sealed-file.ts'
export { type Stamp, sameStamp, stampOf } from './stamp.ts'
export type { StampLook } from './stamps.ts'
export { createWordFilter, mayContain } from './word-filter.ts'
