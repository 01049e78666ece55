import { expect, test } from 'vitest'
import { editorialConverter } from '../../../src/convert/index.ts'

const converter = editorialConverter('zh-TW', 'zh-CN')

// Each has a word of the vocabulary that ends, or starts, in another word.
test.each([
  ['請游標移去', '请光标移去'],
  ['儲存成本', '存储成本'],
  ['傳送至少一張圖', '发送至少一张图'],
  ['即時通知', '即时通知'],
  ['資料長度', '数据长度'],
  ['技術長足進步', '技术长足进步'],
  ['確認信件', '确认邮件'],
  ['認證信息', '认证信息'],
  ['碳排放', '碳排放'],
  ['晶片廠商', '芯片厂商'],
  ['映像管理', '映像管理'],
  ['自動筆記', '自动笔记'],
  ['比對稱加密慢', '比对称加密慢'],
  ['大家都更有可能', '大家都更有可能'],
  ['控制項目的順序', '控制项目的顺序'],
  ['參數列表', '参数列表'],
  ['側邊欄位置', '侧边栏位置'],
  ['改變數值', '改变数值'],
  ['表單字段', '表单字段'],
  ['請登入以繼續', '请登录以继续'],
  ['許多變數', '许多变数'],
  ['多重開機', '多重开机'],
  ['對應變數', '对应变量'],
  ['里瓦斯', '里瓦斯'],
] as const)('%s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

// A word that leaves over a character which belongs to its own last one.
test.each([
  ['演算法律條文', '演算法律条文'],
  ['計算機率', '计算概率'],
  ['程式庫存不足', '程序库存不足'],
  ['直銷商品', '直销商品'],
  ['期貨商品交易', '期货商品交易'],
  ['採購案件', '采购案件'],
  ['事業體系', '事业体系'],
  ['自由球員', '自由球员'],
  ['高一生物課本', '高一生物课本'],
  ['無線接入網路', '无线接入网络'],
  ['信義區塊地', '信义区块地'],
] as const)('%s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

test.each([
  ['直銷商賣東西', '直销员卖东西'],
  ['記憶體內', '内存内'],
  ['投資人才能進場', '投资者才能入场'],
  ['使用者端', '用户端'],
  ['事業體', '事业部'],
] as const)('%s has nothing over', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

test('a name of the vocabulary is no other name of as many characters', () => {
  expect(converter.convert('加拿大總理杜魯道宣布辭職')).toBe(
    '加拿大总理特鲁多宣布辞职',
  )
})

// No personal name has a mark in it: 卓著、 was one of 卓, and nothing became of it.
test.each([
  ['成效卓著，聲名卓著。', '成效卓著，声名卓著。'],
  ['卓著、昭著', '卓著、昭著'],
] as const)('%s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

// A number and a measure word are two words, though the lexicon has them as one.
test.each([
  ['一間公司', '一家公司'],
  ['每間學校', '每所学校'],
  ['他買了一支新手機', '他买了一部新手机'],
  ['兩支 API', '两个 API'],
  ['第 2 台機車', '第 2 辆摩托车'],
  ['三台車', '三辆车'],
  ['一顆按鈕', '一个按钮'],
  ['三間房', '三间房'],
  ['一支球隊', '一支球队'],
  ['夜間公司', '夜间公司'],
  ['房間醫院', '房间医院'],
  ['分支程式', '分支程序'],
  ['這台車床', '这台车床'],
  ['推著台車走', '推着台车走'],
] as const)('%s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

// A word of two characters each of which makes a common word with what is beside it.
test.each([
  ['颱風天下落雷聲不斷', '台风天下落雷声不断'],
  ['黑客訴說經過', '黑客诉说经过'],
  ['接連假說自己是警察', '接连假说自己是警察'],
  ['事情無關說來話長', '事情无关说来话长'],
  ['網路上網路徑設定', '网络上网路径设置'],
  ['下調升起的旗', '下调升起的旗'],
] as const)('%s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

// 這 and 該 are words of their own, and a text of its field has its words.
test.each([
  ['這電玩家裡也有', '这电子游戏家里也有'],
  ['呼叫該類別的建構函式', '调用该类的构造函数'],
  ['持有動態大小型別的變數', '持有动态大小类型的变量'],
] as const)('%s has the word', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

// Before a very common word any word of the lexicon is left over.
test.each([
  ['高棉文化影響深遠', '高棉文化影响深远'],
  ['希伯來文物展', '希伯来文物展'],
] as const)('%s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

test.each([
  ['高棉文教材', '高棉语教材'],
  ['希伯來文字幕組', '希伯来语字幕组'],
] as const)('%s has the word', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

test.each([
  // Phrases of two characters that OpenCC finds wherever they stand.
  ['設計畫面', '设计画面'],
  ['估計畫作價值', '估计画作价值'],
  ['總統計畫訪問', '总统计划访问'],
  ['顛覆文化與命運', '颠覆文化与命运'],
  ['多重覆蓋', '多重覆盖'],
  ['重覆的錯誤', '重复的错误'],
  ['特徵調整', '特征调整'],
  ['象徵音樂', '象征音乐'],
  ['健康乾淨', '健康干净'],
  ['康乾盛世', '康乾盛世'],
  ['擦乾道路', '擦干道路'],
  ['鍛鍊條件', '锻炼条件'],
  ['腳踏車鍊條', '自行车链条'],
  ['吳祕書', '吴秘书'],
  ['東南氾濫', '东南泛滥'],
  ['地下水逕流', '地下水径流'],
])('a phrase that stands across two words is none: %s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

test.each([
  ['注重考生的品格', '注重考生的品格'],
  ['將謠言宣傳送到各地', '将谣言宣传送到各地'],
  ['微軟體系龐大', '微软体系庞大'],
  ['帝國樂器行', '帝国乐器行'],
  ['補考的重考生', '补考的复读生'],
  ['這是重考生', '这是复读生'],
  ['容器尚未執行', '容器尚未运行'],
])('a longer word leaves over nothing before it: %s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})

test.each([
  // Words of the vocabulary that only seem to be there.
  ['請領導指示，也請領隊集合', '请领导指示，也请领队集合'],
  ['採計畫經濟，採證券化方式', '采计划经济，采证券化方式'],
  ['火車行車線路', '火车行车线路'],
  ['轉蝕刻製程', '转刻蚀制程'],
  ['雙方被逼和解', '双方被逼和解'],
  ['工人插水泥柱', '工人插水泥柱'],
  ['軍方快將士兵撤離', '军方快将士兵撤离'],
  ['太空針塔', '太空针塔'],
  ['利益團體評價利益團體', '利益团体评价利益团体'],
  ['國家寬頻計劃', '国家宽带计划'],
  ['班長照表操課', '班长照表操课'],
  ['社區長照據點', '社区长期护理据点'],
])('a word that ends in another is none, rare or not: %s', (text, expected) => {
  expect(converter.convert(text)).toBe(expected)
})
