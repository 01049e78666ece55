import type { Locale } from '../model/index.ts'
import { isRowOfTwo, type Piece, readPiece } from './amount-piece.ts'
import { readRange } from './amount-range.ts'
import { readComposed } from './composed-amount.ts'
import { readElapsed } from './elapsed.ts'
import { exact, order, times } from './exact.ts'
import type { Amount } from './quantity.ts'
import { readNumeral } from './read-numeral.ts'
import { mayOpenRange } from './word-exceptions.ts'

const shares: ReadonlySet<string> = new Set([
  'multiple',
  'percent',
  'percentage-point',
])

/** An amount before its text is cut out. */
export type AmountMatch = Omit<Amount, 'span' | 'text'> & {
  start: number
  end: number
}

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
  const composed =
    readElapsed(folded, numeral, floor, locale) ??
    readComposed(folded, numeral, floor, locale)
  if (composed) return readShares(folded, composed, locale) ?? composed
  const first = readPiece(folded, numeral, floor)
  if (first === undefined) {
    const open = mayOpenRange(folded, numeral)
      ? readPiece(folded, numeral, floor, true)
      : undefined
    return (open && readRange(folded, open, locale)) ?? numeral.end
  }
  return (
    readRange(folded, first, locale) ??
    readListed(folded, first, locale) ??
    amountOf(folded, first)
  )
}

/** 百分之五至十: the other end is a share as well. */
function readShares(
  folded: string,
  first: AmountMatch,
  locale: Locale,
): AmountMatch | undefined {
  if (first.kind !== 'percent') return undefined
  toShare.lastIndex = first.end
  const match = toShare.exec(folded)
  if (!match) return undefined
  const second = readNumeral(folded, first.end + match[0].length, locale)
  if (typeof second === 'number' || order(first.low, second.high) >= 0) {
    return undefined
  }
  const precision = Math.min(first.precision, second.precision)
  return { ...first, end: second.end, high: second.high, precision }
}
const toShare = / ?[至到~] ?(?=[一二三四五六七八九十两\d])(?!百分)/y

/** What follows one of several figures whose scale stands behind the last. */
const listed =
  /(?:、 ?\d{1,3}(?:\.\d+)?)*、 ?(?=\d{1,3}(?:\.\d+)? ?(?:[十百千]?[万亿兆]|[百千](?=[元人名多万])))/y

/** 1、2、3 億元: each is of the scale and the currency of the last. */
function readListed(
  folded: string,
  first: Piece,
  locale: Locale,
): AmountMatch | undefined {
  const { numeral } = first
  const alone = first.kind === 'number' && first.end === numeral.end
  if (numeral.form !== 'digits' || numeral.scale > 0 || !alone) return undefined
  if (order(numeral.low, exact(1000n)) >= 0) return undefined
  listed.lastIndex = numeral.end
  const match = listed.exec(folded)
  if (!match) return undefined
  const end = numeral.end + match[0].length
  const last = readNumeral(folded, end, locale)
  const piece =
    typeof last === 'number' ? undefined : readPiece(folded, last, end)
  if (!piece || piece.numeral.scale === 0) return undefined
  const { kind, currency, bare, unit } = piece
  const { scale } = piece.numeral
  const value = times(first.low, exact(1n, scale))
  return {
    start: first.start,
    end: numeral.end,
    kind,
    low: value,
    high: value,
    precision: first.precision + scale,
    bound: first.bound,
    vague: false,
    optional: false,
    ...(currency ? { currency } : {}),
    ...(bare ? { bare } : {}),
    ...(unit ? { unit } : {}),
  }
}

/** 90 後, 雙 11, 911 事件: digits that are a name, which has its own translation. */
function isNamed(
  folded: string,
  { numeral, kind, start, end }: Piece,
): boolean {
  return (
    kind === 'number' &&
    numeral.form === 'digits' &&
    end - start <= 3 &&
    (/双 ?$/.test(folded.slice(Math.max(0, start - 2), start)) ||
      /^ ?(?:后(?![来面续])|事件|大?地震|纪念日|恐攻)/.test(
        folded.slice(end, end + 5),
      ))
  )
}

/** 24 小時營業: around the clock. */
function isAlways(folded: string, { unit, low, end }: Piece): boolean {
  return (
    unit === 'hour' &&
    order(low, exact(24n)) === 0 &&
    /^(?:全[天年]|营业|服务|不打烊|待命|开放|运[作转])/.test(
      folded.slice(end, end + 3),
    )
  )
}

/** 二度蟬聯: twice, and no degrees; 三率三升: three rose. */
function isTurns(folded: string, { numeral, unit, start }: Piece): boolean {
  const { form, start: from, end } = numeral
  const before = folded.slice(Math.max(0, start - 4), start)
  return (
    form === 'han' &&
    start === from &&
    end - from === 1 &&
    ((unit === 'degree' && !/[温降升高低冷热]/.test(before)) ||
      (unit === 'litre' && /[率连齐]$/.test(before)))
  )
}

/** 營收 (新台幣百萬元): what the figures of a table are of. */
function isUnitOfTable(
  folded: string,
  { numeral, kind, start, end }: Piece,
): boolean {
  return (
    kind === 'money' &&
    numeral.bare &&
    /[(:] ?$/.test(folded.slice(Math.max(0, start - 2), start)) &&
    /^ ?(?:[),;、|]|$)/.test(folded.slice(end, end + 2))
  )
}

/**
 * 1 美元兌 30.6 元, 40 里拉兌 1 美元, 每 1 股: English says what the dollar is
 * worth, and each share.
 */
function isEachOne(folded: string, { kind, low, start, end }: Piece): boolean {
  if (order(low, exact(1n)) !== 0) return false
  const before = folded.slice(Math.max(0, start - 2), start)
  if (/每 ?$/.test(before)) return true
  const isRate =
    /[兑对] ?$/.test(before) || /^ ?[兑对=约]/.test(folded.slice(end, end + 2))
  return kind === 'money' && isRate
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
      isNamed(folded, piece) ||
      isEachOne(folded, piece) ||
      isTurns(folded, piece) ||
      isAlways(folded, piece) ||
      isUnitOfTable(folded, piece) ||
      (one && !shares.has(piece.kind)) ||
      (words && ten && counts) ||
      (piece.kind === 'ordinal' && ten),
    ...(piece.currency ? { currency: piece.currency } : {}),
    ...(piece.bare ? { bare: true } : {}),
    ...(piece.unit ? { unit: piece.unit } : {}),
    ...(piece.others.length > 0 ? { others: piece.others } : {}),
  }
}
