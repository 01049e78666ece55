import type { Locale } from '../model/index.ts'
import { prefixBefore } from './amount-prefix.ts'
import { type Suffix, suffixAfter } from './amount-suffix.ts'
import { readWords } from './english-numeral.ts'
import { type Exact, exact, order, plus, times } from './exact.ts'
import { readHan } from './han-numeral.ts'
import { type Numeral, readDigits } from './numeral.ts'
import type { Amount, AmountKind, Bound } from './quantity.ts'
import { isNumberWord } from './word-exceptions.ts'

/** An amount before its text is cut out. */
export type AmountMatch = Omit<Amount, 'span' | 'text'> & {
  start: number
  end: number
}

/** One number with what stands around it. */
interface Piece {
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

const digit = /\d/
const hanFirst = /[零〇一二三四五六七八九十百千万亿兆两廿卅几数上成]/
const grown =
  /(?:增加|增长|成长|上升|提高|提升|扩大|多出?|高出?|上涨|飙升|暴增|激增|大增|增|涨|快|increased|increase|rose|rise|grew|grow|up|jumped|surged|soared|climbed)(?:了|by)? ?$/
const connector = / ?(?:[-~至到—]| to ) ?/y
/** Sign of the second amount of a range. */
const signBefore = /^(?:[A-Z]{1,4}[$¥]|[A-Z]{3}(?: |(?=\d))|[€£¥₩$₹₽])? ?-?/
const between = / ?(?:and|与|和|及) /y
const fractionOf = / ?分之 ?/y
const versus = / ?比 ?(?=[\d一二三四五六七八九十两])/y
const toward = /-to-(?=\d|[a-z])/y
const slash = /\/(?=\d{1,4}(?![\d/]))/y
const colon = /:(?=(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,4})(?![\d:]))/y

/**
 * Read an amount at a place, with what stands before and after it.
 *
 * @param folded - Folded text.
 * @param at - Place where a number may begin.
 * @param floor - End of what was read before.
 * @param locale - Locale of the text.
 * @returns Amount, or the place to go on from.
 */
export function readAmount(
  folded: string,
  at: number,
  floor: number,
  locale: Locale,
): AmountMatch | number {
  const numeral = readNumeral(folded, at, locale)
  if (typeof numeral === 'number') return numeral
  const composed = readComposed(folded, numeral, floor, locale)
  if (composed) return composed
  const first = readPiece(folded, numeral, floor)
  if (first === undefined) return numeral.end
  return readRange(folded, first, locale) ?? amountOf(folded, first)
}

function readNumeral(
  folded: string,
  at: number,
  locale: Locale,
): Numeral | number {
  const first = folded[at] ?? ''
  if (digit.test(first)) return readDigits(folded, at, locale)
  if (locale === 'en') return readWords(folded, at) ?? at + 1
  return hanFirst.test(first) ? readHan(folded, at) : at + 1
}

/** 三分之二, 3/4, 1:2, 三比二: two numbers that are one. */
function readComposed(
  folded: string,
  first: Numeral,
  floor: number,
  locale: Locale,
): AmountMatch | undefined {
  const read = (pattern: RegExp): Numeral | undefined => {
    pattern.lastIndex = first.end
    const match = pattern.exec(folded)
    if (!match) return undefined
    const second = readNumeral(folded, first.end + match[0].length, locale)
    return typeof second === 'number' ? undefined : second
  }
  const build = (
    second: Numeral,
    kind: AmountKind,
    low: Exact,
    high: Exact,
    precision: number,
  ): AmountMatch => {
    const prefix = prefixBefore(folded, first.start, floor)
    return {
      start: prefix.start,
      end: second.end,
      kind,
      low,
      high,
      precision,
      bound: prefix.bound,
      vague: second.vague,
      optional: false,
    }
  }
  const top = read(fractionOf)
  if (top && first.low.mantissa > 0n) {
    const hundred = first.low.mantissa === 1n && first.low.exponent === 2
    if (hundred) {
      return build(top, 'percent', top.low, top.high, top.precision)
    }
    const value = divide(top.low, first.low)
    return build(top, 'fraction', value, value, -2)
  }
  if (first.scale > 0) return undefined
  const parted =
    read(versus) ??
    read(toward) ??
    (first.form === 'digits' ? read(colon) : undefined)
  if (parted && parted.scale === 0) {
    return build(parted, 'ratio', first.low, parted.low, 0)
  }
  const below = first.form === 'digits' ? read(slash) : undefined
  if (
    below?.scale === 0 &&
    below.low.mantissa > 0n &&
    !folded.slice(first.start, below.end).includes('.')
  ) {
    const value = divide(first.low, below.low)
    return { ...build(below, 'fraction', value, value, -2), optional: true }
  }
  return undefined
}

function divide(a: Exact, b: Exact): Exact {
  return exact(
    a.mantissa * b.divisor,
    a.exponent - b.exponent,
    a.divisor * b.mantissa,
  )
}

