import { isChinese } from '../model/index.ts'
import { type AmountMatch, readAmount } from './amount.ts'
import { dayOf, readCalendar } from './calendar.ts'
import { chineseCalendar } from './chinese-calendar.ts'
import { readEnglishAge } from './english-age.ts'
import { englishCalendar } from './english-calendar.ts'
import { beginsNumber } from './english-numeral.ts'
import { englishWordCalendar } from './english-word-calendar.ts'
import { foldDigits } from './fold-digits.ts'
import { mayBeCode, readIdentifier, tokenEnd } from './identifier.ts'
import { statedCurrency } from './money-suffix.ts'
import type { Moment, Quantity, QuantityOptions } from './quantity.ts'
import { readChineseWord, readEnglishWord } from './quantity-words.ts'

const interesting =
  /[+\dA-Za-z零〇一二三四五六七八九十百千万亿兆两廿卅几数上成今去明前本当同隔昨翌下首末第民西公令平昭大明早中午晚凌清傍深星礼周半翻加砍折减倍腰双后即次过对]/g
const calendarFirst =
  /[\dJFMASONDQH零〇一二三四五六七八九十廿卅百今去明前本当同隔昨翌上下首末第民西公令平昭大早中午晚凌清傍深星礼周这后即次]/
const calendarFirstEnglish = /[\dA-Za-z']/
/** A date has one of these within its first characters. */
const calendarHint =
  /[年月日号时点季半代纪周期拜天晚早晨后震事恐共回烛屠运/:()]|\d\s?-\s?\d|\d\.\d|[A-Za-z]/
const calendarHintEnglish = /[\d/:]|[a-z]{3}|May/
const latin = /[A-Za-z]/
const latinOrDigit = /[A-Za-z\d]/
/** What may begin a code: +886 is one. */
const codeFirst = /[+A-Za-z\d]/

/**
 * Find the quantities of a text.
 *
 * Numbers are read with their unit, currency and the words that say how exact
 * they are; dates with what their article's day tells of them. Han numerals
 * count where they have the structure of a number or something counted follows,
 * so 一般 and 萬一 have none.
 *
 * @param text - Readers' text, any string. A line break ends a quantity.
 * @param options - Locale, and what is known besides.
 * @returns Quantities in the order of the text, which do not overlap.
 *
 * @example
 * ```ts
 * import { findQuantities } from 'yiwen/quantity'
 *
 * const [amount] = findQuantities('募資逾 43 億港元', { locale: 'zh-TW' })
 * amount?.text // '逾 43 億港元'
 * amount?.kind // 'money'
 * ```
 */
export function findQuantities(
  text: string,
  options: QuantityOptions,
): Quantity[] {
  const { locale, context = {} } = options
  const folded = foldDigits(text)
  const chinese = isChinese(locale)
  const setting = { today: dayOf(context), republic: locale === 'zh-TW' }
  const found: Quantity[] = []
  let currency = context.currency
  let floor = 0
  let checked = 0
  let at = 0
  const add = (start: number, end: number, rest: object): void => {
    const span = { start, end }
    found.push({ ...rest, span, text: text.slice(start, end) } as Quantity)
    floor = end
    at = end
  }
  const addAmount = ({ start, end, ...rest }: AmountMatch): void => {
    const stated = statedCurrency(folded.slice(start, end + 24))
    if (stated) {
      currency = stated
      // (人民幣，下同) is about the amount before it as well.
      if (rest.kind === 'money' && !rest.currency) rest.currency = stated
    }
    // Readers in Hong Kong take $ for their own.
    if (locale === 'zh-HK') delete rest.bare
    const open = rest.kind === 'money' && !rest.currency
    // ¥ is yen or yuan, whatever the article is about.
    const yen = /[¥]/.test(folded.slice(start, end))
    const fits = !yen || currency === 'JPY' || currency === 'CNY'
    const own = open && currency && fits && (chinese || !rest.bare)
    const side = sideOf(folded.slice(Math.max(0, start - 12), start))
    add(start, end, {
      ...rest,
      ...(own ? { currency } : {}),
      ...(side ? { side } : {}),
    })
  }
  for (;;) {
    interesting.lastIndex = at
    const next = interesting.exec(folded)
    if (!next) break
    at = next.index
    const first = next[0]
    const previous = folded[at - 1] ?? ''
    const inside = latinOrDigit.test(previous)
    if (latin.test(first) && inside) {
      at = Math.max(at + 1, tokenPart(folded, at))
      continue
    }
    const starts = latinOrDigit.test(first) && !inside
    const age = starts && !chinese ? readEnglishAge(folded, at) : undefined
    if (age) {
      addAmount(age)
      continue
    }
    if (
      !inside &&
      (chinese ? calendarFirst : calendarFirstEnglish).test(first) &&
      (chinese ? calendarHint : calendarHintEnglish).test(
        folded.slice(at, at + 16),
      )
    ) {
      const moment =
        (chinese
          ? readCalendar(chineseCalendar, folded, at, setting)
          : undefined) ??
        (starts
          ? readCalendar(englishCalendar, folded, at, setting)
          : undefined) ??
        (starts && !chinese
          ? readCalendar(englishWordCalendar, folded, at, setting)
          : undefined)
      if (moment) {
        const { end, ...rest } = moment
        add(at, end, rest)
        continue
      }
    }
    if (previous === '%' || /\d/.test(first)) {
      const end = markEnd(folded, at)
      if (end > at) {
        at = end
        floor = at
        continue
      }
    }
    if (
      codeFirst.test(first) &&
      !inside &&
      at >= checked &&
      mayBeCode(folded, at)
    ) {
      const code = readIdentifier(folded, at)
      if (code?.kind === 'address') {
        at = code.end
        floor = at
        continue
      }
      if (code) {
        const { end, ...rest } = code
        add(at, end, { ...rest, optional: rest.optional || rest.key === '' })
        continue
      }
      checked = tokenEnd(folded, at)
    }
    const word = latin.test(first)
      ? chinese
        ? undefined
        : readEnglishWord(folded, at)
      : chinese
        ? readChineseWord(folded, at)
        : undefined
    if (word) {
      addAmount(word)
      continue
    }
    if (latin.test(first)) {
      const end = tokenPart(folded, at)
      const lower = folded.slice(at, end).toLowerCase()
      if (chinese || !beginsNumber(lower)) {
        at = end
        continue
      }
    }
    const amount = readAmount(folded, at, floor, locale)
    if (typeof amount === 'number') at = Math.max(at + 1, amount)
    else if (yearOf(amount, folded, chinese)) {
      const year = Number(folded.slice(amount.start, amount.end))
      add(amount.start, amount.end, yearMoment(year))
    } else addAmount(amount)
  }
  return found
}

const movedFrom = /(?:[从由自]|原[为本先]|\bfrom(?: an?| the)?) ?$/
const movedTo = /(?:[至到为]|\bto(?: an?| the)?) ?$/

/** Tell, by what stands before an amount, whether something moved from or to it. */
function sideOf(before: string): 'from' | 'to' | undefined {
  if (movedFrom.test(before)) return 'from'
  return movedTo.test(before) ? 'to' : undefined
}

const reference = /\d{1,6};/y
const placeholder =
  /[\d.]{1,6}\$?[-+]?[\d.]{0,4}(?:[sdifuxXgc@]|l[du])|[sdifu](?=\/\d)/y

/** Digits that are part of a mark: of `&#8217;`, of `%1$s` and `%.2f`. */
function markEnd(folded: string, at: number): number {
  const before = folded.slice(Math.max(0, at - 2), at)
  const pattern =
    before === '&#'
      ? reference
      : /%[.+-]?$/.test(before)
        ? placeholder
        : undefined
  if (!pattern) return at
  pattern.lastIndex = at
  return at + (pattern.exec(folded)?.[0].length ?? 0)
}

/** Four bare digits in English are a year first. */
function yearOf(
  amount: AmountMatch,
  folded: string,
  chinese: boolean,
): boolean {
  return (
    !chinese &&
    amount.kind === 'number' &&
    /^(?:1[5-9]|20)\d\d$/.test(folded.slice(amount.start, amount.end))
  )
}

function yearMoment(
  year: number,
): Pick<Moment, 'kind' | 'point' | 'relative' | 'optional'> {
  return { kind: 'year', point: { year }, relative: false, optional: false }
}

const letters = /[A-Za-z]+/y

function tokenPart(folded: string, at: number): number {
  letters.lastIndex = at
  return at + (letters.exec(folded)?.[0].length ?? 1)
}
