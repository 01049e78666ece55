import { type Exact, exact, exactOf, times } from './exact.ts'
import type { Numeral } from './numeral.ts'

const values: Readonly<Record<string, bigint>> = {
  零: 0n,
  〇: 0n,
  一: 1n,
  二: 2n,
  两: 2n,
  三: 3n,
  四: 4n,
  五: 5n,
  六: 6n,
  七: 7n,
  八: 8n,
  九: 9n,
}
const powers: Readonly<Record<string, number>> = {
  十: 1,
  百: 2,
  千: 3,
  万: 4,
  亿: 8,
  兆: 12,
}
const run = /[零〇一二三四五六七八九十百千万亿兆两廿卅]+/y
const decimal = /点([零〇一二三四五六七八九]{1,12})(?![十分点])/y
const scales = /(?:[多余]|个(?=亿))?((?:[十百千]?[万亿兆])亿?)/y
/** 年已七十有二: an age as books tell it. */
const age = /^[年已寿龄].*有([一二三四五六七八九])$/
const longest = 40

/**
 * Read a number in Han numerals: 三千零五十, 二〇二六, 三點五億, 三四百, 十幾.
 *
 * @param folded - Folded text.
 * @param at - Place of the first numeral, 數 or 幾.
 * @returns Number, or where a run that is no number ends.
 */
export function readHan(folded: string, at: number): Numeral | number {
  const first = folded[at] ?? ''
  if ('几数上成'.includes(first)) return readVague(folded, at)
  run.lastIndex = at
  let written = run.exec(folded)?.[0] ?? ''
  let end = at + written.length
  if (written.length === 0) return at + 1
  if (written.length > longest) return end
  const aged =
    folded[end] === '有' && written.endsWith('十')
      ? age.exec(folded.slice(Math.max(0, at - 1), end + 2))
      : null
  if (aged) {
    written += aged[1] as string
    end += 2
  }
  const open = folded[end] === '几' && /[十百千万亿]$/.test(written)
  const inUnit =
    /[千兆]$/.test(written) && /^[瓦米克赫]/.test(folded[end] ?? '')
  let parsed =
    folded[end] === '折' && /^[一二三四五六七八九]{2}$/.test(written)
      ? inRow(written)
      : parse(written)
  // 萬億千瓦時: the thousand is the unit's.
  if (!parsed && inUnit) {
    end -= 1
    written = written.slice(0, -1)
    parsed = parse(written)
  }
  if (!parsed) return end
  let { low, high, precision } = parsed
  let over = false
  let vague = false
  if (open) {
    end += 1
    const last = powers[written.at(-1) ?? ''] ?? 1
    low = { ...low }
    high = sum(high, exact(last === 1 ? 9n : 10n ** BigInt(last) - 1n))
    vague = true
    over = true
  }
  decimal.lastIndex = end
  const point = written.length > 0 && !open ? decimal.exec(folded) : null
  if (point) {
    const digits = [...(point[1] as string)].map((one) => values[one]).join('')
    low = sum(low, exactOf(`0.${digits}`))
    high = low
    precision = -digits.length
    end += point[0].length
  }
  let scale = 0
  scales.lastIndex = end
  const more =
    point || open || /[多余个]/.test(folded[end] ?? '')
      ? scales.exec(folded)
      : null
  const figure = low
  if (more) {
    for (const one of more[1] as string) scale += powers[one] ?? 0
    over ||= /[多余]/.test(folded[end] ?? '')
    end += more[0].length
    low = times(low, exact(1n, scale))
    high = times(high, exact(1n, scale))
    precision += scale
  } else {
    const outer = /(?:[十百千]?[万亿兆]亿?)$/.exec(written)
    for (const one of outer?.[0] ?? '') scale += powers[one] ?? 0
  }
  return {
    start: at,
    end,
    low,
    high,
    precision,
    form: 'han',
    figure: more ? figure : times(low, exact(1n, -scale)),
    scale,
    over,
    vague,
    bare: /^[百千万亿兆]/.test(written),
  }
}

/** 數百, 幾十萬, 上千, 成百上千: only the order of size. */
const vaguePattern =
  /(?:成[百千]上[千万]|数以([十百千万亿]{1,3})计|([数几上])(?:个(?=亿))?([十百千万亿]{1,3}))(?![里分一二三四五六七八九\d])/y

