import type { Event } from 'micromark-util-types'
import type { Span } from '../model/index.ts'
import { addReferencedText } from './character-reference.ts'
import { isInline, isSameLanguage } from './markup.ts'
import { UnitBuilder } from './unit-builder.ts'
import { addUnit, skip, spanOf, type Walk } from './walk.ts'

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
  const range = spanOf(tag)
  readName(walk, source.slice(range.start, range.end), range)
  let name = ''
  let prop: UnitBuilder | undefined
  for (const [kind, token] of events.slice(index + 1, skip(events, index))) {
    const type = token.type as string
    const span = spanOf(token)
    if (kind === 'exit') {
      if (/AttributeValueLiteral$/.test(type)) {
        addUnit(walk, prop, span.end - 1)
        prop = undefined
      }
    } else if (/AttributeName$/.test(type)) {
      name = source.slice(span.start, span.end)
    } else if (walk.isProtected(span)) {
      // Nothing in it is for readers.
    } else if (/AttributeValueLiteralValue$/.test(type)) {
      const value = source.slice(span.start, span.end)
      if (/^(?:xml:)?lang$/.test(name)) {
        if (isSameLanguage(value, walk.options.source)) {
          walk.langs.push({ span, tag: value })
        }
      } else if (walk.options.jsxProps.includes(name)) {
        prop ??= propUnit(walk, name, span)
        addReferencedText(prop, source, span, 'attribute')
      }
    } else if (type === 'lineEnding') {
      prop?.soft()
    } else if (/AttributeValueExpressionValue$/.test(type)) {
      if (walk.options.jsxProps.includes(name)) addExpression(walk, name, span)
    }
  }
}

/** A phrase runs through some elements, and through no component. */
function readName(walk: Walk, tag: string, span: Span): void {
  const builder = walk.builders.at(-1)
  const [, slash, name = ''] = /^<\s*(\/?)\s*([\w.:-]*)/.exec(tag) ?? []
  if (!isInline(name)) builder?.protect(span)
  else if (slash) builder?.closeTag(name, span)
  else if (!/\/\s*>$/.test(tag)) builder?.openTag(name, span)
}

function addExpression(walk: Walk, name: string, span: Span): void {
  const value = walk.source.slice(span.start, span.end)
  const literal = /^\s*(["'`])((?:(?!\1|\\|\$\{|[\r\n]).)*)\1\s*$/.exec(value)
  const inner = literal?.[2]
  if (!inner) return
  const start = span.start + value.indexOf(inner)
  const range = { start, end: start + inner.length }
  const builder = propUnit(walk, name, range)
  builder.text(walk.source, range, 'json')
  addUnit(walk, builder, range.end)
}

function propUnit(walk: Walk, name: string, span: Span): UnitBuilder {
  const { section } = walk
  return new UnitBuilder('attribute', span.start, { section, name })
}
