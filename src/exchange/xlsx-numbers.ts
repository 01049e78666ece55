/** Formats that are dates or times without being written in a file (18.8.30). */
const builtIn = (id: number) =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58)

/**
 * Tell whether a number format shows a date or a time.
 *
 * @param id - Its number.
 * @param code - Its code, if the file has one.
 * @returns Whether it does.
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn(id)
  // Text, colours and conditions are not what is shown.
  const [shown = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^[\]]*\]/gi, '')
    .split(';')
  return /[ymdhs]/i.test(shown.replace(/general/gi, ''))
}

const day = 86_400_000

/**
 * Write a date as a spreadsheet keeps it in ISO 8601.
 *
 * @param value - Days since the beginning, and parts of one.
 * @param late - Whether the first day is in 1904, else in 1900.
 * @returns `2026-01-08`, `2026-01-08T09:30:00` or, without a day, `09:30:00`.
 */
export function isoDate(value: number, late: boolean): string | undefined {
  // 1900 has a 29 February there, as Lotus had it.
  const first = late ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const shifted = !late && value >= 1 && value < 60 ? value + 1 : value
  const time = first + Math.round(shifted * 86_400) * 1000
  if (!Number.isFinite(time) || value < 0 || value >= 2_958_466)
    return undefined
  const iso = new Date(time).toISOString().slice(0, 19)
  if (value < 1) return iso.slice(11)
  return time % day === 0 ? iso.slice(0, 10) : iso
}
