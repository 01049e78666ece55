import type { ListMarker } from './list-marker.ts'

/** A definition with text on its first line. */
const footnoteStart = /^\[\^([^\s[\]\\]{1,300})\]:( *)(?=\S)/

/** What stands in a footnote is indented as in a list. */
export const footnoteMarker: ListMarker = {
  at: 0,
  content: 0,
  width: 4,
  isOrdered: false,
  value: '',
  delimiter: -1,
}

/**
 * Read the start of a footnote's definition.
 *
 * @param source - Text.
 * @param at - Start of a line.
 * @param end - End of it.
 * @returns Its label, and the spaces before its text; `null` where there is none.
 */
export function footnoteAt(
  source: string,
  at: number,
  end: number,
): RegExpExecArray | null {
  return footnoteStart.exec(source.slice(at, end))
}
