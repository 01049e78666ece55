import { chineseNames, currencyNamed, signs } from './currency.ts'
import type { Bound } from './quantity.ts'

/** What stands before a number and belongs to it. */
export interface Prefix {
  start: number
  bound: Bound
  money: boolean
  currency: string | undefined
  /** Whether it is a currency's Chinese name: 美元一年 has none of one. */
  named: boolean
  /** Whether the sign is a bare `$`. */
  bare: boolean
  negative: boolean
  ordinal: boolean
}

/** Longest prefix that is looked for. */
const reach = 28

const chineseBounds: readonly (readonly [Bound, string])[] = [
  ['at-most', '不超过|最多|至多|不多于|不高于|上限为?'],
  ['at-least', '至少|最少|起码|不少于|不低于|不小于|最低'],
  ['under', '跌破|不到|未满|不满|不足|低于|少于|小于|未达|不及'],
  ['nearly', '将近|接近|逼近|近乎|几近|直逼|几乎|(?<![最附邻临晚亲贴靠新])近'],
  [
    'over',
    '已?超过了?|超出|突破|高于|多于|大于|不止|不只|逾|(?<![高买卖])超|(?<![突打跌])破',
  ],
  [
    'about',
    '大约|约莫|大概|约略|估计|约为|(?<![合条契节预签制租邀失特公违])约|差不多',
  ],
]
const englishBounds: readonly (readonly [Bound, string])[] = [
  [
    'at-most',
    'up to|as much as|as many as|at most|no more than|not more than|a maximum of',
  ],
  [
    'at-least',
    'at least|no less than|no fewer than|not less than|a minimum of',
  ],
  ['under', 'less than|fewer than|lower than|under|below|short of|<'],
  [
    'nearly',
    'nearly|almost|close to|just under|nearing|approaching|just below|just shy of',
  ],
  [
    'over',
    'more than|greater than|higher than|(?:well |just |slightly |a little )?(?:over|above)|exceed(?:s|ed|ing)?|in excess of|upwards of|surpass(?:es|ed|ing)?|topp(?:ed|ing)|north of|>',
  ],
  [
    'about',
    'about|around|approximately|approx\\.?|roughly|some|circa|(?:an )?estimated|~|≈',
  ],
]

const boundPattern = new RegExp(
  `(?:${[...chineseBounds, ...englishBounds]
    .map(([, words], index) => {
      const chinese = index < chineseBounds.length
      return `(?<b${index}>${chinese ? words : `(?<![A-Za-z])(?:${words})`})`
    })
    .join('|')})(?:了|的|为)? ?$`,
  'i',
)
const bounds = [...chineseBounds, ...englishBounds].map(([bound]) => bound)
const currencyPattern = new RegExp(
  `(?:(?<![A-Za-z])(?<sign>${signs})|(?<name>${chineseNames})) ?$`,
)
const signPattern = /(?:([-+±])|(负|零下) ?)$/
const ordinalPattern = /(?:第|(?<![A-Za-z])N[or]s?\.|№) ?$/

/**
 * Read backwards what belongs to a number.
 *
 * @param folded - Folded text.
 * @param at - Where the number starts.
 * @param floor - Place before which nothing is looked at.
 * @returns Prefix; it starts at the number where there is none.
 */
export function prefixBefore(
  folded: string,
  at: number,
  floor: number,
): Prefix {
  const prefix: Prefix = {
    start: at,
    bound: 'exact',
    money: false,
    currency: undefined,
    named: false,
    bare: false,
    negative: false,
    ordinal: false,
  }
  for (let round = 0; round < 4; round++) {
    const from = Math.max(floor, prefix.start - reach)
    const before = folded.slice(from, prefix.start)
    if (before === '') break
    const money = prefix.money ? null : currencyPattern.exec(before)
    if (money) {
      const name = money.groups?.['sign'] ?? money.groups?.['name'] ?? ''
      prefix.money = true
      prefix.currency = currencyNamed(name)
      prefix.named = money.groups?.['name'] !== undefined
      prefix.bare = name === '$'
      prefix.start -= money[0].length
      continue
    }
    const bound = boundPattern.exec(before)
    if (bound && prefix.bound === 'exact') {
      const index = bounds.findIndex((_, i) => bound.groups?.[`b${i}`])
      prefix.bound = bounds[index] ?? 'exact'
      prefix.start -= bound[0].length
      continue
    }
    const sign =
      prefix.negative || prefix.ordinal ? null : signPattern.exec(before)
    // After a letter or digit a hyphen joins; it is no sign.
    const joined =
      sign?.[1] &&
      /[\dA-Za-z)%'"]/.test(folded[prefix.start - sign[0].length - 1] ?? '')
    if (sign && !joined) {
      const { length } = sign[0]
      prefix.negative = /[-负零]/.test(sign[1] ?? sign[2] ?? '')
      prefix.start -= length
      continue
    }
    const ordinal = ordinalPattern.exec(before)
    if (ordinal && !prefix.ordinal) {
      prefix.ordinal = true
      prefix.start -= ordinal[0].length
    }
    break
  }
  return prefix
}
