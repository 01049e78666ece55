import type { ChineseLocale } from '../model/index.ts'
import { hashUnit } from './buckets.ts'
import { margin } from './lattice.ts'
import { isHan, type Lexicon, loadLexicon, longestWord } from './lexicon.ts'
import { vocabularyTables } from './vocabulary.ts'

/** What is known of the words of a locale. */
export interface Words {
  /**
   * Tell whether a stretch of text may be a word where it stands.
   *
   * It may not where a word of the lexicon runs over one of its ends and the
   * characters around it are clearly cheaper to segment with that word.
   * What a stretch starts or ends, as 生產 does 生產線, leaves it whole; a single
   * character has to stand alone.
   *
   * @param text - Text.
   * @param start - Where the stretch starts, in UTF-16 units.
   * @param end - Where it ends.
   */
  isWhole(text: string, start: number, end: number): boolean
  /**
   * Tell whether a text has no character that only the other script has.
   *
   * @param text - Text.
   */
  isWritten(text: string): boolean
}

/**
 * Cost of a stretch that somebody asks about: once in 12,000, more than the
 * lattice gives to a regional word, for somebody chose it.
 */
const namedCost = 75

/** What a phrase that is no word costs less than its characters. */
const phraseGain = 10

/** How much cheaper it has to be without the stretch, to be sure: two to one. */
const sureBy = 5

const made = new Map<ChineseLocale, Words>()

/**
 * Get what is known of the words of a locale.
 *
 * @param locale - Locale.
 * @returns Answers by jieba's lexicon; it is loaded when first asked.
 */
export function wordsOf(locale: ChineseLocale): Words {
  let words = made.get(locale)
  if (!words) {
    words = create(locale)
    made.set(locale, words)
  }
  return words
}

/** By locale: the table of the characters that it does not have. */
const othersOf = {
  'zh-CN': 'traditional',
  'zh-HK': 'simplified.only',
  'zh-TW': 'simplified',
} as const

function create(locale: ChineseLocale): Words {
  let folds: Uint16Array | undefined
  let others: ReadonlySet<number> | undefined
  return {
    isWhole(text, start, end) {
      folds ??= foldsOf(locale)
      const known = folds
      const unitAt = (at: number): number =>
        known[text.charCodeAt(at)] as number
      const from = readAround(unitAt, text.length, start, end)
      return isWholeIn(
        start - from,
        end - from,
        namedCost,
        false,
        loadLexicon(),
      )
    },
    isWritten(text) {
      others ??= new Set(vocabularyTables().words(othersOf[locale]))
      for (let at = 0; at < text.length; at++) {
        if (others.has(text.charCodeAt(at))) return false
      }
      return true
    },
  }
}

/**
 * Tell whether a stretch of simplified text may be a word where it stands, or part of
 * one; see {@link Words.isWhole}.
 *
 * @param units - Text.
 * @param count - How many units of it there are.
 * @param start - Where the stretch starts.
 * @param end - Where it ends.
 */
export function isWholeAt(
  units: Uint16Array,
  count: number,
  start: number,
  end: number,
): boolean {
  const lexicon = loadLexicon()
  if (
    !lexicon.isCrossed(units, start, 0, count) &&
    !lexicon.isCrossed(units, end, 0, count)
  ) {
    return true
  }
  const from = readAround((at) => units[at] as number, count, start, end)
  const known = lexicon.cost(units, start, end)
  const cost = known < 0 ? costOfPhrase(units, start, end, lexicon) : known
  return isWholeIn(start - from, end - from, cost, true, lexicon)
}

/**
 * What a phrase costs that is no word of the lexicon: 是只 is 是 and a measure word,
 * which say together what neither says alone, and little more likely than they are.
 */
function costOfPhrase(
  units: Uint16Array,
  start: number,
  end: number,
  lexicon: Lexicon,
): number {
  if (end - start !== 2) return namedCost
  const first = lexicon.characterCost(units[start] as number)
  return first + lexicon.characterCost(units[start + 1] as number) - phraseGain
}

