import { type Database, textIn, textOrNull } from './database.ts'
import type { MemoryEntry } from './entry.ts'
import { indexEntry, unindexFile } from './full-text.ts'
import { entryColumns, entryValues, type Row, rowOf } from './rows.ts'

/** How many surroundings are kept of one sentence and translation. */
const mostContexts = 32

/** What became of entries. */
export interface Added {
  /** Entries that are new. */
  added: number
  /** Entries that were there. */
  known: number
}

const insert = `INSERT INTO entry (${entryColumns})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const isThere = 'SELECT 1 FROM entry WHERE hash = ? LIMIT 1'

const lookAlike = `SELECT ${entryValues} FROM entry WHERE hash = ? AND pair = ?`

/**
 * Hashes of all entries of a memory that was empty when it was first added to, as
 * of a version: asking a set is cheaper than asking the file, and a large import
 * asks for each of its entries.
 */
const present = new WeakMap<Database, { as: string; hashes: Set<number> }>()

/** What tells that nobody else wrote, and nothing was taken back. */
function stateOf(db: Database): string {
  return `${db.meta('generation')} ${db.meta('version')} ${db.meta('next')}`
}

function hashesOf(db: Database): Set<number> | undefined {
  const as = stateOf(db)
  const known = present.get(db)
  if (known && known.as !== as) present.delete(db)
  else if (known) return known.hashes
  if (db.get('SELECT 1 FROM entry LIMIT 1', [])) return undefined
  const hashes = new Set<number>()
  present.set(db, { as, hashes })
  return hashes
}

/**
 * Put entries into a memory.
 *
 * The same sentence with the same translation and surroundings is kept once; if
 * another file has it too, that is noted, so that it stays while one of them does.
 * A known one takes over a state that is further.
 *
 * @param db - Memory's file, in a transaction.
 * @param entries - Entries.
 * @param file - Number of the file they are from.
 * @returns What became of them.
 */
export function addRows(
  db: Database,
  entries: Iterable<MemoryEntry>,
  file: number,
): Added {
  const hashes = hashesOf(db)
  let id = db.meta('next')
  let added = 0
  let known = 0
  for (const entry of entries) {
    const row = rowOf(entry)
    const { source, target, previous, next } = row
    let contexts = 0
    const isKnown = hashes
      ? hashes.has(row.hash)
      : db.get(isThere, [row.hash]) !== undefined
    hashes?.add(row.hash)
    const others = isKnown ? db.all(lookAlike, [row.hash, row.pair]) : []
    const isIn = (other: Row): boolean =>
      textOrNull(other['previous']) === previous &&
      textOrNull(other['next']) === next
    const same = others.find((other) => {
      const is =
        textIn(other['source']) === source.text &&
        textIn(other['target']) === target.text &&
        textIn(other['sc']) === source.codes &&
        textIn(other['tc']) === target.codes
      if (!is) return false
      contexts++
      return contexts >= mostContexts || isIn(other)
    })
    if (same) {
      known++
      const other = Number(same['id'])
      if (same['file'] !== file) {
        db.run('INSERT OR IGNORE INTO also VALUES (?, ?)', [other, file])
      }
      if (isIn(same) && Number(same['state']) < row.state) {
        db.run(
          'UPDATE entry SET state = ?, usage = ?, detail = ?, sum = ? WHERE id = ?',
          [row.state, row.usage, row.detail, row.sum, other],
        )
      }
      continue
    }
    indexEntry(db, id, source.text, row.pair)
    db.run(insert, [
      id++,
      row.pair,
      row.hash,
      file,
      source.text,
      source.codes,
      target.text,
      target.codes,
      row.state,
      previous,
      next,
      row.usage,
      row.detail,
      row.sum,
    ])
    added++
  }
  db.run("UPDATE meta SET value = ? WHERE key = 'next'", [id])
  db.run("UPDATE meta SET value = value + 1 WHERE key = 'version'")
  if (hashes) present.set(db, { as: stateOf(db), hashes })
  return { added, known }
}

/**
 * Number a file.
 *
 * @param db - Memory's file, in a transaction.
 * @param path - Path of the file.
 * @returns Its number.
 */
export function fileNumber(db: Database, path: string): number {
  const find = () => db.get('SELECT id FROM file WHERE path = ?', [path])
  let row = find()
  if (!row) {
    db.run(
      "INSERT INTO file (path, stamp, done, complete) VALUES (?, '', 0, 0)",
      [path],
    )
    row = find()
  }
  return Number(row?.['id'])
}

/**
 * Take away the entries of a file, but for those that another one has too.
 *
 * @param db - Memory's file, in a transaction.
 * @param path - Path of the file.
 * @returns How many entries are gone.
 */
export function removeFile(db: Database, path: string): number {
  const row = db.get('SELECT id FROM file WHERE path = ?', [path])
  if (!row) return 0
  const file = Number(row['id'])
  db.run('DELETE FROM also WHERE file = ?', [file])
  db.run(
    `UPDATE entry SET file = (SELECT min(also.file) FROM also WHERE also.entry = entry.id)
    WHERE file = ? AND EXISTS (SELECT 1 FROM also WHERE also.entry = entry.id)`,
    [file],
  )
  db.run(
    `DELETE FROM also WHERE file =
      (SELECT file FROM entry WHERE entry.id = also.entry)`,
  )
  unindexFile(db, file)
  const gone = db.run('DELETE FROM entry WHERE file = ?', [file])
  db.run('DELETE FROM file WHERE id = ?', [file])
  db.run("UPDATE meta SET value = value + 1 WHERE key = 'version'")
  return gone
}
