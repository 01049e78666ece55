import { exactText, same } from '../../../src/quantity/exact.ts'
import {
  isAmount,
  isMoment,
  type Moment,
  type Quantity,
} from '../../../src/quantity/index.ts'

/** Write quantities as the case tables do. */
export function notationOf(quantities: readonly Quantity[]): string {
  return quantities.map(one).join('; ') || '-'
}

function one(quantity: Quantity): string {
  const optional = quantity.optional ? '?' : ''
  if (isMoment(quantity))
    return `${optional}${quantity.kind} ${moment(quantity)}`
  if (!isAmount(quantity)) return `${optional}${quantity.kind} ${quantity.key}`
  const { kind, bound, low, high, vague, unit, currency, bare } = quantity
  const range = same(low, high) ? '' : `..${exactText(high)}`
  const money = kind === 'money' ? (currency ?? (bare ? '$' : '-')) : unit
  return [
    `${optional}${vague ? '~' : ''}${bound === 'exact' ? '' : `${bound} `}${kind}`,
    ...(money ? [money] : []),
    exactText(low) + range,
    ...(quantity.others ?? []).flatMap((other) => ['or', exactText(other)]),
  ].join(' ')
}

function moment({ kind, point, others }: Moment): string {
  const { year = '?', month = '?', day = '?' } = point
  switch (kind) {
    case 'time':
      return `${point.hour}:${String(point.minute).padStart(2, '0')}`
    case 'quarter':
      return `${year}Q${point.quarter}`
    case 'half-year':
      return `${year}H${point.half}`
    case 'month':
      return `${year}-${month}`
    case 'date':
      if (point.weekday) return `weekday ${point.weekday}`
      return [
        `${year}-${month}-${day}`,
        ...(others ?? []).map((o) => `or ${o.year}-${o.month}-${o.day}`),
      ].join(' ')
    default:
      return String(year)
  }
}
