import type { Locale } from '../model/index.ts'
import type { AmountMatch } from './amount.ts'
import { isRowOfTwo, type Piece, readPiece } from './amount-piece.ts'
import { exact, minus, order, times } from './exact.ts'
import { readNumeral } from './read-numeral.ts'

const connector = / ?(?:[-~至到—]| to ) ?/y

/** Sign of the second amount of a range. */
const signBefore = /^(?:[A-Z]{1,4}[$¥]|[A-Z]{3}(?: |(?=\d))|[€£¥₩$₹₽])? ?-?/

const or = / or (?=[\da-z])/y
const between = / ?(?:and|与|和|及) /y

/** Read 20-30 萬, 1.2 萬至 1.5 萬元, $1-2 billion, between 1 and 2 billion. */
export function readRange(
  folded: string,
  first: Piece,
  locale: Locale,
): AmountMatch | undefined {
  const listed = folded[first.end] === '、' && isRowOfTwo(folded, first.end)
  let end = listed ? first.end + 1 : after(connector, folded, first.end)
  const either = end === undefined ? after(or, folded, first.end) : undefined
  end ??= either
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
  // Five or six thousand; the deal or two others is no range.
  if (either !== undefined && second && !isNextTo(first, second)) {
    return undefined
  }
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
    // 標著一到五, numbered one to five: in words, and of nothing counted.
    optional:
      order(last, exact(10n)) <= 0 &&
      (listed ||
        (plain &&
          first.numeral.form !== 'digits' &&
          second.numeral.form !== 'digits' &&
          second.kind === 'number')),
    ...(currency ? { currency } : {}),
    ...(first.bare || second.bare ? { bare: true } : {}),
    ...(unit ? { unit } : {}),
  }
}

function isNextTo(first: Piece, second: Piece): boolean {
  const distance = minus(second.numeral.figure, first.numeral.figure)
  return (
    first.end === first.numeral.end &&
    order(distance, exact(0n)) > 0 &&
    order(distance, exact(2n)) <= 0
  )
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

function after(
  pattern: RegExp,
  folded: string,
  at: number,
): number | undefined {
  pattern.lastIndex = at
  const match = pattern.exec(folded)
  return match ? at + match[0].length : undefined
}
