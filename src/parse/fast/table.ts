import type { Span } from '../../model/index.ts'
import { type BlockContext, oneLine } from './leaf-blocks.ts'

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
  const isClosed = /^ *$/.test(source.slice(last + 1, end))
  const cells = pipes.length + 1 - (first === at ? 1 : 0) - (isClosed ? 1 : 0)
  return Math.max(0, cells)
}

/**
 * Find what stands in the cells of a row.
 *
 * @param source - Text.
 * @param at - First character that is no space.
 * @param end - End of the line.
 * @returns Ranges of cells that are not empty; `undefined` where in doubt.
 */
function cellsOf(source: string, at: number, end: number): Span[] | undefined {
  if (source.slice(at, end).includes('\t')) return undefined
  const cells: Span[] = []
  let from = at
  for (const pipe of [...pipesOf(source, at, end), end]) {
    let start = from
    let to = pipe
    while (start < to && source.charCodeAt(start) === 32) start++
    while (to > start && source.charCodeAt(to - 1) === 32) to--
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
 * @returns Whether it was read.
 */
export function readRow(
  context: BlockContext,
  at: number,
  end: number,
): boolean {
  const { source, tokens } = context
  const cells = cellsOf(source, at, end)
  if (!cells) return false
  for (const { start, end } of cells) {
    const cell = tokens.enter('tableContent', start)
    context.readText(oneLine(start, end), false)
    tokens.exit(cell, end)
  }
  return true
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
