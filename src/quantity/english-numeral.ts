import { type Exact, exact, times } from './exact.ts'
import type { Numeral } from './numeral.ts'
import { latinUnitAt } from './unit.ts'

const small = new Map<string, bigint>(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, BigInt(value)]),
)
const tens = new Map<string, bigint>(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, BigInt(index + 2) * 10n]),
)
const scales = new Map<string, number>([
  ['hundred', 2],
  ['thousand', 3],
  ['million', 6],
  ['billion', 9],
  ['trillion', 12],
  ['quadrillion', 15],
  ['quintillion', 18],
])
const vague = new Map<string, number>([
  ['hundreds', 2],
  ['thousands', 3],
  ['millions', 6],
  ['billions', 9],
  ['trillions', 12],
  ['tens', 1],
  ['dozens', 1],
  ['scores', 1],
])
const parts = new Map<string, bigint>([
  ['half', 2n],
  ['halves', 2n],
  ['third', 3n],
  ['thirds', 3n],
  ['quarter', 4n],
  ['quarters', 4n],
  ['fourth', 4n],
  ['fourths', 4n],
  ['fifth', 5n],
  ['fifths', 5n],
  ['sixth', 6n],
  ['sixths', 6n],
  ['seventh', 7n],
  ['sevenths', 7n],
  ['eighth', 8n],
  ['eighths', 8n],
  ['ninth', 9n],
  ['ninths', 9n],
  ['tenth', 10n],
  ['tenths', 10n],
  ['twelfth', 12n],
  ['twentieth', 20n],
  ['twentieths', 20n],
  ['hundredth', 100n],
  ['hundredths', 100n],
  ['thousandth', 1000n],
  ['thousandths', 1000n],
  ['millionth', 1_000_000n],
  ['millionths', 1_000_000n],
  ['billionth', 1_000_000_000n],
  ['billionths', 1_000_000_000n],
])

/** Whether a word in lower case may begin a number. */
export function beginsNumber(word: string): boolean {
  return (
    small.has(word) ||
    tens.has(word) ||
    vague.has(word) ||
    word === 'half' ||
    word === 'a' ||
    word === 'an' ||
    word === 'dozen'
  )
}

/** A number in words, and whether it is a fraction (two-thirds). */
export interface WordNumeral extends Numeral {
  fraction: boolean
}

const wordPattern = /([ -]?)([A-Za-z]{1,12})(?![A-Za-z])/y

/**
 * Read a number in English words: two hundred and five, half a million,
 * two-thirds, hundreds of thousands.
 *
 * @param folded - Folded text.
 * @param at - Start of its first word.
 * @returns Number, or `undefined` where none begins.
 */
