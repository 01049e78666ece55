/** Surnames that are seldom anything else at the start of a name. */
const surnames = new Set(
  '王李张刘陈杨黄赵吴徐孙马朱胡郭林何罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余叶杜苏魏吕丁沈任姚卢傅钟姜崔谭廖范汪陆韦贾夏邱侯邹熊孟秦阎薛雷龙史陶贺毛郝邵钱严赖洪武莫孔汤尹黎康庄温柯翁游詹简施颜倪童巫欧涂骆凌卓阮邢蓝纪连江',
)

const titlesAfter = new Set(
  '先生 女士 小姐 教授 博士 总统 总理 主席 部长 市长 县长 院长 校长 局长 老师 医师 律师 法官 议员 委员 立委 选手 导演 董事 总经 执行 表示 指出 认为 强调 说： 说， 出生 当选 出任 担任 获得 曾任 本人 夫妇 宣布 提到 透露 坦言 回忆'.split(
    ' ',
  ),
)

const titlesBefore = new Set(
  '总统 总理 主席 部长 市长 县长 院长 校长 局长 老师 医师 律师 法官 议员 委员 立委 选手 导演 记者 作家 歌手 演员 艺人 教授 博士 事长 经理 行长 办人 责人 编辑 作者 女星 男星 球员 教练 将军 诗人 画家'.split(
    ' ',
  ),
)

/** Cost of a personal name without and with a title beside it. */
const nameCost = 130
const titledCost = 92

/**
 * Find what a personal name of three or two characters would cost.
 *
 * @param text - Text in simplified characters.
 * @param start - Where the name would start.
 * @param length - 2 or 3.
 * @returns Cost in the lexicon's measure, `undefined` where no name starts.
 */
export function costOfName(
  text: string,
  start: number,
  length: number,
): number | undefined {
  if (!surnames.has(text.charAt(start))) return undefined
  const end = start + length
  const titled =
    titlesBefore.has(text.slice(start - 2, start)) ||
    titlesAfter.has(text.slice(end, end + 2))
  // A given name of one character is too much like any word.
  if (length === 2 && !titled) return undefined
  return titled ? titledCost : nameCost
}
