import { decodeBase64 } from './base64.ts'
import {
  bucketCounts,
  characterCosts,
  fingerprints,
  longestWord,
  wordCosts,
} from './lexicon-data.ts'

export { longestWord }

/** Cost of a character that is no word: rarer than any that is. */
const unknownCost = 136

const firstHan = 0x4e00

/**
 * Words of Mainland text and what each costs in a segmentation.
 *
 * A cost is eight times the negative logarithm of how probable the word is.
 * Words are kept as fingerprints of 32 bits, so a string that is no word is
 * taken for one about once in 30,000 look-ups; always the same strings.
 */
export interface Lexicon {
  /**
   * Visit the words that start at an offset.
   *
   * @param text - Text in simplified characters.
   * @param start - Offset of a Han character.
   * @param limit - Offset no word may pass.
   * @param visit - Takes where a word of two or more characters ends, and its
   * cost; `true` ends the visit.
   * @returns Whether the visit was ended.
   */
  visitWords(
    text: string,
    start: number,
    limit: number,
    visit: (end: number, cost: number) => boolean,
  ): boolean
  /** Cost of a word of two or more characters, `undefined` where it is none. */
  cost(word: string): number | undefined
  /** Cost of a character by itself. */
  characterCost(unit: number): number
}

let loaded: Lexicon | undefined

/**
 * Load the lexicon.
 *
 * @returns Lexicon, decoded once.
 */
export function loadLexicon(): Lexicon {
  loaded ??= decode()
  return loaded
}

function decode(): Lexicon {
  const counts = decodeBase64(bucketCounts)
  const prints = decodeBase64(fingerprints)
  const costs = decodeBase64(wordCosts)
  const singles = decodeBase64(characterCosts)
  const starts = new Uint32Array(counts.length + 1)
  for (let i = 0; i < counts.length; i++) {
    starts[i + 1] = (starts[i] as number) + (counts[i] as number)
  }
  const find = (hash: number): number => {
    const bucket = hash >>> 16
    const print = hash & 0xffff
    const end = starts[bucket + 1] as number
    for (let i = starts[bucket] as number; i < end; i++) {
      const at = i * 2
      const found = (prints[at] as number) | ((prints[at + 1] as number) << 8)
      if (found === print) return costs[i] as number
    }
    return -1
  }
  return {
    visitWords(text, start, limit, visit) {
      let hash = mix(0, text.charCodeAt(start))
      const last = Math.min(limit, start + longestWord)
      for (let at = start + 1; at < last; at++) {
        const unit = text.charCodeAt(at)
        if (!isHan(unit)) return false
        hash = mix(hash, unit)
        const cost = find(hash)
        if (cost >= 0 && visit(at + 1, cost)) return true
      }
      return false
    },
    cost(word) {
      let hash = 0
      for (let at = 0; at < word.length; at++) {
        hash = mix(hash, word.charCodeAt(at))
      }
      const cost = find(hash)
      return cost < 0 ? undefined : cost
    },
    characterCost(unit) {
      return singles[unit - firstHan] ?? unknownCost
    },
  }
}

/** One step of the hash, as scripts/compile-lexicon.js takes it. */
function mix(hash: number, unit: number): number {
  const value = Math.imul(hash ^ unit, 0x9e3779b1)
  return (value ^ (value >>> 15)) >>> 0
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
