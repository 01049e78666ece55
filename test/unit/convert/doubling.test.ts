import { expect, test } from 'vitest'
import { editorialConverter } from '../../../src/convert/index.ts'

const fromTaiwan = editorialConverter('zh-TW', 'zh-CN')
const fromHongKong = editorialConverter('zh-HK', 'zh-CN')

// Each has a word of the vocabulary whose form ends, or starts, with what stands
// beside it: no character is there twice.
test.each([
  ['公司稅後淨利潤增加', '公司税后净利润增加'],
  ['投資級債券商品', '投资级债券商品'],
  ['發行可轉換公司債券', '发行可转换公司债券'],
  ['新台幣匯率不變', '新台币汇率不变'],
  ['新台幣匯率走貶', '新台币汇率走弱'],
  ['調升新台幣預測', '上调新台币预测'],
  ['連線遭拒絕', '连接遭拒绝'],
  ['存取被拒絕', '访问被拒绝'],
  ['程式會打印出結果', '程序会打印出结果'],
  ['營業外收益增加', '营业外收益增加'],
  ['台指期貨上漲', '台指期货上涨'],
  ['美聯準會主席', '美联储主席'],
  ['我在線上等你', '我在线上等你'],
] as const)('%s', (text, expected) => {
  expect(fromTaiwan.convert(text)).toBe(expected)
})

// What a word becomes stands beside it already: it stays, or has another form.
test.each([
  ['如需有關群組的詳細資訊', '如需有关组的详细信息'],
  ['傳回表示為數組陣列的矩陣', '返回表示为数组阵列的矩阵'],
  ['文件檔案（13 個檔案）', '文档文件（13 个文件）'],
  // What stands there goes on as another word.
  ['這個程式程序員寫過', '这个程序程序员写过'],
  ['軟體軟件包', '软件软件包'],
  // The form has more than what stands beside it.
  ['選擇選取器形狀', '选择选择器形状'],
] as const)('%s', (text, expected) => {
  expect(fromTaiwan.convert(text)).toBe(expected)
})

// What stands there twice is of two words.
test.each([
  ['春節連假期間', '春节假期期间'],
  ['因應對策', '应对对策'],
  ['高品質量販店', '高质量大型超市'],
  ['增加載入速度', '增加加载速度'],
  ['目標識別碼', '目标标识符'],
  ['本地位址', '本地地址'],
  ['加密金鑰', '加密密钥'],
  ['圖示標題', '图标标题'],
] as const)('%s', (text, expected) => {
  expect(fromTaiwan.convert(text)).toBe(expected)
})

test.each([
  ['可再生能源', '可再生能源'],
  ['可穿戴裝置', '可穿戴设备'],
  ['美聯儲局主席', '美联储主席'],
] as const)('%s of Hong Kong', (text, expected) => {
  expect(fromHongKong.convert(text)).toBe(expected)
})
