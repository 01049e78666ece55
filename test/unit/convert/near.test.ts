import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGate } from '../../../src/convert/gate.ts'
import { Line } from '../../../src/convert/line.ts'
import { addRules, isRequired } from '../../../src/convert/rules.ts'

const unitsOf = (text: string) =>
  Uint16Array.from(text.split(''), (unit) => unit.charCodeAt(0))

/** What a condition on what is near means: the sentence, at most 60 units of it. */
function isNear(text: string, start: number, end: number, form: string) {
  const before = text.slice(Math.max(0, start - 60), start)
  const after = text.slice(end, end + 60)
  const [sentence = ''] = /[^。！？\n]*$/.exec(before) ?? []
  const [rest = ''] = /^[^。！？\n]*/.exec(after) ?? []
  return sentence.includes(form) || rest.includes(form)
}

test('what is near is found for every word of a line as for it alone', () => {
  const form = '甲乙'
  const rule = addRules(
    [{ gate: readGate(`+near:丙|${form}`, String), field: -1, confidence: 1 }],
    -1,
    0,
    false,
  )
  const part = fc.oneof(
    fc.constantFrom('甲乙', '甲', '乙', '丙', '。', '！', '字', '一二三'),
    fc.integer({ min: 1, max: 300 }).map((count) => '字'.repeat(count)),
  )
  let found = 0
  let missed = 0
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 4 })), {
        maxLength: 30,
      }),
      (text, words) => {
        const line = new Line()
        line.reset(unitsOf(text), 0, text.length)
        for (const [at, length] of words) {
          const start = text.length === 0 ? 0 : at % text.length
          const end = Math.min(text.length, start + length)
          const isThere =
            isNear(text, start, end, form) || isNear(text, start, end, '丙')
          expect(isRequired(rule, line, start, end)).toBe(isThere)
          if (isThere) found++
          else missed++
        }
      },
    ),
    { numRuns: 300 },
  )
  expect(Math.min(found, missed)).toBeGreaterThan(50)
})
