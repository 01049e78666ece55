import type { Event } from 'micromark-util-types'

const tags: ReadonlySet<string> = new Set(['mdxJsxFlowTag', 'mdxJsxTextTag'])

/** A tag, without what stands in it: whether it closes, its name, its end. */
const opening = /^<\s*([^\s/>{]*)/
const closing = /^<\s*\/\s*([^\s/>{]*)\s*>$/
const selfClosing = /\/\s*>$/

/**
 * Tell whether every JSX tag has its other end where it began: in the same
 * paragraph, list item, quotation. Then a tree can be built of them.
 *
 * @param source - Text.
 * @param events - Its events.
 * @returns Whether that is certain.
 */
export function areTagsPaired(
  source: string,
  events: readonly Event[],
): boolean {
  /** Names of tags that are open, and how many were when each token began. */
  const open: string[] = []
  const begun: number[] = []
  for (const [kind, token] of events) {
    const type = token.type as string
    if (tags.has(type)) {
      if (kind === 'exit') continue
      const tag = source.slice(token.start.offset, token.end.offset)
      if (/^<\s*\//.test(tag)) {
        const name = closing.exec(tag)?.[1]
        if (open.length <= (begun.at(-1) ?? 0)) return false
        if (open.pop() !== name) return false
      } else if (!selfClosing.test(tag)) {
        open.push(opening.exec(tag)?.[1] ?? '')
      }
    } else if (kind === 'enter') {
      // Each item of a list is one by itself.
      if (type === 'listItemPrefix' && open.length > (begun.at(-1) ?? 0)) {
        return false
      }
      begun.push(open.length)
    } else if (begun.pop() !== open.length) return false
  }
  return open.length === 0
}
