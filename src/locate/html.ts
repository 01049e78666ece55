import type { Event } from 'micromark-util-types'
import type { Span } from '../model/index.ts'
import { addReferencedText } from './character-reference.ts'
import { isInline, isSameLanguage, readableAttributes } from './markup.ts'
import type { HtmlTag } from './scan-html.ts'
import type { HtmlText, Stretch } from './stretch.ts'
import { findTemplates } from './templates.ts'
import { UnitBuilder } from './unit-builder.ts'
import { addUnit, type Walk } from './walk.ts'

/**
 * Locate the text of an HTML block.
 *
 * A unit runs from one block-level tag to the next; inline tags are marks.
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
  const { stretch, parts } = htmlOf(walk, events, index)
  const { section } = walk
  const templates = findTemplates(stretch.text, all(stretch))
  let builder: UnitBuilder | undefined
  let end = 0
  const protect = (span: Span): void => {
    if (!builder) return
    builder.protect(span)
    end = span.end
  }
  const addText = (range: Span): void => {
    for (const line of stretch.ranges(range)) {
      if (line === 'break') continue
      if (walk.isProtected(line)) protect(line)
      else {
        // Indentation is no part of the text; a space in the line is.
        const text = builder ? line : trimStart(walk.source, line)
        if (text.end === text.start) continue
        builder ??= new UnitBuilder('html', text.start, { section })
        addReferencedText(builder, walk.source, text, 'html')
        end = line.end
      }
    }
  }
  for (const part of parts) {
    if (part.type === 'comment') protect(stretch.cover(part.span))
    else if (part.type === 'text') {
      for (const line of splitLines(stretch.text, part.span)) {
        if (line.broken) builder?.soft()
        let from = line.start
        for (const template of findTemplates(stretch.text, line)) {
          addText({ start: from, end: template.start })
          protect(stretch.cover(template))
          from = template.end
        }
        addText({ start: from, end: line.end })
      }
    } else {
      const span = stretch.cover(part.span)
      addAttributes(walk, part, stretch, templates)
      if (isInline(part.name)) {
        // An element that starts the text is around it all the same.
        if (part.type === 'open' && !part.selfClosing) {
          builder ??= new UnitBuilder('html', span.start, { section })
          builder.openTag(part.name, span)
        } else builder?.closeTag(part.name, span)
        end = span.end
      } else {
        addUnit(walk, builder, end)
        builder = undefined
      }
    }
  }
  addUnit(walk, builder, end)
}

/**
 * Read one inline tag or comment.
 *
 * @param walk - State.
 * @param events - Events.
 * @param index - Where the tag is entered.
 */
export function readTag(
  walk: Walk,
  events: readonly Event[],
  index: number,
): void {
  const { stretch, parts } = htmlOf(walk, events, index)
  const templates = findTemplates(stretch.text, all(stretch))
  const builder = walk.builders.at(-1)
  for (const part of parts) {
    if (part.type === 'text') continue
    const span = stretch.cover(part.span)
    if (part.type === 'comment') builder?.protect(span)
    else {
      addAttributes(walk, part, stretch, templates)
      if (!isInline(part.name)) builder?.protect(span)
      else if (part.type === 'close') builder?.closeTag(part.name, span)
      else if (!part.selfClosing) builder?.openTag(part.name, span)
    }
  }
}

function htmlOf(walk: Walk, events: readonly Event[], index: number): HtmlText {
  const [, token] = events[index] as Event
  // Regions were collected from all of them.
  return walk.html.get(token) as HtmlText
}

function all({ text }: Stretch): Span {
  return { start: 0, end: text.length }
}

function addAttributes(
  walk: Walk,
  tag: HtmlTag,
  stretch: Stretch,
  templates: readonly Span[],
): void {
  // What looks like an attribute may be a parameter of a template in the tag.
  const isParameter = ({ start, end }: Span): boolean =>
    templates.some((template) => template.start <= start && end <= template.end)
  for (const { name, value } of tag.attributes) {
    if (!value || !/^(?:xml:)?lang$/.test(name)) continue
    const text = stretch.text.slice(value.start, value.end)
    const span = stretch.cover(value)
    if (walk.isProtected(span)) continue
    if (isSameLanguage(text, walk.options.source)) {
      walk.langs.push({ span, tag: text })
    }
  }
  for (const { name, value } of readableAttributes(tag, walk.options)) {
    if (isParameter(value)) continue
    const span = stretch.cover(value)
    if (walk.isProtected(span)) continue
    const { section } = walk
    const builder = new UnitBuilder('attribute', span.start, { section, name })
    const addText = (range: Span): void => {
      for (const part of stretch.ranges(range)) {
        if (part === 'break') builder.soft()
        else addReferencedText(builder, walk.source, part, 'attribute')
      }
    }
    let from = value.start
    for (const template of findTemplates(stretch.text, value)) {
      addText({ start: from, end: template.start })
      builder.protect(stretch.cover(template))
      from = template.end
    }
    addText({ start: from, end: value.end })
    addUnit(walk, builder, span.end)
  }
}

/** Lines of a range of text, without the white space at their ends. */
function splitLines(text: string, range: Span): (Span & { broken: boolean })[] {
  const lines: (Span & { broken: boolean })[] = []
  let start = range.start
  while (start <= range.end) {
    const at = text.indexOf('\n', start)
    const last = at < 0 || at >= range.end
    const end = last ? range.end : at
    const broken = start > range.start
    const line = { start, end }
    const from = broken ? trimStart(text, line).start : start
    const to = last ? end : trimEnd(text, line).end
    lines.push({ start: from, end: Math.max(from, to), broken })
    start = end + 1
    if (last) break
  }
  return lines
}

function trimStart(source: string, { start, end }: Span): Span {
  let at = start
  while (at < end && /\s/.test(source.charAt(at))) at++
  return { start: at, end }
}

function trimEnd(source: string, { start, end }: Span): Span {
  let at = end
  while (at > start && /\s/.test(source.charAt(at - 1))) at--
  return { start, end: at }
}
