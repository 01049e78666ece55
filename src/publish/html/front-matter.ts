import type { Locale } from '../../model/index.ts'
import { readVariant } from './variant.ts'

/** What a page shows of an article's front matter. */
export interface PageMatter {
  title: string | undefined
  subtitle: string | undefined
  description: string | undefined
  authors: readonly string[]
  role: string | undefined
  publisher: string | undefined
  date: unknown
  updated: unknown
  caption: string | undefined
  credit: string | undefined
  image: string | undefined
  tags: readonly string[]
}

/**
 * Read the front matter a page shows, in the spellings that are common.
 *
 * @param data - Front matter.
 * @param locale - Edition's locale, whose form of a `-{…}-` mark is shown.
 * @returns What was found. A value of another type counts as missing.
 */
export function readMatter(
  data: Readonly<Record<string, unknown>>,
  locale: Locale,
): PageMatter {
  const text = (value: unknown): string | undefined => {
    const found = textOf(value)
    return found?.replace(/-\{(?:(?!-\{).)*?\}-/gs, (mark) =>
      readVariant(mark, locale),
    )
  }
  const names = (value: unknown): string[] =>
    namesOf(value).flatMap((name) => text(name) ?? [])
  return {
    title: text(data['title']),
    subtitle: text(data['subtitle']),
    description:
      text(data['description']) ??
      text(data['summary']) ??
      text(data['excerpt']),
    authors: names(data['author'] ?? data['authors']),
    role: text(data['role']),
    publisher: text(data['publisher']),
    date: data['date'],
    updated: data['updated'] ?? data['lastmod'],
    caption: text(data['caption']),
    credit: text(data['credit']),
    image: address(textOf(data['image']) ?? textOf(data['cover'])),
    tags: names(data['tags']),
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return undefined
  return value.trim() || undefined
}

/** One name, a list of them, or records that have one. */
function namesOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((one: unknown) => {
    const record = typeof one === 'object' && one !== null
    const found = textOf(record ? (one as { name?: unknown }).name : one)
    return found ?? []
  })
}

/** Pictures come from the site or the web. */
function address(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase()
  return scheme === undefined || scheme === 'https' ? value : undefined
}
