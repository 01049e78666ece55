import { readTable } from '#tables/lexicon'
import { Buckets, hashPair, hashUnit } from './buckets.ts'
import { openTables } from './tables.ts'

/** Longest word, in characters. */
export const longestWord = 6

/** Cost of a character that is no word: rarer than any that is. */
const unknownCost = 136

const firstHan = 0x4e00

/** Leaves of a hash of two units the bits by which `joins` has them. */
const joinShift = 11

/**
 * Words of Mainland text and what each costs in a segmentation.
 *
 * A cost is eight times the negative logarithm of how probable the word is.
 * Words are kept as fingerprints of 32 bits, so a string that is no word is
 * taken for one about once in 30,000 look-ups; always the same strings.
 */
export class Lexicon {
  readonly #words: Buckets
  readonly #costs: Uint8Array
  readonly #singles: Uint8Array
  readonly #joins: Uint32Array

  constructor() {
    const tables = openTables(readTable)
    this.#words = new Buckets(tables)
    this.#costs = tables.bytes('costs')
    this.#singles = tables.bytes('singles')
    this.#joins = tables.integers('joins')
  }

  /**
   * Tell whether two characters may stand side by side in a word; where not,
   * there is a boundary between them.
   *
   * @param first - Unit.
   * @param second - The next.
   */
  joins(first: number, second: number): boolean {
    const bit = hashPair(first, second) >>> joinShift
    return ((this.#joins[bit >>> 5] as number) & (1 << (bit & 31))) !== 0
  }

  /**
   * Find the word with a hash.
   *
   * @param hash - Hash of two or more units.
   * @returns Its cost, or -1 where there is none.
   */
  costOfHash(hash: number): number {
    const word = this.#words.find(hash)
    return word < 0 ? -1 : (this.#costs[word] as number)
  }

  /**
   * Find what a word of two or more characters costs.
   *
   * @param units - Text in simplified characters.
   * @param start - Where the word starts.
   * @param end - Where it ends.
   * @returns Cost, or -1 where it is no word.
   */
  cost(units: Uint16Array, start: number, end: number): number {
    let hash = 0
    for (let at = start; at < end; at++) {
      hash = hashUnit(hash, units[at] as number)
    }
    return this.costOfHash(hash)
  }

  /** Cost of a character by itself. */
  characterCost(unit: number): number {
    return this.#singles[unit - firstHan] ?? unknownCost
  }

  /**
   * Tell whether a word starts before a place and ends after it.
   *
   * @param units - Text in simplified characters.
   * @param place - Place between two units.
   * @param from - Where the line starts.
   * @param to - Where it ends.
   */
  isCrossed(
    units: Uint16Array,
    place: number,
    from: number,
    to: number,
  ): boolean {
    if (place <= from || place >= to) return false
    const before = units[place - 1] as number
    const after = units[place] as number
    // The table is large: where no word can be it is not looked at.
    if (!isHan(before) || !isHan(after) || !this.joins(before, after)) {
      return false
    }
    const least = Math.max(from, place - longestWord + 1)
    for (let start = place - 1; start >= least; start--) {
      const first = units[start] as number
      if (!isHan(first)) return false
      if (start < place - 1 && !this.joins(first, units[start + 1] as number)) {
        return false
      }
      let hash = hashUnit(0, first)
      const last = Math.min(to, start + longestWord)
      let before = first
      for (let at = start + 1; at < last; at++) {
        const unit = units[at] as number
        if (!isHan(unit)) break
        if (at > place && !this.joins(before, unit)) break
        hash = hashUnit(hash, unit)
        if (at >= place && this.#words.find(hash) >= 0) return true
        before = unit
      }
    }
    return false
  }
}

let loaded: Lexicon | undefined

/**
 * Load the lexicon.
 *
 * @returns Lexicon, read once.
 */
export function loadLexicon(): Lexicon {
  loaded ??= new Lexicon()
  return loaded
}

/**
 * Tell whether a UTF-16 unit is one of a word's: a Han character.
 *
 * @param unit - Unit.
 * @returns Whether it is in the CJK blocks of the basic plane.
 */
export function isHan(unit: number): boolean {
  return (
    (unit >= firstHan && unit <= 0x9fff) ||
    (unit >= 0x3400 && unit <= 0x4dbf) ||
    (unit >= 0xf900 && unit <= 0xfaff)
  )
}
