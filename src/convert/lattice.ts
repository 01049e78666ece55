import { isHan, type Lexicon, longestWord } from './lexicon.ts'
import { costOfName } from './names.ts'

/** Place where a word of the vocabulary may stand. */
export interface Candidate {
  start: number
  end: number
  /** How much the text is of its field, 0 to 1: there it is a common word. */
  share: number
}

/** How far a window reaches beyond what is in doubt. */
const margin = 6

/** Cost of a regional word the lexicon does not know: once in 300,000. */
const regionalCost = 90

/** How much less it costs where the text is of its field. */
const fieldDiscount = 30

/**
 * What a changed word costs more than an unchanged one: a wrong change is worse
 * than a missed one, and they are equally good where the odds are one to five.
 */
const changeCost = 9

/**
 * Keep the candidates that are words where they stand.
 *
 * Where no word of the lexicon crosses a candidate's ends, it is one. Elsewhere
 * the characters around it are segmented: words of the lexicon, candidates,
 * personal names and single characters form a lattice, and the cheapest path
 * through it decides.
 *
 * @param text - Text in simplified characters.
 * @param candidates - Candidates, sorted by start, longer ones first.
 * @param lexicon - Words and their costs.
 * @returns Those that stand, in order, without overlap.
 */
export function chooseWords<T extends Candidate>(
  text: string,
  candidates: readonly T[],
  lexicon: Lexicon,
): T[] {
  const chosen: T[] = []
  let at = 0
  while (at < candidates.length) {
    const first = candidates[at] as T
    let { end } = first
    let next = at + 1
    let nested = true
    while (next < candidates.length) {
      const other = candidates[next] as T
      if (other.start >= end) break
      if (other.end > end) {
        end = other.end
        nested = false
      }
      next++
    }
    if (
      nested &&
      !isCrossed(text, first.start, lexicon) &&
      !isCrossed(text, first.end, lexicon) &&
      costOfName(text, first.start - 1, 3) === undefined &&
      costOfName(text, first.start, 3) === undefined &&
      costOfName(text, first.start - 1, 2) === undefined
    ) {
      chosen.push(first)
      at = next
      continue
    }
    // Candidates within reach of each other are decided together.
    while (next < candidates.length) {
      const other = candidates[next] as T
      if (other.start >= end + margin) break
      end = Math.max(end, other.end)
      next++
    }
    chosen.push(
      ...segment(text, first.start, end, candidates.slice(at, next), lexicon),
    )
    at = next
  }
  return chosen
}

/** Tell whether a word of the lexicon starts before a place and ends after it. */
function isCrossed(text: string, place: number, lexicon: Lexicon): boolean {
  const least = Math.max(0, place - longestWord + 1)
  for (let start = place - 1; start >= least; start--) {
    if (!isHan(text.charCodeAt(start))) return false
    const crossed = lexicon.visitWords(
      text,
      start,
      text.length,
      (end) => end > place,
    )
    if (crossed) return true
  }
  return false
}

function segment<T extends Candidate>(
  text: string,
  start: number,
  end: number,
  candidates: readonly T[],
  lexicon: Lexicon,
): T[] {
  let from = start
  while (
    from > 0 &&
    from > start - margin &&
    isHan(text.charCodeAt(from - 1))
  ) {
    from--
  }
  let to = end
  while (to < text.length && to < end + margin && isHan(text.charCodeAt(to))) {
    to++
  }
  const size = to - from
  const best = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY)
  const back = new Int32Array(size + 1)
  const by: (T | undefined)[] = new Array(size + 1)
  best[0] = 0
  const reach = (
    at: number,
    length: number,
    cost: number,
    candidate?: T,
  ): void => {
    const sum = (best[at] as number) + cost
    if (sum < (best[at + length] as number)) {
      best[at + length] = sum
      back[at + length] = at
      by[at + length] = candidate
    }
  }
  let next = 0
  for (let at = 0; at < size; at++) {
    const place = from + at
    reach(at, 1, lexicon.characterCost(text.charCodeAt(place)))
    while (candidates[next] && (candidates[next] as T).start < place) next++
    const here: T[] = []
    for (let i = next; candidates[i]?.start === place; i++) {
      here.push(candidates[i] as T)
    }
    for (const candidate of here) {
      const length = candidate.end - candidate.start
      const known =
        length > 1
          ? lexicon.cost(text.slice(place, candidate.end))
          : lexicon.characterCost(text.charCodeAt(place))
      const usual =
        length > 1
          ? regionalCost - 3 * (length - 2) - fieldDiscount * candidate.share
          : 136
      const cost = Math.min(known ?? usual, usual)
      reach(at, length, cost + changeCost, candidate)
    }
    lexicon.visitWords(text, place, to, (stop, cost) => {
      if (!hides(text, place, stop, candidates, lexicon)) {
        const same = here.some((candidate) => candidate.end === stop)
        if (!same) reach(at, stop - place, cost)
      }
      return false
    })
    for (const length of [2, 3]) {
      if (place + length > to) continue
      const cost = costOfName(text, place, length)
      if (cost !== undefined) reach(at, length, cost)
    }
  }
  const words: T[] = []
  for (let at = size; at > 0; at = back[at] as number) {
    const candidate = by[at]
    if (candidate) words.push(candidate)
  }
  return words.reverse()
}

/**
 * Tell whether a word of the lexicon is a compound of a candidate and another
 * word, as 资讯科技 is: the candidate stands in it as a word of its own.
 */
function hides<T extends Candidate>(
  text: string,
  start: number,
  end: number,
  candidates: readonly T[],
  lexicon: Lexicon,
): boolean {
  if (end - start < 4) return false
  return candidates.some((candidate) => {
    if (candidate.start < start || candidate.end > end) return false
    if (candidate.start === start && candidate.end === end) return false
    if (candidate.end - candidate.start < 2) return false
    const left = text.slice(start, candidate.start)
    const right = text.slice(candidate.end, end)
    return [left, right].every(
      (rest) =>
        rest === '' || (rest.length > 1 && (lexicon.cost(rest) ?? 255) < 110),
    )
  })
}
