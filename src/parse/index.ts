/**
 * Markdown → micromark events and an mdast tree.
 *
 * Takes text and Markdown settings, gives both views of it made with one list
 * of extensions. It does not decide what is text for a reader.
 *
 * @module
 */
export { type Dialect, dialectFor } from './dialect.ts'
export {
  type Defined,
  isHanUnit,
  isPunctuation,
  isQuiet,
  readPiece,
  type Scan,
  type ScannedBlock,
  scan,
} from './fast/index.ts'
export {
  type Foreign,
  type ForeignKind,
  foreign,
  foreignFromMarkdown,
  kindOf,
} from './foreign.ts'
export { outline } from './outline.ts'
export {
  type Bounds,
  type Parsed,
  ParseError,
  parse,
  parseTree,
} from './parse.ts'
export { readPlainHeading } from './plain-heading.ts'
export { codeElsewhere } from './plain-view.ts'
