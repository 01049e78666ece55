import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Postings } from '../../../src/publish/search/postings.ts'

const token = fc.oneof(
  fc.constantFrom('軟體', '體，', '2024', 'a'),
  fc.string(),
)
const article = fc.record({
  // Numbers that are not there are pages that could not be read.
  step: fc.integer({ min: 1, max: 300 }),
  weights: fc.uniqueArray(fc.tuple(token, fc.constantFrom<0 | 1>(0, 1)), {
    selector: ([token]) => token,
    maxLength: 40,
  }),
})

test('what was noted by article is read by token', () => {
  fc.assert(
    fc.property(fc.array(article), (articles) => {
      const postings = new Postings()
      const wanted = new Map<string, number[]>()
      let number = -1
      for (const { step, weights } of articles) {
        number += step
        postings.add(number, new Map(weights))
        for (const [token, weight] of weights) {
          const list = wanted.get(token) ?? []
          list.push(number * 2 + weight)
          wanted.set(token, list)
        }
      }
      const tokens = [...wanted.keys()].sort()
      expect(postings.counts()).toEqual(
        tokens.map((token) => [token, wanted.get(token)?.length]),
      )
      // In any number of rounds.
      for (const round of [tokens, tokens.slice(0, 3), tokens.slice(3), []]) {
        const lists = postings.read(round)
        expect([...lists.keys()]).toEqual(round)
        for (const token of round) {
          expect([...(lists.get(token) ?? [])]).toEqual(wanted.get(token))
        }
      }
    }),
  )
})

test('a large site is noted in pieces', () => {
  const postings = new Postings()
  const tokens = Array.from({ length: 5000 }, (_, at) => `t${at}`)
  for (let number = 0; number < 600; number++) {
    const some = tokens.filter((_, at) => (at + number) % 3 > 0)
    postings.add(number, new Map(some.map((token) => [token, 1])))
  }
  const lists = postings.read(['t0', 't4999'])
  const has = (at: number) =>
    Array.from({ length: 600 }, (_, number) => number)
      .filter((number) => (at + number) % 3 > 0)
      .map((number) => number * 2 + 1)
  expect([...(lists.get('t0') ?? [])]).toEqual(has(0))
  expect([...(lists.get('t4999') ?? [])]).toEqual(has(4999))
})
