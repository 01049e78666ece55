import { type Claim, claimsOf } from './claim.ts'
import { type Exact, exact, order, same } from './exact.ts'
import { matchInOrder } from './match-in-order.ts'
import { type Amount, isAmount, type Quantity } from './quantity.ts'
import {
  inOrder,
  issueOf,
  money,
  noteBound,
  noteBoundOf,
  type QuantityIssue,
  type QuantityIssueKind,
} from './quantity-issue.ts'
import {
  calendar,
  equal,
  isEqual,
  isHour,
  kinship,
  overlaps,
  powerBetween,
  rounding,
} from './relation.ts'
import {
  isBetween,
  isDerived,
  isOfQuarter,
  isRestated,
  isSomeOf,
  isYearsAgo,
} from './restated.ts'

/** What is reported. */
export interface CompareOptions {
  /** Also report what is no mistake by itself. Default: `true`. */
  info?: boolean
}

/** Tells in which round two claims are a pair, and what is said of it. */
type Test = (source: Claim, target: Claim) => boolean

/**
 * Compare the quantities of a text with those of its translation, by value.
 *
 * Claims are paired in rounds: equal, equal without a unit, rounded, then with
 * a wrong currency, unit or power of ten; what is left is missing or extra, if
 * a translation may not well go without it. What is said twice in one text may
 * be said once in the other.
 *
 * @param source - Quantities of the source, from `findQuantities`.
 * @param target - Quantities of its translation.
 * @param options - What is reported.
 * @returns Differences, in the order of the source, then of the target.
 *
 * @example
 * ```ts
 * import { compareQuantities, findQuantities } from 'yiwen/quantity'
 *
 * const source = findQuantities('43 億港元', { locale: 'zh-TW' })
 * const target = findQuantities('HKD 43 billion', { locale: 'en' })
 * const [issue] = compareQuantities(source, target)
 * issue?.kind // 'factor'
 * issue?.power // 1
 * ```
 */
export function compareQuantities(
  source: readonly Quantity[],
  target: readonly Quantity[],
  options: CompareOptions = {},
): QuantityIssue[] {
  const sources = claimsOf(source)
  const targets = claimsOf(target)
  const issues: QuantityIssue[] = []
  let [left, right] = pairEqual(sources, targets, issues)
  const round = (
    test: Test,
    report: (source: Claim, target: Claim) => void,
  ): void => {
    const pairs = matchInOrder(left, right, test)
    for (const [from, to] of pairs) report(from, to)
    const taken = new Set(pairs.flat())
    left = left.filter((claim) => !taken.has(claim))
    right = right.filter((claim) => !taken.has(claim))
  }
  const say =
    (kind: QuantityIssueKind, severity: QuantityIssue['severity']) =>
    (from: Claim, to: Claim): void => {
      issues.push(issueOf(kind, severity, from, to))
      noteBound(from, to, issues)
    }
  const fits: Test = (a, b) => money(a, b) !== 'different'
  round((a, b) => fits(a, b) && isEqual(a, b, 'same'), noteBoundOf(issues))
  round((a, b) => fits(a, b) && isEqual(a, b, 'open'), noteBoundOf(issues))
  round(
    (a, b) =>
      fits(a, b) &&
      kinship(a, b) === 'same' &&
      rounding(a, b, 'same') === 'rounded',
    say('rounded', 'info'),
  )
  round(
    (a, b) =>
      (kinship(a, b) !== 'none' && overlaps(a, b)) ||
      isHour(a, b) ||
      isHour(b, a),
    () => {},
  )
  round(
    (a, b) =>
      money(a, b) === 'different' &&
      (equal(a, b, 'same') || rounding(a, b, 'same') === 'rounded'),
    say('currency', 'error'),
  )
  round(isOtherUnit, say('unit', 'error'))
  round(
    (a, b) =>
      kinship(a, b) === 'open' &&
      a.figure.mantissa > 9n &&
      rounding(a, b, 'open') === 'rounded',
    say('rounded', 'info'),
  )
  round(isFactor, (from, to) => {
    const power = powerBetween(from, to, kinship(from, to))
    issues.push({ ...issueOf('factor', 'error', from, to), power })
  })
  round(
    (a, b) =>
      (kinship(a, b) === 'same' && rounding(a, b, 'same') === 'finer') ||
      (a.dimension === 'calendar' &&
        b.dimension === 'calendar' &&
        calendar(a, b) === 'part'),
    say('precision', 'warning'),
  )
  const told = (claim: Claim, own: Claim[], others: Claim[]): boolean =>
    isRestated(claim, others) ||
    isDerived(claim, others) ||
    isSomeOf(claim, own, others) ||
    isYearsAgo(claim, others) ||
    isOfQuarter(claim, others)
  const [lone, extra] = [left, right]
  left = lone.filter((claim) => !told(claim, lone, targets))
  right = extra.filter((claim) => !told(claim, extra, sources))
  round(
    (a, b) =>
      (kinship(a, b) === 'same' || (isCount(a) && isCount(b))) &&
      a.dimension !== 'code' &&
      !a.optional &&
      (!b.optional || b.quantity.kind === 'month') &&
      sortOf(a) === sortOf(b),
    say('value', 'error'),
  )
  // What may be left out may still be wrong, where each text says one.
  for (const isSort of loneSorts) {
    const [from, ...others] = left.filter(isSort)
    const [to, ...rest] = right.filter(isSort)
    if (!from || !to || others.length + rest.length > 0) continue
    const power = digitsBetween(from, to)
    issues.push(
      power === undefined
        ? issueOf('value', 'error', from, to)
        : { ...issueOf('factor', 'error', from, to), power },
    )
    left = left.filter((claim) => claim !== from)
    right = right.filter((claim) => claim !== to)
  }
  for (const [from, to] of turned(source, target)) {
    issues.push({ kind: 'value', severity: 'error', source: from, target: to })
  }
  for (const claim of left) {
    const severity = weight(claim)
    if (severity) {
      issues.push({ kind: 'missing', severity, source: claim.quantity })
    }
  }
  for (const claim of right) {
    if (weight(claim) && !isBetween(claim, sources)) {
      issues.push({
        kind: 'extra',
        severity: 'warning',
        target: claim.quantity,
      })
    }
  }
  return inOrder(issues, options.info ?? true)
}

