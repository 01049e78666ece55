import type { Span } from '../model/index.ts'
import { addReferencedText } from './character-reference.ts'
import type { Walk } from './locate.ts'
import { UnitBuilder } from './unit-builder.ts'

/** Shortcode parameters that are for readers. */
const parameters =
  /(?<![\w-])(alt|caption|title|label|summary|description|subtitle|placeholder)(\s*=\s*)(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/g

/**
 * Locate text inside a shortcode or a wiki link.
 *
 * Of a shortcode, named parameters that are for readers; of `[[page|label]]`
 * the label. All else in foreign syntax is protected.
 *
 * @param walk - State.
 * @param span - Range of the syntax.
 */
export function locateForeign(walk: Walk, span: Span): void {
  const text = walk.source.slice(span.start, span.end)
  const builder = walk.builders.at(-1)
  if (text.startsWith('[[')) {
    const bar = text.indexOf('|')
    const label = { start: span.start + bar + 1, end: span.end - 2 }
    if (bar > 0 && builder && !walk.isProtected(label)) {
      builder.text(walk.source, label, 'markdown')
      return
    }
  }
  builder?.protect()
  if (!/^\{[{%][<%]?/.test(text) || walk.isProtected(span)) return
  for (const match of text.matchAll(parameters)) {
    const [whole, name, , double, single] = match
    const value = double ?? single ?? ''
    if (value === '') continue
    const end = span.start + match.index + whole.length - 1
    const range = { start: end - value.length, end }
    const { section } = walk
    const unit = new UnitBuilder('attribute', range.start, { section, name })
    addReferencedText(unit, walk.source, range, 'attribute')
    const finished = unit.finish(range.end)
    if (finished) walk.units.push(finished)
  }
}
