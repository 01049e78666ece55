import type { VFileMessage } from 'vfile-message'
import { finding, type Limits } from '../model/index.ts'

/**
 * Delimiters that may stand in one block.
 *
 * micromark pairs `*`, `_`, `[` and `]` in quadratic time: at this many the
 * worst arrangement takes about a second, and real prose has a few dozen.
 */
const delimitersPerBlock = 6000

const container = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y
const fence = /^[ \t>]*(`{3,}|~{3,})/
const newBlock = /^[ \t>]*(?:[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|$)/
const directiveOpen = /^[ \t>]*:{3,}[A-Za-z]/
const directiveClose = /^[ \t>]*:{3,}[ \t]*$/

/**
 * Tell whether parsing would take unbounded time or memory.
 *
 * One pass over the lines, without parsing, so that an input made to hang a
 * parser is refused before it does.
 *
 * @param source - Text.
 * @param limits - Bound on nesting.
 * @returns Finding that refuses the text, or `undefined`.
 */
export function checkCost(
  source: string,
  limits: Pick<Limits, 'depth'>,
): VFileMessage | undefined {
  let offset = 0
  let delimiters = 0
  let directives = 0
  let closing = ''
  for (const line of source.split(/\r\n|\n|\r/)) {
    const span = { start: offset, end: Math.min(offset + 40, source.length) }
    if (deepContainers(line, limits.depth) || directives > limits.depth) {
      return tooDeep(source, span, limits.depth)
    }
    const marker = fence.exec(line)?.[1]
    if (closing) {
      if (marker?.startsWith(closing)) closing = ''
    } else if (marker) {
      closing = marker
      delimiters = 0
    } else {
      if (directiveOpen.test(line)) directives++
      else if (directiveClose.test(line))
        directives = Math.max(0, directives - 1)
      if (newBlock.test(line) || line.includes('|')) delimiters = 0
      delimiters += countDelimiters(line)
      if (delimiters > delimitersPerBlock) {
        return finding(
          'parse-too-costly',
          `This block has more than ${delimitersPerBlock} emphasis and bracket characters and could take minutes to parse.`,
          {
            source,
            span,
            note: 'Split the block with blank lines, put it in a code fence, or leave the file out.',
          },
        )
      }
    }
    offset += line.length + 1
    if (source[offset - 1] === '\r' && source[offset] === '\n') offset++
  }
  return undefined
}

/**
 * Refuse a text that is nested too deeply.
 *
 * @param source - Text.
 * @param span - Where the depth was reached.
 * @param depth - Bound.
 * @returns Finding.
 */
export function tooDeep(
  source: string,
  span: { start: number; end: number },
  depth: number,
): VFileMessage {
  return finding(
    'parse-too-deep',
    `The text is nested more than ${depth} levels deep.`,
    {
      source,
      span,
      note: 'Flatten the lists, quotes or containers here, or raise `limits.depth` if the depth is meant.',
    },
  )
}

function deepContainers(line: string, limit: number): boolean {
  container.lastIndex = 0
  let count = 0
  while (container.test(line)) {
    if (++count > limit) return true
  }
  return false
}

function countDelimiters(line: string): number {
  let count = 0
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index)
    if (code === 42 || code === 95 || code === 91 || code === 93) count++
  }
  return count
}
