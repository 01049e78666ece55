import type { Event } from 'micromark-util-types'
import { addReferencedText } from './character-reference.ts'
import { skip, spanOf, type Walk } from './locate.ts'
import { isInline, isSameLanguage } from './markup.ts'
import { UnitBuilder } from './unit-builder.ts'

/**
 * Locate the props of a JSX tag that are for readers.
 *
 * A value is a string literal, or an expression that is nothing but one.
 *
 * @param walk - State.
 * @param events - Events.
 * @param index - Where the tag is entered.
 */
export function locateJsx(
  walk: Walk,
  events: readonly Event[],
  index: number,
): void {
  const tag = events[index]?.[1]
  if (!tag) return
  const { source } = walk
  const text = source.slice(tag.start.offset, tag.end.offset)
  const element = /^<\s*\/?\s*([\w.:-]*)/.exec(text)?.[1] ?? ''
  if (!isInline(element)) walk.builders.at(-1)?.protect()
  let prop = ''
  for (const [kind, token] of events.slice(index + 1, skip(events, index))) {
    if (kind !== 'enter') continue
    const type = token.type as string
    const span = spanOf(token)
    if (/AttributeName$/.test(type)) {
      prop = source.slice(span.start, span.end)
    } else if (/AttributeValueLiteralValue$/.test(type)) {
      const value = source.slice(span.start, span.end)
      if (/^(?:xml:)?lang$/.test(prop)) {
        if (isSameLanguage(value, walk.options.source) && !walk.isProtected(span)) {
          walk.langs.push({ span, tag: value })
        }
      } else if (walk.options.jsxProps.includes(prop)) {
        addProp(walk, prop, span)
      }
    } else if (/AttributeValueExpressionValue$/.test(type)) {
      const value = source.slice(span.start, span.end)
      const literal = /^\s*(["'`])((?:(?!\1|\\|\$\{|\n).)*)\1\s*$/.exec(value)
      const inner = literal?.[2]
      if (inner && walk.options.jsxProps.includes(prop)) {
        const start = span.start + value.indexOf(inner)
        const range = { start, end: start + inner.length }
        if (walk.isProtected(range)) continue
        const { section } = walk
        const builder = new UnitBuilder('attribute', start, { section, name: prop })
        builder.text(source, range, 'attribute')
        const unit = builder.finish(range.end)
        if (unit) walk.units.push(unit)
      }
    }
  }
}

function addProp(
  walk: Walk,
  name: string,
  span: { start: number; end: number },
): void {
  if (walk.isProtected(span)) return
  const { section } = walk
  const builder = new UnitBuilder('attribute', span.start, { section, name })
  addReferencedText(builder, walk.source, span, 'attribute')
  const unit = builder.finish(span.end)
  if (unit) walk.units.push(unit)
}
