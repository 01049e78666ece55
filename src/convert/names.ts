import { isHan } from './lexicon.ts'

/** Surnames that are seldom anything else at the start of a name. */
const surnames = unitSet(
  '王李张刘陈杨黄赵吴徐孙马朱胡郭林何罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余叶杜苏魏吕丁沈任姚卢傅钟姜崔谭廖范汪陆韦贾夏邱侯邹熊孟秦阎薛雷龙史陶贺毛郝邵钱严赖洪武莫孔汤尹黎康庄温柯翁游詹简施颜倪童巫欧涂骆凌卓阮邢蓝纪连江',
)

/** Characters of grammar, which are in no given name. */
const particles = unitSet(
  '的了是在与及或等将被就也都对从到于这那他她它们吗呢吧很不没个',
)

const titlesAfter = pairSet(
  '先生 女士 小姐 教授 博士 总统 总理 主席 部长 市长 县长 院长 校长 局长 老师 医师 律师 法官 议员 委员 立委 选手 导演 董事 总经 执行 表示 指出 认为 强调 说： 说， 出生 当选 出任 担任 获得 曾任 本人 夫妇 宣布 提到 透露 坦言 回忆',
)

const titlesBefore = pairSet(
  '总统 总理 主席 部长 市长 县长 院长 校长 局长 老师 医师 律师 法官 议员 委员 立委 选手 导演 记者 作家 歌手 演员 艺人 教授 博士 事长 经理 行长 办人 责人 编辑 作者 女星 男星 球员 教练 将军 诗人 画家',
)

function unitSet(characters: string): Uint8Array {
  const set = new Uint8Array(0x10000)
  for (const character of characters) set[character.charCodeAt(0)] = 1
  return set
}

function pairSet(words: string): ReadonlySet<number> {
  return new Set(
    words
      .split(' ')
      .map((word) => word.charCodeAt(0) * 0x10000 + word.charCodeAt(1)),
  )
}

/** Cost of a personal name without and with a title beside it. */
const nameCost = 130
const titledCost = 92

/**
 * Tell whether a personal name may start with a unit.
 *
 * @param unit - Unit, a simplified character.
 */
export function isSurname(unit: number): boolean {
  return surnames[unit] !== 0
}

/**
 * Find what a personal name of three or two characters would cost.
 *
 * @param units - Text in simplified characters.
 * @param start - Where the name would start.
 * @param length - 2 or 3.
 * @param from - Where the line starts.
 * @param to - Where it ends.
 * @returns Cost in the lexicon's measure, -1 where no name starts.
 */
export function costOfName(
  units: Uint16Array,
  start: number,
  length: number,
  from: number,
  to: number,
): number {
  if (start < from || start >= to) return -1
  if (surnames[units[start] as number] === 0) return -1
  const end = start + length
  if (end > to) return -1
  for (let at = start + 1; at < end; at++) {
    const unit = units[at] as number
    if (!isHan(unit) || particles[unit] !== 0) return -1
  }
  const titled =
    (start - 2 >= from && hasPair(titlesBefore, units, start - 2)) ||
    (end + 2 <= to && hasPair(titlesAfter, units, end))
  // A given name of one character is too much like any word.
  if (length === 2 && !titled) return -1
  return titled ? titledCost : nameCost
}

function hasPair(
  pairs: ReadonlySet<number>,
  units: Uint16Array,
  at: number,
): boolean {
  return pairs.has((units[at] as number) * 0x10000 + (units[at + 1] as number))
}
