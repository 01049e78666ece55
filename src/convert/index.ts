/**
 * Units in one Chinese locale → edits that make them another.
 *
 * Takes units and the terms found in them, gives edits with their reasons.
 * It knows nothing of Markdown.
 *
 * @module
 */
export { type Change, placeChanges } from './change.ts'
export { type ConvertOptions, convert } from './convert.ts'
export { type CharacterConverter, characterConverter } from './opencc.ts'
export { convertQuotes, type QuoteChange } from './quotes.ts'
