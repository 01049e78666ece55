import type { Claim } from './claim.ts'
import {
  type Exact,
  exact,
  magnitude,
  minus,
  order,
  same,
  times,
} from './exact.ts'
import type { Amount, CalendarPoint, Moment } from './quantity.ts'

/** How near the dimensions of two claims are. */
export type Kinship = 'same' | 'open' | 'none'

/** Units whose name is also a word of another kind: 度, 點. */
const loose = new Set(['point', 'temperature', 'count', 'ordinal', 'age'])

/**
 * Tell whether two claims may be about the same thing: of one dimension, or
 * one of them without a unit of its own.
 */
export function kinship(a: Claim, b: Claim): Kinship {
  if (a.dimension === b.dimension) return 'same'
  if (a.dimension === 'code' || b.dimension === 'code') return 'none'
  if (a.dimension === 'calendar' || b.dimension === 'calendar') return 'none'
  if (loose.has(a.dimension) || loose.has(b.dimension)) return 'open'
  return 'none'
}

/**
 * Tell whether points are hours: 超過七點 is 7 points of an index, or past seven
 * o'clock, which only its translation tells.
 */
export function isHour(points: Claim, time: Claim): boolean {
  const { quantity } = time
  if (points.dimension !== 'point' || quantity.kind !== 'time') return false
  const hour = exact(BigInt(quantity.point.hour ?? 0))
  return [hour, minus(hour, exact(12n))].some((one) => same(one, points.figure))
}

/** Tell whether two claims have a value in common. */
export function equal(a: Claim, b: Claim, kin: Kinship): boolean {
  if (kin === 'same') {
    return a.values.some((one) => b.values.some((other) => same(one, other)))
  }
  const figures = (claim: Claim) => [claim.figure, ...claim.otherFigures]
  return figures(a).some((one) => figures(b).some((other) => same(one, other)))
}

/**
 * Tell whether two claims say the same.
 *
 * @param a - Claim.
 * @param b - Claim of the other text.
 * @param kin - `same` where both have one unit, `open` where one has none.
 */
export function isEqual(a: Claim, b: Claim, kin: 'same' | 'open'): boolean {
  if (a.dimension === 'calendar' && b.dimension === 'calendar') {
    return kin === 'same' && calendar(a, b) === 'equal'
  }
  if (a.code !== undefined || b.code !== undefined) {
    return kin === 'open' && codes(a, b)
  }
  if (a.dimension === 'calendar' || b.dimension === 'calendar') {
    const [date, other] = a.dimension === 'calendar' ? [a, b] : [b, a]
    const [day] = other.points
    if (day) {
      return date.points.some(
        (one) => one.month === day.month && one.day === day.day,
      )
    }
    const days =
      other.dimension === 'count' ||
      other.dimension === 'ordinal' ||
      other.dimension === 'time' ||
      other.dimension === 'month' ||
      other.dimension === 'point'
    return (
      kin === 'open' &&
      days &&
      a.figure.mantissa !== 0n &&
      same(a.figure, b.figure)
    )
  }
  return kinship(a, b) === kin && equal(a, b, kin)
}

const half = exact(5n, -1)
/** Largest part of a value that rounding may take: 1 for 1.4 is too much. */
const limit = exact(12n, -2)

/**
 * Tell whether the target is the source rounded to the place it is written to.
 *
 * @param source - Claim of the source.
 * @param target - Claim of the target.
 * @param kin - How near their dimensions are.
 * @returns `rounded`, `finer` where the target has places the source does not
 * have, or `undefined`.
 */
export function rounding(
  source: Claim,
  target: Claim,
  kin: Kinship,
): 'rounded' | 'finer' | undefined {
  const pairs: [Exact, Exact][] =
    kin === 'same'
      ? source.values.flatMap((one) =>
          target.values.map((other): [Exact, Exact] => [one, other]),
        )
      : [[source.figure, target.figure]]
  for (const [from, to] of pairs) {
    const distance = magnitude(minus(from, to))
    if (order(distance, times(magnitude(from), limit)) > 0) continue
    const reach = bounded(target) ? exact(1n) : half
    if (order(distance, times(target.step, reach)) <= 0) return 'rounded'
    if (order(distance, times(source.step, half)) <= 0) return 'finer'
  }
  return undefined
}

/** Tell whether a claim of an order of size and another overlap. */
export function overlaps(a: Claim, b: Claim): boolean {
  if (a.most === undefined && b.most === undefined) return false
  if (a.values.length === 0 || b.values.length === 0) return false
  const [aLow, bLow] = [a.values[0] as Exact, b.values[0] as Exact]
  const [aHigh, bHigh] = [a.most ?? aLow, b.most ?? bLow]
  return order(aLow, bHigh) <= 0 && order(bLow, aHigh) <= 0
}

/**
 * Find the power of ten between two claims that are equal but for it.
 *
 * @returns Power, 0 where there is none.
 */
