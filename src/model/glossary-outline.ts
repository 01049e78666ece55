/** Where one concept of a glossary file stands. */
export interface ConceptSpan {
  /** Start of the line its dash stands on. */
  start: number
  /** End of its last line, before the line break. */
  end: number
  /** Line of its first key, from 1. */
  line: number
  /** Column of its first key, from 1. */
  column: number
}

/** Where the concepts of a glossary file stand. */
export interface GlossaryOutline {
  /** Concepts, in order; nothing lies between them but blank lines and comments. */
  concepts: readonly ConceptSpan[]
  /** Column of the dashes, from 0. */
  indent: number
}

/**
 * Find the concepts of a glossary file by its lines, without reading the YAML.
 *
 * It is far faster than a parser, and knows only the plain form: `concepts:` and
 * below it one item after the other, each with its dash on the line of its first
 * key. What stands in a block of YAML is indented deeper than the block (YAML 1.2,
 * chapters 6.1 and 8.2), so no text in a concept can look like the next dash.
 *
 * @param text - YAML, without a byte order mark.
 * @returns Outline, or `undefined` where the file is written otherwise.
 *
 * @example
 * ```ts
 * import { outlineGlossary } from 'yiwen'
 *
 * const outline = outlineGlossary('concepts:\n  - id: a\n  - id: b\n')
 * outline?.concepts.map(({ line }) => line) // [2, 3]
 * outlineGlossary('concepts: [{ id: a }]\n') // undefined
 * ```
 */
export function outlineGlossary(text: string): GlossaryOutline | undefined {
  const concepts: ConceptSpan[] = []
  let indent = -1
  let open = false
  let line = 0
  for (let start = 0; start < text.length; ) {
    line++
    const feed = text.indexOf('\n', start)
    const next = feed < 0 ? text.length : feed + 1
    let end = feed < 0 ? text.length : feed
    if (text[end - 1] === '\r' && end > start) end--
    let first = start
    while (first < end && text[first] === ' ') first++
    const column = first - start
    const blank = first === end || /^[ \t]*$/.test(text.slice(first, end))
    const outside = text[first] === '#' && column <= Math.max(indent, 0)
    if (blank || outside) {
      start = next
      continue
    }
    if (!open) {
      if (text[first] === '#') {
        start = next
        continue
      }
      if (!/^concepts:[ \t]*(?:[ \t]#.*)?$/.test(text.slice(start, end))) {
        return undefined
      }
      open = true
    } else if (indent < 0 && text[first] === '#') {
      // A comment between the key and the first concept.
    } else if (text[first] === '-' && (indent < 0 || column === indent)) {
      const key = /^-( +)[\w'"]/.exec(text.slice(first, first + 80))
      if (!key?.[1]) return undefined
      indent = column
      concepts.push({ start, end, line, column: column + key[1].length + 2 })
    } else {
      const last = concepts.at(-1)
      if (!last || column <= indent) return undefined
      last.end = end
    }
    start = next
  }
  return open ? { concepts, indent } : undefined
}
