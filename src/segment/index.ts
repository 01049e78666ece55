/**
 * Units → sentences with their codes, and back.
 *
 * Takes units of an article, gives segments that a translator works on; takes
 * their translations, gives the edits that write them.
 *
 * @module
 */
export { renumber } from './renumber.ts'
export {
  type PlacedCode,
  type PlacedSegment,
  type PlacedUnit,
  type SegmentOptions,
  segmentUnits,
} from './segment-units.ts'
export { type PlaceholderRole, sentenceEnds } from './sentence-ends.ts'
