import { type CalendarPattern, dayAfter, matched } from './calendar.ts'
import { monthOf, name, sticky, yearOf } from './english-calendar.ts'

const weekdays = 'monday tuesday wednesday thursday friday saturday sunday'

/** Ways that need English words around them. */
export const englishWordCalendar: readonly CalendarPattern[] = [
  {
    pattern: sticky(
      '(?<nth>first|second|third)(?=(?:,| and| to| through|-)? ?(?:the )?(?:second|third|fourth) quarters?(?![A-Za-z]))',
      'i',
    ),
    read(groups) {
      const words = ['first', 'second', 'third']
      const quarter = words.indexOf((groups['nth'] ?? '').toLowerCase()) + 1
      return matched({ quarter })
    },
  },
  {
    pattern: sticky(name),
    read(groups, { before, after }) {
      const word = groups['month'] as string
      const doubtful = /^(?:May|March|Mar|Mar\.|Jan|Dec|Sep|Sept|Jun|Oct)$/
      const led =
        /(?:in|of|by|since|until|till|last|this|next|from|to|and|late|early|mid|through|between|before|after|during)[ -]$/i
      const alone = before === '' && after === ''
      if (doubtful.test(word) && !alone && !led.test(before)) return undefined
      // 月減 is often told by the month's name.
      return matched({ month: monthOf(groups) }, false, true)
    },
  },
  {
    pattern: sticky("'?(?<year>\\d{2,4})'?s(?![A-Za-z\\d])"),
    read(groups, { before }) {
      const figure = Number(groups['year'])
      const isAge = /\b(?:his|her|their|my|your) (?:early |mid-|late )?$/i
      if (figure < 100 && isAge.test(before)) return undefined
      if (figure % 10 !== 0 || (figure > 99 && figure < 1000)) return undefined
      return {
        kind: 'decade',
        point: { year: figure < 100 ? figure + 1900 : figure },
        relative: false,
        optional: false,
      }
    },
  },
  {
    pattern: sticky(
      '(?<tens>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)(?![A-Za-z])',
      'i',
    ),
    read(groups) {
      const words =
        'twenties thirties forties fifties sixties seventies eighties nineties'
      const tens = words
        .split(' ')
        .indexOf((groups['tens'] ?? '').toLowerCase())
      return {
        kind: 'decade',
        point: { year: 1920 + tens * 10 },
        relative: false,
        optional: true,
      }
    },
  },
  {
    pattern: sticky(
      '(?:(?<year>\\d{1,2})(?:st|nd|rd|th)|(?<word>eighteenth|nineteenth|twentieth|twenty-first))[ -]centur(?:y|ies)',
      'i',
    ),
    read(groups) {
      const words = ['eighteenth', 'nineteenth', 'twentieth', 'twenty-first']
      const figure = groups['year']
        ? Number(groups['year'])
        : words.indexOf((groups['word'] ?? '').toLowerCase()) + 18
      return {
        kind: 'century',
        point: { year: figure },
        relative: false,
        optional: false,
      }
    },
  },
  {
    pattern: sticky('(?<word>midnight|noon)(?![A-Za-z])', 'i'),
    read(groups) {
      const hour = groups['word']?.toLowerCase() === 'noon' ? 12 : 0
      return matched({ hour, minute: 0 }, false, true)
    },
  },
  {
    pattern: sticky(
      "(?<word>last|this|next|previous|current) (?<sort>year|month|quarter|week)(?:'s)?(?![A-Za-z])",
      'i',
    ),
    read(groups, setting) {
      const ofYear = groups['sort']?.toLowerCase() === 'year'
      const year = ofYear ? yearOf(groups, setting) : undefined
      return {
        kind: ofYear ? 'year' : 'date',
        point: year === undefined ? {} : { year },
        relative: true,
        optional: true,
      }
    },
  },
  {
    // Sales rose in the quarter: whichever the text is about.
    pattern: sticky(
      'quarter(?=[.,;:)]|$| (?:of|to|from|ended|ending|that|as|and|with|after)(?![a-z])(?! (?:an? |the )?(?:million|billion|trillion|century|hour|mile|revenue|sales|people|voters|users)))',
      'i',
    ),
    read(_groups, { before }) {
      if (!/(?:\b(?:the|straight|consecutive|same|per) )$/i.test(before)) return
      return { kind: 'quarter', point: {}, relative: true, optional: true }
    },
  },
  {
    pattern: sticky(
      `(?:(?<weekday>${weekdays.replaceAll(' ', '|')})s?|(?<word>today|yesterday|tomorrow))(?![A-Za-z])`,
      'i',
    ),
    read(groups, { today }) {
      if (groups['weekday']) {
        const names = weekdays.split(' ')
        const weekday = names.indexOf(groups['weekday'].toLowerCase()) + 1
        return matched({ weekday }, true, true)
      }
      const word = groups['word']?.toLowerCase() ?? ''
      const away = { today: 0, yesterday: -1, tomorrow: 1 }[word] ?? 0
      const point = today ? dayAfter(today, away) : {}
      return { kind: 'date', point, relative: true, optional: true }
    },
  },
]
