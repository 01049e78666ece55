import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withCodes, withoutCodes } from '../../src/build/adopt-once.ts'
import { type Content, printContent } from '../../src/model/index.ts'

const isOut = (id: string): boolean => id.startsWith('9')

const content = (...parts: Content): Content => parts

test.each<[string, Content, Content, string | undefined]>([
  ['in front', [{ ph: '9' }, 'ab'], ['xb'], '<9/>xb'],
  ['in front, with a space', [{ ph: '9' }, ' ab'], ['xyz'], '<9/> xyz'],
  ['behind', ['ab ', { ph: '9' }], ['xyz'], 'xyz <9/>'],
  ['in what stayed', ['abc ', { ph: '9' }, 'def'], ['abc xef'], 'abc <9/>xef'],
  ['in what was rewritten', ['abc ', { ph: '9' }, 'def'], ['xyz'], undefined],
  [
    'where something was added',
    ['ab', { ph: '9' }, 'cd'],
    ['abxcd'],
    undefined,
  ],
  [
    'beside other codes',
    [{ open: '1' }, 'a', { close: '1' }, { ph: '9' }, 'b'],
    [{ open: '1' }, 'x', { close: '1' }, 'b'],
    '<1>x</1><9/>b',
  ],
  [
    'between spaces, of which one is printed',
    ['abc ', { ph: '9' }, ' def'],
    ['xyz def'],
    'xyz <9/> def',
  ],
  [
    'two of them',
    [{ ph: '91' }, 'abc', { ph: '92' }, 'def'],
    ['abcdxf'],
    '<91/>abc<92/>dxf',
  ],
])('a code that stood %s', (_, template, edited, wanted) => {
  const done = withCodes(template, edited, isOut)
  expect(done && printContent(done)).toBe(wanted)
})

const parts = fc.array(
  fc.oneof(
    fc.constantFrom('a', 'b ', ' ', '漢'),
    fc.constantFrom({ ph: '9' }, { ph: '91' }, { ph: '1' }),
  ),
  { maxLength: 8 },
)

test('what was not edited comes back as it was, and codes are never lost', () => {
  fc.assert(
    fc.property(parts, fc.nat(10), (list, at) => {
      const seen = new Set<string>()
      const template = withoutCodes(
        list.filter((part) => {
          if (typeof part === 'string') return true
          if (seen.has(part.ph)) return false
          seen.add(part.ph)
          return true
        }),
        () => false,
      )
      const plain = withoutCodes(template, isOut)
      // Where white space was printed once, it may be on the other side.
      const same = withCodes(template, plain, isOut)
      const [a, b] = [same ?? [], template].map((one) =>
        printContent(one).replace(/\s+/g, ''),
      )
      if (same) expect(a).toBe(b)
      else expect(printContent(plain)).toMatch(/\s\s/)
      const text = printContent(plain)
      const edited = content(`${text.slice(0, at)}x${text.slice(at)}`)
      const done = withCodes(template, edited, isOut)
      if (!done) return
      expect(withoutCodes(done, isOut)).toSatisfy((one: Content) =>
        printContent(one).includes('x'),
      )
      const ids = (some: Content): string[] =>
        some.flatMap((part) =>
          typeof part !== 'string' && 'ph' in part && isOut(part.ph)
            ? [part.ph]
            : [],
        )
      expect(ids(done)).toEqual(ids(template))
    }),
  )
})
