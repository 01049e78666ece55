import type { Span } from '../model/index.ts'

/** Date in a text. */
export interface PlainDate {
  /** As it is written. */
  text: string
  /** Where it is. */
  span: Span
  /** ISO 8601; a time without a zone is Taiwan's, `+08:00`. */
  iso: string
}

const pattern =
  /(?:(?<era>民國)\s*)?(?<!\d)(?<year>\d{2,4})(?:\s*年\s*(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*日|(?<mark>[-/.])(?<month2>\d{1,2})\k<mark>(?<day2>\d{1,2}))(?!\d)(?:[T\s,，]*(?:[（(][^）)]{1,3}[）)]\s*)?(?:(?<half>上午|下午|凌晨|早上|中午|晚間|晚上)\s*)?(?<hour>\d{1,2})(?:[:：]|\s*[時點]\s*)(?<minute>\d{2})?(?:(?:[:：]|\s*分\s*)(?<second>\d{2})?)?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?)?/u

/**
 * Find the date in a line.
 *
 * `2026-01-08 13:00`, `2026/1/8`, `2026年1月8日 下午1時30分` and
 * `民國115年1月8日` are dates.
 *
 * @param line - Line.
 * @returns First date that the calendar has, or `undefined`.
 */
export function parseDate(line: {
  text: string
  span: Span
}): PlainDate | undefined {
  const match = pattern.exec(line.text)
  const groups = match?.groups
  if (!match || !groups?.['year']) return undefined
  const written = Number(groups['year'])
  // Years of the Republic have two or three digits.
  const republic = groups['era'] !== undefined || groups['year'].length < 4
  if (republic && groups['era'] === undefined && !groups['month']) {
    return undefined
  }
  const year = republic ? written + 1911 : written
  const month = Number(groups['month'] ?? groups['month2'])
  const day = Number(groups['day'] ?? groups['day2'])
  const date = isoDate(year, month, day)
  const time = groups['hour'] === undefined ? '' : isoTime(groups)
  if (date === undefined || time === undefined) return undefined
  const text = match[0].trimEnd()
  const start = line.span.start + match.index
  return { text, span: { start, end: start + text.length }, iso: date + time }
}

function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real && year > 1000 ? date.toISOString().slice(0, 10) : undefined
}

function isoTime(
  groups: Record<string, string | undefined>,
): string | undefined {
  const { half, minute = '00', second, zone = '+08:00' } = groups
  let hour = Number(groups['hour'])
  const late = half === '下午' || half === '晚間' || half === '晚上'
  if (late && hour < 12) hour += 12
  if (half === '中午' && hour < 3) hour += 12
  if (hour > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) {
    return undefined
  }
  const seconds = second === undefined ? '' : `:${second}`
  const offset = zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  return `T${String(hour).padStart(2, '0')}:${minute}${seconds}${offset}`
}
