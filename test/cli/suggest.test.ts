import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggest } from '../../src/cli/suggest.ts'

const commands = ['build', 'convert', 'check', 'explain', 'init', 'config']

test.each([
  ['biuld', 'build'],
  ['buil', 'build'],
  ['Build', 'build'],
  ['chekc', 'check'],
  ['conv', 'convert'],
  ['ex', 'explain'],
  ['con', undefined],
  ['zzzzz', undefined],
  ['x', undefined],
])('%s → %s', (typed, meant) => {
  expect(suggest(typed, commands)).toBe(meant)
})

test('a known word is its own suggestion', () => {
  fc.assert(
    fc.property(fc.constantFrom(...commands), (word) => {
      expect(suggest(word, commands)).toBe(word)
    }),
  )
})

test('suggests only what is known', () => {
  fc.assert(
    fc.property(fc.string(), (word) => {
      const found = suggest(word, commands)
      if (found !== undefined) expect(commands).toContain(found)
    }),
  )
})
