import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Buckets, hashUnit, Starts } from '../../../src/convert/buckets.ts'
import { openTables } from '../../../src/convert/tables.ts'
import { encodeUtf8 } from '../../../src/convert/utf8.ts'

const { packTables, startsOf } = (await import(
  new URL('../../../scripts/tables.js', import.meta.url).href
)) as {
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
  const sorted = [...words].sort(
    (a, b) =>
      (hash(a) >>> 30) - (hash(b) >>> 30) ||
      (hash(a) & 0xffff) - (hash(b) & 0xffff),
  )
  const fill = (all: readonly string[]): Buckets => {
    const sizes = [0, 1, 2, 3].map(
      (bucket) => all.filter((word) => hash(word) >>> 30 === bucket).length,
    )
    const prints = Uint16Array.from(all, (word) => hash(word) & 0xffff)
    return new Buckets(pack({ ...startsOf('words', sizes), prints }))
  }
  const buckets = fill(sorted)

  test('have every word, and say so once', () => {
    for (const word of words) {
      const found = buckets.find(hash(word))
      expect(sorted[found]).toBe(word)
      expect(buckets.find(hash(word), found)).toBe(-1)
    }
    expect(buckets.find(hash('沒有'))).toBe(-1)
  })

  test('have room for words of the same fingerprint', () => {
    const [one = 0] = [hash('軟體')]
    const twins = fill(['軟體', '軟體'])
    const first = twins.find(one)
    expect(twins.find(one, first)).toBe(first + 1)
    expect(twins.find(one, first + 1)).toBe(-1)
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
