import type { Locale } from '../model/index.ts'
import type { AmountMatch } from './amount.ts'
import { prefixBefore } from './amount-prefix.ts'
import { type Exact, exact, order } from './exact.ts'
import type { Numeral } from './numeral.ts'
import type { AmountKind } from './quantity.ts'
import { readNumeral } from './read-numeral.ts'
import { latinUnitAt } from './unit.ts'

const fractionOf = / ?分之 ?/y

const versus = / ?比 ?(?=[\d一二三四五六七八九十两])/y

const toward = /-to-(?=\d|[a-z])/y

const slash = /\/(?=\d{1,4}(?![\d/]))/y

const colon = /:(?=(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,4})(?![\d:]))/y

const outOf = /[ -](?:in|out of)[ -](?:every )?(?=[\da-z])/iy

/** 三分之二, 3/4, one in five, 1:2, 三比二: two numbers that are one. */
export function readComposed(
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
  const all = locale === 'en' ? read(outOf) : undefined
  if (all && isPart(first, all, folded)) {
    const value = divide(first.low, all.low)
    return { ...build(all, 'fraction', value, value, -2), optional: true }
  }
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

/** Tell one in five from one in 2025 and one in five days. */
function isPart(first: Numeral, all: Numeral, folded: string): boolean {
  const isYear = /^(?:19|20)\d\d$/.test(folded.slice(all.start, all.end))
  return (
    !isYear &&
    order(first.low, exact(10n)) < 0 &&
    order(first.low, exact(0n)) > 0 &&
    order(first.low, all.low) < 0 &&
    latinUnitAt(folded, all.end + 1) === undefined
  )
}

function divide(a: Exact, b: Exact): Exact {
  return exact(
    a.mantissa * b.divisor,
    a.exponent - b.exponent,
    a.divisor * b.mantissa,
  )
}
