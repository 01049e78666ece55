import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convertNameMarks, splice } from '../../../src/convert/index.ts'
import { localize } from '../../../src/index.ts'
import { createConverter } from '../../../src/text.ts'

function convert(text: string): string {
  return splice(text, convertNameMarks(text, 'zh-CN'))
}

describe('convertNameMarks', () => {
  it.each([
    ['瑪麗‧史密斯、巴尼・瓊斯', '瑪麗·史密斯、巴尼·瓊斯'],
    ['朱利安．阿桑奇與林肯•卡特', '朱利安·阿桑奇與林肯·卡特'],
    ['C‧羅與喬治‧R‧R‧馬丁', 'C·羅與喬治·R‧R·馬丁'],
    ['《論語．學而》', '《論語·學而》'],
    ['𠮷田‧一郎', '𠮷田·一郎'],
    ['〈岳陽樓記〉與〈愛的故事〉', '《岳陽樓記》與《愛的故事》'],
    ['收錄〈05-07 社會市場〉', '收錄《05-07 社會市場》'],
  ])('%s → %s', (before, after) => {
    expect(convert(before)).toBe(after)
  })

  it.each([
    '一．前言',
    '第一章，二．方法',
    'A．B、檔名．txt',
    '蘋果 • 香蕉',
    '•項目',
    '《詩經〈關雎〉》',
    '〈模式〉=快',
    '模式=〈快速〉',
    '〈MiB〉〈 大小〉〈愛〉',
    '沒有關上的〈背影',
    '瑪麗·史密斯《背影》',
  ])('leaves %s', (text) => {
    expect(convert(text)).toBe(text)
  })

  it('is for the mainland', () => {
    expect(convertNameMarks('瑪麗‧史密斯', 'zh-HK')).toEqual([])
    expect(convertNameMarks('玛丽·史密斯', 'zh-TW')).toEqual([])
  })

  it('changes nothing more a second time', () => {
    const part = fc.constantFrom(...'‧・•．·〈〉《》一甲瑪麗A1 =\n，')
    const text = fc.array(part, { maxLength: 30 }).map((all) => all.join(''))
    fc.assert(
      fc.property(text, (text) => {
        expect(convert(convert(text))).toBe(convert(text))
        expect(convert(text)).toHaveLength(text.length)
      }),
    )
  })

  it('looks at a long row of them once', () => {
    const text = '一．《〈'.repeat(50_000)
    expect(convert(text)).toHaveLength(text.length)
  })
})

describe('marks of names in an edition', () => {
  const article = '作家史蒂芬‧金與達肯‧沃爾克寫下〈背影〉。\n'

  it('are the edition’s, also in a name that the vocabulary has', () => {
    const edition = localize(article, { source: 'zh-TW', target: 'zh-CN' })
    expect(String(edition)).toBe('作家斯蒂芬·金与达肯·沃尔克写下《背影》。\n')
    const convert = createConverter({ to: 'zh-CN' })
    expect(convert(article)).toBe(String(edition))
  })

  it('are the author’s where the marks are kept, and as OpenCC has them', () => {
    const kept = createConverter({ to: 'zh-CN', quotes: 'keep' })
    expect(kept(article)).toBe('作家斯蒂芬·金与达肯‧沃尔克写下〈背影〉。\n')
    const compat = createConverter({ to: 'zh-CN', mode: 'compat' })
    expect(compat(article)).toBe('作家史蒂芬‧金与达肯‧沃尔克写下〈背影〉。\n')
  })
})
