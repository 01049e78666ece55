/** Lines of a text, or of what stands in a container, without its prefixes. */
export interface Lines {
  /** Offsets where lines start. */
  readonly starts: number[]
  /** Offsets where lines end, before their line endings. */
  readonly ends: number[]
}

/** Lines of one block's text, each from the first character that is no space. */
export interface TextLines extends Lines {
  /** Offsets where lines start, behind the prefixes of containers. */
  readonly margins: readonly number[]
}

const tab = 9
const lineFeed = 10
const carriageReturn = 13
const space = 32

/** What a line starts with: nothing but white space. */
export const blank = -1
/** What a line starts with: a tab, whose width depends on where it stands. */
export const tabbed = -2

/**
 * Cut a text into lines.
 *
 * @param source - Text.
 * @returns Lines; after a last line ending there is none.
 */
export function splitLines(source: string): Lines {
  const starts: number[] = []
  const ends: number[] = []
  const { length } = source
  /** The next of each line ending: looked for once, however far it is. */
  let feed = -1
  let back = -1
  let start = 0
  while (start < length) {
    if (feed < start) feed = indexOf(source, '\n', start)
    if (back < start) back = indexOf(source, '\r', start)
    const end = Math.min(feed, back)
    starts.push(start)
    ends.push(end)
    start = end + lineEndingAt(source, end)
    if (start === end) start++
  }
  return { starts, ends }
}

function indexOf(source: string, ending: string, from: number): number {
  const at = source.indexOf(ending, from)
  return at < 0 ? source.length : at
}

/** Length of the line ending at an offset; none at the end of a text. */
export function lineEndingAt(source: string, at: number): number {
  const code = source.charCodeAt(at)
  if (code === lineFeed) return 1
  if (code !== carriageReturn) return 0
  return source.charCodeAt(at + 1) === lineFeed ? 2 : 1
}

/**
 * Find where a line's content starts.
 *
 * @returns Offset of the first character that is no space; `blank`, `tabbed`.
 */
export function contentAt(source: string, start: number, end: number): number {
  let at = start
  while (at < end && source.charCodeAt(at) === space) at++
  if (at === end) return blank
  if (source.charCodeAt(at) !== tab) return at
  while (at < end && isSpace(source.charCodeAt(at))) at++
  return at === end ? blank : tabbed
}

/** Whether a character is a space or a tab. */
export function isSpace(code: number): boolean {
  return code === space || code === tab
}

/** Where a range ends without the spaces and tabs at its end. */
export function trimEnd(source: string, start: number, end: number): number {
  let at = end
  while (at > start && isSpace(source.charCodeAt(at - 1))) at--
  return at
}

/** Lines whose prefix was all there was. */
export function clamped({ starts, ends }: Lines): Lines {
  return {
    starts: starts.map((start, index) => Math.min(start, ends[index] ?? start)),
    ends,
  }
}
