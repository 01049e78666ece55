import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWordFilter, mayContain } from '../../../src/cache/index.ts'

const text = fc.string({
  unit: fc.constantFrom(...'軟體智能台灣 ａa1。𠮷\n'),
  maxLength: 60,
})

test('a word that stands in a text is never missed', () => {
  fc.assert(
    fc.property(fc.array(text), fc.nat(), fc.nat(), (texts, from, length) => {
      const filter = createWordFilter(texts)
      for (const one of texts) {
        const start = from % (one.length + 1)
        const word = one.slice(start, start + (length % 6))
        expect(mayContain(filter, word)).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})

test('a word that does not is seldom taken for one', () => {
  const chance = (size: number) => {
    const unit = (at: number) =>
      String.fromCharCode(0x4e00 + ((at * 7919) % 9000))
    const filter = createWordFilter([
      Array.from({ length: size }, (_, at) => unit(at)).join(''),
    ])
    let hits = 0
    // Characters of the text, in pairs that it has not.
    for (let at = 0; at < 20_000; at++) {
      if (mayContain(filter, unit(at % size) + unit((at * 31 + 5) % size)))
        hits++
    }
    return hits / 20_000
  }
  for (const size of [200, 2000]) expect(chance(size)).toBeLessThan(0.03)
})

test('nothing stands in an empty text but nothing', () => {
  const filter = createWordFilter(['', ''])
  expect(mayContain(filter, '軟')).toBe(false)
  expect(mayContain(filter, '')).toBe(true)
})
