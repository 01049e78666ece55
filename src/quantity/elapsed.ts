import type { Locale } from '../model/index.ts'
import type { AmountMatch } from './amount.ts'
import { prefixBefore } from './amount-prefix.ts'
import { type Exact, exact, exactOf, plus, same, times } from './exact.ts'
import type { Numeral } from './numeral.ts'
import { readNumeral } from './read-numeral.ts'

/** Hours, minutes and seconds: what each is called, and how long it is. */
interface Part {
  readonly chinese: RegExp
  readonly english: RegExp
  readonly seconds: Exact
}

const parts: readonly Part[] = [
  {
    chinese: / ?个?(?:小时|钟头)/y,
    english: /[ -]?(?:hours?|hrs?)(?![A-Za-z])/iy,
    seconds: exact(3600n),
  },
  {
    chinese: / ?分(?!之)钟?/y,
    english: /[ -]?(?:minutes?|mins?)(?![A-Za-z])/iy,
    seconds: exact(60n),
  },
  {
    chinese: / ?秒钟?/y,
    english: /[ -]?(?:seconds?|secs?)(?![A-Za-z])/iy,
    seconds: exact(1n),
  },
]

const chineseJoint = / ?[又零]? ?(?=[\d零一二三四五六七八九十两])/y
// In an hour, two minutes faster: a comma joins digits only.
const englishJoint = /(?:,? and | )(?=[\da-z])|, (?=\d)/iy

/** 9 秒 83: hundredths behind the seconds. */
const hundredths = /(?<=秒) ?(\d{1,2})(?![\d.:%]| ?[个万亿元年月日分秒])/y

/** 1:23.45 and 2:00:35, behind the first number. */
const clock = /(?::([0-5]\d))?:([0-5]\d)(?:\.(\d{1,3}))?(?![\d:])/y

/**
 * Read a time that something took, told in several parts: 2 小時 30 分, 9 秒 83,
 * two hours and 30 minutes, 1:23.45.
 *
 * @param folded - Folded text.
 * @param first - Number of the first part.
 * @param floor - Place before which nothing is looked at.
 * @param locale - Locale of the text.
 * @returns Duration in seconds, or `undefined` where it has one part only.
 */
export function readElapsed(
  folded: string,
  first: Numeral,
  floor: number,
  locale: Locale,
): AmountMatch | undefined {
  const read =
    readClock(folded, first) ??
    readParts(folded, first, locale === 'en' ? 'english' : 'chinese', locale)
  if (!read) return undefined
  const { start, bound } = prefixBefore(folded, first.start, floor)
  return {
    start,
    end: read.end,
    kind: 'duration',
    low: read.seconds,
    high: read.seconds,
    precision: read.precision,
    bound,
    vague: false,
    optional: false,
    unit: 'second',
  }
}

interface Read {
  readonly end: number
  readonly seconds: Exact
  readonly precision: number
}

function readClock(folded: string, first: Numeral): Read | undefined {
  const whole =
    first.form === 'digits' && /^\d{1,3}$/.test(spelled(folded, first))
  clock.lastIndex = first.end
  const match = whole ? clock.exec(folded) : null
  if (!match) return undefined
  const [all, middle, last = '', fraction = ''] = match
  // 14:30 is a time of day, and 14:30:15 may be.
  if (
    !fraction &&
    !(
      middle &&
      isTime.test(folded.slice(Math.max(0, first.start - 6), first.start))
    )
  ) {
    return undefined
  }
  const minutes = middle
    ? plus(times(first.low, exact(60n)), exactOf(middle))
    : first.low
  return {
    end: first.end + all.length,
    seconds: plus(
      times(minutes, exact(60n)),
      exactOf(fraction ? `${last}.${fraction}` : last),
    ),
    precision: -fraction.length,
  }
}

/** What stands before a time that something took. */
const tookBefore = '(?:\\b(?:in|of|time)|成绩|时间|[以为]) ?'
const isTime = new RegExp(`${tookBefore}$`)

/** A time that something took and no time of day, though it looks like one. */
export const notTook = `(?!(?<=${tookBefore})\\d{1,2}:\\d\\d:\\d|\\d{1,2}:\\d\\d\\.\\d)`

function readParts(
  folded: string,
  first: Numeral,
  language: 'chinese' | 'english',
  locale: Locale,
): Read | undefined {
  const joint = language === 'chinese' ? chineseJoint : englishJoint
  let numeral = first
  let level = 0
  let count = 0
  let end = first.end
  let seconds = exact(0n)
  for (;;) {
    if (!same(numeral.low, numeral.high) || numeral.vague) break
    const unit = unitAt(folded, numeral.end, level, language)
    if (!unit) break
    seconds = plus(seconds, times(numeral.low, unit.seconds))
    level = unit.level + 1
    end = unit.end
    count++
    if (level === parts.length) break
    joint.lastIndex = end
    const between = joint.exec(folded)
    if (!between) break
    const next = readNumeral(folded, end + between[0].length, locale)
    if (typeof next === 'number') break
    numeral = next
  }
  hundredths.lastIndex = end
  const fine = level === parts.length ? hundredths.exec(folded) : null
  const [all = '', figure = ''] = fine ?? []
  if (fine) seconds = plus(seconds, exactOf(figure, -figure.length))
  else if (count < 2) return undefined
  const precision = level < parts.length ? 1 : -figure.length
  return { end: end + all.length, seconds, precision }
}

function unitAt(
  folded: string,
  at: number,
  from: number,
  language: 'chinese' | 'english',
): { level: number; end: number; seconds: Exact } | undefined {
  for (let level = from; level < parts.length; level++) {
    const part = parts[level] as Part
    const pattern = part[language]
    pattern.lastIndex = at
    const match = pattern.exec(folded)
    if (match)
      return { level, end: at + match[0].length, seconds: part.seconds }
  }
  return undefined
}

function spelled(folded: string, { start, end }: Numeral): string {
  return folded.slice(start, end)
}
