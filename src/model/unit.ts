import type { Override } from './override.ts'
import type { Span } from './span.ts'

/** What kind of place a unit's text stands in. */
export type UnitKind =
  | 'paragraph'
  | 'heading'
  | 'cell'
  | 'label'
  | 'alt'
  | 'title'
  | 'attribute'
  | 'html'
  | 'front-matter'
  | 'caption'
  | 'comment'
  | 'diagram'
  | 'plain'
  | 'resource'

/** How text is written at a piece's place, so that new text can be escaped. */
export type Codec =
  | 'markdown'
  | 'html'
  | 'attribute'
  | 'yaml-plain'
  | 'yaml-single'
  | 'yaml-double'
  | 'json'
  | 'plain'

/**
 * Stretch of a unit's text and where it comes from.
 *
 * Where `span` is as long as the text, the two are equal code unit by code
 * unit. Where it is not (an escape, a character reference), the piece is
 * replaced whole or not at all.
 */
export interface Piece {
  /** Offset in the unit's text. */
  offset: number
  /** Length in the unit's text. */
  length: number
  /** Source range. */
  span: Span
  /** How text is written there. */
  codec: Codec
}

/** Inline construct over a unit's text. */
export interface Mark {
  /** What it is. */
  kind:
    | 'strong'
    | 'emphasis'
    | 'delete'
    | 'link'
    | 'keep'
    | 'directive'
    | 'html'
  /** Offset in the unit's text where its content starts. */
  start: number
  /** Offset in the unit's text where its content ends. */
  end: number
  /** Source range, delimiters included. */
  span: Span
  /**
   * Source range between its delimiters. A tree, which has no source, does not
   * say.
   */
  inner?: Span
}

/** Stands for something protected (code, an image, a tag) in a unit's text. */
export const placeholder = '\uFFFC'

/** What a {@link placeholder} stands for. */
export interface Placeholder {
  /** Offset of the placeholder in the unit's text. */
  at: number
  /** Source range of what is protected. */
  span: Span
}

/**
 * Text of one block as a reader sees it.
 *
 * Soft line breaks between Han characters are left out of it and others are a
 * space; what is protected is one {@link placeholder}. Neither has a piece, so
 * an edit can not reach it.
 */
export interface Unit {
  /** Kind of place. */
  kind: UnitKind
  /** Source range from the first to the last thing in it. */
  span: Span
  /** Reader's text. */
  text: string
  /** Where the text comes from, in order, without overlap. */
  pieces: readonly Piece[]
  /** Inline constructs, outermost first. */
  marks: readonly Mark[]
  /**
   * What is protected, in order, without the `-{…}-` marks. A tree, which has
   * no source, does not say.
   */
  placeholders?: readonly Placeholder[]
  /** `-{…}-` marks, in order; a {@link placeholder} stands for each. */
  overrides?: readonly Override[]
  /** How many headings stand before the unit: which section it is in. */
  section: number
  /** Language the author gave the text, where it is not the article's. */
  lang?: string
  /** Where it is: front-matter key, attribute name, directive name. */
  name?: string
  /**
   * Where and what to write when an edited label would lose its definition:
   * `[參考]` becomes `[参考][參考]`.
   */
  references?: readonly Reference[]
}

/** Shortcut or collapsed reference, whose label is also its identifier. */
export interface Reference {
  /** Label in the unit's text. */
  start: number
  /** End of the label in the unit's text. */
  end: number
  /** Source range to write `text` over when the label changes. */
  span: Span
  /** `[original label]`. */
  text: string
}

/**
 * Find where a range of a unit's text stands in the source.
 *
 * @param unit - Unit.
 * @param start - Start of the range in the unit's text, in UTF-16 units.
 * @param end - End of the range.
 * @returns From the first to the last piece of the source in the range, pieces
 * that are written in another way (escapes, character references) whole;
 * `undefined` where the source has nothing of it.
 *
 * @example
 * ```ts
 * import { spanOf, type Unit } from 'yiwen'
 *
 * // What stands in the source is `&#36575;體`.
 * const unit: Unit = {
 *   kind: 'paragraph',
 *   span: { start: 0, end: 9 },
 *   text: '軟體',
 *   pieces: [
 *     { offset: 0, length: 1, span: { start: 0, end: 8 }, codec: 'markdown' },
 *     { offset: 1, length: 1, span: { start: 8, end: 9 }, codec: 'markdown' },
 *   ],
 *   marks: [],
 *   section: 0,
 * }
 * spanOf(unit, 0, 2) // { start: 0, end: 9 }
 * ```
 */
export function spanOf(
  { pieces }: Unit,
  start: number,
  end: number,
): Span | undefined {
  const first = pieces[countBefore(pieces, (p) => p.offset + p.length <= start)]
  const last = pieces[countBefore(pieces, (p) => p.offset < end) - 1]
  if (!first || !last || last.offset < first.offset) return undefined
  const isExact = (p: Piece): boolean => p.length === p.span.end - p.span.start
  return {
    start: isExact(first)
      ? first.span.start + Math.max(0, start - first.offset)
      : first.span.start,
    end: isExact(last)
      ? Math.min(last.span.end, last.span.start + end - last.offset)
      : last.span.end,
  }
}

/** Count the pieces in front of which something is true; behind them it is not. */
function countBefore(
  pieces: readonly Piece[],
  isBefore: (piece: Piece) => boolean,
): number {
  let from = 0
  let to = pieces.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (isBefore(pieces[middle] as Piece)) from = middle + 1
    else to = middle
  }
  return from
}
