import type { Span } from '../../model/index.ts'
import { htmlStart } from './html.ts'
import { type BlockContext, oneLine } from './leaf-blocks.ts'
import {
  codeIndent,
  fenceAt,
  hash,
  headingAt,
  interrupts,
  isModule,
  isScript,
  underlineAt,
} from './line-start.ts'
import {
  blank,
  contentAt,
  isSpace,
  type Lines,
  tabbed,
  trimEnd,
} from './lines.ts'
import { listMarkerAt } from './list-marker.ts'

const delimiterRow = /^\|?(?: *:?-+:? *\|)* *:?-+:? *\|? *$/

/**
 * Tell whether a line is the second of a table, if the one above it fits.
 *
 * @param source - Text.
 * @param at - First character that is no space.
 * @param end - End of the line.
 * @returns Whether it is; a line of hyphens alone is not.
 */
export function isDelimiterRow(
  source: string,
  at: number,
  end: number,
): boolean {
  const code = source.charCodeAt(at)
  if (code !== 124 && code !== 45 && code !== 58) return false
  const line = source.slice(at, end)
  return /[|:]/.test(line) && delimiterRow.test(line)
}

/**
 * Count the cells of a row, empty ones included.
 *
 * @param source - Text.
 * @param at - First character that is no space.
 * @param end - End of the line.
 * @returns Number of cells; 0 where that is in doubt.
 */
export function countCells(source: string, at: number, end: number): number {
  const pipes = pipesOf(source, at, end)
  const [first] = pipes
  if (first === undefined) {
    return source.slice(at, end).includes('\t') ? 0 : 1
  }
  const last = pipes.at(-1) ?? first
  const isClosed = trimEnd(source, last + 1, end) === last + 1
  const cells = pipes.length + 1 - (first === at ? 1 : 0) - (isClosed ? 1 : 0)
  return Math.max(0, cells)
}

/**
 * Find what stands in the cells of a row.
 *
 * @param source - Text.
 * @param at - First character that is no space.
 * @param end - End of the line.
 * @returns Ranges of cells that are not empty.
 */
function cellsOf(source: string, at: number, end: number): Span[] {
  const cells: Span[] = []
  let from = at
  for (const pipe of [...pipesOf(source, at, end), end]) {
    let start = from
    let to = pipe
    while (start < to && isSpace(source.charCodeAt(start))) start++
    to = trimEnd(source, start, to)
    if (to > start) cells.push({ start, end: to })
    from = pipe + 1
  }
  return cells
}

/**
 * Read a row of a table.
 *
 * @param context - What it is read with.
 * @param at - First character that is no space.
 * @param end - End of the line.
 */
export function readRow(context: BlockContext, at: number, end: number): void {
  const { source, tokens } = context
  for (const { start, end: to } of cellsOf(source, at, end)) {
    const cell = tokens.enter('tableContent', start)
    context.readText(oneLine(start, to), false)
    tokens.exit(cell, to)
  }
}

/** Offsets of the pipes that part cells. */
function pipesOf(source: string, at: number, end: number): number[] {
  const pipes: number[] = []
  for (let index = at; index < end; index++) {
    const code = source.charCodeAt(index)
    if (code === 124) pipes.push(index)
    else if (code === 92) {
      const next = source.charCodeAt(index + 1)
      if (next === 92 || next === 124) index++
    }
  }
  return pipes
}

/**
 * Tell whether a table starts on a line.
 *
 * @returns How many cells its rows have, 0 where there is none; `undefined` where
 * in doubt.
 */
export function tableAt(
  context: BlockContext,
  lines: Lines,
  index: number,
): number | undefined {
  const { source } = context
  const delimiters = index + 1
  if (delimiters >= lines.starts.length) return 0
  const rowStart = contentOf(context, lines, delimiters)
  const rowEnd = lines.ends[delimiters] as number
  if (rowStart < 0) return rowStart === tabbed ? undefined : 0
  if (!isDelimiterRow(source, rowStart, rowEnd)) {
    const line = source.slice(rowStart, rowEnd)
    return line.includes('\t') && /^[|:\-\t ]+$/.test(line) ? undefined : 0
  }
  const lineStart = lines.starts[delimiters] as number
  // On a line that goes on lazily it is text.
  if (context.lazy.has(lineStart)) return 0
  // `- |` is a list item before it is a table's second line.
  if (listMarkerAt(source, lineStart, rowStart, rowEnd)) return undefined
  const depth = rowStart - lineStart
  const head = contentOf(context, lines, index)
  const size = countCells(source, head, lines.ends[index] as number)
  const width = countCells(source, rowStart, rowEnd)
  if (depth >= codeIndent || !size || !width) return undefined
  return size === width ? size : 0
}

function contentOf(
  { source }: BlockContext,
  { starts, ends }: Lines,
  line: number,
): number {
  return contentAt(source, starts[line] as number, ends[line] as number)
}

/**
 * Read a table, if one starts on a line.
 *
 * @returns Line behind it; the line itself if there is none.
 */
export function readTable(
  context: BlockContext,
  lines: Lines,
  index: number,
): number | undefined {
  const size = tableAt(context, lines, index)
  if (!size) return size === 0 ? index : undefined
  const { tokens } = context
  const head = contentOf(context, lines, index)
  const table = tokens.enter('table', head)
  readRow(context, head, lines.ends[index] as number)
  let next = index + 2
  for (; next < lines.starts.length; next++) {
    const at = contentOf(context, lines, next)
    if (at === blank) break
    const start = lines.starts[next] as number
    const end = lines.ends[next] as number
    const kind = lineBehind(context, start, at, end)
    if (kind === 'end') break
    if (kind === 'unsure') return undefined
    readRow(context, at, end)
  }
  tokens.exit(table, lines.ends[next - 1] as number)
  return next
}

/** What a line behind rows of a table is. */
function lineBehind(
  context: BlockContext,
  start: number,
  at: number,
  end: number,
): 'row' | 'end' | 'unsure' {
  const { settings } = context
  if (isScript(context.source.charCodeAt(at), settings)) return 'unsure'
  if (isModule(context.source, at, settings)) return 'unsure'
  if (isRow(context, start, at, end)) return 'row'
  if (at === tabbed || at - start >= codeIndent) return 'unsure'
  const { source, lazy } = context
  return !lazy.has(start) && startsBlock(source, at, end) ? 'end' : 'unsure'
}

/** Whether a line starts a block that ends whatever is before it. */
function startsBlock(source: string, at: number, end: number): boolean {
  switch (source.charCodeAt(at)) {
    case hash:
      return headingAt(source, at, end) > 0
    case 96: // `
    case 126: // ~
      return fenceAt(source, at, end) > 0
    case 60: // <
      return ['block', 'raw', 'comment'].includes(
        htmlStart(source.slice(at, end)),
      )
    default:
      return false
  }
}

/** Whether a line behind rows of a table can be nothing but another. */
function isRow(
  { source, lazy, settings }: BlockContext,
  start: number,
  at: number,
  end: number,
): boolean {
  if (at === tabbed || at - start >= codeIndent) return false
  const code = source.charCodeAt(at)
  if (code === 124) return true
  if (lazy.has(start)) return false
  if (code > 127) return true
  // Only a paragraph is what these mean nothing behind, or something else.
  if (code === 60 || underlineAt(source, at, end) > 0) return false
  if (listMarkerAt(source, start, at, end)) return false
  return interrupts(source, start, at, end, settings) === false
}