export function readWords(folded: string, at: number): WordNumeral | undefined {
  const first = next(folded, at)
  if (!first || first.gap) return undefined
  if (vague.has(first.word)) return readVague(folded, at)
  if (first.word === 'half') return readHalf(folded, at, first.end)
  const article = first.word === 'a' || first.word === 'an'
  let total = 0n
  let section = 0n
  let place = 0
  let largest = 0
  let end = at
  let last: 'none' | 'small' | 'tens' | 'scale' = 'none'
  if (article) {
    const second = next(folded, first.end)
    if (second?.word === 'half') return undefined
    if (!second || !(scales.has(second.word) || second.word === 'dozen')) {
      const part = readPart(folded, at, first.end, 1n)
      if (part) return part
      // An hour is 1 小時; a company is not 1 家.
      if (isNext(second?.word, folded, second?.end)) return undefined
      const unit = latinUnitAt(folded, first.end + 1)?.unit.dimension
      return unit === 'time' || unit === 'month'
        ? numeral(at, first.end, exact(1n), exact(1n), 0, false)
        : undefined
    }
    section = 1n
    last = 'small'
    end = first.end
  }
  for (let count = 0; count < 24; count++) {
    let token = next(folded, end)
    if (token?.word === 'and' && last === 'scale') {
      const after = next(folded, token.end)
      const joins = after && (small.has(after.word) || tens.has(after.word))
      token = joins && place <= 3 ? after : undefined
    }
    if (!token) break
    const { word } = token
    const second = small.get(word) ?? tens.get(word) ?? 0n
    if (
      second >= 10n &&
      section >= 15n &&
      section <= 20n &&
      total === 0n &&
      last !== 'scale'
    ) {
      return readYear(folded, at, token.end, section * 100n + second)
    }
    if (small.has(word)) {
      if (last === 'small' || (last === 'tens' && section % 10n !== 0n)) break
      const value = small.get(word) as bigint
      if (last === 'tens' && value > 9n) break
      section += value
      last = 'small'
      place = 0
    } else if (tens.has(word)) {
      if (last === 'small' || last === 'tens') break
      section += tens.get(word) as bigint
      last = 'tens'
      place = 1
    } else if (word === 'hundred') {
      if (last === 'none' || last === 'scale') break
      section *= 100n
      last = 'scale'
      place = 2
    } else if (scales.has(word)) {
      if (section === 0n) break
      const power = scales.get(word) as number
      if (largest > 0 && power >= largest) break
      total += section * 10n ** BigInt(power)
      section = 0n
      largest = power
      place += power
      last = 'scale'
    } else if (word === 'dozen' && (last === 'none' || last === 'small')) {
      section = (section || 1n) * 12n
      last = 'scale'
      end = token.end
      break
    } else {
      break
    }
    end = token.end
  }
  if (last === 'none') return undefined
  const whole = total + section
  if (last === 'small' && total === 0n && whole <= 20n && !article) {
    const part = readPart(folded, at, end, whole)
    if (part) return part
  }
  const half = /^[ -]and[ -]a[ -]half(?![A-Za-z])/.exec(
    folded.slice(end, end + 12),
  )
  let value = exact(whole)
  if (half && largest > 0 && last === 'scale') {
    // A million and a half is half a million more.
    value = exact(whole * 10n + 5n * 10n ** BigInt(largest), -1)
    end += half[0].length
    place = largest - 1
  } else if (half && largest === 0) {
    value = exact(whole * 10n + 5n, -1)
    place = -1
    end += half[0].length
    const scale = next(folded, end)
    const power = scale ? scales.get(scale.word) : undefined
    if (scale && power) {
      value = times(value, exact(1n, power))
      place += power
      end = scale.end
    }
  }
  return {
    ...numeral(at, end, value, value, place, false),
    ...(last === 'scale' && largest > 0 ? figureOf(value, largest) : {}),
  }
}

/** A second month is another one; orders a second are in that time. */
function isNext(
  word: string | undefined,
  folded: string,
  end: number | undefined,
): boolean {
  return (
    word === 'second' && followedByNoun.test(folded.slice(end, (end ?? 0) + 12))
  )
}
const followedByNoun =
  /^[ -](?!(?:later|ago|after|before|faster|slower|to|and|or|in|for|of|by|with|at|on|from|when|while|is|was|were|are|than|as|on|during|per|over|under|if|but|ahead|behind|longer|shorter|compared|versus|more|less)(?![a-z]))[a-z]/

/** The 3 of three hundred thousand, for one to three hundred thousand. */
function figureOf(
  value: Exact,
  power: number,
): { figure: Exact; scale: number } {
  const rest = value.exponent - power
  const scale = rest === 2 ? power + 2 : power
  return { figure: times(value, exact(1n, -scale)), scale }
}

/** Nineteen eighty-four, twenty fifteen. */
function readYear(
  folded: string,
  at: number,
  end: number,
  year: bigint,
): WordNumeral {
  const more = next(folded, end)
  const unit = more && year % 10n === 0n ? small.get(more.word) : undefined
  const joined = more && unit !== undefined && unit > 0n && unit < 10n
  const value = exact(joined ? year + unit : year)
  return numeral(at, joined ? more.end : end, value, value, 0, false)
}

