/**
 * One spelling of what numbers are written with.
 *
 * Characters become simplified and half width, each one unit for one unit, so
 * that places in the result are places in the text. Only what the patterns of
 * this room name is in the table.
 */
const pairs =
  '碼码 億亿 萬万 兩两 幣币 圓圆 點点 個个 鐘钟 時时 週周 餘余 過过 幾几 數数 將将 約约 達达 僅仅 滿满 漲涨 長长 減减 單单 歲岁 噸吨 釐厘 畝亩 頃顷 節节 間间 層层 樓楼 棟栋 戶户 戸户 屆届 輪轮 場场 門门 類类 種种 組组 隊队 顆颗 塊块 筆笔 國国 縣县 級级 階阶 員员 張张 輛辆 條条 隻只 項项 臺台 頁页 號号 禮礼 歐欧 鎊镑 韓韩 盧卢 銖铢 馬马 紐纽 錢钱 貳贰 參参 叄叁 茲兹 畫画 攝摄 華华 負负 佔占 內内 較较 於于 為为 爲为 從从 與与 紀纪 這这 總总 變变 據据 歷历 農农 業业 戰战 學学 進进 線线 電电 機机 陸陆 雙双 翻翻 倍倍 還还 終终 衝冲 衆众 眾众 開开 發发 標标 準准 會会 論论 該该 統统 獨独 專专 測测 當当 們们 強强 擴扩 飆飙 飈飙 躍跃 軸轴 貨货 鈔钞 蘭兰 爾尔 納纳 瑞瑞 蘇苏 鮑鲍 羅罗 諾诺 賽赛 萬万 幹干 廿廿 拾拾 盧卢 魯鲁 墨墨 後后 歸归 壓压 錶表 裡里 裏里 哩哩 浬浬 呎呎 吋吋 盎盎 撥拨 結结 稱称 隊队 輯辑 劑剂 處处 環环 盤盘 艙舱 艘艘 獎奖 連连 週周 瑞瑞 遠远 關关 闊阔 圍围 圈圈 題题 樣样 倆俩 課课 訂订 萬万 講讲 館馆 隱隐 園园 經经 鄰邻 臨临 親亲 貼贴 計计 預预 籤签 簽签 違违 見见 謂谓 別别 優优 領领 趨趋 動动 頭头 聲声 頓顿 應应 報报 復复 複复 傳传 幀帧 對对 維维 腳脚 語语 氣气 鏈链 狀状 績绩 疊叠 舊旧 騰腾 斷断 紙纸 許许 來来 額额 熱热 溫温 邊边 麼么 徑径 餅饼 費费 軍军 資资 齡龄 輕轻 續续 裝装 亞亚 斬斩 飯饭 擊击 選选 評评 殺杀 體体 俠侠 財财 雞鸡 買买 賣卖 ○〇 ◯〇 貶贬 兌兑 規规 劃划 積积 實实 築筑 夥伙 貴贵 帳帐 蟲虫 調调 脈脉 奪夺 獲获 創创 壽寿 務务 傭佣 稅税 屬属 叢丛 訓训 價价 現现 賺赚 羣群 營营 運运 轉转 燭烛 鎮镇 識识 車车 齊齐 虧亏'

const table = new Uint16Array(0x10000)
for (let unit = 0; unit < table.length; unit++) table[unit] = unit
for (const pair of pairs.split(' ')) {
  table[pair.charCodeAt(0)] = pair.charCodeAt(1)
}
for (let unit = 0xff01; unit <= 0xff5e; unit++) table[unit] = unit - 0xfee0
// A full-width comma parts clauses; it never groups digits.
table[0xff0c] = 0xff0c
for (const unit of [0x09, 0xa0, 0x2007, 0x2009, 0x202f, 0x3000]) {
  table[unit] = 0x20
}
for (const unit of [0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0xfe63]) {
  table[unit] = 0x2d
}
for (const unit of [0x2018, 0x2019]) table[unit] = 0x27
table[0x301c] = 0x7e
table[0xffe5] = 0xa5
table[0xffe1] = 0xa3

const formal = '壹贰叁参肆伍陆柒捌玖拾佰仟'
const plain = '一二三三四五六七八九十百千'
/** Formal numerals count as such only in a whole amount: 參 is also in 參加. */
const formalRun = /[壹贰叁参肆伍陆柒捌玖拾佰仟万亿零]+/g
const formalAmount = /[壹贰叁参肆伍陆柒捌玖].*/

// Nothing waits for anything, so all texts are folded in one array.
const units = new Uint16Array(4096)

/**
 * Fold a text for reading its numbers.
 *
 * @param text - Any string.
 * @returns String of the same length.
 */
export function foldDigits(text: string): string {
  const parts: string[] = []
  for (let start = 0; start < text.length; start += units.length) {
    const length = Math.min(units.length, text.length - start)
    for (let index = 0; index < length; index++) {
      units[index] = table[text.charCodeAt(start + index)] as number
    }
    parts.push(
      Reflect.apply(String.fromCharCode, null, units.subarray(0, length)),
    )
  }
  const folded = parts.join('')
  if (!/[拾佰仟]/.test(folded)) return folded
  return folded.replace(formalRun, (run) =>
    run.replace(formalAmount, (amount) =>
      /[拾佰仟万亿]/.test(amount)
        ? amount.replace(
            /[壹贰叁参肆伍陆柒捌玖拾佰仟]/g,
            (one) => plain[formal.indexOf(one)] as string,
          )
        : amount,
    ),
  )
}
