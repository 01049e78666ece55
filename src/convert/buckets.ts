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

/**
 * Work out where stretches of given sizes start.
 *
 * @param sizes - Sizes.
 * @returns Starts, and behind them the end of the last.
 */
export function sumUp(sizes: Uint8Array | Uint16Array): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1)
  let sum = 0
  for (let i = 0; i < sizes.length; i++) {
    sum += sizes[i] as number
    starts[i + 1] = sum
  }
  return starts
}

/**
 * Words as scripts/compile-lexicon.js put them into buckets: by the upper bits
 * of their hashes, in each bucket the lower sixteen.
 */
export class Buckets {
  readonly #starts: Uint32Array
  readonly #prints: Uint16Array
  readonly #shift: number

  /**
   * @param counts - How many words each bucket has; a power of two of them.
   * @param prints - Lower bits of their hashes, by bucket.
   */
  constructor(counts: Uint8Array, prints: Uint16Array) {
    this.#starts = sumUp(counts)
    this.#prints = prints
    this.#shift = 32 - Math.log2(counts.length)
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
    const end = starts[bucket + 1] as number
    let at = after < 0 ? (starts[bucket] as number) : after + 1
    for (; at < end; at++) {
      if (this.#prints[at] === print) return at
    }
    return -1
  }
}
