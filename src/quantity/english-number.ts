import {
  type Exact,
  exact,
  exactText,
  magnitude,
  order,
  times,
} from './exact.ts'

const scales = [
  ['trillion', 12],
  ['billion', 9],
  ['million', 6],
] as const
/** Most decimals before a scale word; more are written in plain digits. */
const decimals = 4

/**
 * Write a number as English papers do: `12,000`, `4.3 billion`, `two-thirds`.
 *
 * @param value - Number.
 * @returns Its English, of exactly the same value.
 */
export function englishNumber(value: Exact): string {
  if (value.mantissa < 0n) return `-${englishNumber(magnitude(value))}`
  if (value.divisor !== 1n) return fraction(value)
  for (const [word, power] of scales) {
    if (order(value, exact(1n, power)) < 0) continue
    const figure = times(value, exact(1n, -power))
    if (figure.exponent < -decimals) break
    return `${grouped(figure)} ${word}`
  }
  return grouped(value)
}

/** Plain digits with commas between thousands. */
export function grouped(value: Exact): string {
  const [whole = '', part] = exactText(value).split('.')
  const commas = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return part === undefined ? commas : `${commas}.${part}`
}

/**
 * Write an ordinal: `first`, `32nd`.
 *
 * @param value - Whole number.
 */
export function englishOrdinal(value: Exact): string {
  const digits = exactText(value)
  const words =
    'first second third fourth fifth sixth seventh eighth ninth'.split(' ')
  return words[Number(digits) - 1] ?? nth(digits)
}

/** Digits with the ending of an ordinal: `1st`, `12th`, `32nd`. */
export function nth(digits: string): string {
  if (/1[123]$/.test(digits)) return `${digits}th`
  const ending = { 1: 'st', 2: 'nd', 3: 'rd' }[Number(digits.at(-1))]
  return `${digits}${ending ?? 'th'}`
}

/**
 * Write a fraction below 1 in words: `two-thirds`, `one-half`.
 *
 * @param value - Number.
 * @returns Words, or `undefined` where tenths and more would be needed.
 */
export function englishFraction(value: Exact): string | undefined {
  for (const [below, name, plural] of parts) {
    const top = times(value, exact(below))
    if (top.divisor !== 1n || top.exponent < 0) continue
    const count = counts[Number(exactText(top)) - 1]
    if (!count || order(value, exact(1n)) >= 0) return undefined
    return `${count}-${count === 'one' ? name : plural}`
  }
  return undefined
}
const counts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven']
const parts = [
  [2n, 'half', 'halves'],
  [3n, 'third', 'thirds'],
  [4n, 'quarter', 'quarters'],
  [5n, 'fifth', 'fifths'],
  [8n, 'eighth', 'eighths'],
] as const

function fraction(value: Exact): string {
  const words = englishFraction(value)
  if (words) return words
  const all =
    value.exponent < 0 ? 0n : value.mantissa * 10n ** BigInt(value.exponent)
  const wholes = all / value.divisor
  if (wholes > 0n && value.divisor < 100n) {
    const rest = all % value.divisor
    return `${wholes} ${rest}/${value.divisor}`
  }
  const top = exactText({ ...value, divisor: 1n })
  return top.includes('.') ? exactText(value) : `${top}/${value.divisor}`
}
