import { monthNames } from './english-calendar.ts'
import {
  englishFraction,
  englishNumber,
  englishOrdinal,
  grouped,
  nth,
} from './english-number.ts'
import {
  type Exact,
  exact,
  minus,
  order,
  roughly,
  same,
  times,
} from './exact.ts'
import { foldDigits } from './fold-digits.ts'
import {
  type Amount,
  type Bound,
  type CalendarPoint,
  isAmount,
  isMoment,
  type Moment,
  type Quantity,
} from './quantity.ts'
import { unitNamed } from './unit.ts'

/** How a house writes what more than one way is right for. */
export interface EnglishStyle {
  /**
   * `month-day` is AP's `Jan. 8, 2026`, `day-month` is `8 January 2026`.
   * Default: `month-day`.
   */
  dates?: 'month-day' | 'day-month'
}

/**
 * Suggest the English of a quantity.
 *
 * What it suggests has exactly the value of the quantity, its unit and its
 * bound: read again by `findQuantities`, the two are equal.
 *
 * @param quantity - Quantity of a Chinese text.
 * @param style - House style.
 * @returns English such as `more than HK$4.3 billion`, `HKEX: 2513`;
 * `undefined` where the text does not say enough (an 元 of no currency, 數百,
 * 今日 without a date).
 *
 * @example
 * ```ts
 * import { findQuantities, suggestEnglish } from 'yiwen/quantity'
 *
 * const [amount] = findQuantities('8440 萬元 (人民幣)', { locale: 'zh-TW' })
 * amount && suggestEnglish(amount) // 'RMB 84.4 million'
 * ```
 */
export function suggestEnglish(
  quantity: Quantity,
  style: EnglishStyle = {},
): string | undefined {
  if (isAmount(quantity)) return suggestAmount(quantity)
  if (isMoment(quantity)) return suggestMoment(quantity, style)
  if (quantity.kind === 'identifier') return quantity.text
  const [market = '', share = ''] = quantity.key.split(':')
  const exchange = exchanges[market]
  return exchange ? `${exchange}: ${share}` : undefined
}

const exchanges: Readonly<Record<string, string>> = {
  HK: 'HKEX',
  TW: 'TWSE',
  TWO: 'TPEx',
  SH: 'SSE',
  SZ: 'SZSE',
  JP: 'TYO',
  KR: 'KRX',
}
const signs: Readonly<Record<string, string>> = {
  HKD: 'HK$',
  USD: 'US$',
  TWD: 'NT$',
  CNY: 'RMB ',
  EUR: '€',
  GBP: '£',
  JPY: 'JP¥',
  AUD: 'A$',
  CAD: 'C$',
  SGD: 'S$',
  NZD: 'NZ$',
}
const bounds: Readonly<Record<Bound, string>> = {
  exact: '',
  about: 'about ',
  over: 'more than ',
  nearly: 'nearly ',
  under: 'less than ',
  'at-least': 'at least ',
  'at-most': 'up to ',
}

function suggestAmount(amount: Amount): string | undefined {
  if (amount.vague) return undefined
  if (amount.kind === 'money' && !amount.currency && !amount.bare) {
    return undefined
  }
  const { low, high, kind, bound } = amount
  if (kind === 'ratio') {
    return `${bounds[bound]}${grouped(low)}-to-${grouped(high)}`
  }
  const from = withUnit(amount, low)
  if (from === undefined) return undefined
  if (same(low, high)) return bounds[bound] + from
  const to = withUnit(amount, high)
  if (to === undefined) return undefined
  const shared = sharedUnit(amount, from, to)
  if (shared) return `${bounds[bound]}${shared} to ${to}`
  // "About between" is no English.
  return bound === 'exact'
    ? `between ${from} and ${to}`
    : `${bounds[bound]}${from} to ${to}`
}

/** The 2 of 2 to 3 months: a unit is said once where the scale is one. */
function sharedUnit(
  { kind }: Amount,
  from: string,
  to: string,
): string | undefined {
  if (kind === 'money' || kind === 'percent' || kind === 'ordinal')
    return undefined
  const [figure = '', ...unit] = from.split(' ')
  return unit.length > 0 && to.endsWith(` ${unit.join(' ')}`)
    ? figure
    : undefined
}

const hundred = exact(100n)
/** 減半, 翻倍, 翻兩番 */
const verbs: readonly (readonly [Exact, string])[] = [
  [exact(5n, -1), 'halved'],
  [exact(2n), 'doubled'],
  [exact(4n), 'quadrupled'],
]
/** Parts of a currency English tells by name. */
const minorUnits: Readonly<Record<string, string>> = {
  HKD: 'HK cent',
  USD: 'US cent',
}

const below = 'one two three four five six seven eight nine'.split(' ')

/** What is counted, and for how long, is spelled out below ten. */
function spelled(value: Exact, number: string): string {
  return value.exponent === 0 && value.divisor === 1n
    ? (below[Number(value.mantissa) - 1] ?? number)
    : number
}

/** Halves that English tells in a smaller unit. */
const halves: Readonly<Record<string, string>> = {
  year: 'six months',
  hour: '30 minutes',
  day: '12 hours',
  century: 'half a century',
  month: 'half a month',
  week: 'half a week',
}

