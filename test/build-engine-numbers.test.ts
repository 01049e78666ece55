import { describe, expect, it } from 'vitest'
import { compareNumbers, numberHintsIn } from '../src/build/engine-numbers.ts'

const compare = (source: string, target: string): string[] =>
  compareNumbers(source, target, { source: 'zh-TW', target: 'en' }).map(String)

describe('compareNumbers', () => {
  it.each([
    ['募得 43 億港元', 'Raised HK$4.3 billion', []],
    [
      '募得 43 億港元',
      'Raised HK$43 billion',
      ['“43 億港元” is “HK$4.3 billion”, not “HK$43 billion”'],
    ],
    ['募得 43 億港元', 'Raised money', ['“43 億港元” is missing']],
    [
      '募得資金',
      'Raised HK$7 million',
      ['“HK$7 million” is not in the source'],
    ],
    ['營收成長 12%', 'Revenue grew 12%', []],
  ])('%s → %s', (source, target, said) => {
    expect(compare(source, target)).toEqual(said)
  })
})

describe('numberHintsIn', () => {
  it('has the English of each amount once', () => {
    const hints = numberHintsIn('zh-TW')
    expect(hints('募得 43 億港元，去年也是 43 億港元')).toEqual([
      { source: '43 億港元', target: 'HK$4.3 billion' },
    ])
    expect(hints('一般來說')).toEqual([])
  })
})