/** Read one number with its prefix and suffix; `undefined` where it is none. */
function readPiece(
  folded: string,
  numeral: Numeral,
  floor: number,
): Piece | undefined {
  const prefix = prefixBefore(folded, numeral.start, floor)
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
  if (
    numeral.form === 'han' &&
    !prefix.money &&
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
    prefix.bound === 'nearly' && years && folded[numeral.start - 1] === '近'
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

/** Read 20-30 萬, 1.2 萬至 1.5 萬元, $1-2 billion, between 1 and 2 billion. */
function readRange(
  folded: string,
  first: Piece,
  locale: Locale,
): AmountMatch | undefined {
  const listed = folded[first.end] === '、' && isRowOfTwo(folded, first.end)
  let end = listed ? first.end + 1 : after(connector, folded, first.end)
  if (end === undefined) {
    const before = folded.slice(Math.max(0, first.start - 9), first.start)
    if (!/(?:between |介于 ?|在)$/i.test(before)) return undefined
    end = after(between, folded, first.end)
  }
  if (end === undefined) return undefined
  const sign = signBefore.exec(folded.slice(end, end + 6))?.[0] ?? ''
  const numeral = readNumeral(folded, end + sign.length, locale)
  if (typeof numeral === 'number' || numeral.start !== end + sign.length)
    return undefined
  const second = readPiece(folded, numeral, end)
  if (!second || second.numeral.vague || first.numeral.vague) return undefined
  if (bothYears(folded, first, second)) return undefined
  const plain =
    first.kind === 'number' ||
    first.kind === 'ordinal' ||
    (first.prefixed && first.end === first.numeral.end)
  const compatible =
    first.kind === second.kind ||
    plain ||
    (second.kind === 'number' && first.prefixed)
  if (!compatible || (first.counter && !second.counter)) return undefined
  if (first.unit !== undefined && second.unit === undefined) return undefined
  const inherits =
    first.numeral.scale === 0 &&
    second.numeral.scale > 0 &&
    order(first.numeral.figure, second.numeral.figure) < 0
  // In 三、四百 the first is hundreds as well.
  const scale = listed
    ? second.numeral.low.exponent
    : inherits
      ? second.numeral.scale
      : 0
  const tenfold =
    plain &&
    second.kind === 'percent' &&
    second.low.exponent > second.numeral.low.exponent &&
    order(second.low, second.numeral.low) !== 0
  const low = times(first.low, exact(1n, scale + (tenfold ? 1 : 0)))
  const last = second.high
  if (order(low, last) >= 0) return undefined
  const kind = first.prefixed
    ? 'money'
    : second.kind === 'number'
      ? first.kind
      : second.kind
  const currency = second.currency ?? first.currency
  const unit = second.unit
  return {
    start: first.start,
    end: second.end,
    kind,
    low,
    high: last,
    precision: Math.min(first.precision + scale, second.precision),
    bound: first.bound === 'exact' ? second.bound : first.bound,
    vague: false,
    optional: listed && order(last, exact(10n)) <= 0,
    ...(currency ? { currency } : {}),
    ...(first.bare || second.bare ? { bare: true } : {}),
    ...(unit ? { unit } : {}),
  }
}

/** Years are told one by one. */
function bothYears(folded: string, first: Piece, second: Piece): boolean {
  const looks = (piece: Piece) =>
    piece.kind === 'number' &&
    !piece.counter &&
    /^(?:1[5-9]|20)\d\d$/.test(
      folded.slice(piece.numeral.start, piece.numeral.end),
    )
  return looks(first) && looks(second)
}

/** 三、四百 and 兩、三個, one after the other. */
function isRowOfTwo(folded: string, at: number): boolean {
  const row = '一二三四五六七八九'
  const first = row.indexOf((folded[at - 1] ?? '').replace('两', '二'))
  const second = row.indexOf(folded[at + 1] ?? '?')
  const alone = !/[零〇一二三四五六七八九十百千万亿两第]/.test(
    folded[at - 2] ?? '',
  )
  return first >= 0 && second === first + 1 && alone
}

function after(
  pattern: RegExp,
  folded: string,
  at: number,
): number | undefined {
  pattern.lastIndex = at
  const match = pattern.exec(folded)
  return match ? at + match[0].length : undefined
}

function amountOf(folded: string, piece: Piece): AmountMatch | number {
  const { numeral } = piece
  if (
    numeral.form === 'han' &&
    folded[piece.numeral.end] === '、' &&
    piece.end === numeral.end &&
    isRowOfTwo(folded, numeral.end) === false &&
    numeral.end - numeral.start === 1
  ) {
    return numeral.end
  }
  const words = numeral.form !== 'digits'
  const ten = order(piece.high, exact(10n)) <= 0
  const one = words && numeral.low.mantissa === 1n && numeral.low.exponent === 0
  const counts = piece.kind === 'number' || piece.kind === 'ordinal'
  const single = piece.numeral.end - piece.numeral.start === 1
  const uncounted =
    numeral.bare &&
    piece.bound === 'exact' &&
    ((counts && !piece.counter) || single || piece.kind === 'fraction')
  return {
    start: piece.start,
    end: piece.end,
    kind: piece.kind,
    low: piece.low,
    high: piece.high,
    precision: piece.precision,
    bound: piece.bound,
    vague: numeral.vague,
    optional:
      numeral.vague ||
      uncounted ||
      (one && piece.kind !== 'multiple' && piece.kind !== 'percent') ||
      (words && ten && counts) ||
      (piece.kind === 'ordinal' && ten),
    ...(piece.currency ? { currency: piece.currency } : {}),
    ...(piece.bare ? { bare: true } : {}),
    ...(piece.unit ? { unit: piece.unit } : {}),
    ...(piece.others.length > 0 ? { others: piece.others } : {}),
  }
}
