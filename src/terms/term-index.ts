import {
  type ChineseLocale,
  type Concept,
  isChinese,
  placeholder,
  preferredTerm,
  type Term,
} from '../model/index.ts'
import { Automaton } from './automaton.ts'
import {
  FoldedText,
  foldText,
  isHan,
  isLatin,
  isLetter,
  kindOf,
} from './fold.ts'
import { Sentences } from './sentence.ts'

/** What is known of the words of a locale; who looks for terms may be told. */
export interface Words {
  /**
   * Tell whether a stretch of text may be a word where it stands.
   *
   * @param text - Text.
   * @param start - Where the stretch starts, in UTF-16 units.
   * @param end - Where it ends.
   * @returns `false` only where other words certainly run over its ends.
   */
  isWhole(text: string, start: number, end: number): boolean
  /**
   * Tell whether a text has no character that only the other script has.
   *
   * @param text - Text.
   */
  isWritten(text: string): boolean
}

/** Range of a text, in UTF-16 units. */
export interface Range {
  start: number
  end: number
}

/** Term of a concept. */
export interface IndexEntry {
  concept: Concept
  term: Term
}

/** Place of a text where a term stands. */
export interface Match extends Range, IndexEntry {}

/** What is looked for in one locale's text. */
export interface TermIndex {
  /** Locale of the text that is searched. */
  readonly locale: ChineseLocale
  /** How many different words are looked for, after folding. */
  readonly size: number
  /**
   * Find terms: leftmost, then longest, without overlap.
   *
   * @param text - Text of one block.
   * @param skipped - Ranges without terms, in order. Default: none.
   * @returns Matches, in order.
   */
  find(text: string, skipped?: readonly Range[]): Match[]
}

/**
 * Build an index of the terms of concepts in one locale.
 *
 * Terms are looked for as {@link Term.match} and its conditions say. Of terms
 * that are one word when width, case and variants are folded, the one written
 * as the text has it comes first, then one that requires what the sentence has,
 * then the one given first.
 *
 * @param concepts - Concepts, the ones to prefer first.
 * @param locale - Locale of the text that will be searched.
 * @param words - What is known of its words. Default: nothing, so a Han term
 * stands wherever its characters do.
 * @returns Index, built in time linear in the terms.
 */
export function createTermIndex(
  concepts: readonly Concept[],
  locale: ChineseLocale,
  words?: Words,
): TermIndex {
  return new Index(locale, words, entriesIn(concepts, locale))
}

/**
 * Build an index of what other locales call concepts: 軟件 of 軟體, in zh-TW.
 *
 * Only forms of two characters or more that the glossary uses there, that are
 * written in the script of the text, that no concept has in the locale of the
 * text, and that belong to one concept. The concept needs a form in the locale, or there is nothing to
 * prefer.
 *
 * @param concepts - Concepts.
 * @param locale - Locale of the text that will be searched.
 * @param words - What is known of its words.
 * @returns Index of the forms, built in time linear in the terms.
 */
export function createForeignIndex(
  concepts: readonly Concept[],
  locale: ChineseLocale,
  words: Words,
): TermIndex {
  const own = new Set<string>()
  for (const { term } of entriesIn(concepts, locale)) {
    own.add(foldText(term.text))
  }
  const owners = new Map<string, IndexEntry | undefined>()
  for (const concept of concepts) {
    if (!preferredTerm(concept, locale)) continue
    for (const term of concept.terms) {
      const isUsed = term.status === 'preferred' || term.status === 'admitted'
      if (!isUsed || term.locale === locale || !isChinese(term.locale)) continue
      const key = foldText(term.text)
      // A character by itself is many words: 了 is 瞭, and not only that.
      if (key.length < 2 || own.has(key)) continue
      const owner = owners.get(key)
      if (owner?.concept === concept) continue
      const isFirst = !owners.has(key)
      if (isFirst && !words.isWritten(term.text)) continue
      owners.set(key, isFirst ? { concept, term } : undefined)
    }
  }
  const entries = [...owners.values()].filter((entry) => entry !== undefined)
  return new Index(locale, words, entries)
}

function entriesIn(
  concepts: readonly Concept[],
  locale: ChineseLocale,
): IndexEntry[] {
  const entries: IndexEntry[] = []
  for (const concept of concepts) {
    for (const term of concept.terms) {
      if (term.locale === locale) entries.push({ concept, term })
    }
  }
  return entries
}

