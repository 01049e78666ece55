import type { Nodes } from 'mdast'
import type { MarkdownSettings, Span } from '../model/index.ts'
import { dialectFor } from './dialect.ts'
import { scan } from './fast/index.ts'
import { type Parsed, parseTree } from './parse.ts'

const plain: MarkdownSettings = {
  gfm: true,
  math: false,
  directives: false,
  cjkFriendly: false,
  singleTilde: false,
}

/** Tokens of code. */
const code: ReadonlySet<string> = new Set([
  'codeText',
  'codeFenced',
  'codeIndented',
])

/**
 * Find what readers of plain GFM take for code and this dialect does not.
 *
 * A dollar or a brace that is not meant as math or a shortcode can hide the
 * start of code from us that another renderer shows as code; nothing in it may
 * change either.
 *
 * @param parsed - Article.
 * @returns Ranges, in no order.
 */
export function codeElsewhere(parsed: Parsed): Span[] {
  const { source, events, dialect } = parsed
  const ours = new Set<number>()
  let extended = false
  for (const [kind, { type, start }] of events) {
    if (kind === 'exit') continue
    if (code.has(type)) ours.add(start.offset)
    else extended ||= /^(?:math|directive|foreign)/.test(type)
  }
  const spans: Span[] = []
  if (!extended || dialect.mdx) return spans
  for (const span of parsed.scan ? scannedCode(source) : codeIn(source)) {
    if (!ours.has(span.start)) spans.push(span)
  }
  return spans
}

/** Find code by its tokens. */
function scannedCode(source: string): Span[] {
  const options = { codeLines: false, emphasis: false }
  const scanned = scan(source, dialectFor(plain), plain, options)
  if (!scanned) return codeIn(source)
  const spans: Span[] = []
  /** Images around: their description is text, whatever is in it. */
  let images = 0
  for (const [kind, { type, start, end }] of scanned.events) {
    if (type === 'image') images += kind === 'enter' ? 1 : -1
    if (kind === 'exit' || images > 0) continue
    if (!code.has(type)) continue
    spans.push({ start: start.offset, end: end.offset })
  }
  return spans
}

/** Find code by its nodes. */
function codeIn(source: string): Span[] {
  const spans: Span[] = []
  const stack: Nodes[] = [parseTree(source, dialectFor(plain))]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('children' in node) stack.push(...node.children)
    if (node.type !== 'inlineCode' && node.type !== 'code') continue
    const start = node.position?.start.offset
    const end = node.position?.end.offset
    if (start === undefined || end === undefined) continue
    spans.push({ start, end })
  }
  return spans
}
