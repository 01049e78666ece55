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

test('for Taiwan, a word that it says, too, is not made one of its own words', () => {
  const converter = editorialConverter('zh-HK', 'zh-TW')
  for (const text of [
    '爸爸說，遊客在旅遊旺季不好意思罰款',
    '消防員和警員到場，運動員已獲救',
    '聖誕節優惠，積分加倍',
    '颱風襲菲律賓，暴雨警告生效',
    '新冠肺炎患者入獄前的退休金',
    '小學生坐地鐵去看世界盃',
    '天文台說台灣的空氣潮濕，污染少',
    '每公斤米十元',
  ]) {
    expect(converter.convert(text)).toBe(text)
  }
  // Of the forms of one entry only those that Taiwan says, too, stay.
  expect(converter.convert('爹哋說着數多，優惠多')).toBe('爸比說好康多，優惠多')
  expect(converter.convert('跑了一百米，泳池長五十米')).toBe(
    '跑了一百公尺，泳池長五十公尺',
  )
  expect(converter.convert('100米自由泳和200米背泳')).toBe(
    '100公尺自由式和200公尺仰式',
  )
})

test('a word of any text is not read as what else it stands for', () => {
  for (const [text, expected] of [
    ['外傭在健身中心做全職員工', '外籍佣人在健身中心做全职员工'],
    ['相關部門與財務公司', '相关部门与财务公司'],
    ['大熱門跑第二', '大热门跑第二'],
    ['網民紛紛讚好', '网民纷纷点赞'],
  ] as const) {
    expect(converter.convert(text)).toBe(expected)
  }
})

test('a name that Hong Kong alone has needs nothing around it', () => {
  expect(converter.convert('車路士昨晚作客')).toBe('切尔西昨晚作客')
  expect(editorialConverter('zh-HK', 'zh-TW').convert('以色列')).toBe('以色列')
})
