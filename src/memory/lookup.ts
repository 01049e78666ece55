import { findCandidates } from './candidates.ts'
import { asBytes, type Database, textIn } from './database.ts'
import { Pattern, unitsOf } from './distance.ts'
import { gramsOf, hashText } from './grams.ts'
import { compareMatches, type Match, matchOf, type Query } from './match.ts'
import { entryOf, entryValues, pairOf, type Row } from './rows.ts'

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

/** A memory of so few entries is compared whole. */
const few = 1024

/** The same text in so many surroundings is compared. */
const mostSame = 200

/** Longest sentence that like ones are looked for, in UTF-16 units. */
const longest = 2000

/** What of an entry tells how like a sentence it is. */
const likenessColumns = `id, pair, ${asBytes('source')}, ${asBytes('sc')}`

/**
 * Find the entries like a sentence.
 *
 * @param db - Memory's file, in a transaction.
 * @param plan - What is looked up.
 * @returns Matches, the best first; each translation once.
 */
export function findMatches(
  db: Database,
  { queries, limit, threshold }: LookupPlan,
): Match[] {
  const best = new Map<string, Match>()
  for (const query of queries) {
    const least = threshold + query.penalty
    for (const { row, edits, length } of likely(db, query, least)) {
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
function* likely(
  db: Database,
  query: Query,
  threshold: number,
): Generator<{ row: Row; edits: number; length: number }> {
  const { flat } = query
  const pair = pairOf(query.source, query.target)
  const units = unitsOf(flat)
  const pattern = new Pattern(units)
  const ids = new Set<unknown>()
  const same = db.all(
    `SELECT ${entryValues} FROM entry WHERE hash = ? AND pair = ?
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
    if (textIn(row['source']) !== flat.text) continue
    ids.add(row['id'])
    const codes = textIn(row['sc'])
    const own = unitsOf({ text: flat.text, codes })
    const edits = codes === flat.codes ? 0 : pattern.distance(own)
    yield { row, edits, length: Math.max(units.length, own.length) }
  }
  if (flat.text.length > longest || threshold > 99) return
  const likeness = Math.max(0, threshold) / 100
  for (const { id, pair: other, source, sc } of compared(db, query, likeness)) {
    if (ids.has(id) || other !== pair) continue
    const text = textIn(source)
    if (text.length > 4 * longest) continue
    const own = unitsOf({ text, codes: textIn(sc) })
    const length = Math.max(units.length, own.length)
    // Rounding down takes off less than one.
    const most = Math.floor(length * (1 - likeness) + 1e-9)
    const edits = pattern.distance(own, most)
    if (edits > most) continue
    const row = db.get(`SELECT ${entryValues} FROM entry WHERE id = ?`, [
      Number(id),
    ])
    if (row) yield { row, edits, length }
  }
}

/** Rows that a sentence is compared with. */
function* compared(
  db: Database,
  { flat, source, target }: Query,
  likeness: number,
): Generator<Row> {
  const pair = pairOf(source, target)
  const count = db.get('SELECT count(*) n FROM (SELECT 1 FROM entry LIMIT ?)', [
    few + 1,
  ])
  if (Number(count?.['n']) <= few) {
    yield* db.all(
      `SELECT ${likenessColumns} FROM entry WHERE pair = ? ORDER BY id`,
      [pair],
    )
    return
  }
  const candidates = findCandidates(db, gramsOf(flat.text, pair), {
    likeness,
    most: mostCandidates,
  })
  for (const id of candidates) {
    const row = db.get(`SELECT ${likenessColumns} FROM entry WHERE id = ?`, [
      id,
    ])
    if (row) yield row
  }
}
