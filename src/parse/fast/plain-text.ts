import { type Lines, lineEndingAt, trimEnd } from './lines.ts'
import type { Tokens } from './tokens.ts'

/** Characters at which plain text ends; others are read over. */
export const special = new Uint8Array(128)
for (const character of '!$&*-.:<@[\\]_`{~') {
  special[character.charCodeAt(0)] = 1
}

/**
 * Tell whether nothing in a text can be more than text, but for its line endings.
 *
 * @param source - Whole text.
 * @param lines - Lines of the block.
 * @returns Whether it is so; a tab is in doubt.
 */
export function isPlain(source: string, { starts, ends }: Lines): boolean {
  for (let line = 0; line < starts.length; line++) {
    const end = ends[line] as number
    for (let at = starts[line] as number; at < end; at++) {
      const code = source.charCodeAt(at)
      if (code < 128 && (special[code] === 1 || code === 9)) return false
    }
  }
  return true
}

/**
 * Add the events of such a text.
 *
 * @param source - Whole text.
 * @param lines - Lines of the block.
 * @param tokens - Where events are added.
 */
export function emitPlain(source: string, lines: Lines, tokens: Tokens): void {
  const { starts, ends } = lines
  const last = starts.length - 1
  for (let line = 0; line <= last; line++) {
    const start = starts[line] as number
    const end = ends[line] as number
    const to = trimEnd(source, start, end)
    if (to > start) tokens.leaf('data', start, to)
    if (line === last) return
    if (end - to > 1) tokens.leaf('hardBreakTrailing', to, end)
    tokens.leaf('lineEnding', end, end + lineEndingAt(source, end))
  }
}
