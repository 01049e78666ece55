import { endsHtml, type HtmlStart } from './html.ts'
import { type BlockSettings, codeIndent, fenceAt, hash } from './line-start.ts'
import {
  blank,
  contentAt,
  isSpace,
  type Lines,
  lineEndingAt,
  type TextLines,
  tabbed,
  trimEnd,
} from './lines.ts'
import type { Defined } from './pieces.ts'
import type { Tokens } from './tokens.ts'

const dollar = 36

/** Reads running text, which may begin with a task's box, and adds its events. */
export type ReadText = (lines: TextLines, isTask: boolean) => void

/** Text that stands on one line. */
export function oneLine(start: number, end: number): TextLines {
  return { starts: [start], ends: [end], margins: [start] }
}

/** What the blocks of one text are read with. */
export interface BlockContext {
  readonly source: string
  readonly settings: BlockSettings
  /** Where events are added. */
  readonly tokens: Tokens
  readonly readText: ReadText
  /** Makes a label known that has a definition. */
  readonly define: (label: string, kind: keyof Defined) => void
  /** Offsets of lines that go on lazily: they start no block. */
  readonly lazy: ReadonlySet<number>
}

/** Read a heading; gives the line behind it, or `undefined` where in doubt. */
export function heading(
  context: BlockContext,
  index: number,
  at: number,
  end: number,
  level: number,
): number | undefined {
  const { source, tokens } = context
  if (source.slice(at, end).includes('\t')) return undefined
  const heading = tokens.enter('atxHeading', at)
  let from = at + level
  while (from < end && isSpace(source.charCodeAt(from))) from++
  let to = trimEnd(source, from, end)
  if (source.charCodeAt(to - 1) === hash && to > from) {
    let close = to
    while (close > from && source.charCodeAt(close - 1) === hash) close--
    if (close === from) to = from
    else if (isSpace(source.charCodeAt(close - 1))) {
      to = trimEnd(source, from, close)
      if (source.charCodeAt(to - 1) === hash) return undefined
    }
  }
  if (to > from) {
    const text = tokens.enter('atxHeadingText', from)
    context.readText(oneLine(from, to), false)
    tokens.exit(text, to)
  }
  tokens.exit(heading, end)
  return index + 1
}

/**
 * Read code between fences; without an end it goes on to that of the document, and
 * in a container it is in doubt.
 */
export function fence(
  context: BlockContext,
  lines: Lines,
  index: number,
  at: number,
  depth: number,
): number | undefined {
  const { source, tokens } = context
  const end = lines.ends[index] as number
  const size = fenceAt(source, at, end)
  const indent = at - (lines.starts[index] as number)
  const marker = source.charCodeAt(at)
  const code = tokens.enter('codeFenced', at)
  fenceInfo(context, at + size, end)
  for (let next = index + 1; next < lines.starts.length; next++) {
    const start = lines.starts[next] as number
    const to = lines.ends[next] as number
    if (context.lazy.has(start)) return undefined
    const content = contentAt(source, start, to)
    if (content >= 0 && content - start < codeIndent) {
      let close = content
      while (close < to && source.charCodeAt(close) === marker) close++
      if (close - content >= size && trimEnd(source, close, to) === close) {
        tokens.exit(code, to)
        return next + 1
      }
    } else if (context.settings.mdx && isDeepFence(source, start, to, marker)) {
      return undefined
    }
    if (context.settings.codeLines && !codeLine(context, start, to, indent)) {
      return undefined
    }
  }
  if (depth > 0) return undefined
  tokens.exit(code, lines.ends.at(-1) as number)
  return lines.starts.length
}

/** Whether a line may be a fence that closes, however far in: in MDX nothing is. */
function isDeepFence(
  source: string,
  start: number,
  end: number,
  marker: number,
): boolean {
  let at = start
  while (at < end && isSpace(source.charCodeAt(at))) at++
  if (at - start < codeIndent && !source.slice(start, at).includes('\t')) {
    return false
  }
  while (at < end && source.charCodeAt(at) === marker) at++
  return source.charCodeAt(at - 1) === marker && trimEnd(source, at, end) === at
}

