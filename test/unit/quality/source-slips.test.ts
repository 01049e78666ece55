import { describe, expect, it } from 'vitest'
import { findSourceSlips } from '../../../src/quality/source-slips.ts'
import { article } from './article.ts'

function slipsOf(source: string): string[] {
  const { options } = article([{ source }])
  return findSourceSlips(options.units, options.sourceUnits).map(
    ({ rule, text }) => `${rule.replace('quality-source-', '')} ${text}`,
  )
}

describe('slips of the author', () => {
  it.each([
    [
      '公司的資本結構以國資為主，路徑與採購協議，而公司的資本結構以國資為主，路徑需要兼顧',
      ['repeat 公司的資本結構以國資為主，路徑'],
    ],
    ['吸引開發者付費訂閱，Cerebras 等 500API。', ['joined 500API']],
    ['這是他的的書', ['repeat 的的']],
    ['他說（這是註解', ['brackets （']],
    // None of these is one.
    ['他的確來了，我們的的確確看到', []],
    ['列出標的的價格，為了了解現在在哪，行為為何', []],
    ['物件解構賦值的預設值，不是解構賦值的預設值', []],
    ['儲存 500GB，時脈 3GHz，2nd，5G，4K，3D，1080p', []],
    ['用 3DMark 與 2FA 測試，型號 RTX4090', []],
    ['第一，台北市政府；第二，台北市議會', []],
    ['1) 先做 2) 再做', []],
    ['他問：「這是什麼？」', []],
    ['人人為我，我為人人', []],
  ] as const)('%s', (source, expected) => {
    expect(slipsOf(source)).toEqual(expected)
  })

  it('are looked for in linear time', () => {
    // A sentence of one character repeated has no clause that stands twice.
    expect(slipsOf('億'.repeat(4_999)).length).toBeLessThanOrEqual(1)
    expect(slipsOf('1,'.repeat(50_000))).toEqual([])
    expect(slipsOf('（'.repeat(5_000))).toHaveLength(1)
  })
})
