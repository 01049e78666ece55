import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localizeBoth, readBoth } from '../fast-pair.ts'
import { documents, mutated } from './markdown-grammar.ts'
import { pieces } from './real-text.ts'

// What the scanner and the proof give has to be what the whole parser gives.
// `npm run fuzz -- --only fast --minutes 30 --slice 120` counts the documents.
const numRuns = Number(process.env['YIWEN_FAST_RUNS'] ?? 90)

const kinds = {
  'documents of a grammar': documents,
  'documents of a grammar with lines changed': mutated(documents),
  'parts of articles with lines changed': mutated(pieces),
}

describe.each(Object.entries(kinds))('%s', (_, texts) => {
  test('are read alike, fast and plain', () => {
    fc.assert(
      fc.property(texts, (source) => {
        const { fast, plain } = readBoth(source)
        expect(fast).toEqual(plain)
      }),
      { numRuns },
    )
  }, 3_600_000)

  test('become the same editions', () => {
    fc.assert(
      fc.property(texts, (source) => {
        const { fast, plain } = localizeBoth('a.md', source)
        expect(fast).toEqual(plain)
      }),
      { numRuns: numRuns / 3 },
    )
  }, 3_600_000)
})