function fenceInfo(context: BlockContext, at: number, end: number): void {
  const { source, tokens } = context
  let from = at
  while (from < end && isSpace(source.charCodeAt(from))) from++
  let to = from
  while (to < end && !isSpace(source.charCodeAt(to))) to++
  if (to > from) tokens.leaf('codeFencedFenceInfo', from, to)
  while (to < end && isSpace(source.charCodeAt(to))) to++
  if (end > to) tokens.leaf('codeFencedFenceMeta', to, end)
}

function codeLine(
  context: BlockContext,
  start: number,
  end: number,
  indent: number,
): boolean {
  const { source, tokens } = context
  let from = start
  while (from < end && from - start < indent && source[from] === ' ') from++
  if (from - start < indent && source[from] === '\t') return false
  // The line ending before the line.
  const before = source[start - 2] === '\r' ? 2 : 1
  tokens.leaf('lineEnding', start - before, start)
  if (end > from) tokens.leaf('codeFlowValue', from, end)
  return true
}

/**
 * Read a formula between lines of dollars; without an end it goes on to that of
 * the document, and in a container it is in doubt.
 */
export function math(
  context: BlockContext,
  lines: Lines,
  index: number,
  at: number,
  depth: number,
): number | undefined {
  const { source, tokens } = context
  const end = lines.ends[index] as number
  const [open = ''] = /^\$+/.exec(source.slice(at, end)) ?? []
  const math = tokens.enter('mathFlow', at)
  for (let next = index + 1; next < lines.starts.length; next++) {
    const start = lines.starts[next] as number
    const to = lines.ends[next] as number
    if (context.lazy.has(start)) return undefined
    const [, close = ''] =
      /^ {0,3}(\$+)[ \t]*$/.exec(source.slice(start, to)) ?? []
    if (context.settings.mdx && isDeepFence(source, start, to, dollar)) {
      return undefined
    }
    if (close.length < open.length) continue
    tokens.exit(math, to)
    return next + 1
  }
  if (depth > 0) return undefined
  tokens.exit(math, lines.ends.at(-1) as number)
  return lines.starts.length
}

/** Read HTML, up to its own end or a blank line; `undefined` where in doubt. */
export function html(
  context: BlockContext,
  lines: Lines,
  index: number,
  kind: Exclude<HtmlStart, 'unsure' | 'none'>,
): number | undefined {
  const { source, tokens } = context
  let end = lines.starts[index] as number
  const html = tokens.enter('htmlFlow', end)
  let next = index
  for (; next < lines.starts.length; next++) {
    const start = lines.starts[next] as number
    const to = lines.ends[next] as number
    if (next > index && context.lazy.has(start)) return undefined
    const content = contentAt(source, start, to)
    const isBlank = content === blank
    const hasEnd = kind === 'raw' || kind === 'comment'
    if (isBlank && !hasEnd) break
    if (next > index) {
      tokens.leaf('lineEnding', end, end + lineEndingAt(source, end))
    }
    end = to
    if (to > start) tokens.leaf('htmlFlowData', start, to)
    const at = next === index ? content : start
    if (hasEnd && endsHtml(kind, source.slice(at, to), next === index)) {
      tokens.exit(html, end)
      return next + 1
    }
  }
  if (kind === 'raw' || kind === 'comment') return undefined
  tokens.exit(html, end)
  return next
}

/**
 * Read indented code. micromark takes containers behind it for such as interrupt
 * it, blank lines or not, and reads what is in them in another way.
 */
export function indentedCode(
  { source, tokens }: BlockContext,
  lines: Lines,
  index: number,
): number | undefined {
  const { length } = lines.starts
  const start = lines.starts[index] as number
  let last = index
  for (let next = index + 1; next < length; next++) {
    const from = lines.starts[next] as number
    const at = contentAt(source, from, lines.ends[next] as number)
    if (at === blank) continue
    if (at !== tabbed && at - from < codeIndent) {
      if (mayOpen(source.charCodeAt(at))) return undefined
      break
    }
    last = next
  }
  tokens.leaf('codeIndented', start, lines.ends[last] as number)
  return last + 1
}

/** Whether a container may start with a character. */
function mayOpen(code: number): boolean {
  const isDigit = code >= 48 && code <= 57
  return isDigit || '*+->['.includes(String.fromCharCode(code))
}
