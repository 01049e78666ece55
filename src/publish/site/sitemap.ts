import { xml, xmlDeclaration } from './xml.ts'

/** Page that search engines are told of. */
export interface SitemapPage {
  /** Address. */
  address: string
  /** When it was changed, as a date of ISO 8601. */
  modified?: string | undefined
  /** The same page in each language, itself among them. */
  alternates: readonly { hreflang: string; href: string }[]
}

/** Pages that one file may have: sitemaps.org. */
const most = 50_000
/** Bytes that one file may have: sitemaps.org. */
const largest = 50 * 1024 * 1024

/**
 * Write the sitemap of a site.
 *
 * @param pages - Pages.
 * @param addressOf - Address of a file, by its name.
 * @param bounds - Pages and bytes of a file. Default: those of sitemaps.org.
 * @returns Files by name: `sitemap.xml`, and those it lists where one file can not
 *   have them all.
 */
export function sitemapFiles(
  pages: readonly SitemapPage[],
  addressOf: (name: string) => string,
  bounds: { pages: number; bytes: number } = { pages: most, bytes: largest },
): Map<string, string> {
  const parts: string[][] = [[]]
  let size = frame([]).length
  for (const page of pages) {
    const entry = urlOf(page)
    const bytes = Buffer.byteLength(entry)
    const part = parts.at(-1) as string[]
    const isFull =
      part.length > 0 &&
      (part.length >= bounds.pages || size + bytes > bounds.bytes)
    if (isFull) {
      parts.push([entry])
      size = frame([]).length + bytes
    } else {
      part.push(entry)
      size += bytes
    }
  }
  const [first = []] = parts
  if (parts.length === 1) return new Map([['sitemap.xml', frame(first)]])
  const files = new Map(
    parts.map((part, index) => [`sitemap-${index + 1}.xml`, frame(part)]),
  )
  const index = [...files.keys()].map((name) =>
    xml('sitemap', {}, [xml('loc', {}, addressOf(name))]),
  )
  return new Map([
    [
      'sitemap.xml',
      xmlDeclaration + xml('sitemapindex', { xmlns: namespace }, index),
    ],
    ...files,
  ])
}

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

function frame(entries: readonly string[]): string {
  const names = {
    xmlns: namespace,
    'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
  }
  return xmlDeclaration + xml('urlset', names, entries)
}

function urlOf({ address, modified, alternates }: SitemapPage): string {
  return xml('url', {}, [
    xml('loc', {}, address),
    modified === undefined ? undefined : xml('lastmod', {}, modified),
    ...alternates.map(({ hreflang, href }) =>
      xml('xhtml:link', { rel: 'alternate', hreflang, href }),
    ),
  ])
}
