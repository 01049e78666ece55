import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Postings } from '../../../src/publish/search/postings.ts'

const article = fc.record({
  // Numbers that are not there are pages that could not be read.
  step: fc.integer({ min: 1, max: 300 }),
  entries: fc.uniqueArray(fc.nat(9000), {
    selector: (entry) => entry >> 1,
    maxLength: 40,
  }),
})

test('what was noted by article is read by token', () => {
  fc.assert(
    fc.property(fc.array(article), (articles) => {
      const postings = new Postings()
      const wanted = new Map<number, number[]>()
      let number = -1
      for (const { step, entries } of articles) {
        number += step
        postings.add(number, entries)
        for (const entry of entries) {
          const list = wanted.get(entry >> 1) ?? []
          list.push(number * 2 + (entry & 1))
          wanted.set(entry >> 1, list)
        }
      }
      const tokens = [...wanted.keys()].sort()
      expect(tokens.map((token) => postings.count(token))).toEqual(
        tokens.map((token) => wanted.get(token)?.length),
      )
      // In any number of rounds.
      for (const round of [tokens, tokens.slice(0, 3), tokens.slice(3), []]) {
        expect(round.map(postings.read(round))).toEqual(
          round.map((token) => wanted.get(token)),
        )
      }
    }),
  )
})

test('a large site is noted in pieces', () => {
  const postings = new Postings()
  const tokens = Array.from({ length: 5000 }, (_, at) => at)
  for (let number = 0; number < 600; number++) {
    const some = tokens.filter((at) => (at + number) % 3 > 0)
    postings.add(
      number,
      some.map((token) => token * 2 + 1),
    )
  }
  const listOf = postings.read([0, 4999])
  const has = (at: number) =>
    Array.from({ length: 600 }, (_, number) => number)
      .filter((number) => (at + number) % 3 > 0)
      .map((number) => number * 2 + 1)
  expect(listOf(0)).toEqual(has(0))
  expect(listOf(4999)).toEqual(has(4999))
})
