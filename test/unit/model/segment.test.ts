import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Content,
  hashContent,
  type Inline,
  parseContent,
  printContent,
  textOf,
} from '../../../src/model/index.ts'

const id = fc.integer({ min: 1, max: 99 }).map(String)
const part: fc.Arbitrary<Inline> = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('<1>', '</1>', '<2/>', '&lt;', '&amp;lt;', '&', '<'),
  id.map((ph) => ({ ph })),
  id.map((open) => ({ open })),
  id.map((close) => ({ close })),
)
const contents = fc.array(part).map((parts): Content => {
  const joined: Inline[] = []
  for (const next of parts) {
    const last = joined.at(-1)
    if (typeof last === 'string' && typeof next === 'string') {
      joined[joined.length - 1] = last + next
    } else joined.push(next)
  }
  return joined
})

describe('content', () => {
  it('comes back from its text with tags', () => {
    fc.assert(
      fc.property(contents, (content) => {
        expect(parseContent(printContent(content))).toEqual(content)
      }),
    )
  })

  it('reads anything, and keeps what is no tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(textOf(parseContent(text)).length).toBeLessThanOrEqual(
          text.length,
        )
      }),
    )
    expect(parseContent('a < b > <x> <12')).toEqual(['a < b > <x> <12'])
  })

  it('is told apart by its hash', () => {
    const seen = new Map<string, string>()
    for (let index = 0; index < 50_000; index++) {
      const text = index.toString(2).replaceAll('1', '億')
      const hash = hashContent(text)
      expect(hash).toMatch(/^[0-9a-z]{13}$/)
      expect(seen.get(hash)).toBeUndefined()
      seen.set(hash, text)
    }
    expect(hashContent([{ open: '1' }, '好'])).not.toBe(
      hashContent([{ close: '1' }, '好']),
    )
  })
})
