import { expect, test } from 'vitest'
import { foldTable } from '../../src/build/search.ts'

test('what counts as another is what looking at every ideograph finds', () => {
  const all: string[] = []
  for (const [first, last] of [
    [0x3400, 0x9fff],
    [0x20000, 0x2ffff],
  ] as const) {
    for (let code = first; code <= last; code++) {
      all.push(String.fromCodePoint(code))
    }
  }
  const table = foldTable()
  expect(table).toEqual(foldTable(all))
  const from = [...table.from]
  expect(from.length).toBeGreaterThan(3000)
  const to = [...table.to]
  expect(to).toHaveLength(from.length)
  expect(to[from.indexOf('軟')]).toBe('软')
  expect(to[from.indexOf('臺')]).toBe('台')
})