/** Term, and what has to be known to look for it. */
interface Sought extends IndexEntry {
  /** Name in one Latin word with capitals: Go, IT. */
  readonly isCapitalized: boolean
  /** {@link Term.requires}, folded when first asked for. */
  requires?: readonly string[]
  /** {@link Term.excludes}, folded when first asked for. */
  excludes?: readonly string[]
}

/**
 * Longest term that words are asked about, in units. Four characters do not
 * come together by chance.
 */
const longestAsked = 3

// Nothing waits for anything, so all searches share their memory.
const folded = new FoldedText()
const sentences = new Sentences(folded)
let places = new Uint32Array(64)
let longest = new Uint32Array(64)

class Index implements TermIndex {
  readonly locale: ChineseLocale
  readonly #words: Words | undefined
  readonly #automaton: Automaton
  readonly #terms: Sought[] = []
  /** By word of the automaton: how many terms are before its own, and one. */
  readonly #numbers: Uint32Array
  /** By word: its terms, where it has several. */
  readonly #several = new Map<number, Sought[]>()
  /**
   * By word: the longest that it begins with, or that it is, of which a term is
   * looked for anywhere; 0 for none. Filled as it is asked for.
   */
  readonly #open = new Map<number, number>()
  readonly #hasOpen: boolean

  constructor(
    locale: ChineseLocale,
    words: Words | undefined,
    entries: readonly IndexEntry[],
  ) {
    this.locale = locale
    this.#words = words
    let size = 0
    for (const { term } of entries) size += term.text.length
    this.#automaton = new Automaton(size)
    this.#numbers = new Uint32Array(size + 1)
    const terms = this.#terms
    const numbers = this.#numbers
    for (const { concept, term } of entries) {
      const { text } = term
      if (text.trim() === '' || text.includes(placeholder)) continue
      folded.fold(text)
      const word = this.#automaton.add(folded.units, folded.length)
      const isCapitalized = /^[A-Za-z]+$/.test(text) && /[A-Z]/.test(text)
      const sought: Sought = { concept, term, isCapitalized }
      if (term.match === 'anywhere') this.#open.set(word, word)
      const number = numbers[word] as number
      if (number === 0) {
        numbers[word] = terms.push(sought)
        continue
      }
      const several = this.#several.get(word)
      if (several) several.push(sought)
      else this.#several.set(word, [terms[number - 1] as Sought, sought])
    }
    this.#automaton.finish()
    this.#hasOpen = this.#open.size > 0
  }

  get size(): number {
    return this.#automaton.size
  }

  find(text: string, skipped: readonly Range[] = []): Match[] {
    if (this.size === 0) return []
    const matches: Match[] = []
    folded.fold(text)
    const { length, offsets } = folded
    sentences.restart()
    if (places.length < length) {
      places = new Uint32Array(length * 2)
      longest = new Uint32Array(length * 2)
    }
    let at = 0
    for (const { start, end } of skipped) {
      const from = placeOf(offsets, length, start)
      if (from > at) this.#findBetween(text, at, from, matches)
      at = Math.max(at, placeOf(offsets, length, end))
    }
    this.#findBetween(text, at, length, matches)
    return matches
  }

