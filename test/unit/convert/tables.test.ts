import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  Buckets,
  hashUnit,
  Starts,
  WordCosts,
} from '../../../src/convert/buckets.ts'
import { openTables } from '../../../src/convert/tables.ts'
import { encodeUtf8 } from '../../../src/convert/utf8.ts'

const { makeBuckets, makeRows, packTables, startsOf } = (await import(
  new URL('../../../scripts/tables.js', import.meta.url).href
)) as {
  makeBuckets: <Value>(
    words: Iterable<[hash: number, value: Value]>,
    bits: number,
  ) => { tables: Record<string, ArrayBufferView>; values: Value[] }
  makeRows: (
    words: Iterable<[hash: number, cost: number]>,
    bits: number,
  ) => Uint8Array
  packTables: (sections: Record<string, ArrayBufferView>) => Uint8Array
  startsOf: (
    name: string,
    sizes: readonly number[],
  ) => Record<string, Uint16Array | Uint32Array>
}

/** Open a file that is in a buffer. */
const open = (file: Uint8Array<ArrayBuffer>) =>
  openTables((start, length) => file.subarray(start, start + length))

const pack = (sections: Record<string, ArrayBufferView>) =>
  open(new Uint8Array(packTables(sections)))

describe('a file of tables', () => {
  test('gives back what was packed, whatever the sizes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.uint16Array(),
        fc.uint32Array(),
        (bytes, words, integers) => {
          const file = packTables({
            bytes,
            words,
            integers,
            none: new Uint8Array(),
          })
          const tables = open(new Uint8Array(file))
          expect([...tables.bytes('bytes')]).toEqual([...bytes])
          expect([...tables.words('words')]).toEqual([...words])
          expect([...tables.integers('integers')]).toEqual([...integers])
          expect(tables.copy('words').buffer.byteLength).toBe(words.byteLength)
          expect(tables.bytes('none')).toHaveLength(0)
        },
      ),
    )
  })

  test('may stand anywhere in a buffer that begins at four bytes', () => {
    const file = packTables({ integers: Uint32Array.of(7, 0xffffffff) })
    const buffer = new Uint8Array(file.length + 8)
    buffer.set(file, 8)
    const tables = open(buffer.subarray(8))
    expect([...tables.integers('integers')]).toEqual([7, 0xffffffff])
  })
})

test('UTF-8 without an encoder is what an encoder gives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (a, b) => {
      const text = `${a}é漢𠮷${b}`
      expect(encodeUtf8(text)).toEqual(new Uint8Array(Buffer.from(text)))
    }),
  )
})

describe('buckets', () => {
  const words = ['軟體', '硬體', '軟體包', 'ab', 'ba']
  const hash = (word: string): number =>
    [...word].reduce((sum, c) => hashUnit(sum, c.charCodeAt(0)), 0)
  const fill = (all: readonly string[]) => {
    const { tables, values } = makeBuckets(
      all.map((word) => [hash(word), word]),
      2,
    )
    return { buckets: new Buckets(pack(tables)), values }
  }

  test('have every word, and say so once', () => {
    const { buckets, values } = fill(words)
    for (const word of words) {
      const found = buckets.find(hash(word))
      expect(values[found]).toBe(word)
      expect(buckets.find(hash(word), found)).toBe(-1)
    }
    expect(buckets.find(hash('沒有'))).toBe(-1)
  })

  test('have room for words of the same fingerprint', () => {
    const [one = 0] = [hash('軟體')]
    const { buckets } = fill(['軟體', '軟體'])
    const first = buckets.find(one)
    expect(buckets.find(one, first)).toBe(first + 1)
    expect(buckets.find(one, first + 1)).toBe(-1)
  })

  test('are refused where they would be too full', () => {
    expect(() => fill(Array(31).fill('軟體'))).not.toThrow()
    expect(() => fill(Array(32).fill('軟體'))).toThrow('too full')
  })
})

describe('rows of costs', () => {
  /** Rows with as many words as those of the lexicon have at most. */
  const costs = fc
    .uniqueArray(fc.integer({ min: 0, max: 0xffffffff }), {
      maxLength: 80,
      size: 'max',
    })
    .map((hashes) => hashes.map((hash, i) => [hash, i] as [number, number]))
  const fill = (words: readonly [number, number][]) =>
    new WordCosts(pack({ rows: makeRows(words, 3) }))
  /** What tells two hashes apart: their row, their part and the lower half. */
  const tells = (hash: number) => `${hash >>> 27} ${hash & 0xffff}`

  test('have every word with what it costs, and no other', () => {
    fc.assert(
      fc.property(costs, fc.array(fc.nat(0xffffffff)), (words, others) => {
        const told = new Map(words.map(([hash, cost]) => [tells(hash), cost]))
        fc.pre(told.size === words.length)
        const rows = fill(words)
        const sizes = new Map<number, number>()
        for (const [hash] of words) {
          sizes.set(hash >>> 29, (sizes.get(hash >>> 29) ?? 0) + 1)
        }
        for (const [hash, cost] of words) {
          const isFull = (sizes.get(hash >>> 29) ?? 0) > 20
          if (!isFull) expect(rows.find(hash)).toBe(cost)
        }
        for (const other of others) {
          if (!told.has(tells(other))) expect(rows.find(other)).toBe(-1)
        }
      }),
    )
  })

  test('leave out the rarest where they are full', () => {
    const words = Array.from(
      { length: 30 },
      (_, i) => [((i % 4) << 27) | (i * 7), 200 - i] as [number, number],
    )
    const rows = fill(words)
    expect(words.map(([hash]) => rows.find(hash))).toEqual(
      words.map(([, cost]) => (cost <= 190 ? cost : -1)),
    )
  })
})

describe('starts', () => {
  test('are the sums of the sizes before, and at last of all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 255 }), { maxLength: 1200, size: 'max' }),
        (sizes) => {
          const starts = new Starts(pack(startsOf('x', sizes)), 'x')
          expect(starts.count).toBe(sizes.length)
          let sum = 0
          for (let i = 0; i <= sizes.length; i++) {
            expect(starts.of(i)).toBe(sum)
            sum += sizes[i] ?? 0
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  test('are refused where they would not fit', () => {
    expect(() => startsOf('x', [65_535, 0])).not.toThrow()
    expect(() => startsOf('x', [65_536, 1])).toThrow('block of x')
  })
})