/** Two-thirds, a quarter of, one-half; `undefined` for a quarter of a year. */
function readPart(
  folded: string,
  at: number,
  end: number,
  top: bigint,
): WordNumeral | undefined {
  let token = next(folded, end)
  let below = token && parts.get(token.word)
  const ten = token && tens.get(token.word)
  const unit =
    token && ten && folded[token.end] === '-'
      ? next(folded, token.end)
      : undefined
  const nth = unit && parts.get(unit.word)
  if (ten && unit && nth && nth > 2n && nth < 10n) {
    token = unit
    below = ten + nth
  }
  if (!token || !below) return undefined
  // The first three quarters are of a year.
  const before = folded.slice(Math.max(0, at - 10), at)
  const ofYear = /(?:first|last|past|previous|next|coming) $/i.test(before)
  if (below === 4n && ofYear) return undefined
  const singular = !token.word.endsWith('s')
  if (singular !== (top === 1n)) return undefined
  const hyphen = folded[end] === '-'
  const follows = folded.slice(token.end, token.end + 4)
  const alone = singular && !hyphen && token !== unit
  if (alone && !/^ of(?![a-z])/.test(follows)) return undefined
  const value = exact(top, 0, below)
  const many = / of an? (million|billion|trillion)(?![a-z])/iy
  many.lastIndex = token.end
  const scale = many.exec(folded)
  if (scale) {
    const power = scales.get((scale[1] ?? '').toLowerCase()) ?? 0
    const size = times(value, exact(1n, power))
    const end = token.end + scale[0].length
    return numeral(at, end, size, size, power - 2, false)
  }
  return numeral(at, token.end, value, value, -2, true)
}

function readHalf(
  folded: string,
  at: number,
  end: number,
): WordNumeral | undefined {
  const article = next(folded, end)
  const scale = article && next(folded, article.end)
  const power = scale ? scales.get(scale.word) : undefined
  if (article?.word === 'a' && scale && power) {
    const value = exact(5n, power - 1)
    return numeral(at, scale.end, value, value, power - 1, false)
  }
  if (article?.word === 'a' && scale?.word === 'dozen') {
    return numeral(at, scale.end, exact(6n), exact(6n), 0, false)
  }
  const value = exact(5n, -1)
  const whose = article && latinUnitAt(folded, article.end + 1)
  if (whose && /^an?$/.test(article.word)) {
    return numeral(at, article.end, value, value, -1, false)
  }
  // Half is also said of parts that are not measured.
  return { ...numeral(at, end, value, value, -1, true), bare: true }
}

function readVague(folded: string, at: number): WordNumeral | undefined {
  let end = at
  let scale = 0
  for (let count = 0; count < 3; count++) {
    let token = next(folded, end)
    if (count > 0 && token?.word === 'of') token = next(folded, token.end)
    // Thousands upon thousands are thousands.
    else if (count > 0 && token && /^(?:upon|and)$/.test(token.word)) {
      const again = next(folded, token.end)
      if (again?.word === next(folded, at)?.word) end = again?.end ?? end
      break
    }
    const power = token ? vague.get(token.word) : undefined
    if (!token || power === undefined) break
    scale += power
    end = token.end
  }
  const unit = exact(1n, scale)
  const high = times(unit, exact(99n))
  return { ...numeral(at, end, unit, high, scale, false), vague: true }
}

function numeral(
  start: number,
  end: number,
  low: Exact,
  high: Exact,
  precision: number,
  fraction: boolean,
): WordNumeral {
  return {
    start,
    end,
    low,
    high,
    precision,
    form: 'words',
    figure: low,
    scale: 0,
    over: false,
    vague: false,
    bare: false,
    fraction,
  }
}

function next(
  folded: string,
  at: number,
): { gap: boolean; word: string; end: number } | undefined {
  wordPattern.lastIndex = at
  const match = wordPattern.exec(folded)
  if (!match) return undefined
  return {
    gap: match[1] !== '',
    word: (match[2] as string).toLowerCase(),
    end: at + match[0].length,
  }
}
