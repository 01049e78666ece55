import { type Locale, languageTag } from '../../model/index.ts'

/** Date for a reader and for a machine. */
export interface PageDate {
  /** Value of a `datetime` attribute, where the date could be read. */
  machine: string | undefined
  /** Words. */
  text: string
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i

/** Making one costs more than a list's whole entry. */
const formats = new Map<Locale, Intl.DateTimeFormat>()

function formatOf(locale: Locale): Intl.DateTimeFormat {
  let format = formats.get(locale)
  if (!format) {
    format = new Intl.DateTimeFormat(languageTag(locale), {
      dateStyle: 'long',
      timeZone: 'UTC',
    })
    formats.set(locale, format)
  }
  return format
}

/**
 * Format a date of the front matter.
 *
 * The time is shown as it was written, in the author's time zone.
 *
 * @param value - String as ISO 8601, or a `Date`.
 * @param locale - Locale of the words.
 * @returns Date, or `undefined` when the value is none.
 */
export function formatDate(
  value: unknown,
  locale: Locale,
): PageDate | undefined {
  const text = dateText(value).trim()
  if (!text) return undefined
  const match = iso.exec(text)
  const [, year, month, day, hour, minute, , zone] = match ?? []
  const date = new Date(
    Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour ?? 0),
      Number(minute ?? 0),
    ),
  )
  const valid =
    match &&
    date.getUTCDate() === Number(day) &&
    date.getUTCHours() === Number(hour ?? 0)
  if (!valid) return { machine: undefined, text }
  const words = formatOf(locale).format(date)
  return {
    machine:
      hour === undefined
        ? `${year}-${month}-${day}`
        : `${year}-${month}-${day}T${hour}:${minute}${zone?.toUpperCase() ?? ''}`,
    // Some locales' long date turns short when a 24-hour time is asked for.
    text: hour === undefined ? words : `${words} ${hour}:${minute}`,
  }
}

/**
 * Write a date of the front matter as text.
 *
 * @param value - String, number or `Date`.
 * @returns Text, empty for anything else.
 */
export function dateText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return ''
  // YAML's timestamps may come as dates; midnight was written without a time.
  const text = value.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}
