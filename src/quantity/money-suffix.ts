import { chineseNames, codes, currencyNamed, englishNames } from './currency.ts'
import { exact } from './exact.ts'
import type { Numeral } from './numeral.ts'
import { figureOf, findAt, type Suffix } from './suffix.ts'

const openCurrency =
  /(?:块钱|元(?![素件首旦老月组宇数气年始])|圆(?![形满圈])|块(?![链状])|蚊(?![子香帐虫]))/y
const chineseCurrency = new RegExp(`(?:${chineseNames})`, 'y')
const englishCurrency = new RegExp(
  `(?:-?(?:(${englishNames})(?![A-Za-z])))`,
  'iy',
)
const codeAfter = new RegExp(`(?:${codes})(?![A-Za-z\\d])`, 'y')
const trailing = new RegExp(
  ` ?(?:\\( ?(?:单位[::]?)?(?<inside>${chineseNames}|${codes})(?=[,，、;； ]|\\))(?<rest>[^()\\n]{0,12})\\)|(?<name>${chineseNames}))`,
  'y',
)

/**
 * Read the currency after a number, with what follows it: 元, 3 元 5 角, 三塊五,
 * 港仙, HK cents, 元 (人民幣).
 *
 * @param folded - Folded text.
 * @param at - Where the currency would begin.
 * @param numeral - Number before it.
 * @returns Suffix of kind `money`, or `undefined`.
 */
export function readMoney(
  folded: string,
  at: number,
  numeral: Numeral,
): Suffix | undefined {
  const minor = readMinor(folded, at, numeral.start)
  if (minor) return minor
  const named = findAt(chineseCurrency, folded, at)
  if (named) {
    const currency = currencyNamed(named[0])
    const parts = readParts(folded, at + named[0].length, numeral)
    return { ...parts, kind: 'money', ...(currency ? { currency } : {}) }
  }
  const open = findAt(openCurrency, folded, at)
  if (open) {
    const end = at + open[0].length
    const more = findAt(trailing, folded, end)
    const name = more?.groups?.['inside'] ?? more?.groups?.['name']
    const currency = name ? currencyNamed(name) : undefined
    if (!currency) return { ...readParts(folded, end, numeral), kind: 'money' }
    return { end: end + (more?.[0].length ?? 0), kind: 'money', currency }
  }
  if (findAt(fare, folded, at)) {
    return { ...readParts(folded, at + 1, numeral), kind: 'money' }
  }
  const english = findAt(englishCurrency, folded, at)
  if (english) {
    const name = (english[1] ?? '').toLowerCase()
    const currency = currencyNamed(name)
    return {
      end: at + english[0].length,
      kind: 'money',
      ...(currency ? { currency } : { bare: true }),
    }
  }
  if (numeral.scale > 5) {
    const pounds = /^pounds?(?![a-z])/.exec(folded.slice(at, at + 7))
    if (pounds) {
      return { end: at + pounds[0].length, kind: 'money', currency: 'GBP' }
    }
  }
  const code = findAt(codeAfter, folded, at)
  const currency = code ? currencyNamed(code[0]) : undefined
  if (!code || !currency) return undefined
  return { end: at + code[0].length, kind: 'money', currency }
}

const minorUnit =
  /([港美欧澳新加]分|[港美]仙|便士|[分毛]钱|(?<=[\d一二三四五六七八九两])毛(?=[一二三四五六七八九半，。,.;；、)]|$)|毫子|(?<=[\d一二三四五六七八九])毫(?=[半，。,.;；、)至到]|$)|仙(?![女人境气草逝台侠履界])|角(?= ?[\d一二三四五六七八九] ?分(?![之钟])))|-?((?:HK|US|euro|Singapore|Australian) )?(?:cents?|pence)(?![A-Za-z])/iy
const minorCurrencies: Readonly<Record<string, string>> = {
  港: 'HKD',
  美: 'USD',
  欧: 'EUR',
  澳: 'AUD',
  新: 'SGD',
  加: 'CAD',
  便: 'GBP',
  hk: 'HKD',
  us: 'USD',
  euro: 'EUR',
  singapore: 'SGD',
  australian: 'AUD',
}

