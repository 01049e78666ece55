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

/** How many bits say how many words are in a bucket. */
const countBits = 5

/** Units of two bytes in a row of {@link WordCosts}, and what they have room for. */
const rowUnits = 32
const rowRoom = 20

/** Units of two bytes before the prints of a row. */
const rowHead = 2

/** How many bits say where a part begins. */
const placeBits = 5

/**
 * Words and what each costs, as scripts/compile-lexicon.js put them into rows of 64
 * bytes. A row is where its four parts end, the lower sixteen bits of the hashes of
 * its words, and their costs: a processor reads it all at once, where a table for
 * each of the three would be waited for three times.
 */
export class WordCosts {
  readonly #heads: Uint32Array
  readonly #prints: Uint16Array
  readonly #bytes: Uint8Array
  /** Leaves of a hash the number of its row; two bits below that are its part. */
  readonly #shift: number

  /** @param tables - Tables. */
  constructor(tables: Tables) {
    this.#heads = tables.integers('rows')
    this.#prints = tables.words('rows')
    this.#bytes = tables.bytes('rows')
    this.#shift = 32 - Math.log2(this.#prints.length / rowUnits)
  }

  /**
   * Find what a word costs. One in many thousand strings is taken for a word
   * that it is not.
   *
   * @param hash - Hash of its units.
   * @returns Its cost, or -1 where there is none.
   */
  find(hash: number): number {
    const row = (hash >>> this.#shift) * rowUnits
    const part = ((hash >>> (this.#shift - 2)) & 3) * placeBits
    const ends = this.#heads[row >>> 1] as number
    const first = row + rowHead + (((ends << placeBits) >>> part) & 31)
    const last = row + rowHead + ((ends >>> part) & 31)
    const print = hash & 0xffff
    for (let at = first; at < last; at++) {
      if (this.#prints[at] === print) {
        const place = at - row - rowHead
        return this.#bytes[2 * (row + rowHead + rowRoom) + place] as number
      }
    }
    return -1
  }
}

/**
 * Words as scripts/compile-lexicon.js put them into buckets: by the upper bits
 * of their hashes, in each bucket the lower sixteen.
 */
export class Buckets {
  /** By bucket: the number of its first word, and how many there are. */
  readonly #buckets: Uint32Array
  readonly #prints: Uint16Array
  readonly #shift: number

  /**
   * @param tables - Tables.
   * @param path - What is before the names of those it reads. Default: nothing.
   */
  constructor(tables: Tables, path = '') {
    this.#buckets = tables.integers(`${path}buckets`)
    this.#prints = tables.words(`${path}prints`)
    this.#shift = 32 - Math.log2(this.#buckets.length)
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
    const bucket = this.#buckets[hash >>> this.#shift] as number
    const print = hash & 0xffff
    const start = bucket >>> countBits
    const end = start + (bucket & ((1 << countBits) - 1))
    for (let at = after < 0 ? start : after + 1; at < end; at++) {
      if (this.#prints[at] === print) return at
    }
    return -1
  }
}
