import type { Segmented } from './segment.ts'
import { isEdgeless, isParticle, isPrefix } from './word-classes.ts'

/** Word that the text uses and the lexicon lacks. */
export interface NewWord {
  text: string
  count: number
  /** Least pointwise mutual information of two parts of it, in bits. */
  association: number
  /** Lesser of the entropies of what stands before and after it, in bits. */
  entropy: number
}

/** Longest new word, in characters. */
const longest = 6

/** How often a new word has to occur. */
const leastCount = 3

const isHan = (unit: number): boolean =>
  (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf)

/**
 * Discover words: strings of Han characters whose parts are drawn to each
 * other (Sproat and Shih 1990), and beside which many different characters
 * stand (branching entropy: Jin and Tanaka-Ishii 2006).
 *
 * A string is looked at only where both of its parts one character shorter are
 * frequent enough, so memory is bounded by what repeats in the text. What
 * stands beside the end of a line is different each time.
 *
 * @param texts - Texts with their tokens.
 * @param fold - Writes text in simplified characters.
 * @returns New words that are no sequence of the lexicon's.
 */
export function findNewWords(
  texts: readonly Segmented[],
  fold: (text: string) => string,
): NewWord[] {
  const singles = new Map<number, number>()
  let total = 0
  for (const { text } of texts) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (!isHan(unit)) continue
      singles.set(unit, (singles.get(unit) ?? 0) + 1)
      total++
    }
  }
  const counts = new Map<string, number>()
  for (const [unit, count] of singles) {
    if (count >= leastCount) counts.set(String.fromCharCode(unit), count)
  }
  const words: NewWord[] = []
  const isEdge = (character: string): boolean => isEdgeless(fold(character))
  for (let length = 2; length <= longest; length++) {
    const found = count(texts, length, counts)
    if (found.size === 0) break
    for (const [string, { uses, lefts, rights, loose }] of found) {
      counts.set(string, uses)
      // Words of the lexicon side by side are a phrase, not a word.
      if (loose * 2 < uses) continue
      const head = string.charAt(0)
      if (isEdge(head) && !isPrefix(fold(head))) continue
      if (isEdge(string.charAt(length - 1))) continue
      if ([...fold(string)].some(isParticle)) continue
      const entropy = Math.min(entropyOf(lefts), entropyOf(rights))
      const association = associationOf(string, uses, counts, total)
      words.push({ text: string, count: uses, association, entropy })
    }
  }
  return words
}

interface Uses {
  uses: number
  /** How often it is made of words and of characters that are none. */
  loose: number
  lefts: Map<number, number>
  rights: Map<number, number>
}

/** Count strings of a length whose parts are frequent. */
function count(
  texts: readonly Segmented[],
  length: number,
  shorter: ReadonlyMap<string, number>,
): Map<string, Uses> {
  const uses = new Map<string, number>()
  const each = (
    visit: (string: string, text: Segmented, at: number) => void,
  ): void => {
    for (const segmented of texts) {
      const { text } = segmented
      let start = 0
      for (let at = 0; at <= text.length; at++) {
        if (at < text.length && isHan(text.charCodeAt(at))) continue
        for (let from = start; from + length <= at; from++) {
          if (!shorter.has(text.slice(from, from + length - 1))) continue
          if (!shorter.has(text.slice(from + 1, from + length))) continue
          visit(text.slice(from, from + length), segmented, from)
        }
        start = at + 1
      }
    }
  }
  each((string) => {
    uses.set(string, (uses.get(string) ?? 0) + 1)
  })
  const found = new Map<string, Uses>()
  const boundaries = new Map<Segmented, Uint8Array>()
  let edge = 0x10000
  each((string, segmented, at) => {
    if ((uses.get(string) ?? 0) < leastCount) return
    let known = found.get(string)
    if (!known) {
      known = { uses: 0, loose: 0, lefts: new Map(), rights: new Map() }
      found.set(string, known)
    }
    known.uses++
    const { text } = segmented
    let marks = boundaries.get(segmented)
    if (!marks) {
      marks = boundariesOf(segmented)
      boundaries.set(segmented, marks)
    }
    if (isLoose(marks, at, at + length)) known.loose++
    // The end of a text, a mark or a number is a neighbour of its own.
    const left = text.charCodeAt(at - 1)
    const right = text.charCodeAt(at + length)
    increment(known.lefts, isHan(left) ? left : edge++)
    increment(known.rights, isHan(right) ? right : edge++)
  })
  return found
}

/** By place: 1 where a word starts, 2 where a character does that is none. */
function boundariesOf({ text, tokens }: Segmented): Uint8Array {
  const marks = new Uint8Array(text.length + 1)
  for (const { start, end, kind } of tokens) {
    const isLone = kind === 'single'
    marks[start] = isLone ? 2 : 1
    if (marks[end] === 0) marks[end] = 1
  }
  return marks
}

/** Whether it starts and ends where words do, and has a character that is none. */
function isLoose(marks: Uint8Array, start: number, end: number): boolean {
  if (marks[start] === 0 || marks[end] === 0) return false
  for (let at = start; at < end; at++) if (marks[at] === 2) return true
  return false
}

function increment(map: Map<number, number>, key: number): void {
  map.set(key, (map.get(key) ?? 0) + 1)
}

function entropyOf(neighbours: ReadonlyMap<number, number>): number {
  let total = 0
  for (const count of neighbours.values()) total += count
  let entropy = 0
  for (const count of neighbours.values()) {
    const share = count / total
    entropy -= share * Math.log2(share)
  }
  return entropy
}

/** Least pointwise mutual information over all places to part it. */
function associationOf(
  string: string,
  uses: number,
  counts: ReadonlyMap<string, number>,
  total: number,
): number {
  let least = Number.POSITIVE_INFINITY
  for (let at = 1; at < string.length; at++) {
    const left = counts.get(string.slice(0, at)) ?? uses
    const right = counts.get(string.slice(at)) ?? uses
    least = Math.min(least, Math.log2((uses * total) / (left * right)))
  }
  return least
}
