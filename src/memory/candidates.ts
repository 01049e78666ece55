import { type Chunk, decodeDocs, fullChunk } from './chunks.ts'
import { bytesOf, type Database } from './database.ts'
import { buckets } from './grams.ts'

/** Grams of a text that are looked up; of a longer text, some all over it. */
const mostGrams = 96

/** Places in lists that are read for one text. */
const mostPlaces = 160_000

/** Longest list of a part that is read with the others. */
const longList = 6000

/** Sizes of the entries of the parts that were looked in, by the part's number. */
export type Sizes = Map<number, Uint8Array>

/** List of a gram in one part. */
interface List {
  gram: number
  n: number
  docs: Uint8Array | undefined
}

/**
 * Find entries that share much with a text.
 *
 * The rarest grams come first, until enough places are read. An entry counts by
 * the grams it shares, in proportion to what both have (Dice's coefficient).
 *
 * @param db - Memory's file, in a transaction.
 * @param grams - Grams of the text.
 * @param options - Parts to look in, what is known of them, how alike entries have
 * to be (0 to 1), and how many are wanted.
 * @returns Ids, the likeliest first.
 */
export function findCandidates(
  db: Database,
  grams: readonly number[],
  {
    chunks,
    sizes,
    likeness,
    most,
  }: {
    chunks: readonly Chunk[]
    sizes: Sizes
    likeness: number
    most: number
  },
): number[] {
  const asked = sampled(grams)
  const lists = chunks.map((chunk) =>
    asked.map((gram) => listOf(db, chunk, gram)),
  )
  const order = asked
    .map((_, index) => ({
      index,
      n: lists.reduce((sum, list) => sum + (list[index]?.n ?? 0), 0),
    }))
    .sort((a, b) => a.n - b.n)
  const chosen: number[] = []
  let places = 0
  for (const { index, n } of order) {
    places += n
    if (places > mostPlaces && chosen.length > 0) break
    chosen.push(index)
  }
  const scale = grams.length / Math.max(1, chosen.length)
  // Even edits all over a text leave it some of its grams.
  const fewest = Math.max(1, Math.floor(chosen.length * likeness * 0.25))
  const found: { id: number; rank: number }[] = []
  for (const [at, chunk] of chunks.entries()) {
    const own = lists[at] ?? []
    const counts = count(db, chunk, chosen, own)
    const sized = sizesOf(db, chunk, sizes)
    for (const doc of counts.touched) {
      const own = counts.of[doc] as number
      if (own < fewest) continue
      const size = sized[doc] ?? 0
      const shared = own * scale
      if (size === 0) continue
      const more = Math.max(size, grams.length)
      const less = Math.min(size, grams.length)
      // Edits take grams away from the longer one at least.
      if (size < 255 && less < more * likeness * 0.55 && more > 6) continue
      found.push({ id: chunk.first + doc, rank: (2 * shared) / (more + less) })
    }
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

function listOf(db: Database, chunk: Chunk, gram: number): List {
  const row = db.get(
    'SELECT n, CASE WHEN n <= ? THEN docs END docs FROM posting WHERE id = ?',
    [longList, chunk.id * buckets + gram],
  )
  const docs = row?.['docs']
  return {
    gram,
    n: Number(row?.['n'] ?? 0),
    docs: docs ? bytesOf(docs) : undefined,
  }
}

const counters = new Uint16Array(fullChunk)

function count(
  db: Database,
  chunk: Chunk,
  chosen: readonly number[],
  lists: readonly List[],
): { of: Uint16Array; touched: readonly number[] } {
  const touched: number[] = []
  const limit = Math.min(fullChunk, chunk.last - chunk.first)
  counters.fill(0)
  const visit = (doc: number): void => {
    const before = counters[doc] as number
    if (before === 0) touched.push(doc)
    counters[doc] = before + 1
  }
  for (const index of chosen) {
    const list = lists[index]
    if (!list || list.n === 0) continue
    const docs = list.docs ?? longListOf(db, chunk, list.gram)
    decodeDocs(docs, limit, visit)
  }
  return { of: counters, touched }
}

function longListOf(db: Database, chunk: Chunk, gram: number): Uint8Array {
  const id = chunk.id * buckets + gram
  const row = db.get('SELECT docs FROM posting WHERE id = ?', [id])
  return bytesOf(row?.['docs'])
}

function sizesOf(db: Database, { id }: Chunk, sizes: Sizes): Uint8Array {
  const known = sizes.get(id)
  if (known) return known
  const row = db.get('SELECT sizes FROM chunk WHERE id = ?', [id])
  const own = bytesOf(row?.['sizes'])
  sizes.set(id, own)
  return own
}