  #findBetween(text: string, from: number, to: number, matches: Match[]): void {
    const automaton = this.#automaton
    const { units, offsets } = folded
    const count = automaton.scan(units, from, to, places, longest)
    let next = from
    for (let i = count - 1; i >= 0; i--) {
      const at = places[i] as number
      if (at < next) continue
      let word = longest[i] as number
      const isInside = isWithin(at, isLatin)
      if (isInside) word = this.#openFrom(word)
      while (word !== 0) {
        const end = at + automaton.lengthOf(word)
        const entry = this.#choose(text, at, end, word)
        if (entry) {
          const start = offsets[at] as number
          const { concept, term } = entry
          matches.push({ start, end: endOf(offsets, end), concept, term })
          next = end
          break
        }
        word = automaton.shorter(word)
        if (isInside) word = this.#openFrom(word)
      }
    }
  }

  #openFrom(first: number): number {
    if (!this.#hasOpen) return 0
    const passed: number[] = []
    let word = first
    let open = word === 0 ? 0 : this.#open.get(word)
    while (open === undefined) {
      passed.push(word)
      word = this.#automaton.shorter(word)
      open = word === 0 ? 0 : this.#open.get(word)
    }
    for (const each of passed) this.#open.set(each, open)
    return open
  }

  /** Choose the term that a word is, or `undefined` where it is none. */
  #choose(
    text: string,
    from: number,
    to: number,
    word: number,
  ): Sought | undefined {
    const start = folded.offsets[from] as number
    const end = endOf(folded.offsets, to)
    if (splitsPair(text, start) || splitsPair(text, end)) return undefined
    let isWord: boolean | undefined
    let written: string | undefined
    const may = (sought: Sought): boolean => {
      const { term, isCapitalized } = sought
      if (term.match !== 'anywhere') {
        isWord ??= this.#isWord(text, from, to, start, end)
        if (!isWord) return false
        if (term.match === 'exact' || isCapitalized) {
          if (!isAt(text, start, end, term.text)) {
            if (term.match === 'exact') return false
            written ??= text.slice(start, end)
            const isLower = written === written.toLowerCase()
            if (isLower && isAmongLatin(from, to)) return false
          }
        }
      }
      return hasContext(sought, from)
    }
    const several = this.#several.get(word)
    if (!several) {
      const only = this.#terms[(this.#numbers[word] as number) - 1] as Sought
      return may(only) ? only : undefined
    }
    const possible = several.filter(may)
    const same = possible.filter(({ term }) =>
      isAt(text, start, end, term.text),
    )
    const best = same.length > 0 ? same : possible
    return best.find(({ term }) => term.requires?.length) ?? best[0]
  }

  #isWord(
    text: string,
    from: number,
    to: number,
    start: number,
    end: number,
  ): boolean {
    if (isWithin(from, isLatin) || isWithin(to, isLatin)) return false
    if (this.#words === undefined || to - from > longestAsked) return true
    const mayGoOn = isWithin(from, isHan) || isWithin(to, isHan)
    return !mayGoOn || this.#words.isWhole(text, start, end)
  }
}

function hasContext(sought: Sought, place: number): boolean {
  const { requires, excludes } = sought.term
  if (excludes?.length) {
    sought.excludes ??= excludes.map(foldText)
    if (sentences.hasOne(place, sought.excludes)) return false
  }
  if (!requires?.length) return true
  sought.requires ??= requires.map(foldText)
  return sentences.hasOne(place, sought.requires)
}

/** Where a match ends in the text: spaces behind it are not its own. */
function endOf(offsets: Uint32Array, end: number): number {
  return (offsets[end - 1] as number) + 1
}

/** Number of folded units before a place of the text. */
function placeOf(offsets: Uint32Array, length: number, place: number): number {
  let from = 0
  let to = length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((offsets[middle] as number) < place) from = middle + 1
    else to = middle
  }
  return from
}

function splitsPair(text: string, at: number): boolean {
  return (
    (text.charCodeAt(at) & 0xfc00) === 0xdc00 &&
    (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
  )
}

function isAt(text: string, start: number, end: number, as: string): boolean {
  return end - start === as.length && text.startsWith(as, start)
}

/** Tell whether a place is between two units of some kinds. */
function isWithin(place: number, kinds: number): boolean {
  const { units, length } = folded
  return (
    place > 0 &&
    place < length &&
    (kindOf(units[place] as number) & kinds) !== 0 &&
    (kindOf(units[place - 1] as number) & kinds) !== 0
  )
}

/** What joins Latin words, one of them at a time: `make it`, `z.ai`. */
const joints = new Set([..." .-_/@:'’"].map((mark) => mark.charCodeAt(0)))

/**
 * Tell whether a Latin word stands next to another: there a name's letters
 * without its capitals are a word of English or of an address.
 */
function isAmongLatin(from: number, to: number): boolean {
  const { units, length } = folded
  const isLetterAt = (at: number): boolean =>
    at >= 0 && at < length && (kindOf(units[at] as number) & isLetter) !== 0
  return (
    (joints.has(units[from - 1] as number) && isLetterAt(from - 2)) ||
    (to < length && joints.has(units[to] as number) && isLetterAt(to + 1))
  )
}
