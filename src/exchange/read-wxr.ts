import { ExchangeError } from './exchanged.ts'
import { readXml, type XmlElement } from './read-xml.ts'
import { type WxrItem, type WxrTerm, wxrNamespaces } from './wxr.ts'

const { wp, content, excerpt, dc } = wxrNamespaces

/**
 * Read a WordPress export as it comes in.
 *
 * Only the item being read is held. Comments and custom fields are not read, but
 * those in which WPML keeps the language.
 *
 * @param source - Bytes of the file (WXR 1.0 to 1.2).
 * @yields Posts, pages, files and whatever else the site has, in order.
 * @throws ExchangeError when the file is broken or refused; see `scanXml`.
 */
export async function* readWxr(
  source: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<WxrItem> {
  const wanted = new Set(['item', 'author', 'term'])
  const authors = new Map<string, string>()
  const languages = new Map<string, string>()
  const elements = readXml(source, {
    wanted,
    onRoot: ({ name, line }) => {
      if (name !== 'rss') throw new ExchangeError('not-wxr', line)
    },
  })
  for await (const element of elements) {
    const isOwn = isWp(element.namespace)
    if (element.name === 'author' && isOwn) {
      const login = textOf(element, 'author_login')
      authors.set(login, textOf(element, 'author_display_name') || login)
    } else if (element.name === 'term' && isOwn) {
      readLanguage(element, languages)
    } else if (element.name === 'item') {
      yield itemOf(element, authors, languages)
    }
  }
}

/** Version 1.2 and those before it differ in the last part. */
function isWp(namespace: string): boolean {
  return namespace.startsWith(wp.replace(/[^/]*\/$/, ''))
}

/** Polylang keeps the locale of a language in its description, as PHP writes arrays. */
function readLanguage(
  element: XmlElement,
  languages: Map<string, string>,
): void {
  if (textOf(element, 'term_taxonomy') !== 'language') return
  const description = textOf(element, 'term_description')
  const locale = /s:6:"locale";s:\d+:"([\w-]+)"/.exec(description)?.[1]
  if (locale) {
    languages.set(textOf(element, 'term_slug'), locale.replaceAll('_', '-'))
  }
}

function itemOf(
  element: XmlElement,
  authors: ReadonlyMap<string, string>,
  languages: ReadonlyMap<string, string>,
): WxrItem {
  const terms = element.children.flatMap((child): WxrTerm[] => {
    if (child.name !== 'category' || child.namespace !== '') return []
    const taxonomy = child.attributes.get('domain') ?? 'category'
    const slug = decoded(child.attributes.get('nicename') ?? child.text)
    return [{ taxonomy, slug, name: child.text.trim() }]
  })
  const login = textOf(element, 'creator', dc)
  const polylang = terms.find(({ taxonomy }) => taxonomy === 'language')?.slug
  const slug = decoded(textOf(element, 'post_name'))
  const id = textOf(element, 'post_id')
  return {
    id,
    line: element.line,
    type: textOf(element, 'post_type') || 'post',
    status: textOf(element, 'status') || 'publish',
    title: textOf(element, 'title', ''),
    slug: slug || id,
    parent: textOf(element, 'post_parent') || '0',
    author: authors.get(login) ?? login,
    ...timesOf(element),
    excerpt: textOf(element, 'encoded', excerpt),
    content: textOf(element, 'encoded', content, false),
    terms,
    language:
      polylang === undefined
        ? wpmlLanguage(element)
        : (languages.get(polylang) ?? polylang),
    address: textOf(element, 'attachment_url') || undefined,
  }
}

function wpmlLanguage(element: XmlElement): string | undefined {
  for (const meta of element.children) {
    if (meta.name !== 'postmeta') continue
    const key = textOf(meta, 'meta_key')
    if (key !== '_wpml_import_language_code' && key !== '_wpml_language') {
      continue
    }
    return textOf(meta, 'meta_value') || undefined
  }
  return undefined
}

function timesOf(element: XmlElement): Pick<WxrItem, 'date' | 'modified'> {
  const time = (name: string): string | undefined =>
    zoned(textOf(element, name), textOf(element, `${name}_gmt`))
  return { date: time('post_date'), modified: time('post_modified') }
}

const pattern = /^(?!0000)(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/

/** The zone is what the clock of the site differs from Greenwich's. */
function zoned(local: string, gmt: string): string | undefined {
  const [, day, time] = pattern.exec(local) ?? []
  const [, gmtDay, gmtTime] = pattern.exec(gmt) ?? []
  if (!day || !time) return gmtDay ? `${gmtDay}T${gmtTime}Z` : undefined
  if (!gmtDay) return `${day}T${time}`
  const minutes =
    (Date.parse(`${day}T${time}Z`) - Date.parse(`${gmtDay}T${gmtTime}Z`)) /
    60_000
  if (!Number.isFinite(minutes) || Math.abs(minutes) > 14 * 60) {
    return `${gmtDay}T${gmtTime}Z`
  }
  if (minutes === 0) return `${day}T${time}Z`
  const part = (value: number): string => String(value).padStart(2, '0')
  const size = Math.abs(minutes)
  const zone = `${part(Math.floor(size / 60))}:${part(Math.round(size % 60))}`
  return `${day}T${time}${minutes < 0 ? '-' : '+'}${zone}`
}

function textOf(
  element: XmlElement,
  name: string,
  namespace?: string,
  trimmed = true,
): string {
  const child = element.children.find(
    (one) =>
      one.name === name &&
      (namespace === undefined
        ? isWp(one.namespace)
        : one.namespace === namespace ||
          // The excerpt's has the version in it.
          (namespace === excerpt && /\/excerpt\/$/.test(one.namespace))),
  )
  const text = child?.text ?? ''
  return trimmed ? text.trim() : text
}

/** WordPress keeps names in addresses percent-encoded. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name.trim())
  } catch {
    return name.trim()
  }
}
