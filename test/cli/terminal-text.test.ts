import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutEnd, padEnd, visible, wrap } from '../../src/cli/terminal-text.ts'
import { displayWidth } from '../../src/model/index.ts'

const text = fc.string({
  unit: fc.constantFrom(...'ab 軟體，。「」（）𠮷é-、x'),
  maxLength: 60,
})

describe('displayWidth', () => {
  test.each([
    ['abc', 3],
    ['軟體', 4],
    ['「軟」', 6],
    ['𠮷', 2],
    ['e\u0301', 1],
    ['👩‍💻', 2],
    ['“a”', 3],
    ['ｱ', 1],
    ['Ａ', 2],
  ])('%s fills %i columns', (given, width) => {
    expect(displayWidth(given)).toBe(width)
  })
})

describe('padEnd', () => {
  test('fills up to the width and cuts nothing', () => {
    fc.assert(
      fc.property(text, fc.nat(40), (given, width) => {
        const padded = padEnd(given, width)
        expect(padded.startsWith(given)).toBe(true)
        expect(displayWidth(padded)).toBe(Math.max(displayWidth(given), width))
      }),
    )
  })
})

describe('cutEnd', () => {
  test('never fills more than its place', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (given, width) => {
        const cut = cutEnd(given, width)
        expect(displayWidth(cut)).toBeLessThanOrEqual(width)
        if (displayWidth(given) <= width) expect(cut).toBe(given)
        else expect(given.startsWith(cut.slice(0, -1))).toBe(true)
      }),
    )
  })
})

describe('wrap', () => {
  test('keeps every character but spaces at the breaks', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 40 }), (given, width) => {
        const bare = (some: string) => some.replaceAll(' ', '')
        expect(bare(wrap(given, width).join(''))).toBe(bare(given))
      }),
    )
  })

  test('never starts a line with a closing mark', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 6, max: 40 }), (given, width) => {
        let end = 0
        for (const [number, line] of wrap(given, width).entries()) {
          const start = given.indexOf(line, end)
          end = start + line.length
          if (number > 0 && given[start - 1] !== ' ')
            expect(line).not.toMatch(/^[，。」）、]/)
        }
      }),
      { examples: [['）（ ）', 6]] },
    )
  })

  test('fills no more than the width where words fit', () => {
    const chinese = fc.string({
      unit: fc.constantFrom(...'軟體中文'),
      maxLength: 80,
    })
    fc.assert(
      fc.property(chinese, fc.integer({ min: 2, max: 40 }), (given, width) => {
        for (const line of wrap(given, width)) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width)
        }
      }),
    )
  })
})

describe('visible', () => {
  test('leaves nothing that commands a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(visible(given)).not.toMatch(
          /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
        )
      }),
    )
  })

  test('leaves text as it is', () => {
    expect(visible('軟體 software，𠮷')).toBe('軟體 software，𠮷')
    expect(visible('a\r\nb\x1b[31mc')).toBe('a⏎b␛[31mc')
  })
})
