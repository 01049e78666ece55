import { prefixBefore } from './amount-prefix.ts'
import { suffixAfter } from './amount-suffix.ts'
import { type Exact, exact, order, plus, times } from './exact.ts'
import type { Numeral } from './numeral.ts'
import type { AmountKind, Bound } from './quantity.ts'
import type { Suffix } from './suffix.ts'
import { isNumberWord } from './word-exceptions.ts'

/** One number with what stands around it. */
export interface Piece {
  numeral: Numeral
  start: number
  end: number
  kind: AmountKind
  bound: Bound
  currency: string | undefined
  bare: boolean
  unit: string | undefined
  counter: boolean
  prefixed: boolean
  low: Exact
  high: Exact
  precision: number
  others: Exact[]
}

const grown =
  /(?:增加|增长|成长|上升|提高|提升|扩大|多出?|高出?|上涨|飙升|暴增|激增|大增|增|涨|快|贵|升值|升|超标|超出|[增涨升]幅(?:达到?|为|高达|是)?|increased|increase|rose|rise|grew|grow|up|jumped|surged|soared|climbed)(?:了|by)? ?$/

/**
 * Read one number with its prefix and suffix; `undefined` where it is none.
 *
 * @param folded - Folded text.
 * @param numeral - The number.
 * @param floor - Place before which nothing is looked at.
 * @param opens - Whether it opens a range, so that what it counts stands behind
 * the other end. Default: `false`.
 */
export function readPiece(
  folded: string,
  numeral: Numeral,
  floor: number,
  opens = false,
): Piece | undefined {
  let prefix = prefixBefore(folded, numeral.start, floor)
  // 過億 is more than it; 看過百次 is rare enough.
  if (
    numeral.bare &&
    prefix.bound === 'exact' &&
    /(?:^|[^通超经不])过$/.test(folded.slice(floor, prefix.start).slice(-2))
  ) {
    prefix.bound = 'over'
    prefix.start -= 1
  }
  const suffix = suffixAfter(folded, numeral)
  if (prefix.named && suffix.kind !== 'money' && suffix.kind !== 'number') {
    prefix = prefixBefore(folded, numeral.start, numeral.start)
  }
  if (
    numeral.form === 'han' &&
    !prefix.money &&
    !opens &&
    !(folded[numeral.end] === '、' && isRowOfTwo(folded, numeral.end)) &&
    !isNumberWord(folded, numeral, suffix, prefix)
  ) {
    return undefined
  }
  let { low, high } = numeral
  if (suffix.factor) {
    low = times(low, suffix.factor)
    high = times(high, suffix.factor)
  }
  if (suffix.added) {
    low = plus(low, suffix.added)
    high = plus(high, suffix.added)
  }
  if (prefix.negative) {
    low = times(low, exact(-1n))
    high = times(high, exact(-1n))
  }
  const kind = kindOf(numeral, suffix, prefix)
  const years =
    suffix.unit === 'year' || suffix.unit === 'month' || suffix.unit === 'day'
  // 近五年 is the last five years.
  const recent =
    years && /^近 ?$/.test(folded.slice(prefix.start, numeral.start))
  return {
    numeral,
    start: prefix.start,
    end: suffix.end,
    kind,
    bound: recent
      ? 'exact'
      : prefix.bound === 'exact'
        ? (suffix.bound ?? 'exact')
        : prefix.bound,
    currency: suffix.currency ?? prefix.currency,
    bare: (prefix.bare && !suffix.currency) || suffix.bare === true,
    unit: suffix.unit,
    counter: suffix.counter === true,
    prefixed: prefix.money,
    low,
    high,
    precision: precisionOf(numeral, suffix),
    others:
      kind === 'money'
        ? []
        : othersOf(folded, prefix.start, numeral, suffix, low, kind),
  }
}

function kindOf(
  numeral: Numeral,
  suffix: Suffix,
  prefix: { money: boolean; ordinal: boolean },
): AmountKind {
  if (prefix.ordinal) return 'ordinal'
  if (prefix.money) return 'money'
  if (suffix.kind !== 'number') return suffix.kind
  return 'fraction' in numeral && numeral.fraction ? 'fraction' : 'number'
}

function precisionOf(numeral: Numeral, suffix: Suffix): number {
  const moved = numeral.precision + (suffix.factor?.exponent ?? 0)
  return suffix.added && suffix.added.mantissa !== 0n
    ? Math.min(moved, suffix.added.exponent)
    : moved
}

function othersOf(
  folded: string,
  start: number,
  numeral: Numeral,
  suffix: Suffix,
  value: Exact,
  kind: AmountKind,
): Exact[] {
  const others = [...(numeral.others ?? [])]
  if (suffix.other) others.push(suffix.other(value))
  const before = folded.slice(Math.max(0, start - 12), start)
  if (kind === 'multiple' && grown.test(before)) {
    others.push(plus(value, exact(1n)))
  }
  if (
    kind === 'percent' &&
    order(value, exact(100n)) >= 0 &&
    grown.test(before)
  ) {
    others.push(plus(value, exact(100n)))
  }
  return others
}

/** 三、四百 and 兩、三個, one after the other. */
export function isRowOfTwo(folded: string, at: number): boolean {
  const row = '一二三四五六七八九'
  const first = row.indexOf((folded[at - 1] ?? '').replace('两', '二'))
  const second = row.indexOf(folded[at + 1] ?? '?')
  const alone = !/[零〇一二三四五六七八九十百千万亿两第]/.test(
    folded[at - 2] ?? '',
  )
  return first >= 0 && second === first + 1 && alone
}
