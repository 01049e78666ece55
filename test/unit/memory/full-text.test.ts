import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addRows, fileNumber, removeFile } from '../../../src/memory/add.ts'
import { Database } from '../../../src/memory/database.ts'
import {
  entryAt,
  largestSize,
  rowsWith,
  sizeAt,
} from '../../../src/memory/full-text.ts'
import { gramsOf } from '../../../src/memory/grams.ts'
import { type MemoryEntry, openMemory } from '../../../src/memory/index.ts'
import { pairOf } from '../../../src/memory/rows.ts'

let folder: string
let file: string
let db: Database

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yiwen-memory-'))
  file = path.join(folder, 'memory.sqlite')
  db = new Database(file)
})

afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

function entry(
  source: string,
  sourceLocale: MemoryEntry['sourceLocale'] = 'zh-TW',
): MemoryEntry {
  return {
    source: [source],
    sourceLocale,
    target: ['x'],
    targetLocale: 'en',
    state: 'translated',
  }
}

const all = { after: 0, most: 1_000_000 }

/** Lists of the full text, as they have to be: read from the entries. */
function expected(): Map<number, number[]> {
  const lists = new Map<number, number[]>()
  for (const { id, source, pair } of db.all(
    'SELECT id, source, pair FROM entry ORDER BY id',
  )) {
    for (const gram of gramsOf(String(source), Number(pair))) {
      lists.set(gram, [...(lists.get(gram) ?? []), Number(id)])
    }
  }
  return lists
}

const words = ['上市', '公司', '營收', 'model', '2', '甲', '，', '成長', 'B']
const texts = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''))

describe('the lists of the full text', () => {
  it('are those of the entries, whatever came and went', () => {
    const steps = fc.array(
      fc.record({
        file: fc.constantFrom('a', 'b', 'c'),
        texts: fc.option(fc.array(texts, { maxLength: 12 }), {
          nil: undefined,
        }),
        locale: fc.constantFrom<MemoryEntry['sourceLocale']>('zh-TW', 'zh-CN'),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(steps, (all) => {
        db.discard()
        const grams = new Set<number>()
        for (const { file, texts, locale } of all) {
          db.transact(() => {
            if (!texts) return removeFile(db, file)
            const entries = texts.map((text) => entry(text, locale))
            for (const text of texts) {
              for (const gram of gramsOf(text, pairOf(locale, 'en')))
                grams.add(gram)
            }
            return addRows(db, entries, fileNumber(db, file))
          })
        }
        db.transact(() => {
          const lists = expected()
          for (const gram of grams) {
            const rows = rowsWith(db, gram, { after: 0, most: 1000 })
            expect([...rows].map(entryAt)).toEqual(lists.get(gram) ?? [])
          }
        })
      }),
      { numRuns: 60 },
    )
  })

  it('are read in parts that make up the whole', () => {
    db.transact(() => {
      const entries = Array.from({ length: 500 }, (_, at) => entry(`上市${at}`))
      addRows(db, entries, fileNumber(db, 'a'))
      const [gram = 0] = gramsOf('上市', pairOf('zh-TW', 'en'))
      const whole = rowsWith(db, gram, all)
      expect(whole).toHaveLength(500)
      const first = rowsWith(db, gram, { after: 0, most: 123 })
      const after = first.at(-1) ?? 0
      const rest = rowsWith(db, gram, { after, most: 1000 })
      expect([...first, ...rest]).toEqual([...whole])
      expect(rowsWith(db, gram, { after, most: 0 })).toHaveLength(0)
    })
  })

  it('know how many grams an entry has, up to a sixth', () => {
    db.transact(() => {
      const entries = Array.from({ length: 400 }, (_, at) => {
        const own = Array.from({ length: at + 1 }, (_, index) =>
          String.fromCodePoint(0x4e00 + index),
        )
        return entry(own.join(''))
      })
      addRows(db, entries, fileNumber(db, 'a'))
      const pair = pairOf('zh-TW', 'en')
      const gram = gramsOf('一丁，丂', pair).find((one) =>
        gramsOf('一丁七', pair).includes(one),
      )
      const rows = [...rowsWith(db, gram ?? 0, all)]
      expect(rows.length).toBeGreaterThan(390)
      for (const row of rows) {
        const text = String(entries[entryAt(row) - 1]?.source[0])
        const count = gramsOf(text, pair).length
        const size = sizeAt(row)
        if (size === undefined) {
          expect(count).toBeGreaterThan(largestSize * 0.8)
          continue
        }
        expect(size).toBeGreaterThanOrEqual(count - 1e-9)
        expect(size).toBeLessThan(count * 1.18)
      }
    })
  })
})

describe('a memory of sentences of the same few words', () => {
  it('finds the like ones where a rare word leads to others', async () => {
    const entries = Array.from({ length: 60_000 }, (_, at) =>
      entry(`第${at}家公司的營收成長，超出市場預期`),
    )
    // Who asks for it has a word that only others have.
    for (let at = 0; at < 5; at++) entries.push(entry(`${at} zqxwv 的事`))
    const memory = openMemory(file)
    try {
      await memory.importEntries(entries, { file: 'a', stamp: '1' })
      const [best] = memory.lookup(['第zqxwv家公司的營收成長，超出市場預期'], {
        source: 'zh-TW',
        target: 'en',
        threshold: 60,
      })
      expect(best?.score).toBeGreaterThan(70)
    } finally {
      memory.close()
    }
  })
})

describe('two that have a memory open', () => {
  it('see in the full text what the other wrote, also into an emptied file', async () => {
    const one = openMemory(file)
    const other = openMemory(file)
    const of = (name: string) =>
      Array.from({ length: 1500 }, (_, at) =>
        entry(`第${at}家${name}公司說的是第${at * 7}件事`),
      )
    const like = (name: string) =>
      [one, other].map((memory) => {
        const text = `第31家${name}公司說的是第217件了`
        const [best] = memory.lookup([text], { source: 'zh-TW', target: 'en' })
        return best?.entry.source.join('')
      })
    const right = (name: string) => {
      const text = `第31家${name}公司說的是第217件事`
      return [text, text]
    }
    try {
      await one.importEntries(of('甲乙'), { file: 'a', stamp: '1' })
      expect(like('甲乙')).toEqual(right('甲乙'))
      await other.importEntries(of('丙丁'), { file: 'b', stamp: '1' })
      expect(like('丙丁')).toEqual(right('丙丁'))
      one.discard()
      await one.importEntries(of('戊己'), { file: 'c', stamp: '1' })
      expect(like('戊己')).toEqual(right('戊己'))
      expect(like('甲乙')).not.toEqual(right('甲乙'))
      await other.importEntries(of('庚辛'), { file: 'd', stamp: '1' })
      expect(like('庚辛')).toEqual(right('庚辛'))
      // A new file, and what was thrown away.
      expect([one.resets, other.resets]).toEqual([2, 0])
    } finally {
      one.close()
      other.close()
    }
  })
})
