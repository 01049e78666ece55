/** Start of a list item. */
export interface ListMarker {
  /** Offset of the marker. */
  at: number
  /** Offset where the item's content starts. */
  content: number
  /** Columns that lines of the item are indented by. */
  width: number
  isOrdered: boolean
  /** Number, as written; empty for a bullet. */
  value: string
  /** Bullet, or what stands behind the number. */
  delimiter: number
}

const space = 32

/**
 * Read the marker of a list item.
 *
 * @param source - Text.
 * @param start - Start of the line.
 * @param at - First character that is no space.
 * @param end - End of the line.
 * @returns Marker; `undefined` where there is none; `unsure` for an empty item,
 * one that starts with code, and a tab.
 */
export function listMarkerAt(
  source: string,
  start: number,
  at: number,
  end: number,
): ListMarker | 'unsure' | undefined {
  let to = at
  while (to < end && to - at < 10 && isDigit(source.charCodeAt(to))) to++
  const isOrdered = to > at
  const delimiter = to < end ? source.charCodeAt(to) : -1
  const isMarker = isOrdered
    ? (delimiter === 46 || delimiter === 41) && to - at < 10
    : delimiter === 42 || delimiter === 43 || delimiter === 45
  if (!isMarker) return undefined
  const value = source.slice(at, to)
  to++
  if (to === end) return 'unsure'
  const behind = to
  while (to < end && source.charCodeAt(to) === space) to++
  if (to === behind) return source.charCodeAt(to) === 9 ? 'unsure' : undefined
  const isSure = to < end && to - behind <= 4 && source.charCodeAt(to) !== 9
  if (!isSure) return 'unsure'
  const width = to - start
  return { at, content: to, width, isOrdered, value, delimiter }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
