/** Bits for each pair of units: one pair in about sixty is taken for another. */
const bitsPerPair = 10
/** Bits that a pair sets. */
const probes = 4

/**
 * Make what tells which words may stand in a text: a Bloom filter (Bloom 1970) of
 * its pairs of units side by side, and of its units.
 *
 * @param texts - Text in pieces, in the form in which words are looked for in it; a
 *   word stands within one piece.
 * @returns Filter: 2.5 bytes at most for each unit of the text; 0.4 for those of 2,000
 *   documents, as pairs come again.
 */
export function createWordFilter(texts: readonly string[]): Uint8Array {
  const pairs = new Set<number>()
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      pairs.add(single(unit))
      if (at > 0) pairs.add(pairOf(text.charCodeAt(at - 1), unit))
    }
  }
  const filter = new Uint8Array(Math.ceil((pairs.size * bitsPerPair) / 8))
  const size = filter.length * 8
  for (const pair of pairs) {
    for (let probe = 0; probe < probes; probe++) {
      const bit = bitOf(pair, probe, size)
      filter[bit >> 3] = (filter[bit >> 3] as number) | (1 << (bit & 7))
    }
  }
  return filter
}

/**
 * Tell whether a word may stand in a text.
 *
 * @param filter - Filter of the text.
 * @param word - Word, in the form in which it is looked for.
 * @returns `false` only where it certainly does not.
 */
export function mayContain(filter: Uint8Array, word: string): boolean {
  if (word === '') return true
  if (filter.length === 0) return false
  if (word.length === 1) return has(filter, single(word.charCodeAt(0)))
  for (let at = 1; at < word.length; at++) {
    const pair = pairOf(word.charCodeAt(at - 1), word.charCodeAt(at))
    if (!has(filter, pair)) return false
  }
  return true
}

function has(filter: Uint8Array, pair: number): boolean {
  const size = filter.length * 8
  for (let probe = 0; probe < probes; probe++) {
    const bit = bitOf(pair, probe, size)
    if (((filter[bit >> 3] as number) & (1 << (bit & 7))) === 0) return false
  }
  return true
}

function pairOf(first: number, second: number): number {
  return ((first << 16) | second) >>> 0
}

/** U+FFFF is no character, so this is no pair. */
function single(unit: number): number {
  return pairOf(0xffff, unit)
}

function bitOf(pair: number, probe: number, size: number): number {
  let hash = Math.imul(pair ^ (pair >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  hash ^= hash >>> 15
  // One hash and steps of another: Kirsch and Mitzenmacher 2006.
  const step = Math.imul(hash, 0x9e3779b1) | 1
  return ((hash + Math.imul(probe, step)) >>> 0) % size
}
