import type { BlockContext } from './leaf-blocks.ts'
import type { Lines } from './lines.ts'

/** A definition that can be nothing else; its address may be on the next line. */
const definition =
  /^\[((?!\^)[^[\]\\\s][^[\]\\]{0,200})\]:(?: +[^\s<()"'[\]\\\p{Cc}][^\s()[\]\\\p{Cc}]*)?$/u

/** An address that can be nothing else, and starts no block. */
const address = /^[A-Za-z][^\s()[\]\\\p{Cc}]*$/u

/**
 * Read definitions of links, each on a line of its own, or with its address on
 * the next, and without a title.
 *
 * @param context - What they are read with.
 * @param lines - Lines of a paragraph.
 * @returns Whether all of it are such; else nothing was added.
 */
export function definitions(
  { source, tokens, define }: BlockContext,
  { starts, ends }: Lines,
): boolean {
  const found: { label: string; start: number; end: number }[] = []
  for (let line = 0; line < starts.length; line++) {
    const start = starts[line] as number
    const text = source.slice(start, ends[line])
    const [, label] = definition.exec(text) ?? []
    if (label === undefined) return false
    if (text.endsWith(']:')) {
      line++
      const next = source.slice(starts[line], ends[line])
      if (line === starts.length || !address.test(next)) return false
    }
    found.push({ label, start, end: ends[line] as number })
  }
  for (const { label, start, end } of found) {
    define(label, 'links')
    tokens.leaf('definition', start, end)
  }
  return true
}
