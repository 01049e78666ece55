/**
 * Units in one Chinese locale → edits that make them another.
 *
 * Takes units and the terms found in them, gives edits with their reasons.
 * It knows nothing of Markdown.
 *
 * @module
 */
export type {
  Analysis,
  Decision,
  Doubt,
  EditorialOptions,
  Passage,
} from './analysis.ts'
export { convertBrackets } from './brackets.ts'
export { type Change, placeChanges } from './change.ts'
export {
  createCompatConverter,
  type OpenCCConfiguration,
  type OpenCCLocale,
  type OpenCCLocales,
} from './compat.ts'
export { type ConvertOptions, convert } from './convert.ts'
export { type EditorialConverter, editorialConverter } from './editorial.ts'
export { type Lexicon, loadLexicon } from './lexicon.ts'
export { convertNameMarks } from './name-marks.ts'
export {
  type CharacterConverter,
  characterConverter,
  convertedCharacters,
} from './opencc.ts'
export { convertQuotes } from './quotes.ts'
export { inOrder, type Splice, splice } from './splice.ts'
export {
  findTypography,
  type TypographyChange,
  type TypographyRule,
  type TypographySettings,
} from './typography.ts'
export { type Entry, vocabularySize } from './vocabulary.ts'
export { type Words, wordsOf } from './words.ts'
