import type { Nodes, PhrasingContent, Text } from 'mdast'

/** Offsets in the text of an edition, as UTF-16 code units. */
interface Range {
  start: number
  end: number
}

/** Terms and their glosses, as places in the text of an edition. */
export interface MarkedPlaces {
  /** Mentions of terms, with their English. */
  terms: readonly { span: Range; english: string }[]
  /** Glosses in brackets of their own. */
  glosses: readonly Range[]
}

/** Mention of a term, or a gloss, within running text. */
export interface TermMark {
  type: 'termMark'
  /** English of a term; a gloss has none. */
  english: string | undefined
  children: PhrasingContent[]
}

/**
 * Mark terms and glosses in a tree.
 *
 * A place that is no part of one text is left as it is: one that a mark runs
 * through, or that is written with escapes and can not be told apart.
 *
 * @param tree - Tree, which is changed.
 * @param source - Text its positions point into.
 * @param places - What to mark.
 */
export function markTerms(
  tree: Nodes,
  source: string,
  places: MarkedPlaces,
): void {
  const all: (Range & { english: string | undefined })[] = [
    ...places.terms.map(({ span, english }) => ({ ...span, english })),
    ...places.glosses.map((span) => ({ ...span, english: undefined })),
  ].sort((a, b) => a.start - b.start)
  const visit = (node: Nodes): void => {
    // In a link and in a heading they would be in the way of the reader.
    if (node.type === 'link' || node.type === 'linkReference') return
    if (node.type === 'heading' || !('children' in node)) return
    const children: Nodes[] = []
    for (const child of node.children) {
      visit(child)
      if (child.type === 'text') children.push(...split(child, source, all))
      else children.push(child)
    }
    node.children = children as never
  }
  visit(tree)
}

function split(
  node: Text,
  source: string,
  all: readonly (Range & { english: string | undefined })[],
): Nodes[] {
  const from = node.position?.start.offset
  const to = node.position?.end.offset
  if (from === undefined || to === undefined) return [node]
  const { value } = node
  const isExact = value === source.slice(from, to)
  const parts: Nodes[] = []
  let at = 0
  for (let index = firstFrom(all, from); index < all.length; index++) {
    const place = all[index]
    if (!place || place.start >= to) break
    if (place.end > to) continue
    const text = source.slice(place.start, place.end)
    const start = isExact ? place.start - from : only(value, text, at)
    if (start < at) continue
    if (start > at) parts.push({ type: 'text', value: value.slice(at, start) })
    at = start + text.length
    const mark: TermMark = {
      type: 'termMark',
      english: place.english,
      children: [{ type: 'text', value: text }],
    }
    parts.push(mark as unknown as Nodes)
  }
  if (parts.length === 0) return [node]
  if (at < value.length) parts.push({ type: 'text', value: value.slice(at) })
  return parts
}

/** Place of a text that stands there once; -1 where it does not. */
function only(value: string, text: string, from: number): number {
  const found = value.indexOf(text, from)
  return found >= 0 && value.indexOf(text, found + 1) < 0 ? found : -1
}

/** Index of the first place that starts at an offset or behind it. */
function firstFrom(all: readonly Range[], offset: number): number {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