/** A rate of exchange moves by parts of its currency: 貶值 5.2 分. */
const rateMoves = /(?:[升贬]值?)(?:了|近|约|逾|超过|达)? ?$/
const movedBy = /[分角](?![之享别析为布发散成配钟钱数度])/y

/** Read 港仙, 美分, 分錢, 三角五分, HK cents: parts of a currency. */
function readMinor(
  folded: string,
  at: number,
  start: number,
): Suffix | undefined {
  const isMove = rateMoves.test(folded.slice(Math.max(0, start - 5), start))
  const match =
    findAt(minorUnit, folded, at) ??
    (isMove ? findAt(movedBy, folded, at) : null)
  if (!match) return undefined
  const [whole, chinese, country] = match
  const key = chinese?.charAt(0) ?? country?.trim().toLowerCase() ?? ''
  const currency = /pence$/i.test(whole) ? 'GBP' : minorCurrencies[key]
  const tenth = /^[角毛毫]/.test(whole)
  const end = at + whole.length
  const rest = tenth ? findAt(hundredths, folded, end) : null
  const figure = rest ? figureOf(rest[1] ?? rest[2], 5n) : 0n
  return {
    end: end + (rest?.[0].length ?? 0),
    kind: 'money',
    factor: exact(1n, tenth ? -1 : -2),
    ...(rest ? { added: exact(figure, -2) } : {}),
    ...(currency ? { currency } : {}),
  }
}
const hundredths =
  / ?([\d一二三四五六七八九]) ?分(?![之钟])|([一二三四五六七八九])(?=[，。,.;；、)至到]|$)|半(?=[，。,.;；、)至到]|$)/y
/** 三塊五, and 十二個八 of fares in Hong Kong. */
const spokenTenths =
  /[一二三四五六七八九](?![个十百千万亿点成折倍分毛角毫号月日年天名人张条件块本])/y
const fare = /个(?=[一二三四五六七八九](?:[到至加减,，。、；;)蚊]|$))/y
const tenthsOf =
  /(?: ?([\d一二三四五六七八九]) ?(?:[角毛]|毫(?![米升克安秒瓦伏巴]))(?![度色落逐形])钱?)?(?: ?零?([\d一二三四五六七八九]) ?分(?![之享别析为布发散成配钟钱数]))?/y

/** Read what follows 元 in 3 元 5 角 2 分. */
function readParts(
  folded: string,
  end: number,
  numeral: Numeral,
): Pick<Suffix, 'end' | 'added'> {
  if (numeral.scale > 0) return { end }
  const spoken = /[块个蚊]$/.test(folded.slice(end - 1, end))
    ? findAt(spokenTenths, folded, end)
    : null
  if (spoken) {
    return { end: end + 1, added: exact(figureOf(spoken[0]), -1) }
  }
  const match = findAt(tenthsOf, folded, end)
  if (!match?.[0]) return { end }
  const hundredth = figureOf(match[1]) * 10n + figureOf(match[2])
  return { end: end + match[0].length, added: exact(hundredth, -2) }
}

/**
 * Tell which currency a bracket after an amount sets for those that follow:
 * (人民幣，下同).
 *
 * @param text - Folded text of a quantity and a little after it.
 * @returns ISO 4217, or `undefined`.
 */
export function statedCurrency(text: string): string | undefined {
  const match = statement.exec(text)
  return match?.[1] ? currencyNamed(match[1]) : undefined
}
const statement = new RegExp(
  `\\((?:单位)?[::]? ?(${chineseNames}|${codes})[元计]?[,，、; ]{0,2}(?:以?下(?:文|均)?同|unless)`,
)

/**
 * Find the currency that an article states for all its amounts, for reading a
 * part of it: 人民幣，下同, 單位：人民幣.
 *
 * @param folded - Folded text, up to the part that is read.
 * @returns ISO 4217 of the last statement, or `undefined`.
 */
export function lastStatedCurrency(folded: string): string | undefined {
  let found: string | undefined
  for (const match of folded.matchAll(everyStatement)) {
    found = currencyNamed(match[1] ?? match[2] ?? '') ?? found
  }
  return found
}
const everyStatement = new RegExp(
  `${statement.source}|(?:币值|金额|单位|货币)(?:均|皆|一律)?(?:单位)?(?:以|为|是|:)? ?(${chineseNames}|${codes})`,
  'g',
)
