/**
 * Exact rational number: `mantissa × 10^exponent / divisor`.
 *
 * Always in one form: the mantissa does not end in 0, the divisor is positive,
 * holds no 2 and no 5, and has nothing in common with the mantissa. So equal
 * numbers have equal fields, and every decimal has the divisor 1.
 */
export interface Exact {
  mantissa: bigint
  exponent: number
  divisor: bigint
}

/**
 * Make an exact number.
 *
 * @param mantissa - Digits, with the sign.
 * @param exponent - Power of ten they are multiplied by; default 0.
 * @param divisor - What they are divided by, not 0; default 1.
 * @returns Number in its one form.
 *
 * @example
 * ```ts
 * import { exact } from 'yiwen/quantity'
 *
 * exact(4300n, 6) // { mantissa: 43n, exponent: 8, divisor: 1n }
 * exact(1n, 0, 4n) // { mantissa: 25n, exponent: -2, divisor: 1n }
 * ```
 */
export function exact(mantissa: bigint, exponent = 0, divisor = 1n): Exact {
  if (mantissa === 0n) return { mantissa, exponent: 0, divisor: 1n }
  if (divisor < 0n) return exact(-mantissa, exponent, -divisor)
  let [top, power, below] = [mantissa, exponent, divisor]
  for (; below % 10n === 0n; power--) below /= 10n
  for (; below % 2n === 0n; power--) [top, below] = [top * 5n, below / 2n]
  for (; below % 5n === 0n; power--) [top, below] = [top * 2n, below / 5n]
  if (below !== 1n) {
    const shared = greatestDivisor(top < 0n ? -top : top, below)
    top /= shared
    below /= shared
  }
  for (; top % 10n === 0n; power++) top /= 10n
  return { mantissa: top, exponent: power, divisor: below }
}

/**
 * Read a decimal as it is written in Arabic digits.
 *
 * @param digits - Digits with commas and at most one full stop.
 * @param exponent - Power of ten it is multiplied by; default 0.
 * @returns Number.
 */
export function exactOf(digits: string, exponent = 0): Exact {
  const plain = digits.replaceAll(',', '')
  const dot = plain.indexOf('.')
  if (dot < 0) return exact(BigInt(plain), exponent)
  const decimals = plain.length - dot - 1
  return exact(BigInt(plain.replace('.', '')), exponent - decimals)
}

/** Multiply two numbers. */
export function times(a: Exact, b: Exact): Exact {
  return exact(
    a.mantissa * b.mantissa,
    a.exponent + b.exponent,
    a.divisor * b.divisor,
  )
}

/** Add two numbers. */
export function plus(a: Exact, b: Exact): Exact {
  const power = Math.min(a.exponent, b.exponent)
  return exact(
    scaled(a, power) * b.divisor + scaled(b, power) * a.divisor,
    power,
    a.divisor * b.divisor,
  )
}

/** Take the second number from the first. */
export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { ...b, mantissa: -b.mantissa })
}

/** Leave out the sign. */
export function magnitude(a: Exact): Exact {
  return a.mantissa < 0n ? { ...a, mantissa: -a.mantissa } : a
}

/** Compare two numbers: below 0, 0 or above 0, as for sorting. */
export function order(a: Exact, b: Exact): number {
  const difference = minus(a, b).mantissa
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Tell whether two numbers are the same. */
export function same(a: Exact, b: Exact): boolean {
  return (
    a.mantissa === b.mantissa &&
    a.exponent === b.exponent &&
    a.divisor === b.divisor
  )
}

/**
 * Write a number in plain digits.
 *
 * @param value - Number.
 * @returns `4300000000`, `0.25`, or `1/3` where no decimal is exact.
 */
export function exactText(value: Exact): string {
  const sign = value.mantissa < 0n ? '-' : ''
  const digits = String(value.mantissa).replace('-', '')
  const { exponent } = value
  const decimal =
    exponent >= 0
      ? digits + '0'.repeat(exponent)
      : `${digits.slice(0, exponent) || '0'}.${digits.slice(exponent).padStart(-exponent, '0')}`
  return `${sign}${decimal}${value.divisor === 1n ? '' : `/${value.divisor}`}`
}

/** The same number as a float, for sizes; never for comparing. */
export function roughly(value: Exact): number {
  return Number(`${value.mantissa}e${value.exponent}`) / Number(value.divisor)
}

function scaled(a: Exact, power: number): bigint {
  return a.mantissa * 10n ** BigInt(a.exponent - power)
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}
