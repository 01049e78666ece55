/**
 * Range of source text.
 *
 * Half-open, in UTF-16 code units from the start of the text, the offsets
 * unist uses. It is the only form of position the pipeline keeps; lines and
 * columns are computed when something is reported.
 */
export interface Span {
  /** Offset of the first code unit. */
  start: number
  /** Offset after the last code unit. */
  end: number
}

/**
 * Find the line and column of an offset.
 *
 * @param source - Text the offset points into.
 * @param offset - UTF-16 offset, clamped to the text.
 * @returns Place, with line and column counted from 1 and the offset from 0.
 *
 * @example
 * ```ts
 * import { pointAt } from 'yiwen'
 *
 * pointAt('一\n二', 2) // { line: 2, column: 1, offset: 2 }
 * ```
 */
export function pointAt(
  source: string,
  offset: number,
): { line: number; column: number; offset: number } {
  const at = Math.max(0, Math.min(offset, source.length))
  if (at < last.offset || source !== last.source) {
    last = { source, offset: 0, line: 1, lineStart: 0 }
  }
  let { line, lineStart } = last
  for (let index = last.offset; index < at; index++) {
    const code = source.charCodeAt(index)
    if (code === 10 || (code === 13 && source.charCodeAt(index + 1) !== 10)) {
      line++
      lineStart = index + 1
    }
  }
  last = { source, offset: at, line, lineStart }
  return { line, column: at - lineStart + 1, offset: at }
}

/**
 * The last place that was asked for: places of a text are asked for in order, and
 * counting anew for each would take the square of its length.
 */
let last = { source: '', offset: 0, line: 1, lineStart: 0 }
