import type { BlockContext } from './leaf-blocks.ts'
import type { Lines } from './lines.ts'

/** A definition that can be nothing else. */
const definition =
  /^\[((?!\^)[^[\]\\\s][^[\]\\]{0,200})\]: +[^\s<()"'[\]\\\p{Cc}][^\s()[\]\\\p{Cc}]*$/u

/**
 * Read definitions of links, each on a line of its own and without a title.
 *
 * @param context - What they are read with.
 * @param lines - Lines of a paragraph.
 * @returns Whether all of it are such; else nothing was added.
 */
export function definitions(
  { source, tokens, define }: BlockContext,
  { starts, ends }: Lines,
): boolean {
  const found = starts.map((start, line) => {
    return definition.exec(source.slice(start, ends[line]))
  })
  if (found.some((match) => !match)) return false
  for (const [line, match] of found.entries()) {
    const [whole = '', label = ''] = match ?? []
    const start = starts[line] as number
    define(label, 'links')
    tokens.leaf('definition', start, start + whole.trimEnd().length)
  }
  return true
}
