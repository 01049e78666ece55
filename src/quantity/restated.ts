import type { Claim } from './claim.ts'
import { exact, magnitude, minus, order, same, times } from './exact.ts'
import { isAmount } from './quantity.ts'
import { money } from './quantity-issue.ts'
import { isEqual } from './relation.ts'

/** How many claims of the other text are looked at. */
const reach = 400

/** Tell whether a claim says again what the other text says somewhere. */
export function isRestated(claim: Claim, others: readonly Claim[]): boolean {
  return others
    .slice(0, reach)
    .some(
      (other) =>
        money(claim, other) !== 'different' &&
        (isEqual(claim, other, 'same') || isEqual(claim, other, 'open')),
    )
}

/** Tell whether a year lies between two years of the other text: 2022 至 2024. */
export function isBetween(claim: Claim, others: readonly Claim[]): boolean {
  if (claim.quantity.kind !== 'year') return false
  const year = claim.points[0]?.year ?? 0
  const years = others
    .filter(({ quantity }) => quantity.kind === 'year')
    .map(({ points }) => points[0]?.year ?? year)
  return years.some((one) => one < year) && years.some((one) => one > year)
}

/**
 * Tell whether a quarter is told by its months, or they by it: 第三季（7 月至 9
 * 月）, the July-September quarter.
 */
export function isOfQuarter(claim: Claim, others: readonly Claim[]): boolean {
  const { kind } = claim.quantity
  if (kind !== 'quarter' && kind !== 'month') return false
  return claim.points.some(({ quarter, month }) =>
    others.some(({ points }) =>
      points.some((other) => {
        const nth = quarter ?? other.quarter
        const within = month ?? other.month
        if (nth === undefined || within === undefined) return false
        if ((quarter === undefined) === (other.quarter === undefined)) {
          return false
        }
        return within === nth * 3 || within === nth * 3 - 2
      }),
    ),
  )
}

/**
 * Tell whether a duration says 前年 in other words: two years ago.
 */
export function isYearsAgo(claim: Claim, others: readonly Claim[]): boolean {
  const { quantity, figure } = claim
  if (!isAmount(quantity) || quantity.unit !== 'year') return false
  const word = same(figure, exact(2n))
    ? /^前年/
    : same(figure, exact(3n))
      ? /^大前年/
      : undefined
  return (
    word !== undefined &&
    others.some(({ quantity: other }) => word.test(other.text))
  )
}

/** How far a multiple may be from what the figures make it. */
const near = exact(6n, -2)
/** More figures than this are not tried two by two. */
const few = 24

/**
 * Tell whether a multiple says what two figures of the other text, one after
 * the other, show: from 35,000 to 70,000 is doubling.
 */
export function isDerived(claim: Claim, others: readonly Claim[]): boolean {
  const [factor] = claim.values
  if (claim.quantity.kind !== 'multiple' || !factor) return false
  return others.slice(0, few).some((from, index) =>
    others.slice(index + 1, few).some((to) => {
      const [start] = from.values
      const [end] = to.values
      if (!start || !end || from.dimension !== to.dimension) return false
      if (from.dimension === 'share' || start.mantissa === 0n) return false
      const distance = magnitude(minus(end, times(start, factor)))
      return order(distance, times(end, near)) <= 0
    }),
  )
}

/**
 * Tell whether a fraction of one text is told as so many of so many in the
 * other, or the other way round: one in four, 每 4 人就有 1 人.
 */
export function isSomeOf(
  claim: Claim,
  own: readonly Claim[],
  others: readonly Claim[],
): boolean {
  const isFraction = claim.quantity.kind === 'fraction'
  const fractions = (isFraction ? own : others)
    .slice(0, reach)
    .filter((one) => one === claim || !isFraction)
    .filter(({ quantity }) => quantity.kind === 'fraction')
  const counts = (isFraction ? others : own).slice(0, few).filter(isCounted)
  return fractions.some(({ values: [part] }) =>
    counts.some((whole) =>
      counts.some(
        (some) =>
          (isFraction || whole === claim || some === claim) &&
          part !== undefined &&
          some !== whole &&
          same(some.figure, times(whole.figure, part)),
      ),
    ),
  )
}

function isCounted({ quantity, dimension, figure }: Claim): boolean {
  return isAmount(quantity) && dimension === 'count' && figure.mantissa > 0n
}
