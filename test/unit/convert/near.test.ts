import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGate } from '../../../src/convert/gate.ts'
import { Line } from '../../../src/convert/line.ts'
import { addRules, isExcluded, isRequired } from '../../../src/convert/rules.ts'

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

test('a joined condition has to hold besides', () => {
  const gate = readGate(
    '+before:{num}|每 +near:期貨 &near:漲|跌 &after:的|{end} -near:人',
    String,
  )
  const rule = addRules([{ gate, field: -1, confidence: 1 }], -1, 0, false)
  const applies = (text: string): boolean => {
    const line = new Line()
    line.reset(unitsOf(text), 0, text.length)
    const start = text.indexOf('口')
    const isAsked = isRequired(rule, line, start, start + 1)
    return isAsked && !isExcluded(rule, line, start, start + 1)
  }
  expect(applies('漲三口')).toBe(true)
  expect(applies('跌了，每口的價')).toBe(true)
  expect(applies('期貨漲，他口')).toBe(true)
  // Neither of the first kind, no word near, none behind, and what never may.
  expect(applies('漲了他口')).toBe(false)
  expect(applies('買三口')).toBe(false)
  expect(applies('漲三口井')).toBe(false)
  expect(applies('人漲三口')).toBe(false)
})
