import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type Libsql from 'libsql'
import { UserError } from '../model/index.ts'
import { withMemoryLock } from './lock.ts'
import { applicationId, layout, schemaVersion } from './schema.ts'

type Value = number | bigint | string | Uint8Array | ArrayBuffer | null
type Row = Record<string, Value>
type Connection = InstanceType<typeof Libsql>
type Statement = ReturnType<Connection['prepare']>

/** SQLite's codes for a file that is not what it should be: the first byte of each. */
const damage = new Set([
  11 /* CORRUPT */, 19 /* CONSTRAINT */, 24 /* FORMAT */, 26 /* NOTADB */,
])

/** Code of a file that ends too early: `SQLITE_IOERR_SHORT_READ`. */
const shortRead = 522

/** What it says, with no such code, where a table or column is gone: also full text's. */
const missing =
  /^(?:no such (?:table|column)|vtable constructor failed|invalid fts5 file|SQL logic error)/

/** Damage that was found in what a memory's file says. */
export class DamageError extends Error {
  override readonly name = 'DamageError'
}

let loaded: typeof Libsql | undefined

/** SQLite, loaded when it is first needed: it is there for common systems only. */
function sqlite(): typeof Libsql {
  try {
    loaded ??= createRequire(import.meta.url)('libsql') as typeof Libsql
    return loaded
  } catch (cause) {
    const system = `${process.platform}-${process.arch}`
    throw new UserError(`There is no SQLite for ${system}.`, {
      hint: 'Install again with optional packages, or use another system.',
      wording: { key: 'memory-unavailable', values: { system } },
      cause,
    })
  }
}

/**
 * SQLite file that may be thrown away at any time.
 *
 * Each use is a transaction under a lock. A file that is no memory, one of another
 * version, a truncated one, and one that SQLite or the memory finds damaged, is
 * made empty, in place: others may have it open.
 */
export class Database {
  /** Path of the file. */
  readonly path: string
  /** How many transactions of this object found the file damaged or foreign. */
  resets = 0
  #connection: Connection | undefined
  readonly #statements = new Map<string, Statement>()

  /** @param path - Path; its folder is made. */
  constructor(path: string) {
    this.path = path
    mkdirSync(dirname(path), { recursive: true })
  }

  /**
   * Run a task as one transaction.
   *
   * @param task - What to do; it may be done twice, the second time on an empty file.
   * @returns What the task returns.
   * @throws UserError when another process keeps the memory to itself.
   */
  transact<T>(task: () => T): T {
    return withMemoryLock(this.path, () => {
      if (!isSound(this.path)) this.#reset()
      try {
        return this.#attempt(task)
      } catch (error) {
        if (!isDamage(error)) throw error
        this.#reset()
        return this.#attempt(task)
      }
    })
  }

  /** Throw away what the file has, in a transaction of its own. */
  discard(): void {
    withMemoryLock(this.path, () => {
      this.#reset()
    })
  }

  /**
   * Run a statement that gives rows.
   *
   * @param sql - Statement.
   * @param values - Values of its parameters.
   * @returns Rows.
   */
  all(sql: string, values: readonly Value[] = []): Row[] {
    return this.#prepare(sql).all(values) as Row[]
  }

  /**
   * Run a statement that gives one row, or none.
   *
   * @param sql - Statement.
   * @param values - Values of its parameters.
   * @returns First row.
   */
  get(sql: string, values: readonly Value[] = []): Row | undefined {
    // Rows of `all` are freed late, and there may be a million of them.
    return this.#prepare(sql).get(values) as Row | undefined
  }

  /**
   * Run a statement.
   *
   * @param sql - Statement.
   * @param values - Values of its parameters.
   * @returns How many rows changed.
   */
  run(sql: string, values: readonly Value[] = []): number {
    return this.#prepare(sql).run(values).changes
  }

  /**
   * Look up a number the memory keeps about itself.
   *
   * @param key - What it is.
   * @returns Number.
   * @throws DamageError when there is none.
   */
  meta(key: 'version' | 'generation' | 'next'): number {
    const row = this.get('SELECT value FROM meta WHERE key = ?', [key])
    const value = row?.['value']
    if (!Number.isSafeInteger(value)) throw new DamageError(`no ${key}`)
    return Number(value)
  }

