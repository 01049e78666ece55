import type { Source } from '../model/index.ts'

/**
 * Write a source as one line of text: `Title (2026-01-08) <https://…>: “words”`.
 *
 * @param source - Source.
 * @returns Text.
 */
export function printCitation({ title, date, url, quotation }: Source): string {
  return [
    title,
    date === undefined ? '' : ` (${date})`,
    url === undefined ? '' : ` <${url}>`,
    quotation === undefined || quotation === '' ? '' : `: “${quotation}”`,
  ].join('')
}

/**
 * Read a source from a line of text.
 *
 * @param text - Text, as {@link printCitation} writes it or any other.
 * @param options - With `quotation`, words of the source may stand at its end.
 * @returns Source that is printed as this text; without its parts, all is the title.
 */
export function readCitation(
  text: string,
  { quotation = false }: { quotation?: boolean } = {},
): Source {
  let title = text
  const source: { date?: string; url?: string; quotation?: string } = {}
  const quoted = title.indexOf(': “')
  if (quotation && quoted > 0 && title.endsWith('”')) {
    source.quotation = title.slice(quoted + 3, -1)
    title = title.slice(0, quoted)
  }
  const opened = title.lastIndexOf(' <')
  const url = title.slice(opened + 2, -1)
  if (opened > 0 && title.endsWith('>') && URL.canParse(url)) {
    source.url = url
    title = title.slice(0, opened)
  }
  const dated = / \((\d{4}-\d\d-\d\d)\)$/.exec(title)
  if (dated?.[1] !== undefined && dated.index > 0 && isDay(dated[1])) {
    source.date = dated[1]
    title = title.slice(0, dated.index)
  }
  const clean = Object.values(source).every((part) => part.trim() === part)
  const read = { title, ...source }
  return title.trim() === title && clean && printCitation(read) === text
    ? read
    : { title: text }
}

/**
 * Tell whether text is a day of the calendar.
 *
 * @param text - Text.
 * @returns Whether it is, as in 2026-01-08.
 */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return (
    !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
  )
}
