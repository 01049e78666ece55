import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type MemoryEntry, openMemory } from '../../../src/memory/index.ts'

let folder: string
let file: string

const english = { source: 'zh-TW', target: 'en' } as const

const entries = Array.from(
  { length: 3000 },
  (_, index): MemoryEntry => ({
    source: [`第${index}句話說的是第${index * 7}件事`],
    sourceLocale: 'zh-TW',
    target: [`Sentence ${index}`],
    targetLocale: 'en',
    state: 'translated',
  }),
)

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'yiwen-memory-'))
  file = path.join(folder, 'memory.sqlite')
  const memory = openMemory(file)
  await memory.importEntries(entries, { file: 'a', stamp: '1' })
  memory.close()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a memory does with a file, and whether it can be filled again. */
async function use(): Promise<{ resets: number; entries: number }> {
  const memory = openMemory(file)
  try {
    for (let index = 0; index < 3000; index += 29) {
      memory.lookup(entries[index]?.source ?? [], english)
    }
    memory.search('第2999句')
    const count = [...memory.entries()].length
    const { resets } = memory
    await memory.importEntries(entries, { file: 'a', stamp: '2' })
    expect(memory.lookup(['第29句話說的是第203件事'], english)[0]?.score).toBe(
      100,
    )
    expect(memory.stats().entries).toBe(3000)
    return { resets, entries: count }
  } finally {
    memory.close()
  }
}

function overwrite(at: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, bytes, 0, bytes.length, at)
  closeSync(descriptor)
}

/** Do with a file what only SQLite itself may. */
function change(...steps: readonly string[]): void {
  const Sqlite = createRequire(import.meta.url)('libsql')
  for (const sql of steps) {
    const db = new Sqlite(file)
    db.exec(`PRAGMA writable_schema = ON; ${sql}`)
    db.close()
  }
}

describe('a memory whose file', () => {
  it('is whole stays as it is', async () => {
    expect(await use()).toEqual({ resets: 0, entries: 3000 })
  })

  it.each([0, 50, 5000, 100_000])(
    'is cut off after %i bytes is made anew',
    async (size) => {
      truncateSync(file, size)
      expect(await use()).toEqual({ resets: 1, entries: 0 })
    },
  )

  it('is something else is made anew', async () => {
    writeFileSync(file, 'not a database\n'.repeat(1000))
    expect(await use()).toEqual({ resets: 1, entries: 0 })
  })

  it('is of another version is made anew', async () => {
    overwrite(60, new Uint8Array([0, 0, 0, 99]))
    expect(await use()).toEqual({ resets: 1, entries: 0 })
  })

  it('has other words in an entry is made anew', async () => {
    const at = readFileSync(file).indexOf('Sentence 1450')
    expect(at).toBeGreaterThan(0)
    overwrite(at, Buffer.from('Sentense'))
    expect(await use()).toEqual({ resets: 1, entries: 0 })
  })

  it('has a byte that is no UTF-8 in an entry is made anew', async () => {
    // libsql ends the process over such a text.
    const at = readFileSync(file).indexOf('第1450句話')
    expect(at).toBeGreaterThan(0)
    overwrite(at + 1, new Uint8Array([0xff]))
    expect(await use()).toEqual({ resets: 1, entries: 0 })
  })

  it('has bytes that are no UTF-8 in its list of files is made anew', () => {
    const at = readFileSync(file).indexOf(Buffer.from('a1', 'latin1'))
    expect(at).toBeGreaterThan(0)
    overwrite(at, new Uint8Array([0xff, 0xfe]))
    const memory = openMemory(file)
    expect([...memory.files()]).toEqual([])
    memory.close()
  })

  it.each([
    'DELETE FROM gram_config',
    'DELETE FROM gram_data',
    'DELETE FROM gram_data WHERE id > 10',
    'DROP TABLE gram_idx',
  ])('has no whole full text is made anew (%s)', async (sql) => {
    change(sql)
    expect(await use()).toEqual({ resets: 1, entries: 0 })
  })

  it('has an index of other entries is made anew when they go', async () => {
    change(
      `CREATE TABLE kept AS SELECT * FROM sqlite_schema WHERE name = 'entry_hash';
      DELETE FROM sqlite_schema WHERE name = 'entry_hash'`,
      `UPDATE entry SET hash = hash + 1 WHERE id > 100;
      INSERT INTO sqlite_schema SELECT * FROM kept; DROP TABLE kept`,
    )
    expect(await use()).toEqual({ resets: 0, entries: 3000 })
  })

  it('has pages of nothing never gives what nobody wrote', async () => {
    const { size } = statSync(file)
    for (let page = 1; page < size / 4096; page += 7) {
      overwrite(page * 4096, new Uint8Array(4096).fill(page % 3 ? 0xff : 0))
      const { resets } = await use()
      expect(resets).toBeLessThanOrEqual(1)
      if (statSync(file).size < size / 2) break
    }
  })

  it('is emptied while another has it open is read anew by both', async () => {
    const one = openMemory(file)
    const other = openMemory(file)
    try {
      const [first] = entries
      const same = () => other.lookup(first?.source ?? [], english).length
      expect(same()).toBeGreaterThan(0)
      one.discard()
      expect(same()).toBe(0)
      one.add(entries.slice(0, 1), 'a')
      expect(same()).toBe(1)
    } finally {
      one.close()
      other.close()
    }
  })
})
