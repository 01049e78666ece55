import type { Locale, Span } from '../model/index.ts'
import type { Exact } from './exact.ts'

/** What an amount counts. */
export type AmountKind =
  | 'number'
  | 'money'
  | 'percent'
  | 'percentage-point'
  | 'multiple'
  | 'fraction'
  | 'ratio'
  | 'ordinal'
  | 'duration'
  | 'measure'

/** What part of the calendar or the clock is named. */
export type CalendarKind =
  | 'date'
  | 'month'
  | 'quarter'
  | 'half-year'
  | 'year'
  | 'decade'
  | 'century'
  | 'time'

/** What is spelled and not counted. */
export type IdentifierKind = 'identifier' | 'ticker'

/**
 * How the text stands to the number it names: 約 is `about`, 逾 `over`, 近
 * `nearly`, 不到 `under`, 至少 `at-least`, 高達 `at-most`.
 */
export type Bound =
  | 'exact'
  | 'about'
  | 'over'
  | 'nearly'
  | 'under'
  | 'at-least'
  | 'at-most'

interface Found {
  /** Place in the text, with its currency and words such as 逾. */
  span: Span
  /** The text at the span. */
  text: string
  /**
   * Whether a translation may well go without it: 一, small numbers in words
   * and without a unit, 首, 今年, 數百.
   */
  optional: boolean
}

/** An amount with its value, unit and precision. */
export interface Amount extends Found {
  kind: AmountKind
  /** Value, or the lower end of a range; a ratio's first part. */
  low: Exact
  /** Equals `low` where it is no range; a ratio's second part. */
  high: Exact
  /** Power of ten of the last place that is written: 8 for 43 億. */
  precision: number
  bound: Bound
  /** Whether only the order of size is said: 數百, dozens, 十幾. */
  vague: boolean
  /** ISO 4217; missing where the text does not say whose 元. */
  currency?: string
  /** Whether the currency is a bare `$`, which readers take for US dollars. */
  bare?: boolean
  /** Name of the unit in `unit.ts`: `km`, `hour`, `point`. */
  unit?: string
  /** What else it can mean: 增加兩倍 is 2 more and 3 times. */
  others?: Exact[]
  /** Whether something moved from it or to it: 從 12% 升至 15%. */
  side?: 'from' | 'to'
}

/** A point of the calendar; only what the text or its date says is set. */
export interface CalendarPoint {
  year?: number
  half?: number
  quarter?: number
  month?: number
  day?: number
  hour?: number
  minute?: number
  second?: number
  /** `am` or `pm` where the text says it or the hour does. */
  period?: 'am' | 'pm'
  /** 1 Monday to 7 Sunday. */
  weekday?: number
}

/** A date, a part of a year, or a time of day. */
export interface Moment extends Found {
  kind: CalendarKind
  point: CalendarPoint
  /** Whether the text says it by its distance: 去年, 今 (8) 日. */
  relative: boolean
  /** Another order of the same digits: 1/8/2026. */
  others?: CalendarPoint[]
}

/** A code, version, name with digits, or the code of a share. */
export interface Identifier extends Found {
  kind: IdentifierKind
  /** Spelling in which equal ones are equal: `glm4.7`, `HK:2513`. */
  key: string
}

/** A quantity found in a text. */
export type Quantity = Amount | Moment | Identifier

/** What is known of a text besides its words. */
export interface QuantityContext {
  /** Day of the article, as `2026-01-08`: what 今日 and 去年 count from. */
  date?: string
  /** Currency of an 元 whose currency the text does not say, as ISO 4217. */
  currency?: string
}

/** How to read a text. */
export interface QuantityOptions {
  /** Locale of the text: decides which numerals and what 兆 means. */
  locale: Locale
  /** What is known besides. Default: nothing. */
  context?: QuantityContext
}

/** Tell whether a quantity has a value. */
export function isAmount(quantity: Quantity): quantity is Amount {
  return 'low' in quantity
}

/** Tell whether a quantity is a point of the calendar. */
export function isMoment(quantity: Quantity): quantity is Moment {
  return 'point' in quantity
}
