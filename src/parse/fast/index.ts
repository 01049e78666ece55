/**
 * Markdown that can mean one thing only → micromark events, by its characters.
 *
 * Takes text and a dialect, gives the events that are asked for. A block in which
 * anything is in doubt is read by micromark; whether that is all of a document, or
 * none, decides nothing but the time it takes.
 *
 * @module
 */
export { type Defined, readPiece } from './pieces.ts'
export { isHanUnit, isPunctuation, isQuiet } from './quiet.ts'
export {
  canScan,
  type Scan,
  type ScannedBlock,
  scan,
} from './scan.ts'
export { scannedTypes } from './tokens.ts'