function withUnit(amount: Amount, value: Exact): string | undefined {
  const written = englishNumber(value)
  switch (amount.kind) {
    case 'money': {
      const code = amount.currency
      const cents = minorUnits[code ?? '']
      if (cents && /[仙分]/.test(amount.text)) {
        const number = grouped(times(value, exact(100n)))
        return `${number} ${cents}${number === '1' ? '' : 's'}`
      }
      // HK$116.20, but HK$1.2 million.
      const number = /^-?[\d,]+\.\d$/.test(written) ? `${written}0` : written
      const sign = code ? (signs[code] ?? `${code} `) : '$'
      return value.mantissa < 0n
        ? `-${sign}${number.slice(1)}`
        : `${sign}${number}`
    }
    case 'percent':
      if (value.divisor !== 1n) return undefined
      if (amount.text.endsWith('‰')) {
        return `${grouped(times(value, exact(10n)))} per thousand`
      }
      // 八五折 is 15% off.
      return /折$/.test(amount.text) && order(value, hundred) < 0
        ? `${grouped(minus(hundred, value))}% off`
        : `${grouped(value)}%`
    case 'percentage-point':
      if (/码|基点|点子/.test(foldDigits(amount.text))) {
        return `${grouped(times(value, hundred))} basis ${same(value, exact(1n, -2)) ? 'point' : 'points'}`
      }
      return `${grouped(value)} percentage ${isOne(value) ? 'point' : 'points'}`
    case 'multiple':
      if (/[翻增半斩]/.test(foldDigits(amount.text))) {
        const verb = verbs.find(([size]) => same(value, size))?.[1]
        if (verb) return verb
      }
      return `${written} times`
    case 'ordinal':
      if (
        /[一二三四五六七八九十]号$/.test(foldDigits(amount.text)) &&
        value.exponent >= 0
      ) {
        return `No. ${grouped(value)}`
      }
      return value.exponent >= 0 ? englishOrdinal(value) : undefined
    case 'fraction':
      if (same(value, exact(5n, -1))) return 'half'
      return written.includes('.')
        ? (englishFraction(value) ?? `${grouped(times(value, exact(100n)))}%`)
        : written
    default:
      return measured(amount, value, written)
  }
}

function measured(
  amount: Amount,
  value: Exact,
  number: string,
): string | undefined {
  if (amount.unit === undefined) return spelled(value, number)
  const unit = unitNamed(amount.unit)
  if (!unit || value.divisor !== 1n) return undefined
  if (unit.name === 'second' && /[时头分]/.test(foldDigits(amount.text))) {
    return elapsed(value)
  }
  const half = halves[unit.name]
  if (half && same(value, exact(5n, -1))) return half
  if (unit.name === 'year-old') return `${number} years old`
  const symbol = unit.symbol ?? (isOne(value) ? unit.singular : unit.plural)
  const figure = amount.kind === 'duration' ? spelled(value, number) : number
  return symbol === '' ? undefined : `${figure} ${symbol.replaceAll('-', ' ')}`
}

/** Two hours 30 minutes: a time told in parts is told in those again. */
function elapsed(value: Exact): string | undefined {
  const minutes = Math.floor(roughly(value) / 60)
  const seconds = minus(value, exact(60n * BigInt(minutes)))
  const told = [
    [exact(BigInt(Math.floor(minutes / 60))), 'hour'],
    [exact(BigInt(minutes % 60)), 'minute'],
    [seconds, 'second'],
  ] as const
  const text = told
    .filter(([count]) => count.mantissa !== 0n)
    .map(([count, unit]) => {
      const plural = isOne(count) ? '' : 's'
      return `${grouped(count)} ${unit}${plural}`
    })
    .join(' ')
  return text || undefined
}

function isOne(value: Exact): boolean {
  return order(value, exact(1n)) === 0
}

/** Months AP shortens before a day. */
const short: Readonly<Record<number, string>> = {
  1: 'Jan.',
  2: 'Feb.',
  8: 'Aug.',
  9: 'Sept.',
  10: 'Oct.',
  11: 'Nov.',
  12: 'Dec.',
}
const nths = ['first', 'second', 'third', 'fourth']
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'

function suggestMoment(
  { kind, point }: Moment,
  style: EnglishStyle,
): string | undefined {
  const { year, month, day, quarter, half } = point
  const ofYear = year === undefined ? '' : ` of ${year}`
  switch (kind) {
    case 'time':
      return suggestTime(point)
    case 'decade':
      return `${year}s`
    case 'century':
      return `${nth(String(year))} century`
    case 'quarter':
      return quarter === undefined
        ? undefined
        : `${nths[quarter - 1]} quarter${ofYear}`
    case 'half-year':
      return `${nths[(half ?? 1) - 1]} half${ofYear}`
    case 'year':
      return year === undefined || year < 1500 ? undefined : String(year)
    case 'month': {
      const name = monthNames[(month ?? 1) - 1]
      return year === undefined ? name : `${name} ${year}`
    }
    default:
      return suggestDate(month, day, year, point.weekday, style)
  }
}

function suggestDate(
  month: number | undefined,
  day: number | undefined,
  year: number | undefined,
  weekday: number | undefined,
  { dates = 'month-day' }: EnglishStyle,
): string | undefined {
  if (month === undefined || day === undefined) {
    return weekday ? weekdays.split(' ')[weekday - 1] : undefined
  }
  const name = monthNames[month - 1] ?? ''
  if (dates === 'day-month') {
    return `${day} ${name}${year === undefined ? '' : ` ${year}`}`
  }
  return `${short[month] ?? name} ${day}${year === undefined ? '' : `, ${year}`}`
}

function suggestTime(point: CalendarPoint): string {
  const { hour = 0, minute = 0, second, period } = point
  const two = (value: number) => String(value).padStart(2, '0')
  const rest = second === undefined ? '' : `:${two(second)}`
  if (!period || hour === 24) return `${hour}:${two(minute)}${rest}`
  const clock = hour % 12 === 0 ? 12 : hour % 12
  const minutes = minute === 0 && rest === '' ? '' : `:${two(minute)}${rest}`
  return `${clock}${minutes} ${period === 'pm' ? 'p.m.' : 'a.m.'}`
}