/** From where to where something moved. */
interface Move {
  from: Exact
  to: Exact
  /** What says it; from 3 to 5 may be one quantity. */
  start: Amount
  end: Amount
}

/** Pair amounts whose move is told the other way round: from 15% to 12%. */
function turned(
  source: readonly Quantity[],
  target: readonly Quantity[],
): [Quantity, Quantity][] {
  const moves = movesOf(source)
  if (moves.length === 0) return []
  const others = movesOf(target)
  const pairs: [Quantity, Quantity][] = []
  for (const { from, to, start, end } of moves) {
    const alike = others.filter((other) => other.start.kind === start.kind)
    if (alike.some((o) => same(o.from, from) && same(o.to, to))) continue
    const back = alike.find((o) => same(o.from, to) && same(o.to, from))
    if (!back || same(from, to)) continue
    pairs.push([start, back.start])
    if (end !== start && back.end !== back.start) pairs.push([end, back.end])
  }
  return pairs
}

function movesOf(quantities: readonly Quantity[]): Move[] {
  const moves: Move[] = []
  let waiting: Amount | undefined
  for (const quantity of quantities) {
    if (!isAmount(quantity) || !quantity.side) continue
    if (quantity.side === 'from' && !same(quantity.low, quantity.high)) {
      const { low: from, high: to } = quantity
      moves.push({ from, to, start: quantity, end: quantity })
      continue
    }
    if (!waiting || waiting.side === quantity.side) {
      waiting = quantity
      continue
    }
    const [start, end] =
      waiting.side === 'from' ? [waiting, quantity] : [quantity, waiting]
    moves.push({ from: start.low, to: end.low, start, end })
    waiting = undefined
  }
  return moves
}

/** Kinds of which a text that says one says the other's, or is wrong. */
const loneSorts: readonly ((claim: Claim) => boolean)[] = [
  (claim) => claim.most !== undefined,
  ({ quantity, points: [point] }) =>
    quantity.kind === 'date' &&
    point?.weekday !== undefined &&
    point.day === undefined,
  ({ quantity, points }) =>
    quantity.kind === 'fraction' && quantity.optional && points.length === 0,
  // The first is often of something else.
  ({ dimension, quantity, figure }) =>
    dimension === 'ordinal' &&
    quantity.optional &&
    (order(figure, exact(1n)) > 0 || /^No/.test(quantity.text)),
  // A rank is told as one: 世界第一, world No. 1.
  ({ dimension, quantity }) =>
    dimension === 'ordinal' &&
    quantity.optional &&
    /^(?:No\.|第)/.test(quantity.text),
]

