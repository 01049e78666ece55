import { findCandidates, type Sizes } from './candidates.ts'
import { type Chunk, chunksOf, indexTail, longestTail } from './chunks.ts'
import type { Database } from './database.ts'
import { Pattern, unitsOf } from './distance.ts'
import { gramsOf, hashText } from './grams.ts'
import { compareMatches, type Match, matchOf, type Query } from './match.ts'
import { entryColumns, entryOf, pairOf, type Row } from './rows.ts'

/** What is looked up at once. */
export interface LookupPlan {
  /** The sentence, and what it is in other variants. */
  queries: readonly Query[]
  /** How many matches are given. */
  limit: number
  /** Least score. */
  threshold: number
}

/** Entries that are compared with a sentence. */
const mostCandidates = 100

/** The same text in so many surroundings is compared. */
const mostSame = 200

/** Longest sentence that like ones are looked for, in UTF-16 units. */
const longest = 2000

/** Entry of the tail, which no part of the index has. */
interface Loose {
  row: Row
  pair: number
  units: number[]
}

/** Finds entries like a sentence; remembers what changes seldom. */
export class Index {
  readonly #db: Database
  #generation = -1
  #version = -1
  #chunks: readonly Chunk[] = []
  #sizes: Sizes = new Map()
  #tail: Loose[] = []

  /** @param db - Memory's file. */
  constructor(db: Database) {
    this.#db = db
  }

  /**
   * Find the entries like a sentence.
   *
   * @param plan - What is looked up.
   * @returns Matches, the best first; each translation once.
   */
  lookup({ queries, limit, threshold }: LookupPlan): Match[] {
    this.#refresh()
    const best = new Map<string, Match>()
    for (const query of queries) {
      const least = threshold + query.penalty
      for (const { row, edits, length } of this.#likely(query, least)) {
        const { entry, source, target } = entryOf(row)
        const match = matchOf(query, entry, source, { edits, length })
        if (match.score < threshold) continue
        const key = `${target.text}\0${target.codes}`
        const other = best.get(key)
        if (!other || compareMatches(match, other) < 0) best.set(key, match)
      }
    }
    return [...best.values()].sort(compareMatches).slice(0, limit)
  }

  /** Rows that are near enough, each once. */
  *#likely(
    query: Query,
    threshold: number,
  ): Generator<{ row: Row; edits: number; length: number }> {
    const { flat } = query
    const pair = pairOf(query.source, query.target)
    const units = unitsOf(flat)
    const pattern = new Pattern(units)
    const ids = new Set<unknown>()
    const same = this.#db.all(
      `SELECT ${entryColumns} FROM entry WHERE hash = ? AND pair = ?
      ORDER BY previous IS ? AND next IS ? DESC, state DESC, id DESC LIMIT ?`,
      [
        hashText(flat.text, pair),
        pair,
        query.context.previous ?? null,
        query.context.next ?? null,
        mostSame,
      ],
    )
    for (const row of same) {
      if (row['source'] !== flat.text) continue
      ids.add(row['id'])
      const own = unitsOf({ text: flat.text, codes: String(row['sc']) })
      const edits = row['sc'] === flat.codes ? 0 : pattern.distance(own)
      yield { row, edits, length: Math.max(units.length, own.length) }
    }
    if (flat.text.length > longest || threshold > 99) return
    const likeness = Math.max(0, threshold) / 100
    const near = (row: Row, own: ArrayLike<number>) => {
      const length = Math.max(units.length, own.length)
      // Rounding down takes off less than one.
      const most = Math.floor(length * (1 - likeness) + 1e-9)
      const edits = pattern.distance(own, most)
      return edits <= most ? { row, edits, length } : undefined
    }
    for (const { row, pair: own, units: others } of this.#tail) {
      if (own !== pair || ids.has(row['id'])) continue
      const found = near(row, others)
      if (found) yield found
    }
    const grams = gramsOf(flat.text, pair)
    const candidates = findCandidates(this.#db, grams, {
      chunks: this.#chunks,
      sizes: this.#sizes,
      likeness,
      most: mostCandidates,
    })
    for (const id of candidates) {
      if (ids.has(id)) continue
      const row = this.#db.get(
        'SELECT id, pair, source, sc FROM entry WHERE id = ?',
        [id],
      )
      if (row?.['pair'] !== pair) continue
      const text = String(row['source'])
      if (text.length > 4 * longest) continue
      const found = near(row, unitsOf({ text, codes: String(row['sc']) }))
      if (!found) continue
      const whole = this.#db.get(
        `SELECT ${entryColumns} FROM entry WHERE id = ?`,
        [id],
      )
      if (whole) yield { ...found, row: whole }
    }
  }

  /** Learn what others, or this process, have changed. */
  #refresh(): void {
    const db = this.#db
    let meta = this.#meta()
    if (
      meta.generation === this.#generation &&
      meta.version === this.#version
    ) {
      return
    }
    if (meta.generation !== this.#generation) this.#sizes = new Map()
    this.#chunks = chunksOf(db)
    const end = this.#chunks.at(-1)?.last ?? 1
    if (meta.next - end > longestTail) {
      // An import was broken off before it was indexed.
      indexTail(db, longestTail)
      this.#chunks = chunksOf(db)
      meta = this.#meta()
    }
    const ids = new Set(this.#chunks.map(({ id }) => id))
    for (const id of this.#sizes.keys())
      if (!ids.has(id)) this.#sizes.delete(id)
    this.#tail = db
      .all(`SELECT ${entryColumns} FROM entry WHERE id >= ? ORDER BY id`, [
        this.#chunks.at(-1)?.last ?? 1,
      ])
      .map((row) => ({
        row,
        pair: Number(row['pair']),
        units: unitsOf({
          text: String(row['source']),
          codes: String(row['sc']),
        }),
      }))
    this.#generation = meta.generation
    this.#version = meta.version
  }

  #meta(): { generation: number; version: number; next: number } {
    return {
      generation: this.#db.meta('generation'),
      version: this.#db.meta('version'),
      next: this.#db.meta('next'),
    }
  }
}
