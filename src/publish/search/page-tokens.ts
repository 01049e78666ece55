import type { SearchPage } from './page-file.ts'
import { createFolder, type FoldTable, kindOf } from './tokens.ts'

/** From here on a character takes two units. */
const plane = 0x10000

/** Nobody asked what a unit is folded to. */
const unknown = -1
/** It is folded to several characters, or to none, or is a half of one. */
const several = -2

/** A folded character is noted as its code point, and above it what it is. */
const kindBits = 21
const codeMask = (1 << kindBits) - 1
const numbers = { other: 0, letter: 1, han: 2 }
const { letter, han } = numbers

/**
 * Finds the tokens of pages, as {@link tokensOf} cuts their folded text, and numbers them.
 *
 * An index has hundreds of tokens of each of thousands of pages, so a text is read once,
 * unit by unit: what a unit is folded to is looked up in a table that fills itself, and
 * two ideographs are one number. No text is put together but for words of letters.
 */
export class PageTokens {
  /** Tokens by number. */
  readonly names: string[] = []
  readonly #fold: (text: string) => string
  /** Folded characters by unit, {@link unknown} or {@link several}. */
  readonly #plain = new Int32Array(plane).fill(unknown)
  /** Those of characters that have no place in that table. */
  readonly #others = new Map<number, readonly number[]>()
  /** Numbers of one or two ideographs, by their units. */
  readonly #pairs = new Map<number, number>()
  readonly #words = new Map<string, number>()
  /** By token: which page had it last, and where in the entries of that page. */
  #pageOf = new Uint32Array(1024)
  #placeOf = new Uint32Array(1024)
  #page = 0

  /**
   * @param table - Characters that count as others.
   */
  constructor(table: FoldTable) {
    const folder = createFolder(table)
    this.#fold = (text) => folder(text).text
  }

  /**
   * Find the tokens of a page.
   *
   * @param page - Page.
   * @returns For each token once: twice its number, and one more where it stands in a
   *   heading.
   */
  read({ title, blocks }: SearchPage): number[] {
    const entries: number[] = []
    this.#page++
    this.#readText(title, 1, entries)
    for (const { text, isHeading } of blocks) {
      this.#readText(text, isHeading ? 1 : 0, entries)
    }
    return entries
  }

  #readText(text: string, weight: 0 | 1, entries: number[]): void {
    const plain = this.#plain
    // The ideograph that waits for the one behind it; 0 for none.
    let before = 0
    let word = ''
    const take = (folded: number): void => {
      const code = folded & codeMask
      const kind = folded >>> kindBits
      if (before > 0) {
        const next = kind === han ? code : 0
        this.#note(this.#pair(before, next), weight, entries)
      }
      before = kind === han ? code : 0
      if (kind === letter) word += String.fromCodePoint(code)
      else if (word !== '') {
        this.#note(this.#word(word), weight, entries)
        word = ''
      }
    }
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      let folded = plain[unit] as number
      if (folded === unknown) folded = this.#learn(unit)
      if (folded >= 0) {
        take(folded)
        continue
      }
      const code = text.codePointAt(at) as number
      if (code >= plane) at++
      for (const one of this.#foldedOf(code)) take(one)
    }
    // What ends a text ends a word.
    take(0)
  }

  #learn(unit: number): number {
    const isHalf = unit >= 0xd800 && unit < 0xe000
    const folded = isHalf ? [] : this.#foldedOf(unit)
    const one = folded.length === 1 ? folded[0] : undefined
    this.#plain[unit] = one ?? several
    return one ?? several
  }

  #foldedOf(code: number): readonly number[] {
    const known = this.#others.get(code)
    if (known) return known
    const folded = [...this.#fold(String.fromCodePoint(code))].map(
      (one) =>
        (one.codePointAt(0) as number) | (numbers[kindOf(one)] << kindBits),
    )
    this.#others.set(code, folded)
    return folded
  }

  #note(token: number, weight: 0 | 1, entries: number[]): void {
    if (this.#pageOf[token] === this.#page) {
      if (weight === 1) entries[this.#placeOf[token] as number] = token * 2 + 1
      return
    }
    this.#pageOf[token] = this.#page
    this.#placeOf[token] = entries.length
    entries.push(token * 2 + weight)
  }

  #pair(first: number, second: number): number {
    if (first >= plane || second >= plane) {
      const end = second === 0 ? '' : String.fromCodePoint(second)
      return this.#word(String.fromCodePoint(first) + end)
    }
    const key = (first << 16) | second
    const known = this.#pairs.get(key)
    if (known !== undefined) return known
    const name =
      second === 0
        ? String.fromCharCode(first)
        : String.fromCharCode(first, second)
    const token = this.#name(name)
    this.#pairs.set(key, token)
    return token
  }

  #word(word: string): number {
    const known = this.#words.get(word)
    if (known !== undefined) return known
    const token = this.#name(word)
    this.#words.set(word, token)
    return token
  }

  #name(name: string): number {
    const token = this.names.length
    this.names.push(name)
    if (token === this.#pageOf.length) {
      this.#pageOf = twice(this.#pageOf)
      this.#placeOf = twice(this.#placeOf)
    }
    return token
  }
}

function twice(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}