export function powerBetween(
  source: Claim,
  target: Claim,
  kin: Kinship,
): number {
  const open = kin === 'open'
  const from = open ? source.figure : source.values[0]
  const to = open ? target.figure : target.values[0]
  const place = open ? exact(1n, target.figure.exponent) : target.step
  if (!from || !to || from.mantissa === 0n || to.mantissa === 0n) return 0
  const power = digitsOf(to) - digitsOf(from)
  for (const shift of [power - 1, power, power + 1]) {
    if (shift === 0 || Math.abs(shift) > 12) continue
    const moved = times(to, exact(1n, -shift))
    const step = times(place, exact(1n, -shift))
    const distance = magnitude(minus(from, moved))
    if (distance.mantissa === 0n) return shift
    const near =
      order(distance, times(from, limit)) <= 0 &&
      order(distance, times(step, half)) <= 0 &&
      from.mantissa > 9n
    if (near) return shift
  }
  return 0
}

/** Tell whether the currencies of two amounts differ, or may mislead. */
export function currencies(
  a: Amount,
  b: Amount,
): 'same' | 'different' | 'doubtful' {
  if (a.kind !== 'money' || b.kind !== 'money') return 'same'
  if (a.currency && b.currency) {
    return a.currency === b.currency ? 'same' : 'different'
  }
  const named = a.currency ?? b.currency
  if (!(a.bare || b.bare) || !named || named === 'USD') return 'same'
  return dollars.has(named) ? 'doubtful' : 'different'
}
const dollars = new Set(['HKD', 'TWD', 'AUD', 'CAD', 'SGD', 'NZD'])

/**
 * Compare two points of the calendar.
 *
 * @returns `equal` where all that both say agrees and they say the same parts,
 * but for a year or weekday one may leave out; `part` where one says less;
 * `undefined` where they contradict each other.
 */
export function calendar(a: Claim, b: Claim): 'equal' | 'part' | undefined {
  let best: 'equal' | 'part' | undefined
  for (const one of a.points) {
    for (const other of b.points) {
      const found = points(
        one,
        other,
        a.quantity as Moment,
        b.quantity as Moment,
      )
      if (found === 'equal') return found
      best ??= found
    }
  }
  return best
}

function points(
  a: CalendarPoint,
  b: CalendarPoint,
  from: Moment,
  to: Moment,
): 'equal' | 'part' | undefined {
  const epoch = new Set(['decade', 'century'])
  if (epoch.has(from.kind) || epoch.has(to.kind)) {
    if (from.kind !== to.kind) return undefined
    return (a.year ?? 0) % 100 === (b.year ?? 0) % 100 ? 'equal' : undefined
  }
  let shared = 0
  let alone = 0
  const fields = [
    'year',
    'half',
    'quarter',
    'month',
    'day',
    'hour',
    'minute',
    'second',
    'weekday',
  ] as const
  for (const field of fields) {
    const [one, other] = [a[field], b[field]]
    if (one === undefined && other === undefined) continue
    if (one === undefined || other === undefined) {
      // The 8th is of the month the article is of.
      const known = field === 'month' && a.day !== undefined && a.day === b.day
      if (field !== 'year' && field !== 'weekday' && !known) alone++
      continue
    }
    const clock = field === 'hour' && !(a.period && b.period)
    if (clock ? one % 12 !== other % 12 : one !== other) return undefined
    shared++
  }
  // 今日 without a date to count from may be any day; so may last year.
  if (shared === 0) {
    const open = (from.relative && to.relative) || from.optional || to.optional
    const empty = Object.keys(a).length === 0 || Object.keys(b).length === 0
    const sort = from.kind === to.kind
    return open && sort && (empty || from.kind === 'year') ? 'equal' : undefined
  }
  return alone === 0 ? 'equal' : 'part'
}

/** Tell whether a code and a number are spelled with the same digits. */
export function codes(a: Claim, b: Claim): boolean {
  if (a.code !== undefined && b.code !== undefined) return a.code === b.code
  const [code, other] = a.code !== undefined ? [a, b] : [b, a]
  if (code.code === undefined || other.values.length === 0) return false
  if (code.figure.mantissa !== 0n) return same(code.figure, other.figure)
  const digits = code.code.replace(
    /^[a-z']+|(?<![a-z])[a-z]+(?:\/[a-z]+)?$/gi,
    '',
  )
  return (
    /^\d{1,15}(?:\.\d{1,6})?$/.test(digits) &&
    same(exactFrom(digits), other.figure)
  )
}

function exactFrom(digits: string): Exact {
  const [whole = '0', decimals = ''] = digits.split('.')
  return exact(BigInt(whole + decimals), -decimals.length)
}

function bounded(claim: Claim): boolean {
  return 'bound' in claim.quantity && claim.quantity.bound !== 'exact'
}

function digitsOf(value: Exact): number {
  return (
    String(value.mantissa).length +
    value.exponent -
    String(value.divisor).length
  )
}
