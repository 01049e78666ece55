import { type Exact, exact, magnitude, order, same, times } from './exact.ts'
import {
  type Amount,
  type CalendarPoint,
  isAmount,
  isMoment,
  type Quantity,
} from './quantity.ts'
import { unitNamed } from './unit.ts'

/**
 * One thing a text says by a quantity, in a form in which translations are equal.
 *
 * A range is two claims, one for each end, so that it may be told as a range or
 * as two numbers.
 */
export interface Claim {
  quantity: Quantity
  /** Place among the claims of its text. */
  index: number
  /** What may be compared: `money`, `share`, `length`, `count`, `calendar`. */
  dimension: string
  /** Values it may have, the first meant; without their sign. */
  values: Exact[]
  /** The number as it is written, without its unit: 50 of 50%. */
  figure: Exact
  /** What else that number may be: 200 of 200m, which is no 200 million. */
  otherFigures: readonly Exact[]
  /** Upper end where only the order of size is said. */
  most: Exact | undefined
  /** Size of the last place that is written. */
  step: Exact
  /** Points of the calendar it may mean. */
  points: CalendarPoint[]
  /** Spelling of a code. */
  code: string | undefined
  optional: boolean
}

const shares: Readonly<Record<string, Exact>> = {
  percent: exact(1n, -2),
  fraction: exact(1n),
  multiple: exact(1n),
}
const none = exact(0n)
/** A part, or a day of the article's year. */
const slashed = /^(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])$/

/**
 * Take quantities apart into what they claim.
 *
 * @param quantities - Quantities of one text.
 * @returns Claims in their order.
 */
export function claimsOf(quantities: readonly Quantity[]): Claim[] {
  const claims: Claim[] = []
  for (const quantity of quantities) {
    const base = {
      quantity,
      values: [],
      figure: none,
      otherFigures: [],
      most: undefined,
      step: none,
      points: [],
      code: undefined,
      optional: quantity.optional,
    }
    const add = (claim: Partial<Claim> & { dimension: string }): void => {
      claims.push({ ...base, ...claim, index: claims.length })
    }
    if (isAmount(quantity)) {
      for (const claim of amountClaims(quantity)) add(claim)
    } else if (isMoment(quantity)) {
      const points = [quantity.point, ...(quantity.others ?? [])]
      add({ dimension: 'calendar', points, figure: figureOf(quantity.point) })
    } else {
      const digits = /^[A-Z]+:(\d{1,6})$/.exec(quantity.key)?.[1]
      const figure = exact(BigInt(digits ?? 0))
      add({ dimension: 'code', code: quantity.key, figure })
    }
  }
  return claims
}

function amountClaims(
  amount: Amount,
): (Partial<Claim> & { dimension: string })[] {
  const { dimension, scale } = measureOf(amount)
  const { vague, low, high, precision, bound } = amount
  const perMille = /(?:‰|per (?:thousand|mille?))$/.test(amount.text)
  const claim = (value: Exact, others: readonly Exact[]) => {
    const figure = magnitude(value)
    // About 1,200 is exact to the hundred.
    const loose = bound !== 'exact' && figure.exponent > precision
    const step = exact(1n, loose ? figure.exponent : precision)
    return {
      dimension,
      figure: perMille ? times(figure, exact(10n)) : figure,
      otherFigures: amount.kind === 'number' ? others.map(magnitude) : [],
      values: [figure, ...others.map(magnitude)].map((one) =>
        times(one, scale),
      ),
      step: times(step, magnitude(scale)),
    }
  }
  if (vague) {
    return [{ ...claim(low, []), most: times(magnitude(high), scale) }]
  }
  const day = amount.kind === 'fraction' ? slashed.exec(amount.text) : null
  if (day) {
    const [month, date] = [Number(day[1]), Number(day[2])]
    return [{ ...claim(low, []), points: [{ month, day: date }] }]
  }
  // 1:250,000 is a 250,000th.
  if (
    amount.kind === 'ratio' &&
    same(low, exact(1n)) &&
    order(high, exact(1000n)) >= 0
  ) {
    const part = exact(1n, 0, high.mantissa)
    const value = times(part, exact(1n, -high.exponent))
    return [{ ...claim(high, []), dimension: 'share', values: [value] }]
  }
  if (amount.kind === 'ratio') return [claim(low, []), claim(high, [])]
  if (same(low, high)) return [claim(low, amount.others ?? [])]
  // Zero to 100 km/h is told as 100 alone as well.
  const isZero = low.mantissa === 0n
  return [
    { ...claim(low, []), ...(isZero ? { optional: true } : {}) },
    claim(high, []),
  ]
}

function measureOf(amount: Amount): { dimension: string; scale: Exact } {
  const share = shares[amount.kind]
  if (share) return { dimension: 'share', scale: share }
  const unit = amount.unit === undefined ? undefined : unitNamed(amount.unit)
  if (unit) return { dimension: unit.dimension, scale: unit.scale }
  const dimension =
    amount.kind === 'money' ||
    amount.kind === 'ordinal' ||
    amount.kind === 'percentage-point'
      ? amount.kind
      : 'count'
  return { dimension, scale: exact(1n) }
}

/** The one figure of a point that says no more: 2026 of a year. */
function figureOf(point: CalendarPoint): Exact {
  const { year, quarter, month, day, hour } = point
  return exact(BigInt(hour ?? day ?? month ?? quarter ?? year ?? 0))
}
