import { expect, test } from 'vitest'
import { editorialConverter } from '../../../src/convert/index.ts'

const converter = editorialConverter('zh-HK', 'zh-CN')

test('a word that Hong Kong and the Mainland share is left alone', () => {
  for (const [text, expected] of [
    ['病人到診所求診', '病人到诊所求诊'],
    ['工程竣工後交通不再延誤', '工程竣工后交通不再延误'],
    ['醫院病牀使用率上升', '医院病床使用率上升'],
    ['抽取樣本分析', '抽取样本分析'],
    ['無人機拍攝蘑菇', '无人机拍摄蘑菇'],
    ['一卡戒指盒', '一卡戒指盒'],
  ] as const) {
    expect(converter.convert(text)).toBe(expected)
  }
})

test('a word of its own is one, also where the lexicon has it', () => {
  expect(converter.convert('的士司機去街市買薯仔')).toBe(
    '出租车司机去菜市场买土豆',
  )
  expect(converter.convert('發展商')).toBe('开发商')
})
