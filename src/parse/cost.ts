import type { VFileMessage } from 'vfile-message'
import { finding, type Limits, type Span } from '../model/index.ts'

const marker =
  /([ \t]*)(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\s]+\]:)/y
const directiveOpen = /^[ \t>]*(:{3,})[A-Za-z]/
const directiveClose = /^[ \t>]*(:{3,})[ \t]*$/

/**
 * Tell whether containers are nested more deeply than is allowed.
 *
 * One pass over the lines, without parsing: micromark takes cubic time for
 * nested lists, and a call for each level of nested directives.
 *
 * @param source - Text.
 * @param limits - Bound on nesting.
 * @returns Finding that refuses the text, or `undefined`.
 */
export function checkContainers(
  source: string,
  limits: Pick<Limits, 'depth'>,
): VFileMessage | undefined {
  let offset = 0
  /** Columns where the content of open list items starts. */
  const lists: number[] = []
  /** Lengths of the fences of open directives. */
  const directives: number[] = []
  // V8 asks `includes` anew in each turn of the loop, which has no side effects.
  const hasReturns = /\r/.test(source)
  while (offset < source.length) {
    const next = nextLine(source, offset, hasReturns)
    if (!mayMatter(source.charCodeAt(offset))) {
      offset = next
      continue
    }
    const line = source.slice(offset, next)
    // The content of a directive is parsed once more for each level.
    const depth = Math.max(countMarkers(line, lists), 4 * directives.length)
    if (depth > limits.depth) {
      const end = Math.min(offset + 40, offset + line.length)
      return tooDeep(source, { start: offset, end }, limits.depth)
    }
    offset += line.length
    if (!line.includes(':')) continue
    const opened = directiveOpen.exec(line)?.[1]
    if (opened) directives.push(opened.length)
    const closed = directiveClose.exec(line.trimEnd())?.[1]?.length
    if (closed) {
      const index = directives.findIndex((length) => length <= closed)
      if (index >= 0) directives.length = index
    }
  }
  return undefined
}

/** Where the line behind the one at an offset starts. */
function nextLine(source: string, offset: number, hasReturns: boolean): number {
  if (!hasReturns) {
    const feed = source.indexOf('\n', offset)
    return feed < 0 ? source.length : feed + 1
  }
  for (let at = offset; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 10) return at + 1
    if (code === 13) return source.charCodeAt(at + 1) === 10 ? at + 2 : at + 1
  }
  return source.length
}

/** Whether a line that starts with a character may open or close a container. */
function mayMatter(code: number): boolean {
  switch (code) {
    case 9: // tab
    case 32: // space
    case 42: // *
    case 43: // +
    case 45: // -
    case 58: // :
    case 62: // >
    case 91: // [
      return true
    default:
      return code >= 48 && code <= 57
  }
}

/**
 * Count the containers that a line opens or stands in.
 *
 * @param line - Line.
 * @param lists - Open list items, brought up to date.
 */
function countMarkers(line: string, lists: number[]): number {
  const flat = line.includes('\t') ? line.replaceAll('\t', '    ') : line
  let quotes = 0
  marker.lastIndex = 0
  let match = marker.exec(flat)
  while (match) {
    const [found, space = ''] = match
    if (found.endsWith('>')) quotes++
    else {
      const column = match.index + space.length
      while ((lists.at(-1) ?? 0) > column) lists.pop()
      lists.push(marker.lastIndex + 1)
    }
    match = marker.exec(flat)
  }
  return quotes + lists.length
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
  span: Span,
  depth: number,
): VFileMessage {
  return finding(
    'parse-too-deep',
    `The text is nested more than ${depth} levels deep.`,
    {
      source,
      span,
      note: 'Flatten the lists, quotes or containers here, or raise `limits.depth` if the depth is meant.',
      wording: { key: 'parse-too-deep.text', values: { depth } },
    },
  )
}

/**
 * Refuse a text that would take time out of proportion to its length.
 *
 * @param source - Text.
 * @param offset - Where parsing stopped.
 * @returns Finding.
 */
export function tooCostly(source: string, offset: number): VFileMessage {
  return finding(
    'parse-too-costly',
    'The text opens so many brackets, emphasis or tags that it could take minutes to parse.',
    {
      source,
      span: { start: Math.max(0, offset - 40), end: offset },
      note: 'Split the block here with blank lines, put it in a code fence, or leave the file out.',
    },
  )
}
