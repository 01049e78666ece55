import { DamageError, type Database } from './database.ts'
import { entryAt, largestSize, rowsWith, sizeAt } from './full-text.ts'

/** Grams of a text that are looked up; of a longer text, some all over it. */
const mostGrams = 96

/** Places in lists that are read for one text. */
const mostPlaces = 30_000

/** So much of each list is read to see how long it may be. */
const firstPlaces = 200

/** List of a gram, in parts: row ids, rising. */
type List = readonly Float64Array[]

/** How likely entries are found. */
interface Options {
  /** How alike entries have to be, 0 to 1. */
  likeness: number
  /** How many are wanted. */
  most: number
}

/**
 * Find entries that share much with a text.
 *
 * The rarest grams come first, until enough places are read. An entry counts by
 * the grams it shares, in proportion to what both have (Dice's coefficient).
 *
 * @param db - Memory's file, in a transaction.
 * @param grams - Grams of the text.
 * @param options - How alike entries have to be (0 to 1), and how many are wanted.
 * @returns Ids, the likeliest first.
 * @throws DamageError when lists lead to what is no entry.
 */
export function findCandidates(
  db: Database,
  grams: readonly number[],
  options: Options,
): number[] {
  const end = db.meta('next')
  const { read, begun } = readLists(db, sampled(grams), end)
  const found = rank(read, grams.length, end, options)
  if (found.length >= options.most) return found
  // Where all sentences are made of the same few words, those are in long lists.
  const others = rank(begun, grams.length, end, options)
  return [...new Set([...found, ...others])].slice(0, options.most)
}

/** Ids of the entries in lists, the likeliest first. */
function rank(
  lists: readonly List[],
  size: number,
  end: number,
  { likeness, most }: Options,
): number[] {
  const scale = size / Math.max(1, lists.length)
  // Even edits all over a text leave it some of its grams.
  const fewest = Math.max(1, Math.floor(lists.length * likeness * 0.25))
  const found: { id: number; rank: number }[] = []
  const { counts, rows } = count(lists, end)
  for (const row of rows) {
    const id = entryAt(row)
    const shared = counts[id] as number
    if (shared < fewest) continue
    const own = sizeAt(row) ?? Math.max(size, largestSize)
    const more = Math.max(own, size)
    const less = Math.min(own, size)
    // Edits take grams away from the longer one at least.
    if (less < more * likeness * 0.55 && more > 6) continue
    found.push({ id, rank: (2 * shared * scale) / (more + less) })
  }
  return best(found, most)
}

/** The ids that rank highest. */
function best(found: { id: number; rank: number }[], most: number): number[] {
  if (found.length > most * 4) {
    // Most share one gram by chance: find the rank that leaves out enough.
    const levels = new Uint32Array(256)
    const level = (rank: number) => Math.min(255, Math.floor(rank * 100))
    for (const { rank } of found) {
      const at = level(rank)
      levels[at] = (levels[at] as number) + 1
    }
    let least = 255
    for (let sum = levels[255] as number; sum < most && least > 0; ) {
      sum += levels[--least] as number
    }
    found = found.filter(({ rank }) => level(rank) >= least)
  }
  return found
    .sort((a, b) => b.rank - a.rank || a.id - b.id)
    .slice(0, most)
    .map(({ id }) => id)
}

function sampled(grams: readonly number[]): readonly number[] {
  if (grams.length <= mostGrams) return grams
  const step = grams.length / mostGrams
  return Array.from(
    { length: mostGrams },
    (_, index) => grams[Math.floor(index * step)] as number,
  )
}

/**
 * Read the lists of the rarest grams.
 *
 * Nothing says how long a list is but reading it. So the start of each is read; how
 * many are to come is guessed from how near to each other those entries are.
 *
 * @returns Lists that were read, and starts of those that are too long.
 */
function readLists(
  db: Database,
  grams: readonly number[],
  end: number,
): { read: List[]; begun: List[] } {
  const starts = startsOf(db, grams, end)
  const read: List[] = []
  let places = 0
  for (const { gram, start, length } of starts) {
    if (places > 0 && places + length > mostPlaces) break
    places += start.length
    if (start.length < firstPlaces) {
      read.push([start])
      continue
    }
    const after = start[firstPlaces - 1] as number
    const rest = rowsWith(db, gram, { after, most: mostPlaces - places })
    places += rest.length
    read.push([start, rest])
  }
  return { read, begun: starts.slice(read.length).map(({ start }) => [start]) }
}

/** Starts of the lists that have anything, those of the shortest lists first. */
function startsOf(
  db: Database,
  grams: readonly number[],
  end: number,
): { gram: number; start: Float64Array; length: number }[] {
  return grams
    .map((gram) => {
      const start = rowsWith(db, gram, { after: 0, most: firstPlaces })
      return { gram, start, length: lengthOf(start, end) }
    })
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length)
}

function lengthOf(start: Float64Array, end: number): number {
  if (start.length < firstPlaces) return start.length
  const first = entryAt(start[0] as number)
  const last = entryAt(start[firstPlaces - 1] as number)
  return (firstPlaces * (end - first)) / (last - first)
}

/** How many of the lists an entry is in, by its id: used again for each text. */
let counts = new Uint8Array(0)

/** Count how many of the lists each entry is in, and give a row of each. */
function count(
  lists: readonly List[],
  end: number,
): { counts: Uint8Array; rows: readonly number[] } {
  if (counts.length < end) counts = new Uint8Array(end + (end >> 3))
  else counts.fill(0)
  const rows: number[] = []
  for (const part of lists.flat()) {
    if (entryAt(part.at(-1) ?? 0) >= end) {
      throw new DamageError('a list leads nowhere')
    }
    for (const row of part) {
      const id = entryAt(row)
      const before = counts[id] as number
      if (before === 0) rows.push(row)
      counts[id] = before + 1
    }
  }
  return { counts, rows }
}
