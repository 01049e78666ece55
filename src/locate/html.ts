import type { Event } from 'micromark-util-types'
import type { Span } from '../model/index.ts'
import { addReferencedText } from './character-reference.ts'
import { skip, spanOf, type Walk } from './locate.ts'
import { isInline, isSameLanguage, readableAttributes } from './markup.ts'
import { type HtmlTag, scanHtml } from './scan-html.ts'
import { UnitBuilder } from './unit-builder.ts'

/** Part of the HTML on one line, and where it stands in the source. */
interface Chunk {
  at: number
  span: Span
}

/**
 * Locate the text of an HTML block.
 *
 * A unit runs from one block-level tag to the next; inline tags are marks.
 * Container prefixes (`> `) between its lines are not part of the HTML.
 *
 * @param walk - State.
 * @param events - Events.
 * @param index - Where the block is entered.
 */
export function locateHtml(
  walk: Walk,
  events: readonly Event[],
  index: number,
): void {
  const chunks: Chunk[] = []
  let html = ''
  for (const [kind, token] of events.slice(index + 1, skip(events, index))) {
    if (kind !== 'enter') continue
    const span = spanOf(token)
    if ((token.type as string) === 'htmlFlowData') {
      chunks.push({ at: html.length, span })
      html += walk.source.slice(span.start, span.end)
    } else if ((token.type as string) === 'lineEnding') html += '\n'
  }
  const { section } = walk
  let builder: UnitBuilder | undefined
  let end = 0
  const finish = (): void => {
    const unit = builder?.finish(end)
    if (unit) walk.units.push(unit)
    builder = undefined
  }
  for (const part of scanHtml(html)) {
    if (part.type === 'comment') {
      builder?.protect()
    } else if (part.type === 'text') {
      for (const line of splitChunks(chunks, part.span)) {
        if (line === 'break') {
          builder?.soft()
          continue
        }
        const trimmed = trim(walk.source, line)
        if (walk.isProtected(line)) builder?.protect()
        else if (trimmed.end > trimmed.start) {
          builder ??= new UnitBuilder('html', trimmed.start, { section })
          if (trimmed.start > line.start && builder.at('') > 0) builder.soft()
          addReferencedText(builder, walk.source, trimmed, 'html')
          if (trimmed.end < line.end) builder.soft()
        }
        end = line.end
      }
    } else {
      const [first] = splitChunks(chunks, part.span)
      const place = first === 'break' || !first ? undefined : first
      if (place) addAttributes(walk, part, html, chunks)
      if (!isInline(part.name)) finish()
    }
  }
  finish()
}

/**
 * Read one inline tag or comment.
 *
 * @param walk - State.
 * @param span - Range of the tag.
 */
export function readTag(walk: Walk, span: Span): void {
  const html = walk.source.slice(span.start, span.end)
  const chunks: Chunk[] = [{ at: 0, span }]
  const builder = walk.builders.at(-1)
  for (const part of scanHtml(html)) {
    if (part.type === 'open' || part.type === 'close') {
      addAttributes(walk, part, html, chunks)
      if (!isInline(part.name)) builder?.protect()
    } else if (part.type === 'comment') builder?.protect()
  }
}

function addAttributes(
  walk: Walk,
  tag: HtmlTag,
  html: string,
  chunks: readonly Chunk[],
): void {
  for (const attribute of tag.attributes) {
    const { value } = attribute
    if (!value || !/^(?:xml:)?lang$/.test(attribute.name)) continue
    const text = html.slice(value.start, value.end)
    const [span] = splitChunks(chunks, value)
    if (!span || span === 'break' || walk.isProtected(span)) continue
    if (isSameLanguage(text, walk.options.source)) {
      walk.langs.push({ span, tag: text })
    }
  }
  for (const attribute of readableAttributes(tag, walk.options)) {
    const parts = splitChunks(chunks, attribute.value)
    const [first] = parts
    if (!first || first === 'break' || walk.isProtected(first)) continue
    const { name } = attribute
    const { section } = walk
    const builder = new UnitBuilder('attribute', first.start, { section, name })
    let end = first.end
    for (const part of parts) {
      if (part === 'break') builder.soft()
      else {
        addReferencedText(builder, walk.source, part, 'attribute')
        end = part.end
      }
    }
    const unit = builder.finish(end)
    if (unit) walk.units.push(unit)
  }
}

/** Source ranges of a range of the HTML, a break between lines. */
function splitChunks(
  chunks: readonly Chunk[],
  range: Span,
): (Span | 'break')[] {
  const parts: (Span | 'break')[] = []
  let previous: number | undefined
  for (const { at, span } of chunks) {
    const length = span.end - span.start
    const from = Math.max(range.start, at)
    const to = Math.min(range.end, at + length)
    if (from >= to) continue
    if (previous !== undefined && previous !== from) parts.push('break')
    parts.push({ start: span.start + from - at, end: span.start + to - at })
    previous = to
  }
  return parts
}

function trim(source: string, span: Span): Span {
  let { start, end } = span
  while (start < end && /\s/.test(source.charAt(start))) start++
  while (end > start && /\s/.test(source.charAt(end - 1))) end--
  return { start, end }
}
