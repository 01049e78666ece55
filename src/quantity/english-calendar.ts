import {
  type CalendarPattern,
  type CalendarSetting,
  matched,
} from './calendar.ts'
import { notTook } from './elapsed.ts'

/** Months as written in full, in order. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  '1st',
  '2nd',
  '3rd',
  '4th',
]

/** Name of a month as a pattern, in full or as AP shortens it. */
export const name =
  '(?<month>Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)(?![A-Za-z])'
const year = '(?<year>(?:1[5-9]|20)\\d\\d)(?!\\d)'
const nth = '(?:st|nd|rd|th)?(?![A-Za-z\\d])'
const which =
  '(?:(?:,| of| in)?(?: the)?(?: fiscal| financial)?(?: year)? (?:(?<year>(?:19|20)\\d\\d)(?!\\d)|(?<word>last|this|next) year))?'
const lead =
  "(?:(?:(?<lead>(?:19|20)\\d\\d)(?:'s)?|(?<leadWord>last|this|next) year's) )?"

/** Ways dates are written in English; those with digits serve Chinese too. */
export const englishCalendar: readonly CalendarPattern[] = [
  {
    pattern: sticky(
      '(?<year>\\d{4})(?<sep>[-/.])(?<month>\\d{1,2})\\k<sep>(?<day>\\d{1,2})(?![\\d])',
    ),
    read: (groups) => matched(numbers(groups, 'year', 'month', 'day')),
  },
  {
    pattern: sticky('(?<a>\\d{1,2})/(?<b>\\d{1,2})/(?<year>\\d{4})(?!\\d)'),
    read(groups) {
      const { a = 0, b = 0, year: of } = numbers(groups, 'a', 'b', 'year')
      const american = matched({ year: of, month: a, day: b })
      const british = matched({ year: of, month: b, day: a })
      if (!american || !british || a === b) return american ?? british
      return { ...american, others: [british.point] }
    },
  },
  {
    pattern: sticky(
      '(?<year>(?:19|20)\\d\\d)[-/–]\\d\\d(?= (?:academic|school|fiscal|financial|season|year))',
    ),
    read: (groups) => matched(numbers(groups, 'year')),
  },
  {
    pattern: sticky('(?<year>(?:19|20)\\d\\d)/(?<month>\\d{1,2})(?![\\d/])'),
    read: (groups) => matched(numbers(groups, 'year', 'month')),
  },
  {
    pattern: sticky(`${name} (?<day>\\d{1,2})${nth}(?!:\\d)(?:,? ${year})?`),
    read: (groups) =>
      matched({ ...numbers(groups, 'year', 'day'), month: monthOf(groups) }),
  },
  {
    pattern: sticky(
      `(?<day>\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]${name}(?:[ -]${year}|,? ${year.replace('<year>', '<year2>')})?`,
    ),
    read: (groups) =>
      matched({
        year: Number(groups['year'] ?? groups['year2'] ?? 0) || undefined,
        day: Number(groups['day']),
        month: monthOf(groups),
      }),
  },
  {
    pattern: sticky(
      `(?<day>\\d{1,2})(?=(?:-| to | and )\\d{1,2}(?:st|nd|rd|th)? ${name})`,
    ),
    read: (groups) => matched(numbers(groups, 'day')),
  },
  {
    pattern: sticky(
      `${name},? (?:of )?(?:${year}|(?<word>last|this|next) year)`,
    ),
    read: (groups, setting) =>
      matched(
        { year: yearOf(groups, setting), month: monthOf(groups) },
        groups['word'] !== undefined,
      ),
  },
  {
    pattern: sticky(
      `${lead}(?:(?<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[ -](?:fiscal[ -])?quarter|Q(?<q>[1-4])(?![\\d.-]| ?FY\\d))${which}`,
      'i',
    ),
    read(groups, setting) {
      const quarter = groups['q'] ? Number(groups['q']) : nthOf(groups['nth'])
      return matched(
        { year: yearOf(groups, setting), quarter },
        yearIsRelative(groups),
      )
    },
  },
  {
    pattern: sticky(
      '(?<first>January|April|July|October)(?:-| to | through )(?:March|June|September|December)(?= quarter)',
    ),
    read: ({ first = '' }) =>
      matched({
        quarter: ['January', 'April', 'July', 'October'].indexOf(first) + 1,
      }),
  },
  {
    pattern: sticky(
      `${lead}(?:(?<nth>first|second|1st|2nd)[ -]half(?![ -](?:hour|dozen|of the (?!year)))|H(?<h>[12])(?![\\dA-Za-z.-]))${which}`,
      'i',
    ),
    read(groups, setting) {
      const half = groups['h'] ? Number(groups['h']) : nthOf(groups['nth'])
      return matched(
        { year: yearOf(groups, setting), half },
        yearIsRelative(groups),
      )
    },
  },
  {
    pattern: sticky(
      "(?:(?<q>[1-4])Q|(?<h>[12])H)[ ']?(?:FY)?(?<year>(?:20)?\\d\\d)?(?![A-Za-z\\d])",
    ),
    read: (groups) => matched(shortFields(groups)),
  },
  {
    pattern: sticky(
      "(?:(?<year>(?:20)?\\d\\d)(?: (?<=20\\d\\d ))?(?:Q(?<q>[1-4])|H(?<h>[12]))|(?:Q(?<q2>[1-4])|H(?<h2>[12])(?!00))[ ']?(?:FY)?(?<year2>(?:20)?\\d\\d))(?![A-Za-z\\d])",
    ),
    read: (groups) =>
      matched(
        shortFields({
          year: groups['year'] ?? groups['year2'],
          q: groups['q'] ?? groups['q2'],
          h: groups['h'] ?? groups['h2'],
        }),
      ),
  },
  {
    pattern: sticky("FY ?'?(?<year>(?:20)?\\d\\d)(?![A-Za-z\\d])"),
    read: (groups) => matched(shortFields(groups)),
  },
  {
    pattern: sticky(
      '(?<hour>\\d{1,2})(?:[:.](?<minute>[0-5]\\d))?(?::(?<second>[0-5]\\d))? ?(?<period>[ap])\\.?m(?![A-Za-z])\\.?',
      'i',
    ),
    read(groups) {
      const {
        hour = 0,
        minute,
        second,
      } = numbers(groups, 'hour', 'minute', 'second')
      if (hour > 12) return undefined
      const period = groups['period']?.toLowerCase() === 'p' ? 'pm' : 'am'
      return matched({
        hour: (hour % 12) + (period === 'pm' ? 12 : 0),
        minute: minute ?? 0,
        second: second || undefined,
        period,
      })
    },
  },
  {
    // From 7 to 9 a.m.
    pattern: sticky(
      '(?<hour>\\d{1,2})(?:[:.](?<minute>[0-5]\\d))?(?=(?: to | and | until |-)\\d{1,2}(?:[:.][0-5]\\d)? ?[ap]\\.?m(?![A-Za-z]))',
      'i',
    ),
    read(groups) {
      const { hour = 0, minute = 0 } = numbers(groups, 'hour', 'minute')
      return hour > 12 ? undefined : matched({ hour, minute })
    },
  },
  {
    pattern: sticky(
      `${notTook}(?<hour>\\d{1,2}):(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d))?(?![\\d:]|,\\d)`,
    ),
    read(groups) {
      const {
        hour = 0,
        minute,
        second,
      } = numbers(groups, 'hour', 'minute', 'second')
      const period = hour > 12 ? ('pm' as const) : undefined
      return matched({ hour, minute, second: second || undefined, period })
    },
  },
]

