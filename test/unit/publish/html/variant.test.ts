import { expect, test } from 'vitest'
import { readVariant } from '../../../../src/publish/html/variant.ts'

test.each([
  ['-{軟體}-', 'zh-CN', '軟體'],
  ['-{zh-cn:甲;zh-tw:乙}-', 'zh-CN', '甲'],
  ['-{zh-cn:甲;zh-tw:乙}-', 'zh-TW', '乙'],
  ['-{zh-cn:甲;zh-tw:乙;}-', 'zh-HK', '乙'],
  ['-{zh-hans:甲; zh-hant:乙}-', 'zh-CN', '甲'],
  ['-{zh-hans:甲; zh-hant:乙}-', 'zh-HK', '乙'],
  ['-{ZH-HANS:甲}-', 'zh-TW', '甲'],
  ['-{A|zh-cn:甲;zh-tw:乙}-', 'zh-CN', '甲'],
  ['-{R|甲:乙}-', 'zh-CN', '甲:乙'],
  ['-{H|zh-cn:甲;zh-tw:乙}-', 'zh-CN', ''],
  ['-{T|zh-cn:甲}-', 'zh-CN', ''],
  ['-{見 https://example.org}-', 'zh-CN', '見 https://example.org'],
  ['-{}-', 'zh-CN', ''],
] as const)('%s in %s is %j', (mark, locale, text) => {
  expect(readVariant(mark, locale)).toBe(text)
})
