import {
  asBytes,
  bytesOf,
  DamageError,
  type Database,
  textIn,
} from './database.ts'
import { gramsOf } from './grams.ts'

/** A row id of the full text is an entry's id times this, and its size class. */
const sizeClasses = 32

/** Up to this many grams a size class is one number of grams. */
const exactSizes = 12

/** The last class is of all that have about as many grams or more. */
export const largestSize = 255

/** From one class to the next, above the exact ones: a factor of about 1.17. */
const step = Math.log(largestSize / exactSizes) / (sizeClasses - 1 - exactSizes)

/** Most grams of an entry of each class. */
const sizes = Array.from({ length: sizeClasses }, (_, own) =>
  own <= exactSizes ? own : exactSizes * Math.exp((own - exactSizes) * step),
)

/** Entries that are read at once. */
const slice = 2048

function classOf(size: number): number {
  if (size <= exactSizes) return size
  const own = exactSizes + Math.ceil(Math.log(size / exactSizes) / step - 1e-9)
  return Math.min(own, sizeClasses - 1)
}

/**
 * Say which entry a row of the full text is of.
 *
 * @param row - Row id.
 * @returns The entry's id.
 */
export function entryAt(row: number): number {
  return Math.floor(row / sizeClasses)
}

/**
 * Say how many grams the entry of a row has: ranking wants it, and reads no entry.
 *
 * @param row - Row id.
 * @returns How many it has, up to a sixth too many; nothing where there are so many
 * that they are not told.
 */
export function sizeAt(row: number): number | undefined {
  const own = row % sizeClasses
  return own === sizeClasses - 1 ? undefined : sizes[own]
}

const insert = 'INSERT INTO gram (rowid, grams) VALUES (?, ?)'

/** Without the text the table can only forget a row that it is told the words of. */
const forget = "INSERT INTO gram (gram, rowid, grams) VALUES ('delete', ?, ?)"

/**
 * Put an entry into the full text.
 *
 * @param db - Memory's file, in a transaction.
 * @param id - The entry's id.
 * @param text - Its sentence.
 * @param pair - Number of its pair of locales.
 */
export function indexEntry(
  db: Database,
  id: number,
  text: string,
  pair: number,
): void {
  run(db, insert, { id, text, pair })
}

/**
 * Take the entries of a file, which are about to go, out of the full text.
 *
 * Where most entries go, the others are put into an empty one.
 *
 * @param db - Memory's file, in a transaction.
 * @param file - Number of the file.
 */
export function unindexFile(db: Database, file: number): void {
  const own = count(db, 'SELECT count(*) n FROM entry WHERE file = ?', [file])
  const all = count(db, 'SELECT count(*) n FROM entry')
  if (own * 2 <= all) {
    each(db, 'file = ?', file, (entry) => run(db, forget, entry))
    return
  }
  db.run("INSERT INTO gram (gram) VALUES ('delete-all')")
  each(db, 'file <> ?', file, (entry) => run(db, insert, entry))
}

interface Indexed {
  id: number
  text: string
  pair: number
}

function run(db: Database, sql: string, { id, text, pair }: Indexed): void {
  const grams = gramsOf(text, pair)
  const row = id * sizeClasses + classOf(grams.length)
  db.run(sql, [row, grams.map(wordOf).join(' ')])
}

/** Digits and letters: one word for the `ascii` tokenizer. */
function wordOf(gram: number): string {
  return gram.toString(36)
}

function count(
  db: Database,
  sql: string,
  values: readonly number[] = [],
): number {
  return Number(db.get(sql, values)?.['n'])
}

function each(
  db: Database,
  where: string,
  file: number,
  visit: (entry: Indexed) => void,
): void {
  let after = 0
  for (;;) {
    const rows = db.all(
      `SELECT id, ${asBytes('source')}, pair FROM entry WHERE ${where} AND id > ? ORDER BY id LIMIT ?`,
      [file, after, slice],
    )
    for (const { id, source, pair } of rows) {
      after = Number(id)
      visit({ id: after, text: textIn(source), pair: Number(pair) })
    }
    if (rows.length < slice) return
  }
}

/**
 * List the rows that have a gram.
 *
 * They come as one string: a row of SQLite's for each takes ten times as long.
 *
 * @param db - Memory's file, in a transaction.
 * @param gram - Gram.
 * @param range - Row id after which the list is read, and how many are read at most.
 * @returns Row ids, rising.
 * @throws DamageError when the list cannot be one.
 */
export function rowsWith(
  db: Database,
  gram: number,
  { after, most }: { after: number; most: number },
): Float64Array {
  const list = db.get(
    `SELECT CAST(group_concat(rowid, ' ') AS BLOB) ids FROM
    (SELECT rowid FROM gram WHERE gram MATCH ? AND rowid > ? LIMIT ?)`,
    [`"${wordOf(gram)}"`, after, most],
  )
  return numbersOf(bytesOf(list?.['ids']), after)
}

const space = 0x20
const zero = 0x30

function numbersOf(digits: Uint8Array, after: number): Float64Array {
  const numbers = new Float64Array((digits.length >> 1) + 1)
  let length = 0
  let before = after
  let number = 0
  const push = (): void => {
    if (number <= before) throw new DamageError('a list does not rise')
    numbers[length++] = number
    before = number
    number = 0
  }
  if (digits.length === 0) return numbers.subarray(0, 0)
  for (const digit of digits) {
    if (digit === space) push()
    else number = number * 10 + digit - zero
  }
  push()
  return numbers.subarray(0, length)
}
