import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookAround } from '../../../src/annotate/surroundings.ts'

const english = { full: 'artificial general intelligence', abbreviation: 'AGI' }

/** Looks around the term between `{` and `}`. */
function look(marked: string) {
  const start = marked.indexOf('{')
  const end = marked.indexOf('}') - 1
  return lookAround(marked.replace(/[{}]/g, ''), start, end, english)
}

describe('lookAround: where the term stands', () => {
  it.each([
    ['{詞}上市', undefined],
    ['公司（{詞}）', 'brackets'],
    ['公司({詞})', 'brackets'],
    ['公司［{詞}］', 'brackets'],
    ['公司[{詞}]', 'brackets'],
    ['公司（又稱{詞}，上市）', 'brackets'],
    ['（甲）{詞}（乙）', undefined],
    ['（甲{詞}', 'brackets'],
    ['甲）{詞}', undefined],
    ['《{詞}報告》', 'title'],
    ['〈{詞}〉', 'title'],
    ['《甲》{詞}《乙》', undefined],
    ['「{詞}第一股」', 'title'],
    ['『{詞}』', 'title'],
    ['“{詞}第一股”', 'title'],
    ['‘{詞}’', 'title'],
    ['「{詞}的上市不是終點，而是開始」', undefined],
    ['「甲，{詞}」', undefined],
    ['「{詞}。」', undefined],
    ['「{詞}', 'title'],
    ['「甲。」{詞}', undefined],
    ['「他說『{詞}』。」', 'title'],
    ['「他說：『是，{詞}』」', undefined],
    ['《「甲」{詞}，乙》', 'title'],
    ['「甲（{詞}），乙」', 'brackets'],
    ['「（甲」{詞}', undefined],
  ])('%s: %s', (marked, expected) => {
    expect(look(marked).enclosed).toBe(expected)
  })
})

describe('lookAround: what the author gave', () => {
  it.each([
    ['{詞}（AGI）', { complete: false, at: 2 }],
    ['{詞}(AGI)', { complete: false, at: 2 }],
    ['{詞} ( agi )', { complete: false, at: 4 }],
    ['{詞}（artificial general intelligence）', { complete: true, at: 2 }],
    ['{詞}（Artificial General Intelligence, AGI）', { complete: true, at: 2 }],
    ['{詞}（general AI）', { complete: true, at: 2 }],
    ['{詞}（“strong AI”）', { complete: true, at: 2 }],
    ['artificial general intelligence（{詞}）', { complete: true, at: 32 }],
    ['AGI（{詞}）', { complete: true, at: 4 }],
    ['所謂 AGI ( {詞} )', { complete: true, at: 9 }],
  ])('%s', (marked, expected) => {
    expect(look(marked).given).toEqual(expected)
  })

  it.each([
    '{詞}',
    '{詞}（下稱公司）',
    '{詞}（）',
    '{詞}（2026 年）',
    '{詞}是（AGI）',
    '{詞}（AGI',
    '{詞} AGI',
    '聊天機器人（{詞}）',
    'AGI，（{詞}）',
    'Agile（{詞}）',
  ])('%s: nothing', (marked) => {
    expect(look(marked).given).toBeUndefined()
  })

  it('never points out of the brackets it found', () => {
    const part = fc.constantFrom(
      ...['（', '）', '(', ')', '「', '」', '《', '》', '，', ' ', '甲'],
      ...['AGI', 'artificial general intelligence', 'x'],
    )
    const text = fc.array(part, { maxLength: 12 }).map((p) => p.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const start = before.length
        const whole = `${before}詞${after}`
        const { given } = lookAround(whole, start, start + 1, english)
        if (!given || given.at <= start) return
        expect(whole.slice(start + 1, given.at)).toMatch(/^\s*[（(]\s*$/)
      }),
    )
  })
})
