import type { Span } from '../model/index.ts'

const delimiters: readonly [string, string][] = [
  ['{{', '}}'],
  ['{%', '%}'],
]

/**
 * Find template tags in HTML, where the Markdown parser does not look:
 * `{{ … }}` and `{% … %}`.
 *
 * @param text - Text.
 * @param range - Range to look in.
 * @returns Their ranges, in order.
 */
export function findTemplates(text: string, range: Span): Span[] {
  const found: Span[] = []
  const absent = new Set<string>()
  let at = range.start
  while (at < range.end) {
    const start = text.indexOf('{', at)
    if (start < 0 || start >= range.end) break
    at = start + 1
    for (const [open, close] of delimiters) {
      if (!text.startsWith(open, start) || absent.has(open)) continue
      const stop = text.indexOf(close, start + open.length)
      if (stop < 0 || stop + close.length > range.end) absent.add(open)
      else {
        at = stop + close.length
        found.push({ start, end: at })
      }
    }
  }
  return found
}