type Groups = Readonly<Record<string, string | undefined>>

function numbers<Key extends string>(
  groups: Groups,
  ...keys: Key[]
): Record<Key, number | undefined> {
  return Object.fromEntries(
    keys.map((key) => [
      key,
      groups[key] === undefined ? undefined : Number(groups[key]),
    ]),
  ) as Record<Key, number | undefined>
}

/** Number of the month a pattern caught. */
export function monthOf(groups: Groups): number {
  const start = groups['month']?.slice(0, 3).toLowerCase()
  return (
    monthNames.findIndex((full) => full.slice(0, 3).toLowerCase() === start) + 1
  )
}

function nthOf(word: string | undefined): number {
  const lower = word?.toLowerCase() ?? ''
  return lower === 'final' ? 4 : (ordinals.indexOf(lower) % 4) + 1
}

/** Year a pattern caught, or the one that last, this or next year is. */
export function yearOf(
  groups: Groups,
  setting: CalendarSetting,
): number | undefined {
  const written = groups['year'] ?? groups['lead']
  if (written) return Number(written)
  const word = (groups['word'] ?? groups['leadWord'])?.toLowerCase()
  if (!word || setting.today?.year === undefined) return undefined
  const away = { last: -1, previous: -1, next: 1 }[word] ?? 0
  return setting.today.year + away
}

function yearIsRelative(groups: Groups): boolean {
  return (groups['word'] ?? groups['leadWord']) !== undefined
}

function shortFields(groups: Groups) {
  const written = groups['year']
  const figure = written === undefined ? undefined : Number(written)
  return {
    year: figure !== undefined && figure < 100 ? figure + 2000 : figure,
    quarter: groups['q'] ? Number(groups['q']) : undefined,
    half: groups['h'] ? Number(groups['h']) : undefined,
  }
}

/** Pattern that matches at its place only. */
export function sticky(source: string, flags = ''): RegExp {
  return new RegExp(source, `y${flags}`)
}
