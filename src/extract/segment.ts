import type { Background, Range } from './candidate.ts'
import { classOf, isPrefix, isSuffix, type WordClass } from './word-classes.ts'

/** Piece of a text. */
export interface Token extends Range {
  /** Class of a word; one character that is no grammar; name; Latin word; number. */
  kind: WordClass | 'single' | 'name' | 'latin' | 'number'
  /** Eight times −ln of its probability; 0 where it has none. */
  cost: number
}

/** Text, and the pieces it is made of; between them are marks and spaces. */
export interface Segmented {
  /** Text as the author wrote it. */
  text: string
  /** Text in simplified characters, of the same length. */
  folded: string
  tokens: readonly Token[]
}

/** Longest word of the lexicon, in characters. */
const longestWord = 6

/** Cost of a regional word: once in 75,000. */
const regionalCost = 90

/** Cost it tells: it is of a field, or it would not differ. */
const regionalInformation = 102

/** Grammar that a list of words may have taken for the start of one: 能克服. */
const heads = new Set('请有所可能不没在从被让很更最作')

/** And for the end of one: 打造出, 設定為. */
const tails = new Set('于为着了过起出来去得也就会将')

/** Cost from which a word is as rare as a phrase that a list took for one. */
const rareCost = 112

const pieces =
  /([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)|([A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f]*(?:[-.+#/&'’][A-Za-z0-9\u00c0-\u024f]+)*(?:\+\+|#)?)|([0-9０-９][0-9０-９A-Za-z.,:%％/-]*)/g

/**
 * Cut a text into words, by the cheapest path through the words of a lexicon.
 *
 * @param text - Text.
 * @param folded - The same in simplified characters, of the same length.
 * @param background - Lexicon.
 * @param words - Ranges of the text that are words, whatever the lexicon says.
 * @param names - Ranges that are names.
 * @returns Text and tokens, in order.
 */
export function segment(
  text: string,
  folded: string,
  background: Background,
  words: readonly Range[] = [],
  names: readonly Range[] = [],
): Segmented {
  const tokens: Token[] = []
  const own = new Map<number, number>()
  const named = new Map(names.map(({ start, end }) => [start, end]))
  for (const { start, end } of [...words, ...names]) {
    own.set(start, Math.max(own.get(start) ?? 0, end))
  }
  for (const match of folded.matchAll(pieces)) {
    const start = match.index
    const end = start + match[0].length
    if (match[1] !== undefined) {
      cut(folded, { start, end }, background, own, named, tokens)
    } else {
      const kind = match[2] === undefined ? 'number' : 'latin'
      tokens.push({ start, end, kind, cost: kind === 'latin' ? 100 : 0 })
    }
  }
  return { text, folded, tokens }
}

/** Cut a stretch of Han characters. */
function cut(
  folded: string,
  { start: from, end: to }: Range,
  background: Background,
  own: ReadonlyMap<number, number>,
  named: ReadonlyMap<number, number>,
  tokens: Token[],
): void {
  const size = to - from
  const units = new Uint16Array(size)
  for (let i = 0; i < size; i++) units[i] = folded.charCodeAt(from + i)
  const best = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY, 1)
  const back = new Int32Array(size + 1)
  const costs = new Float64Array(size + 1)
  const reach = (at: number, end: number, cost: number): void => {
    const sum = (best[at] as number) + cost
    if (sum >= (best[end] as number)) return
    best[end] = sum
    back[end] = at
    costs[end] = cost
  }
  for (let at = 0; at < size; at++) {
    reach(at, at + 1, background.characterCost(units[at] as number))
    const last = Math.min(size, at + longestWord)
    for (let end = at + 2; end <= last; end++) {
      const before = units[end - 2] as number
      if (!background.joins(before, units[end - 1] as number)) break
      const cost = background.cost(units, at, end)
      if (cost >= 0) reach(at, end, cost)
    }
    const word = own.get(from + at)
    if (word !== undefined && word - from > at + 1 && word <= to) {
      reach(at, word - from, regionalCost)
    }
  }
  const partsOf = (token: Token): Token[] => {
    const place = compoundAt(token)
    if (place < 0) return [token]
    const { start, end, cost } = token
    return [part(start, place, cost), part(place, end, cost)]
  }
  const costOf = (start: number, end: number): number =>
    end - start === 1
      ? background.characterCost(units[start - from] as number)
      : background.cost(units, start - from, end - from)
  const part = (start: number, end: number, whole: number): Token => {
    const word = folded.slice(start, end)
    const type = classOf(word)
    const kind =
      word.length === 1 && type !== 'grammar' ? ('single' as const) : type
    const cost = costOf(start, end)
    return { start, end, kind, cost: cost < 0 ? whole : cost }
  }
  /** Where a rare word is two common ones or has grammar at an end, else -1. */
  const compoundAt = ({ start, end, cost, kind }: Token): number => {
    const isOwn = own.get(start) === end
    if (kind === 'idiom' || (cost < rareCost && !isOwn)) return -1
    if (end - start === 3) {
      if (heads.has(folded.charAt(start)) && costOf(start + 1, end) >= 0) {
        return start + 1
      }
      if (tails.has(folded.charAt(end - 1)) && costOf(start, end - 1) >= 0) {
        return end - 1
      }
    }
    if (isOwn) return -1
    for (let place = start + 2; place <= end - 2; place++) {
      const left = costOf(start, place)
      const right = costOf(place, end)
      if (left >= 0 && left < rareCost && right >= 0 && right < rareCost) {
        return place
      }
    }
    return -1
  }
  const made: Token[] = []
  for (let end = size; end > 0; end = back[end] as number) {
    const start = from + (back[end] as number)
    const word = folded.slice(start, from + end)
    const type = classOf(word)
    const isLone = word.length === 1 && (type !== 'grammar' || isPrefix(word))
    const kind = isLone ? ('single' as const) : type
    const isOwn = own.get(start) === from + end
    const cost = isOwn ? regionalInformation : (costs[end] as number)
    if (isOwn && named.get(start) === from + end) {
      made.push({ start, end: from + end, kind: 'name', cost })
      continue
    }
    // Read from the end, so the last part of a word that is none comes first.
    made.push(...partsOf({ start, end: from + end, kind, cost }).reverse())
  }
  for (let i = made.length - 1; i >= 0; i--) {
    const token = made[i] as Token
    const before = tokens.at(-1)
    if (
      before !== undefined &&
      before.end === token.start &&
      token.end - token.start === 1 &&
      before.end - before.start > 1 &&
      (before.kind === 'noun' ||
        before.kind === 'verb' ||
        before.kind === 'weak') &&
      isSuffix(folded.charAt(token.start))
    ) {
      // A word and its suffix are one word: 商業 and 化.
      before.end = token.end
      before.kind = 'noun'
      before.cost = Math.max(before.cost, 88) + 8
    } else {
      tokens.push(token)
    }
  }
}

/** Whether two tokens stand side by side; a space may part Latin from Han. */
export function isBeside(text: string, before: Token, after: Token): boolean {
  const gap = after.start - before.end
  if (gap === 0) return true
  return (
    gap === 1 &&
    text[before.end] === ' ' &&
    (before.kind === 'latin' || after.kind === 'latin')
  )
}
