import type { Event } from 'micromark-util-types'
import type { Span } from '../model/index.ts'
import type { HtmlPart } from './scan-html.ts'
import { skip, spanOf } from './walk.ts'

/**
 * Text of a token that runs over lines, without the container prefixes (`> `)
 * between them.
 */
export interface Stretch {
  /** Lines, joined by `\n`. */
  text: string
  /** Source ranges of a range of the text, `break` where lines end. */
  ranges(range: Span): (Span | 'break')[]
  /** Source range from the start to the end of a range of the text. */
  cover(range: Span): Span
}

/** Text of a token of HTML, and its parts. */
export interface HtmlText {
  stretch: Stretch
  parts: readonly HtmlPart[]
}

/**
 * Read the lines of an HTML or code token.
 *
 * @param source - Text.
 * @param events - Events.
 * @param index - Where the token is entered.
 * @returns Lines and their places.
 */
export function readStretch(
  source: string,
  events: readonly Event[],
  index: number,
): Stretch {
  const lines: { at: number; span: Span }[] = []
  let text = ''
  for (const [kind, token] of events.slice(index + 1, skip(events, index))) {
    if (kind !== 'enter') continue
    const type = token.type as string
    if (type === 'lineEnding') text += '\n'
    else if (
      type === 'htmlFlowData' ||
      type === 'htmlTextData' ||
      type === 'codeFlowValue'
    ) {
      const span = spanOf(token)
      lines.push({ at: text.length, span })
      text += source.slice(span.start, span.end)
    }
  }
  return { text, ranges, cover }

  function ranges(range: Span): (Span | 'break')[] {
    const parts: (Span | 'break')[] = []
    let end = range.start
    for (let line = lineAt(range.start); line < lines.length; line++) {
      const { at, span } = lines[line] ?? { at: text.length, span: range }
      if (at >= range.end) break
      const from = Math.max(range.start, at)
      const to = Math.min(range.end, at + span.end - span.start)
      if (from >= to) continue
      if (from > end) parts.push('break')
      parts.push({ start: span.start + from - at, end: span.start + to - at })
      end = to
    }
    if (end < range.end) parts.push('break')
    return parts
  }

  function cover(range: Span): Span {
    return { start: toSource(range.start), end: toSource(range.end) }
  }

  function toSource(offset: number): number {
    const line = lines[lineAt(offset)]
    if (!line) return events[index]?.[1].start.offset ?? 0
    const { at, span } = line
    return Math.min(span.end, span.start + Math.max(0, offset - at))
  }

  /** Last line that starts at or before an offset. */
  function lineAt(offset: number): number {
    let low = 0
    let high = lines.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((lines[middle]?.at ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
