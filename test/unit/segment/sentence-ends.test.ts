import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type PlaceholderRole,
  sentenceEnds,
} from '../../../src/segment/index.ts'

const cases = readFileSync(new URL('sentences.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

const anyText = fc
  .array(
    fc.constantFrom(
      ...'甲乙丙，、：；。！？!?.…「」『』（）()“”‘’"\'《》1aB \n　\uFFFC🙂—的',
      'Mr.',
      'U.S.',
      '3.5',
      '……',
      '：「',
      '。」',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

/** Cut a text, `¦` left out, and put the marks where sentences end. */
function cut(marked: string): string {
  const shown = marked.replaceAll('¦', '').replaceAll('⏎', '\n')
  const text = shown.replace(/[①②▣]/g, '\uFFFC')
  const roleAt = (at: number): PlaceholderRole =>
    /[①②]/.test(shown.charAt(at)) ? 'note' : 'other'
  let from = 0
  const parts = sentenceEnds(text, roleAt).map((end) => {
    const part = shown.slice(from, end)
    // White space in front of a sentence is no part of it.
    const lead =
      from === 0 ? 0 : part.length - part.replace(/^[^\S\n]+/, '').length
    const mark = from === 0 ? '' : '¦'
    from = end
    return part.slice(0, lead) + mark + part.slice(lead)
  })
  return (parts.join('') + shown.slice(from)).replaceAll('\n', '⏎')
}

describe('sentence ends', () => {
  it.each(cases)('%s', (line) => {
    expect(cut(line)).toBe(line)
  })

  it('has more than 120 cases', () => {
    expect(cases.length).toBeGreaterThan(120)
  })

  it('ascend, lose nothing and leave only white space behind the last', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const ends = sentenceEnds(text)
        for (const [index, end] of ends.entries()) {
          expect(end).toBeGreaterThan(ends[index - 1] ?? 0)
        }
        expect(text.slice(ends.at(-1) ?? 0).trim()).toBe('')
        expect(ends.length > 0).toBe(text !== '')
      }),
      { numRuns: 3000 },
    )
  })

  it('leave no sentence without a letter or digit beside one with', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = text.replaceAll('\n', '')
        let from = 0
        const parts = sentenceEnds(line).map((end) => {
          const part = line.slice(from, end)
          from = end
          return part
        })
        const bare = parts.filter((part) => !/[\p{L}\p{N}]/u.test(part))
        expect(bare.length === 0 || parts.length === 1).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  // The time of an algorithm that looks at everything again for each mark would
  // be hours here; nothing is measured, the test has to come to an end.
  it.each([
    '「',
    '」',
    '「。',
    '。」',
    '「」',
    '（。）',
    '"',
    '1.',
    'A. ',
    ' ',
    '。 ',
    '.',
    '…',
    '\n',
    '「『',
    '’a',
    'a’',
    '：「。」',
  ])('comes to an end on 300,000 of %j', (bit) => {
    const text = bit.repeat(300_000 / bit.length)
    expect(sentenceEnds(text).length).toBeGreaterThan(0)
    expect(sentenceEnds(`「${text}」`).length).toBeGreaterThan(0)
  })
})