function readVague(folded: string, at: number): Numeral | number {
  vaguePattern.lastIndex = at
  const match = vaguePattern.exec(folded)
  const before = folded[at - 1] ?? ''
  if (!match || /[参函整倍次人个位指基变常系小分总岁件字早晚以]/.test(before)) {
    return at + 1
  }
  let scale = 0
  for (const one of match[3] ?? match[1] ?? match[0].slice(3))
    scale += powers[one] ?? 0
  const unit = exact(1n, scale)
  const exactly = match[2] === '上'
  return {
    start: at,
    end: at + match[0].length,
    low: exactly ? unit : times(unit, exact(match[2] ? 2n : 1n)),
    high: times(unit, exact(match[1] ? 99n : 9n)),
    precision: scale,
    form: 'han',
    figure: exact(1n),
    scale,
    over: false,
    vague: true,
    bare: false,
  }
}

interface Parsed {
  low: Exact
  high: Exact
  precision: number
}

/** Read a run of numerals, as digits in a row, a range of two, or a whole. */
function parse(written: string): Parsed | undefined {
  const digits = /^[零〇一二三四五六七八九两]+$/.test(written)
  if (digits && written.length > 2) return inRow(written)
  const pair = /[一二两三四五六七八九]{2}/.exec(written)
  if (pair) {
    const [low, high] = [...pair[0]].map((one) => values[one] ?? 0n)
    const near = high === (low ?? 0n) + 1n || (low === 3n && high === 5n)
    if (!near) return undefined
    const from = whole(cut(written, pair.index + 1))
    const to = whole(cut(written, pair.index))
    if (!from || !to) return undefined
    return { low: from.value, high: to.value, precision: from.precision }
  }
  const one = whole(written)
  if (!one) return undefined
  return { low: one.value, high: one.value, precision: one.precision }
}

/** Read digits one by one: 二〇二六, and 八五 of 八五折. */
function inRow(written: string): Parsed {
  const value = exactOf([...written].map((one) => values[one]).join(''))
  return { low: value, high: value, precision: 0 }
}

function cut(written: string, at: number): string {
  return written.slice(0, at) + written.slice(at + 1)
}

/** Read 三千零五十萬 and the like: each multiplier smaller than the one before. */
function whole(
  written: string,
): { value: Exact; precision: number } | undefined {
  let total = 0n
  let section = 0n
  let digit: bigint | undefined
  let zero = false
  let small = 99
  let big = 99
  let place = 0
  for (const one of written) {
    const value = values[one]
    if (value !== undefined) {
      if (digit !== undefined && digit !== 0n) return undefined
      zero ||= value === 0n
      digit = value
      place = 0
    } else if (one === '廿' || one === '卅') {
      if (digit !== undefined || small <= 1) return undefined
      section += one === '廿' ? 20n : 30n
      small = 1
      place = 1
    } else {
      const power = powers[one] ?? 0
      if (power < 4) {
        if (power >= small) return undefined
        // Only 十 may begin a section without a digit, and 百 a whole number.
        const missing = digit === undefined || digit === 0n
        if (missing && power > 1 && (total > 0n || section > 0n)) {
          return undefined
        }
        section += (missing ? 1n : (digit as bigint)) * 10n ** BigInt(power)
        small = power
        place = power
      } else {
        // 百五萬 is 1.5 million; 1.05 has a 零.
        const tens = !zero && small >= 2 && small < 99 ? small - 1 : 0
        section += (digit ?? 0n) * 10n ** BigInt(tens)
        if (power >= big && power < 8) return undefined
        if (section === 0n && total === 0n) {
          if (written[0] !== one) return undefined
          section = 1n
        }
        if (power > big) {
          if (section === 0n && total === 0n) return undefined
          total = (total + section) * 10n ** BigInt(power)
        } else if (power === big) {
          return undefined
        } else {
          if (section === 0n) return undefined
          total += section * 10n ** BigInt(power)
        }
        place += power
        section = 0n
        small = 99
        big = power
      }
      digit = undefined
      zero = false
    }
  }
  if (digit !== undefined) {
    // 三百五 is 350 and 一萬二 is 12,000, where no 零 stands between.
    const last = section > 0n ? small : big
    const spoken = !zero && last >= 2 && last < 99
    place = spoken ? last - 1 : 0
    section += digit * 10n ** BigInt(place)
  }
  return { value: exact(total + section), precision: place }
}

function sum(a: Exact, b: Exact): Exact {
  const power = Math.min(a.exponent, b.exponent)
  return exact(
    a.mantissa * 10n ** BigInt(a.exponent - power) +
      b.mantissa * 10n ** BigInt(b.exponent - power),
    power,
  )
}
