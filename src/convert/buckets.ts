import type { Tables } from './tables.ts'

/**
 * Take one step of the hash of a word.
 *
 * @param hash - Hash of the units before, 0 at first.
 * @param unit - UTF-16 unit.
 * @returns Unsigned 32 bits.
 */
export function hashUnit(hash: number, unit: number): number {
  const value = Math.imul(hash ^ unit, 0x9e3779b1)
  return (value ^ (value >>> 15)) >>> 0
}

/**
 * Hash two units.
 *
 * @param first - First unit.
 * @param second - Second unit.
 * @returns Unsigned 32 bits.
 */
export function hashPair(first: number, second: number): number {
  return Math.imul((first << 16) | second, 0x9e3779b1) >>> 0
}

/** Where stretches of a table start, as scripts/compile-lexicon.js wrote it. */
export class Starts {
  readonly #offsets: Uint16Array
  readonly #bases: Uint32Array

  /**
   * @param tables - Tables.
   * @param name - Name of the two that say it.
   */
  constructor(tables: Tables, name: string) {
    this.#offsets = tables.words(`${name}.offsets`)
    this.#bases = tables.integers(`${name}.bases`)
  }

  /** How many there are. */
  get count(): number {
    return this.#offsets.length - 1
  }

  /**
   * Tell where a stretch starts.
   *
   * @param number - Its number; that behind the last gives the end of all.
   */
  of(number: number): number {
    const base = this.#bases[number >>> 8] as number
    return base + (this.#offsets[number] as number)
  }
}

/**
 * Words as scripts/compile-lexicon.js put them into buckets: by the upper bits
 * of their hashes, in each bucket the lower sixteen.
 */
export class Buckets {
  readonly #starts: Starts
  readonly #prints: Uint16Array
  readonly #shift: number

  /**
   * @param tables - Tables.
   * @param path - What is before the names of those it reads. Default: nothing.
   */
  constructor(tables: Tables, path = '') {
    this.#starts = new Starts(tables, `${path}words`)
    this.#prints = tables.words(`${path}prints`)
    this.#shift = 32 - Math.log2(this.#starts.count)
  }

  /**
   * Find a word by its hash. One in many thousand strings is taken for a word
   * that it is not.
   *
   * @param hash - Hash of its units.
   * @param after - Number of a word that it is not after all. Default: none.
   * @returns Number of the word, or -1 where there is none.
   */
  find(hash: number, after = -1): number {
    const starts = this.#starts
    const bucket = hash >>> this.#shift
    const print = hash & 0xffff
    const end = starts.of(bucket + 1)
    let at = after < 0 ? starts.of(bucket) : after + 1
    for (; at < end; at++) {
      if (this.#prints[at] === print) return at
    }
    return -1
  }
}
