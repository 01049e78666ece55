/**
 * Units → sentences with their codes, and back.
 *
 * Takes units of an article, gives segments that a translator works on; takes
 * their translations, gives the edits that write them.
 *
 * @module
 */
export type { ComposedPart } from './compose.ts'
export {
  isChineseText,
  isUsable,
  type MatchedSegment,
  type MatchedUnit,
  matchTranslation,
} from './match-translation.ts'
export { renumber } from './renumber.ts'
export {
  type PlacedCode,
  type PlacedSegment,
  type PlacedUnit,
  type SegmentOptions,
  segmentUnits,
} from './segment-units.ts'
export { type PlaceholderRole, sentenceEnds } from './sentence-ends.ts'
export {
  type Fallback,
  type SegmentPlace,
  type Unwritten,
  type WriteOptions,
  type WrittenPlace,
  type WrittenUnits,
  writeUnits,
} from './write-units.ts'