/** Powers of ten between two orders of size. */
function digitsBetween(from: Claim, to: Claim): number | undefined {
  if (from.most === undefined) return undefined
  const size = ({ values: [low] }: Claim): number =>
    (low?.exponent ?? 0) + String(low?.mantissa ?? 0n).length
  return size(to) - size(from) || undefined
}

/** Pair what is plainly equal, in one pass whatever the number of claims. */
function pairEqual(
  sources: readonly Claim[],
  targets: readonly Claim[],
  issues: QuantityIssue[],
): [Claim[], Claim[]] {
  const waiting = new Map<string, Claim[]>()
  for (const claim of targets) {
    const key = keyOf(claim)
    if (key === undefined) continue
    const row = waiting.get(key)
    if (row) row.push(claim)
    else waiting.set(key, [claim])
  }
  for (const row of waiting.values()) row.reverse()
  const taken = new Set<Claim>()
  const left = sources.filter((claim) => {
    const key = keyOf(claim)
    const other = key === undefined ? undefined : waiting.get(key)?.pop()
    if (!other) return true
    taken.add(other)
    noteBound(claim, other, issues)
    return false
  })
  return [left, targets.filter((claim) => !taken.has(claim))]
}

/** What plainly equal claims have in common. */
function keyOf(claim: Claim): string | undefined {
  const { quantity, dimension } = claim
  if (claim.code !== undefined) return `code ${claim.code}`
  if (dimension === 'calendar') {
    if (claim.points.length !== 1) return undefined
    const point = Object.entries(claim.points[0] ?? {}).sort()
    return point.length === 0 ? undefined : `${quantity.kind} ${point}`
  }
  const value = claim.values[0]
  if (!value || claim.values.length > 1 || claim.most) return undefined
  const whose =
    isAmount(quantity) && quantity.kind === 'money'
      ? (quantity.currency ?? 'open')
      : ''
  return `${dimension} ${whose} ${value.mantissa}e${value.exponent}/${value.divisor}`
}

/** The same figure of another unit: 5% for 5 percentage points. */
function isOtherUnit(a: Claim, b: Claim): boolean {
  if (a.optional || b.optional || !same(a.figure, b.figure)) return false
  if (a.dimension === b.dimension) {
    const [from, to] = [a.quantity, b.quantity]
    if (!isAmount(from) || !isAmount(to)) return false
    return from.unit !== to.unit && from.kind !== 'money'
  }
  const measured = (claim: Claim) =>
    claim.dimension !== 'calendar' && claim.dimension !== 'code'
  return measured(a) && measured(b) && kinship(a, b) === 'none'
}

function isFactor(a: Claim, b: Claim): boolean {
  const kin = kinship(a, b)
  if (
    kin === 'none' ||
    a.dimension === 'ordinal' ||
    b.dimension === 'ordinal'
  ) {
    return false
  }
  if (a.optional && b.optional) return false
  if (a.values.length === 0 || b.values.length === 0) return false
  // Without a common unit only figures of two digits and more are so alike.
  if (
    kin === 'open' &&
    ((a.figure.mantissa < 10n && order(a.figure, million) < 0) ||
      b.dimension === 'share' ||
      a.dimension === 'share')
  ) {
    return false
  }
  return powerBetween(a, b, kin) !== 0
}

const ten = exact(10n)
const million = exact(1n, 6)

/** How much it matters that a claim has no counterpart. */
function weight(claim: Claim): 'error' | 'warning' | undefined {
  if (claim.optional) return undefined
  if (claim.dimension === 'calendar' || claim.code !== undefined) {
    return 'warning'
  }
  const small = order(claim.figure, ten) <= 0 && claim.figure.exponent >= 0
  // A half is often told in other words.
  if (isAmount(claim.quantity) && claim.quantity.kind === 'fraction') {
    return 'warning'
  }
  return small && claim.dimension !== 'money' && claim.dimension !== 'share'
    ? 'warning'
    : 'error'
}

/** What is counted, or measured in what English does not name: 點, 度. */
function isCount(claim: Claim): boolean {
  return ['count', 'point', 'temperature'].includes(claim.dimension)
}

/** Dates are compared with dates and years with years. */
function sortOf(claim: Claim): string {
  return claim.dimension === 'calendar' ? claim.quantity.kind : ''
}
