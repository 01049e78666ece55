/** Host of a bare address: ASCII only, others are left to the whole parser. */
const host = /https?:\/\/[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d+)?/iy

/** Characters of a path that need no thought. */
const path = /[A-Za-z0-9/=%+#@$-]/
/** Such as are part of an address only before one that needs no thought. */
const inner = /[._?&:;,~!]/

/** Characters that are no part of an address at its end. */
const trail = /[!"'),*.:?_~]+/y

/**
 * Find the end of a bare address.
 *
 * @param source - Text.
 * @param start - Where it starts.
 * @param end - End of the line.
 * @returns Offset behind it, or `undefined` where that is in doubt.
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
export function literalAutolink(
  source: string,
  start: number,
  end: number,
): number | undefined {
  host.lastIndex = start
  if (!host.test(source)) return undefined
  let at = host.lastIndex
  // Hosts have none in their last two parts.
  if (source.charAt(at) === '_') return undefined
  while (at < end) {
    const character = source.charAt(at)
    if (character === ' ') return at
    if (character === '<') return at
    const isInner =
      inner.test(character) && at + 1 < end && path.test(source.charAt(at + 1))
    if (!isInner && !path.test(character)) {
      trail.lastIndex = at
      if (!trail.test(source)) return undefined
      const behind = source.charAt(trail.lastIndex)
      const isEnd = trail.lastIndex >= end || behind === ' ' || behind === '<'
      return isEnd ? at : undefined
    }
    at++
  }
  return at
}