  /** Let go of the file. */
  close(): void {
    this.#statements.clear()
    const connection = this.#connection
    this.#connection = undefined
    connection?.close()
  }

  #attempt<T>(task: () => T): T {
    const connection = this.#open()
    connection.exec('BEGIN')
    try {
      const result = task()
      connection.exec('COMMIT')
      return result
    } catch (error) {
      try {
        if (connection.inTransaction) connection.exec('ROLLBACK')
      } catch {
        // What went wrong first is what counts.
      }
      // libsql leaves a statement that failed in the middle; others would wait for it.
      this.#abandon()
      throw error
    }
  }

  #open(): Connection {
    if (!this.#connection) {
      this.#connection = new (sqlite())(this.path)
      this.#connection.exec('PRAGMA journal_mode = DELETE')
      this.#connection.exec('PRAGMA synchronous = NORMAL')
      this.#connection.exec('PRAGMA cache_size = -49152')
    }
    return this.#connection
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#open().prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #abandon(): void {
    try {
      this.close()
    } catch {
      this.#statements.clear()
      this.#connection = undefined
    }
  }

  /** Make the file an empty memory; the lock is held. */
  #reset(): void {
    this.resets++
    this.#abandon()
    const file = openSync(this.path, 'a')
    ftruncateSync(file, 0)
    closeSync(file)
    rmSync(`${this.path}-journal`, { force: true })
    const connection = new (sqlite())(this.path)
    try {
      connection.exec('PRAGMA page_size = 4096')
      connection.exec(`BEGIN; ${layout} COMMIT`)
    } finally {
      connection.close()
    }
    markAsNew(this.path)
  }
}

/**
 * Give a new file a change counter of its own (SQLite's file format, 1.3).
 *
 * Others that have the file open compare it with the one they saw last, to know
 * whether the pages they remember are still right.
 */
function markAsNew(path: string): void {
  const file = openSync(path, 'r+')
  try {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(1 + Math.floor(Math.random() * 0x3fff_ffff))
    writeSync(file, counter, 0, 4, 24)
    writeSync(file, counter, 0, 4, 92)
  } finally {
    closeSync(file)
  }
}

function isDamage(error: unknown): boolean {
  if (error instanceof DamageError) return true
  if (!(error instanceof Error) || error.name !== 'SqliteError') return false
  // `code` is a name, but libsql does not know all of them.
  const code = Number((error as { rawCode?: unknown }).rawCode)
  return (
    damage.has(code & 0xff) || code === shortRead || missing.test(error.message)
  )
}

/**
 * Read a blob.
 *
 * @param value - Value of a row.
 * @returns Bytes; none where it is no blob.
 */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  return value instanceof Uint8Array ? value : new Uint8Array()
}

/**
 * Write a column of text so that it is read as bytes: libsql ends the process when a
 * text is no UTF-8, which one damaged byte is enough for.
 *
 * @param column - Name of the column.
 * @returns What is selected in its place, under its name.
 */
export function asBytes(column: string): string {
  return `CAST(${column} AS BLOB) AS ${column}`
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Read a text.
 *
 * @param value - Value of a row, selected with {@link asBytes}.
 * @returns Text, empty where there is none.
 * @throws DamageError when it is no UTF-8.
 */
export function textIn(value: unknown): string {
  try {
    return utf8.decode(bytesOf(value))
  } catch {
    throw new DamageError('a text is not what was written')
  }
}

/**
 * Read a text that may not be there.
 *
 * @param value - Value of a row, selected with {@link asBytes}.
 * @returns Text, or nothing.
 * @throws DamageError when it is no UTF-8.
 */
export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : textIn(value)
}

/** Whether a file can be a whole memory of this version, by its first bytes. */
function isSound(path: string): boolean {
  if (!existsSync(path)) return false
  const head = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    if (readSync(file, head, 0, 100, 0) < 100) return false
  } finally {
    closeSync(file)
  }
  if (head.toString('latin1', 0, 16) !== 'SQLite format 3\0') return false
  // A journal that is there brings pages back, also the first.
  if (existsSync(`${path}-journal`)) return true
  const pageSize = head.readUInt16BE(16)
  return (
    head.readUInt32BE(60) === schemaVersion &&
    head.readUInt32BE(68) === applicationId &&
    statSync(path).size >= pageSize * head.readUInt32BE(28)
  )
}
