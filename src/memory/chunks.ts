import { DamageError, type Database } from './database.ts'
import { buckets, gramsOf } from './grams.ts'

/** How many ids a part of the index covers at most. */
export const fullChunk = 1 << 17

/** How many entries may be in no part of the index. */
export const longestTail = 1024

/** Entries that are read at once. */
const slice = 2048

/** Part of the index: lists of the entries of a range of ids. */
export interface Chunk {
  /** Number; its lists have ids from `id × buckets`. */
  id: number
  /** First id of the range. */
  first: number
  /** First id after it. */
  last: number
}

/**
 * List the parts of the index.
 *
 * @param db - Memory's file.
 * @returns Parts, in the order of their ranges.
 */
export function chunksOf(db: Database): Chunk[] {
  return db
    .all('SELECT id, first, last FROM chunk ORDER BY first')
    .map(({ id, first, last }) => ({
      id: Number(id),
      first: Number(first),
      last: Number(last),
    }))
}

/**
 * Put the entries that no part of the index has into one.
 *
 * Small parts are put together, each time with those that are not larger, so that
 * there are few of them, and an entry is indexed only a few times.
 *
 * @param db - Memory's file, in a transaction.
 * @param most - How many may be left out.
 */
export function indexTail(db: Database, most: number): void {
  const end = db.meta('next')
  const chunks = chunksOf(db)
  let first = chunks.at(-1)?.last ?? 1
  const isDue = end - first > most || end - first >= fullChunk
  if (isDue) db.run("UPDATE meta SET value = value + 1 WHERE key = 'version'")
  while (end - first > most || end - first >= fullChunk) {
    const last = Math.min(end, first + fullChunk)
    while (last - first < fullChunk) {
      const before = chunks.at(-1)
      if (!before || before.last - before.first > 2 * (last - first)) break
      if (last - before.first > fullChunk) break
      chunks.pop()
      removeChunk(db, before)
      first = before.first
    }
    chunks.push(buildChunk(db, first, last))
    first = last
  }
}

/**
 * Note that the entries of a file are about to go.
 *
 * @param db - Memory's file, in a transaction.
 * @param file - Number of the file.
 */
export function noteGone(db: Database, file: number): void {
  db.run(
    `UPDATE chunk SET gone = gone + (SELECT count(*) FROM entry
      WHERE file = ? AND entry.id >= first AND entry.id < last)`,
    [file],
  )
}

/**
 * Index parts again of which most entries are gone.
 *
 * @param db - Memory's file, in a transaction.
 */
export function tidyChunks(db: Database): void {
  const rows = db.all('SELECT id FROM chunk WHERE gone * 2 > last - first')
  const ids = new Set(rows.map(({ id }) => id))
  for (const chunk of chunksOf(db)) {
    if (!ids.has(chunk.id)) continue
    removeChunk(db, chunk)
    buildChunk(db, chunk.first, chunk.last)
  }
}

function removeChunk(db: Database, { id }: Chunk): void {
  db.run('DELETE FROM posting WHERE id >= ? AND id < ?', [
    id * buckets,
    (id + 1) * buckets,
  ])
  db.run('DELETE FROM chunk WHERE id = ?', [id])
}

function buildChunk(db: Database, first: number, last: number): Chunk {
  const id = Number(db.get('SELECT max(id) id FROM chunk')?.['id'] ?? 0) + 1
  const lists = new Lists(first, last)
  for (let from = first; from < last; from += slice) {
    const rows = db.all(
      'SELECT id, pair, source FROM entry WHERE id >= ? AND id < ?',
      [from, Math.min(last, from + slice)],
    )
    for (const { id, pair, source } of rows) {
      lists.add(Number(id), gramsOf(String(source), Number(pair)))
    }
  }
  db.run('INSERT INTO chunk VALUES (?, ?, ?, 0, ?)', [
    id,
    first,
    last,
    lists.sizes,
  ])
  for (const [bucket, count, docs] of lists.encoded()) {
    db.run('INSERT INTO posting VALUES (?, ?, ?)', [
      id * buckets + bucket,
      count,
      docs,
    ])
  }
  return { id, first, last }
}

/** Lists of a part that is being made: sorted by counting. */
class Lists {
  /** How many grams each entry has, 255 at most; 0 where it is gone. */
  readonly sizes: Uint8Array
  readonly #first: number
  #grams = new Uint32Array(1 << 16)
  #docs = new Uint32Array(1 << 16)
  #length = 0

  constructor(first: number, last: number) {
    this.#first = first
    this.sizes = new Uint8Array(last - first)
  }

  add(id: number, grams: readonly number[]): void {
    const doc = id - this.#first
    this.sizes[doc] = Math.min(255, grams.length)
    if (this.#length + grams.length > this.#grams.length) {
      const size = 2 * Math.max(this.#grams.length, grams.length)
      this.#grams = grown(this.#grams, size)
      this.#docs = grown(this.#docs, size)
    }
    for (const gram of grams) {
      this.#grams[this.#length] = gram
      this.#docs[this.#length++] = doc
    }
  }

  /** Lists by bucket: number, length, and bytes for {@link decodeDocs}. */
  *encoded(): Generator<[bucket: number, count: number, docs: Uint8Array]> {
    const starts = new Uint32Array(buckets + 1)
    for (let index = 0; index < this.#length; index++) {
      const after = (this.#grams[index] as number) + 1
      starts[after] = (starts[after] as number) + 1
    }
    for (let bucket = 0; bucket < buckets; bucket++) {
      starts[bucket + 1] =
        (starts[bucket + 1] as number) + (starts[bucket] as number)
    }
    const sorted = new Uint32Array(this.#length)
    const ends = starts.slice()
    for (let index = 0; index < this.#length; index++) {
      const gram = this.#grams[index] as number
      const at = ends[gram] as number
      ends[gram] = at + 1
      sorted[at] = this.#docs[index] as number
    }
    for (let bucket = 0; bucket < buckets; bucket++) {
      const start = starts[bucket] as number
      const end = starts[bucket + 1] as number
      if (end > start) {
        yield [bucket, end - start, encodeDocs(sorted.subarray(start, end))]
      }
    }
  }
}

function grown(array: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size)
  larger.set(array)
  return larger
}

/** Differences of rising numbers, seven bits a byte, the lowest first. */
function encodeDocs(docs: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(docs.length * 3)
  let length = 0
  let before = 0
  for (const doc of docs) {
    let gap = doc - before
    before = doc
    while (gap > 127) {
      bytes[length++] = (gap & 127) | 128
      gap >>= 7
    }
    bytes[length++] = gap
  }
  return bytes.slice(0, length)
}

/**
 * Read a list of entries, and call something with each.
 *
 * @param bytes - List, as it is kept.
 * @param limit - First number that no entry has.
 * @param visit - Called with each entry's place in the range.
 * @throws DamageError when the list cannot be one.
 */
export function decodeDocs(
  bytes: Uint8Array,
  limit: number,
  visit: (doc: number) => void,
): void {
  let doc = 0
  let gap = 0
  let shift = 0
  for (const byte of bytes) {
    gap |= (byte & 127) << shift
    if (byte > 127) {
      shift += 7
      continue
    }
    doc += gap
    if (doc >= limit || doc < 0) throw new DamageError('a list leads nowhere')
    visit(doc)
    gap = 0
    shift = 0
  }
}
