import type { Exact } from './exact.ts'
import type { AmountKind, Bound } from './quantity.ts'

/** What stands after a number and says what it counts. */
export interface Suffix {
  end: number
  kind: AmountKind
  bound?: Bound
  currency?: string
  bare?: boolean
  unit?: string
  /** Whether a measure word stands there: 個, 家, 名. */
  counter?: boolean
  /** What the number is multiplied by: 10 for 成. */
  factor?: Exact
  /** What is added after that: 0.5 of 一個半小時, 5 of 三成五. */
  added?: Exact
  /** What else it may be, from the value: 七折 is 70% and 30% off. */
  other?: (value: Exact) => Exact
}

/** Match a sticky pattern at a place. */
export function findAt(
  pattern: RegExp,
  folded: string,
  at: number,
): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(folded)
}

/** Value of one digit, in Han or Arabic. */
export function figureOf(one: string | undefined, none = 0n): bigint {
  if (!one) return none
  const place = '一二三四五六七八九'.indexOf(one)
  return BigInt(place < 0 ? one : place + 1)
}
