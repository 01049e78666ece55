import type { CandidateOccurrence } from './candidate.ts'
import { mostOccurrences } from './candidate.ts'
import type { Segmented } from './segment.ts'

/** What is looked for. */
export interface Wanted {
  text: string
  /** Only where it begins and ends as a word does. */
  aligned: boolean
}

/** Where something was found. */
export interface Places {
  count: number
  counts: Map<number, number>
  occurrences: CandidateOccurrence[]
}

/** How much text stands on either side of an occurrence. */
const contextLength = 16

interface Node {
  next: Map<number, Node>
  /** Index of what ends here. */
  found: number
}

/**
 * Find all places of all texts that are wanted, nested ones too.
 *
 * @param articles - By article, its units.
 * @param wanted - What to look for.
 * @returns Places of each, in order.
 */
export function locateCandidates(
  articles: readonly (readonly Segmented[])[],
  wanted: readonly Wanted[],
): Places[] {
  const root: Node = { next: new Map(), found: -1 }
  for (const [index, { text }] of wanted.entries()) {
    let node = root
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      let next = node.next.get(unit)
      if (!next) {
        next = { next: new Map(), found: -1 }
        node.next.set(unit, next)
      }
      node = next
    }
    node.found = index
  }
  const places = wanted.map(
    (): Places => ({ count: 0, counts: new Map(), occurrences: [] }),
  )
  for (const [article, units] of articles.entries()) {
    for (const [unit, { text, tokens }] of units.entries()) {
      const edges = new Uint8Array(text.length + 1)
      for (const { start, end } of tokens) {
        edges[start] = 1
        edges[end] = 1
      }
      for (let start = 0; start < text.length; start++) {
        let node: Node | undefined = root
        for (let at = start; at < text.length; at++) {
          node = node.next.get(text.charCodeAt(at))
          if (!node) break
          if (node.found < 0) continue
          const end = at + 1
          const one = wanted[node.found] as Wanted
          if (one.aligned && (edges[start] === 0 || edges[end] === 0)) continue
          if (isInsideLatin(text, start) || isInsideLatin(text, end)) continue
          const known = places[node.found] as Places
          known.count++
          known.counts.set(article, (known.counts.get(article) ?? 0) + 1)
          if (known.occurrences.length < mostOccurrences) {
            known.occurrences.push({
              article,
              unit,
              start,
              end,
              left: text
                .slice(Math.max(0, start - contextLength), start)
                .replace(/^[\udc00-\udfff]/, ''),
              right: text
                .slice(end, end + contextLength)
                .replace(/[\ud800-\udbff]$/, ''),
            })
          }
        }
      }
    }
  }
  return places
}

/** Whether a place is between two letters or digits of a Latin word. */
function isInsideLatin(text: string, place: number): boolean {
  return isLatin(text.charCodeAt(place - 1)) && isLatin(text.charCodeAt(place))
}

function isLatin(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0xc0 && unit <= 0x24f)
  )
}
