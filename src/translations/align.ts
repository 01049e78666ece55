/** Places in two lists that belong together, in the order of both. */
export type Pairs = readonly (readonly [a: number, b: number])[]

/** No gap between anchors is compared pair by pair beyond that. */
const most = 1_000_000

/**
 * Align two lists by what is equal in them: a longest common subsequence.
 *
 * What is there once in both is an anchor first, so that long lists take no
 * quadratic time; between anchors it is exact up to a million pairs.
 *
 * @param a - Keys of the one.
 * @param b - Keys of the other.
 * @returns Places with equal keys.
 */
export function alignEqual(a: readonly string[], b: readonly string[]): Pairs {
  let start = 0
  const shorter = Math.min(a.length, b.length)
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const pairs: [number, number][] = []
  for (let at = 0; at < start; at++) pairs.push([at, at])
  const inner = {
    a: a.slice(start, a.length - end),
    b: b.slice(start, b.length - end),
  }
  const anchors = findAnchors(inner.a, inner.b)
  for (const [i, j] of betweenAnchors(inner.a, inner.b, anchors)) {
    pairs.push([start + i, start + j])
  }
  for (let at = end; at > 0; at--) pairs.push([a.length - at, b.length - at])
  return pairs
}

/** Keys that are there once in both lists, as far as their order is the same. */
function findAnchors(a: readonly string[], b: readonly string[]): Pairs {
  const once = (list: readonly string[]): Map<string, number> => {
    const places = new Map<string, number>()
    for (const [index, key] of list.entries()) {
      places.set(key, places.has(key) ? -1 : index)
    }
    return places
  }
  const inB = once(b)
  const shared = [...once(a)].flatMap(([key, i]) => {
    const j = inB.get(key) ?? -1
    return i >= 0 && j >= 0 ? [[i, j] as const] : []
  })
  // Longest increasing subsequence of places in b, by patience.
  const tails: number[] = []
  const before: number[] = []
  for (const [index, [, j]] of shared.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((shared[tails[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1
      else high = middle
    }
    before[index] = tails[low - 1] ?? -1
    tails[low] = index
  }
  const chain: (readonly [number, number])[] = []
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = shared[at]
    if (pair) chain.push(pair)
  }
  return chain.reverse()
}

function betweenAnchors(
  a: readonly string[],
  b: readonly string[],
  anchors: Pairs,
): Pairs {
  const equal = (i: number, j: number): number => (a[i] === b[j] ? 1 : 0)
  return inGaps(anchors, a.length, b.length, equal)
}

/**
 * Align what anchors left, by likeness.
 *
 * @param anchors - Pairs that stand.
 * @param lengths - Lengths of the lists.
 * @param like - Likeness of two places, 0 where they can not be a pair.
 * @returns The anchors, and between them the pairs in order whose likenesses have
 *   the greatest sum.
 */
export function alignSimilar(
  anchors: Pairs,
  lengths: readonly [a: number, b: number],
  like: (i: number, j: number) => number,
): Pairs {
  return inGaps(anchors, lengths[0], lengths[1], like)
}

function inGaps(
  anchors: Pairs,
  lengthA: number,
  lengthB: number,
  like: (i: number, j: number) => number,
): Pairs {
  const pairs: (readonly [number, number])[] = []
  let fromA = 0
  let fromB = 0
  for (const anchor of [...anchors, [lengthA, lengthB] as const]) {
    const [toA, toB] = anchor
    if ((toA - fromA) * (toB - fromB) <= most) {
      pairs.push(...inGap(fromA, toA, fromB, toB, like))
    }
    if (toA < lengthA) pairs.push(anchor)
    fromA = toA + 1
    fromB = toB + 1
  }
  return pairs
}

/** Pairs in order with the greatest sum of likenesses. */
function inGap(
  fromA: number,
  toA: number,
  fromB: number,
  toB: number,
  like: (i: number, j: number) => number,
): Pairs {
  const rows = toA - fromA
  const columns = toB - fromB
  if (rows <= 0 || columns <= 0) return []
  const width = columns + 1
  const best = new Float64Array((rows + 1) * width)
  const likes = new Float64Array(rows * columns)
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const one = like(fromA + i, fromB + j)
      likes[i * columns + j] = one
      const both = one > 0 ? one + (best[(i + 1) * width + j + 1] ?? 0) : 0
      best[i * width + j] = Math.max(
        both,
        best[(i + 1) * width + j] ?? 0,
        best[i * width + j + 1] ?? 0,
      )
    }
  }
  const pairs: [number, number][] = []
  let i = 0
  let j = 0
  while (i < rows && j < columns) {
    const one = likes[i * columns + j] ?? 0
    const here = best[i * width + j] ?? 0
    const both = one > 0 ? one + (best[(i + 1) * width + j + 1] ?? 0) : -1
    if (both === here && one > 0) pairs.push([fromA + i++, fromB + j++])
    else if ((best[(i + 1) * width + j] ?? 0) === here) i++
    else j++
  }
  return pairs
}

/** Counts of the pairs of neighbouring characters of a text. */
export type Bigrams = ReadonlyMap<string, number>

/**
 * Count the pairs of neighbouring characters of a text.
 *
 * @param text - Text.
 * @returns Counts; one character counts alone.
 */
export function bigramsOf(text: string): Bigrams {
  const counts = new Map<string, number>()
  const last = Math.max(1, text.length - 1)
  for (let at = 0; at < last && text !== ''; at++) {
    const pair = text.slice(at, at + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return counts
}

/**
 * Tell how much alike two texts are: Dice's coefficient of their bigrams.
 *
 * @param a - Bigrams of the one.
 * @param b - Bigrams of the other.
 * @returns 0 where they share nothing, 1 where they have the same.
 */
export function likeness(a: Bigrams, b: Bigrams): number {
  let shared = 0
  let total = 0
  for (const [pair, count] of a) {
    shared += Math.min(count, b.get(pair) ?? 0)
    total += count
  }
  for (const count of b.values()) total += count
  return total === 0 ? 0 : (2 * shared) / total
}
