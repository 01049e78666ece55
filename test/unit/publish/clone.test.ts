import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clone } from '../../../src/publish/clone.ts'

test('a copy of plain data is the same, and shares nothing with it', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: false }), (value) => {
      const copy = clone(value)
      expect(copy).toStrictEqual(structuredClone(value))
      const both = (a: unknown, b: unknown): void => {
        if (typeof a !== 'object' || a === null) return
        expect(a).not.toBe(b)
        for (const key of Object.keys(a)) {
          both((a as never)[key], (b as never)[key])
        }
      }
      both(value, copy)
    }),
  )
})

test('what is no plain object is kept what it is', () => {
  const copy = clone({ of: [/a/g, new Date(0), new Map([[1, { a: 1 }]])] })
  expect(copy).toStrictEqual({
    of: [/a/g, new Date(0), new Map([[1, { a: 1 }]])],
  })
})

test('a key `__proto__` stays a key', () => {
  const value = JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as object
  expect(JSON.stringify(clone(value))).toBe(JSON.stringify(value))
})

test('functions are refused', () => {
  expect(() => clone({ run: () => 1 })).toThrow('could not be cloned')
})