/** By unit: what the lexicon has it as. */
function foldsOf(locale: ChineseLocale): Uint16Array {
  const folds = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)
  if (locale === 'zh-CN') return folds
  const name = locale === 'zh-TW' ? 'folds.tw' : 'folds.hk'
  const pairs = vocabularyTables().words(name)
  for (let at = 0; at < pairs.length; at += 2) {
    folds[pairs[at] as number] = pairs[at + 1] as number
  }
  return folds
}

// Nothing waits for anything, so all answers share their memory.
let line = new Uint16Array(32)
let size = 0
/** Cheapest segmentations: of words that leave a stretch whole, and of all. */
let whole = new Float64Array(33)
let any = new Float64Array(33)

/** Read a stretch and the Han beside it; returns where that starts. */
function readAround(
  unitAt: (at: number) => number,
  length: number,
  start: number,
  end: number,
): number {
  let from = start
  for (const least = Math.max(0, start - margin); from > least; from--) {
    if (!isHan(unitAt(from - 1))) break
  }
  const most = Math.min(length, end + margin)
  if (most - from > line.length) {
    line = new Uint16Array((most - from) * 2)
    whole = new Float64Array(line.length + 1)
    any = new Float64Array(line.length + 1)
  }
  size = 0
  for (let at = from; at < most; at++) {
    const unit = unitAt(at)
    if (at >= end && !isHan(unit)) break
    line[size++] = unit
  }
  return from
}

function isWholeIn(
  first: number,
  last: number,
  named: number,
  isPart: boolean,
  lexicon: Lexicon,
): boolean {
  if (
    !lexicon.isCrossed(line, first, 0, size) &&
    !lexicon.isCrossed(line, last, 0, size)
  ) {
    return true
  }
  whole.fill(Number.POSITIVE_INFINITY, 1, size + 1)
  any.fill(Number.POSITIVE_INFINITY, 1, size + 1)
  for (let at = 0; at < size; at++) {
    const unit = line[at] as number
    reach(at, at + 1, lexicon.characterCost(unit), true)
    if (at === first && last - first > 1) reach(first, last, named, true)
    let hash = hashUnit(0, unit)
    const furthest = Math.min(size, at + longestWord)
    for (let to = at + 2; to <= furthest; to++) {
      const next = line[to - 1] as number
      if (!lexicon.joins(line[to - 2] as number, next)) break
      hash = hashUnit(hash, next)
      const cost = lexicon.costOfHash(hash)
      if (cost < 0) continue
      const holds =
        isPart &&
        at <= first &&
        to >= last &&
        !isParted(at, to, first, last, lexicon)
      reach(at, to, cost, holds || fitsIn(at, to, first, last))
    }
  }
  return (whole[size] as number) <= (any[size] as number) + sureBy
}

/** Tell whether a word is two, which part a stretch in it: 关联|系数. */
function isParted(
  at: number,
  to: number,
  first: number,
  last: number,
  lexicon: Lexicon,
): boolean {
  for (let middle = first + 1; middle < last; middle++) {
    if (
      middle - at > 1 &&
      to - middle > 1 &&
      lexicon.cost(line, at, middle) >= 0 &&
      lexicon.cost(line, middle, to) >= 0
    ) {
      return true
    }
  }
  return false
}

function reach(at: number, to: number, cost: number, fits: boolean): void {
  any[to] = Math.min(any[to] as number, (any[at] as number) + cost)
  if (!fits) return
  whole[to] = Math.min(whole[to] as number, (whole[at] as number) + cost)
}

/** Tell whether a word from one place to another leaves a stretch whole. */
function fitsIn(at: number, to: number, first: number, last: number): boolean {
  if (to <= first || at >= last || (at >= first && to <= last)) return true
  return last - first > 1 && (at === first || to === last)
}
