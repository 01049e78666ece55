import type { Locale } from '../model/index.ts'
import type { AmountMatch } from './amount.ts'
import { prefixBefore } from './amount-prefix.ts'
import { type Exact, exact, order, plus } from './exact.ts'
import type { Numeral } from './numeral.ts'
import type { AmountKind } from './quantity.ts'
import { readNumeral } from './read-numeral.ts'
import { chineseUnitAt, latinUnitAt } from './unit.ts'

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
    const part = build(top, 'fraction', value, value, -2)
    return ofUnit(part, chineseUnitAt(folded, top.end), value)
  }
  const mixed = readMixed(folded, first, read)
  if (mixed) {
    return build(mixed.last, 'number', mixed.value, mixed.value, -2)
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

/** 千分之五秒: a part of what is measured is measured itself. */
function ofUnit(
  part: AmountMatch,
  found: ReturnType<typeof chineseUnitAt>,
  value: Exact,
): AmountMatch {
  if (found?.unit.dimension !== 'time') return part
  return {
    ...part,
    end: found.end,
    kind: 'duration',
    unit: found.unit.name,
    precision: value.exponent,
  }
}

/** 6 又 2/3, 六又三分之二 and 6 2/3: a whole and a part of one. */
function readMixed(
  folded: string,
  first: Numeral,
  read: (pattern: RegExp) => Numeral | undefined,
): { value: Exact; last: Numeral } | undefined {
  const sum = (top: Exact, below: Numeral, last: Numeral) => {
    const part =
      order(top, exact(0n)) > 0 && order(top, below.low) < 0
        ? divide(top, below.low)
        : undefined
    return part && { value: plus(first.low, part), last }
  }
  spaced.lastIndex = first.end
  const digits = first.form === 'digits' ? spaced.exec(folded) : null
  if (digits) {
    const [whole, top = '', below = ''] = digits
    const end = first.end + whole.length
    const numeral = { ...first, end, low: exact(BigInt(below)) }
    return sum(exact(BigInt(top)), numeral, numeral)
  }
  const below = read(and)
  if (!below) return undefined
  const rest = /^分之(?=(.))/.exec(folded.slice(below.end, below.end + 4))
  const top = '一二三四五六七八九'.indexOf(rest?.[1] ?? '?') + 1
  if (!rest || top === 0) return undefined
  const last = { ...below, end: below.end + 3 }
  return sum(exact(BigInt(top)), below, last)
}
const spaced = /(?: ?又 ?| )(\d{1,2})\/(\d{1,2})(?![\d/])/y
const and = / ?又(?=[一二三四五六七八九十]{1,3}分之)/y

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
