import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PageTokens } from '../../../src/publish/search/page-tokens.ts'
import { createFolder, tokensOf } from '../../../src/publish/search/tokens.ts'

// 𠮷 takes two units, ㈱ becomes three characters, ﬃ and ㍿ become words.
const table = { from: '臺灣體𠮷', to: '台湾体吉' }
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...['臺', '灣', '軟', '體', '𠮷', '𠀀', '々', '〇', '，', ' ', '㈱'],
        ...['ﬃ', '㍿', 'Ａ', 'a', 'É', 'e\u0301', 'ß', 'İ', '1', '²', '\ud842'],
        ...['\udfb7', '\u0000', '가', 'の', 'ー', '豈'],
      ),
    )
    .map((units) => units.join('')),
)
const page = fc.record({
  title: text,
  blocks: fc.array(
    fc.record({ id: fc.constant(''), text, isHeading: fc.boolean() }),
    { maxLength: 4 },
  ),
})

test('tokens of a page are those of its folded text, each once', () => {
  const folder = createFolder(table)
  fc.assert(
    fc.property(fc.array(page), (pages) => {
      const tokens = new PageTokens(table)
      for (const { title, blocks } of pages) {
        const wanted = new Map<string, number>()
        const all = [{ text: title, isHeading: true }, ...blocks]
        for (const { text, isHeading } of all) {
          for (const token of tokensOf(folder(text).text)) {
            const before = wanted.get(token) ?? 0
            wanted.set(token, Math.max(before, isHeading ? 1 : 0))
          }
        }
        const entries = tokens.read({ title, blocks })
        const found = entries.map(
          (entry) => [tokens.names[entry >> 1], entry & 1] as const,
        )
        expect(found).toEqual([...wanted])
        expect(new Set(tokens.names).size).toBe(tokens.names.length)
      }
    }),
    { numRuns: 500 },
  )
})
