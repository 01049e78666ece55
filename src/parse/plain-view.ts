import type { Nodes } from 'mdast'
import type { MarkdownSettings, Span } from '../model/index.ts'
import { dialectFor } from './dialect.ts'
import { type Defined, type Scan, scan } from './fast/index.ts'
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

/** Tokens of this dialect that stand in text, and such as are blocks. */
const own: ReadonlyMap<string, 'text' | 'flow'> = new Map([
  ['directiveText', 'text'],
  ['foreign', 'text'],
  ['mathText', 'text'],
  ['directiveContainer', 'flow'],
  ['directiveLeaf', 'flow'],
  ['mathFlow', 'flow'],
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
  if (dialect.mdx) return []
  let isBuilt = false
  let isInText = false
  for (const event of events) {
    const { type } = event[1]
    if (event[0] === 'exit' || type === 'data') continue
    const place = own.get(type)
    if (place === 'text') isInText = true
    else if (place === 'flow') isBuilt = true
  }
  if (!(isBuilt || isInText)) return []
  const spans = isBuilt ? codeOf(source, parsed.scan) : codeOfText(parsed)
  if (spans.length === 0) return []
  const ours = new Set<number>()
  for (const [kind, { type, start }] of events) {
    if (kind === 'enter' && code.has(type)) ours.add(start.offset)
  }
  return spans.filter(({ start }) => !ours.has(start))
}

function codeOf(source: string, scan: Scan | undefined): Span[] {
  return (scan && scannedCode(source)) ?? codeIn(source)
}

/** Find code in texts: all blocks are the same, and it is between backticks. */
function codeOfText({ source, events, scan: scanned }: Parsed): Span[] {
  if (!scanned) return codeIn(source)
  const spans: Span[] = []
  for (const { start, end, from, to } of scanned.blocks) {
    const text = source.slice(start, end)
    if (!text.includes('`')) continue
    let index = from
    while (index < to && own.get(events[index]?.[1].type ?? '') !== 'text') {
      index++
    }
    if (index === to) continue
    // Alone it might begin with front matter.
    if (/^(?:---|\+\+\+)/.test(text)) return codeIn(source)
    const found = scannedCode(text, scanned.defined)
    if (!found) return codeIn(source)
    for (const span of found) {
      spans.push({ start: start + span.start, end: start + span.end })
    }
  }
  return spans
}

/** Find code by its tokens; `undefined` where the whole parser has to read it. */
function scannedCode(source: string, known?: Defined): Span[] | undefined {
  const options = { codeLines: false, emphasis: false, codeOnly: true }
  const scanned = scan(source, dialectFor(plain), plain, {
    ...options,
    ...(known ? { known } : {}),
  })
  if (!scanned) return undefined
  const spans: Span[] = []
  /** Images around: their description is text, whatever is in it. */
  let images = 0
  for (const event of scanned.events) {
    const kind = event[0]
    const { type, start, end } = event[1]
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
    if ('children' in node) {
      for (const child of node.children) stack.push(child)
    }
    if (node.type !== 'inlineCode' && node.type !== 'code') continue
    const start = node.position?.start.offset
    const end = node.position?.end.offset
    if (start === undefined || end === undefined) continue
    spans.push({ start, end })
  }
  return spans
}
