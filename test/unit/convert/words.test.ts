import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../../src/convert/index.ts'

/** Ask about what stands between the brackets. */
function isWhole(text: string, locale: 'zh-TW' | 'zh-HK' | 'zh-CN' = 'zh-TW') {
  const start = text.indexOf('[')
  const end = text.indexOf(']') - 1
  return wordsOf(locale).isWhole(text.replace(/[[\]]/g, ''), start, end)
}

describe('words', () => {
  it.each([
    ['在[華為]工作'],
    ['[智譜]今日上市'],
    // What a word starts or ends is a word in it.
    ['[生產]線'],
    ['大[模型]'],
    ['[軟體]工程'],
    // The lexicon has none of these.
    ['這個[類別]的成員'],
    ['其[實作]位於'],
    ['磁碟[檔案]或'],
    // It is not sure: without it is cheaper, but not by much.
    ['運算[所得]到的矩陣'],
    // Other words only seem to run over its ends.
    ['在[港]上市'],
    ['A[股]B'],
    ['[軟體]'],
  ])('leave %s whole', (text) => {
    expect(isWhole(text)).toBe(true)
  })

  it.each([
    ['這是中[華為]了自己'],
    ['某一[個資]料夾'],
    ['需[要保]持一致'],
    ['會進[行程]式碼檢查'],
    ['美[國資]訊交換標準'],
    ['直[線上]的點'],
    // A character stands alone or is none.
    ['香[港]'],
    ['可以[依]賴'],
    // Nor is what is in the middle of a longer word.
    ['發展[中國]家'],
  ])('run over an end in %s', (text) => {
    expect(isWhole(text)).toBe(false)
  })

  it('know Hong Kong and the Mainland', () => {
    expect(isWhole('某一[個資]料夾', 'zh-HK')).toBe(false)
    expect(isWhole('某一[个资]料夹', 'zh-CN')).toBe(false)
    expect(isWhole('在[华为]工作', 'zh-CN')).toBe(true)
  })

  it('say whether a text is in the script of the locale', () => {
    expect(wordsOf('zh-TW').isWritten('軟件')).toBe(true)
    expect(wordsOf('zh-TW').isWritten('软件')).toBe(false)
    expect(wordsOf('zh-CN').isWritten('软件')).toBe(true)
    expect(wordsOf('zh-CN').isWritten('軟件')).toBe(false)
    for (const locale of ['zh-TW', 'zh-HK', 'zh-CN'] as const) {
      expect(wordsOf(locale).isWritten('支持 API')).toBe(true)
    }
  })

  it('answer for any stretch of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.nat(20),
        fc.nat(20),
        (text, a, b) => {
          const [start = 0, end = 0] = [a, b]
            .map((at) => Math.min(at, text.length))
            .sort((x, y) => x - y)
          const answer = wordsOf('zh-TW').isWhole(text, start, end)
          expect(typeof answer).toBe('boolean')
        },
      ),
    )
  })
})
