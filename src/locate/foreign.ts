import type { Span } from '../model/index.ts'
import { addReferencedText } from './character-reference.ts'
import { UnitBuilder } from './unit-builder.ts'
import { addUnit, type Walk } from './walk.ts'

/** Shortcode parameters that are for readers. */
const parameters =
  /(?<![\w-])(alt|caption|title|label|summary|description|subtitle|placeholder)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/g

/**
 * Locate text inside a shortcode or a wiki link.
 *
 * Of `-{…}-`, what it says for each locale. Of a shortcode, named parameters that are for readers; of `[[page|label]]`
 * the label. All else in foreign syntax is protected.
 *
 * @param walk - State.
 * @param span - Range of the syntax.
 */
export function locateForeign(walk: Walk, span: Span): void {
  const { source, section } = walk
  const text = source.slice(span.start, span.end)
  const builder = walk.builders.at(-1)
  const bar = text.indexOf('|')
  if (builder && text.startsWith('[[') && bar > 0 && !walk.isProtected(span)) {
    const close = builder.mark('link', span.start)
    const label = { start: span.start + bar + 1, end: span.end - 2 }
    builder.text(source, label, 'markdown')
    close(span.end, label)
    return
  }
  if (builder && text.startsWith('-{') && !walk.isProtected(span)) {
    builder.override(onOneLine(text), span, 'markdown')
    return
  }
  builder?.protect(span)
  if (!/^\{[{%]/.test(text) || walk.isProtected(span)) return
  for (const match of text.matchAll(parameters)) {
    const [whole, name, double, single] = match
    const value = double ?? single ?? ''
    const end = span.start + match.index + whole.length - 1
    const range = { start: end - value.length, end }
    const unit = new UnitBuilder('attribute', range.start, { section, name })
    addReferencedText(unit, source, range, 'attribute')
    addUnit(walk, unit, end)
  }
}

const han = '\\p{Script=Han}'
const lineBreak = '[ \\t]*(?:\\r\\n|\\n|\\r)[ \\t>]*'
const withinHan = new RegExp(`(?<=${han})${lineBreak}(?=${han})`, 'gu')
const anywhere = new RegExp(lineBreak, 'g')

/** Read over line ends, and the marks of a quotation behind them. */
function onOneLine(text: string): string {
  return text.replace(withinHan, '').replace(anywhere, ' ')
}
