import type {
  CalendarKind,
  CalendarPoint,
  QuantityContext,
} from './quantity.ts'

/** A point of the calendar found at a place of folded text. */
export interface CalendarMatch {
  end: number
  kind: CalendarKind
  point: CalendarPoint
  relative: boolean
  optional: boolean
  others?: CalendarPoint[]
}

/** How one way of writing dates is read. */
export interface CalendarPattern {
  /** Sticky pattern with bounded repetition. */
  pattern: RegExp
  /** Builds the match; `undefined` where the figures are no date. */
  read: (
    groups: Readonly<Record<string, string | undefined>>,
    setting: CalendarSetting,
  ) => Omit<CalendarMatch, 'end'> | undefined
}

/** What a pattern may ask about its surroundings. */
export interface CalendarSetting {
  /** Text before the match, at most 12 units. */
  before: string
  /** Text after the match, at most 4 units. */
  after: string
  /** Day of the article. */
  today: CalendarPoint | undefined
  /** Whether years of two or three digits are the Republic's. */
  republic: boolean
}

/** Read the article's day from the context. */
export function dayOf(context: QuantityContext): CalendarPoint | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(context.date ?? '')
  if (!match) return undefined
  return {
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
  }
}

/**
 * Try patterns at a place.
 *
 * @param patterns - In order; the first that reads wins.
 * @param folded - Folded text.
 * @param at - Place.
 * @param setting - Article's day and the like.
 * @returns Match, or `undefined`.
 */
export function readCalendar(
  patterns: readonly CalendarPattern[],
  folded: string,
  at: number,
  setting: Pick<CalendarSetting, 'today' | 'republic'>,
): CalendarMatch | undefined {
  let before: string | undefined
  for (const { pattern, read } of patterns) {
    pattern.lastIndex = at
    const match = pattern.exec(folded)
    if (!match) continue
    const end = at + match[0].length
    before ??= folded.slice(Math.max(0, at - 12), at)
    const after = folded.slice(end, end + 4)
    const found = read(match.groups ?? {}, { ...setting, before, after })
    if (found) return { ...found, end }
  }
  return undefined
}

/** Leave out fields that are not known. */
export function pointOf(
  fields: {
    [Field in keyof CalendarPoint]: CalendarPoint[Field] | undefined
  },
): CalendarPoint {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  )
}

/** Name the smallest part that a point says. */
export function kindOf(point: CalendarPoint): CalendarKind {
  if (point.hour !== undefined) return 'time'
  if (point.day !== undefined || point.weekday !== undefined) return 'date'
  if (point.month !== undefined) return 'month'
  if (point.quarter !== undefined) return 'quarter'
  if (point.half !== undefined) return 'half-year'
  return 'year'
}

/** Tell whether the fields are a day, month, quarter and time there can be. */
export function isPossible(point: CalendarPoint): boolean {
  const within = (value: number | undefined, low: number, high: number) =>
    value === undefined || (value >= low && value <= high)
  return (
    within(point.month, 1, 12) &&
    within(point.day, 1, 31) &&
    within(point.quarter, 1, 4) &&
    within(point.hour, 0, 24) &&
    within(point.minute, 0, 59) &&
    within(point.second, 0, 60)
  )
}

/** Day a number of days from another. */
export function dayAfter(day: CalendarPoint, days: number): CalendarPoint {
  const { year = 1970, month = 1, day: date = 1 } = day
  const moved = new Date(Date.UTC(year, month - 1, date + days))
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  }
}

/** Month a number of months from a day's. */
export function monthAfter(day: CalendarPoint, months: number): CalendarPoint {
  const count = (day.year ?? 1970) * 12 + (day.month ?? 1) - 1 + months
  return { year: Math.floor(count / 12), month: (count % 12) + 1 }
}

/** Give the match for a point, if there can be such a point. */
export function matched(
  fields: {
    [Field in keyof CalendarPoint]: CalendarPoint[Field] | undefined
  },
  relative = false,
  optional = false,
): Omit<CalendarMatch, 'end'> | undefined {
  const point = pointOf(fields)
  if (!isPossible(point)) return undefined
  return { kind: kindOf(point), point, relative, optional }
}
