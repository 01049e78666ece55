/** How many grams are told apart: what is more is taken for another. */
const buckets = 1 << 20

/** From here on a character is a word's worth: Chinese and its neighbours. */
const firstWide = 0x2e80

/** Up to so many words or characters, all smaller pieces are taken too. */
const short = 8
const shortest = 4

const letters = /[\p{L}\p{N}\p{M}]/u

/** Kind of each UTF-16 unit: 0 neither letter nor digit, 1 narrow, 2 wide. */
let kinds: Uint8Array | undefined

function kindsOfUnits(): Uint8Array {
  if (kinds) return kinds
  kinds = new Uint8Array(0x10000)
  for (let unit = 0; unit < 0x10000; unit++) {
    const isHalf = unit >= 0xd800 && unit < 0xe000
    // Halves count as characters: rare Chinese ones and emoji are pairs of them.
    if (!isHalf && !letters.test(String.fromCharCode(unit))) continue
    kinds[unit] = unit >= firstWide ? 2 : 1
  }
  return kinds
}

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/**
 * Give the lists that a text is in: what a likely text shares with it.
 *
 * Pairs of Chinese characters, also over marks and codes that stand between them;
 * a Chinese character with the word beside it; words; some threes of letters. Of a
 * short text, single characters and all threes too. Case does not count.
 *
 * @param text - Text.
 * @param seed - Number of the pair of locales: pairs share no list.
 * @returns Numbers below 2²⁰, each once.
 */
export function gramsOf(text: string, seed: number): number[] {
  const kind = kindsOfUnits()
  const items: number[] = []
  const wide: boolean[] = []
  const grams = new Set<number>()
  const lower = text.toLowerCase()
  const start = mix(seed + 1, 0x51ed)
  const add = (hash: number): void => {
    grams.add((mix(hash, 7) >>> 0) % buckets)
  }
  let word = 0
  let wordStart = -1
  const pieces: number[] = []
  for (let at = 0; at <= lower.length; at++) {
    const unit = at < lower.length ? lower.charCodeAt(at) : 0
    const is = kind[unit]
    if (is === 1) {
      if (wordStart < 0) {
        wordStart = at
        word = start
      }
      word = mix(word, unit)
      continue
    }
    if (wordStart >= 0) {
      items.push(word)
      wide.push(false)
      add(word)
      for (let index = wordStart; index + 2 < at; index++) {
        let piece = mix(start, 0x333)
        for (let next = index; next < index + 3; next++) {
          piece = mix(piece, lower.charCodeAt(next))
        }
        pieces.push(piece)
      }
      wordStart = -1
    }
    if (is === 2) {
      items.push(mix(start, unit))
      wide.push(true)
    }
  }
  for (let index = 1; index < items.length; index++) {
    if (!wide[index] && !wide[index - 1]) continue
    add(mix(items[index - 1] as number, items[index] as number))
  }
  if (items.length <= shortest) for (const item of items) add(item)
  // A quarter of the threes, always the same, for words that are spelled otherwise.
  for (const piece of pieces) {
    if (items.length <= short || (piece & 3) === 0) add(piece)
  }
  // Nothing but marks: only the same text is like it.
  if (items.length === 0) {
    let all = start
    for (let at = 0; at < text.length; at++) all = mix(all, text.charCodeAt(at))
    add(all)
  }
  return [...grams]
}

/**
 * Hash a text and its pair of locales, to find the same text.
 *
 * @param text - Text.
 * @param seed - Number of the pair of locales.
 * @returns Whole number below 2⁴⁸.
 */
export function hashText(text: string, seed: number): number {
  let a = 0x811c9dc5 ^ seed
  let b = text.length + seed
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul((b << 13) | (b >>> 19), 5) + unit + (a >>> 16)
  }
  return (b & 0xffff) * 0x1_0000_0000 + (a >>> 0)
}
