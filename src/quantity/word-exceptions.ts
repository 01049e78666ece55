import type { Numeral } from './numeral.ts'
import type { Bound } from './quantity.ts'
import type { Suffix } from './suffix.ts'

/**
 * Words in which a single numeral stands before what could be a measure word.
 * All others are told by their structure.
 */
const words = new Set(
  '零件 零组 零头 四周 千斤 一度 百度 十分 一时 一点 一面 一手 二手 一代 一体 一同 一分 一口 一下 一道 一起 一样 一节 一本 一步 一向 一路 一声 一例 三角 四季 一级 三级 百科 万年 万岁 百岁 千手 百合 千岁 四川 八卦 一线 二线 一律 一眼 一圈 一大 千金 三国 百家 万家 一对 一双 一头 一发 一环 一类 一堂 十字 三文 一组 一元 二元 三元 四元 八门 一处 一票 一格 一刻 一季 一天 三明 六合 万能 一员 二维 三维 五大'.split(
    ' ',
  ),
)
/** 月租萬七, 呎價兩萬三: what a price follows. */
const priced = /(?:月租|租金|月薪|人工|薪水|价|费|月入|收入|底薪)[约近逾]?$/
const joins = /[统唯单专逐任之某每这那哪同独万同初冠]$/

/**
 * Tell whether Han numerals that count nothing may open a range: 七至八成.
 *
 * @param folded - Folded text.
 * @param numeral - What was read.
 */
export function mayOpenRange(
  folded: string,
  { form, start, end }: Numeral,
): boolean {
  const before = folded.slice(Math.max(0, start - 2), start)
  return (
    form === 'han' &&
    end - start < 4 &&
    !joins.test(before) &&
    !/[周期拜第十百千万亿]$/.test(before) &&
    /^ ?[至到~] ?[一二三四五六七八九十两百千]/.test(folded.slice(end, end + 4))
  )
}

/**
 * Tell whether Han numerals are a number.
 *
 * They are where they have the structure of one (a digit and a multiplier, or
 * four digits in a row) or where what they count follows; 一般, 萬一 and 百貨
 * have neither.
 *
 * @param folded - Folded text.
 * @param numeral - What was read.
 * @param suffix - What follows.
 * @param prefix - What stands before.
 * @returns Whether it counts.
 */
export function isNumberWord(
  folded: string,
  numeral: Numeral,
  suffix: Suffix,
  prefix: { bound: Bound; ordinal: boolean; start: number },
): boolean {
  const written = folded.slice(numeral.start, numeral.end)
  const counted = suffix.kind !== 'number' || suffix.counter === true
  const before = folded.slice(Math.max(0, prefix.start - 1), prefix.start)
  if (prefix.ordinal) return true
  if (numeral.vague) return true
  // 三角 is a triangle and 三角五分 money.
  if (suffix.kind === 'money' && suffix.added) return true
  if (/^[亿万]万$|^千万$|^万万/.test(written)) {
    return (
      (counted &&
        !words.has(folded.slice(numeral.start + 1, numeral.end + 1))) ||
      prefix.bound !== 'exact'
    )
  }
  if (written.length === 1) {
    // 近百家
    if (counted && /[百千万]/.test(written) && prefix.bound !== 'exact')
      return true
    // 破百, 逾萬
    if (!counted)
      return /[百千万亿兆]/.test(written) && prefix.bound !== 'exact'
    // 十分 is a word and 十分鐘 is a time.
    const isTime = folded[numeral.start + 2] === '钟'
    const isCoin =
      /^元[乘硬纸店现股息钱起]/.test(
        folded.slice(numeral.end, numeral.end + 2),
      ) ||
      (folded[numeral.end] === '元' &&
        /[抵每值赚花付收派发配股息亏欠省少贵]$/.test(before))
    const isSpan = /^周[均平移高低内来]/.test(
      folded.slice(numeral.end, numeral.end + 2),
    )
    const isWord =
      !isSpan && words.has(folded.slice(numeral.start, numeral.start + 2))
    if (!isTime && !isCoin && isWord) {
      return (
        suffix.kind !== 'number' &&
        suffix.unit === undefined &&
        suffix.kind !== 'money' &&
        !/成$/.test(folded[numeral.end] ?? '')
      )
    }
    if (joins.test(before) && /[一万]/.test(written)) return false
    // 百 and 千 alone are idioms more often than numbers.
    return (
      !/[百千万亿兆]/.test(written) ||
      suffix.kind !== 'number' ||
      prefix.bound !== 'exact'
    )
  }
  if (/^进[制位]/.test(folded.slice(numeral.end, numeral.end + 2))) return false
  const multiplied = /[十百千万亿兆廿卅]/.test(written)
  const digits =
    /[一二三四五六七八九两]/.test(written) ||
    (/^十[万亿兆]/.test(written) && folded[numeral.end] !== '火')
  // 萬一 is no 11,000.
  if (/^[百千万亿][一二三四五六七八九]$/.test(written)) {
    const isPrice = priced.test(
      folded.slice(Math.max(0, prefix.start - 4), prefix.start),
    )
    return (
      (suffix.kind === 'money' || isPrice || prefix.bound !== 'exact') &&
      written !== '万一'
    )
  }
  if (numeral.bare)
    return (
      written.length > 1 && (digits || counted || !/^.?[百千]$/.test(written))
    )
  if (multiplied) return digits || counted
  return counted || written.length >= 4 || /[零〇]/.test(written.slice(1))
}
