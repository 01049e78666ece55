import type { Root } from 'mdast'
import type { Locale } from '../model/index.ts'
import {
  type EditionLink,
  headingAnchors,
  type Listing,
  type PageStrings,
  renderIndex,
  renderPage,
} from './html/index.ts'
import { followAddress, pageOutput, relativeAddress } from './paths.ts'

/** Edition, as pages show it. */
export interface SiteEdition {
  /** Id, which names its folder. */
  id: string
  /** Locale of its text. */
  locale: Locale
  /** Name in its own language. */
  name: string
  /** Strings in its language. */
  strings: PageStrings
}

/** Article whose editions get pages. */
export interface SiteArticle {
  /** Path from the folder of sources. */
  path: string
  /** Path to show to people. */
  shown: string
  /** Editions it is published in. */
  editions: readonly SiteEdition[]
  /** Tree of the source, whose headings give the ids. */
  sourceTree: Root
  /** Locale of the source. */
  sourceLocale: Locale
  /** Whether a path from the folder of sources is published. */
  has: (path: string) => boolean
}

/** Text of one edition. */
export interface EditionText {
  /** Text without byte order mark. */
  source: string
  /** Its tree. */
  tree: Root
  /** Its front matter. */
  frontMatter: Readonly<Record<string, unknown>>
}

/**
 * Render the page of an article in one edition.
 *
 * @param article - Article.
 * @param edition - One of its editions.
 * @param text - Text of that edition.
 * @returns Path from the output folder, and HTML.
 */
export function articlePage(
  article: SiteArticle,
  edition: SiteEdition,
  text: EditionText,
): { path: string; html: string } {
  const path = pageOutput(edition.id, article.path)
  const original = article.editions.find(
    ({ locale }) => locale === article.sourceLocale,
  )
  const html = renderPage({
    ...text,
    path: article.shown,
    anchors: headingAnchors(article.sourceTree),
    rooted: (address) => {
      const found = followAddress('', address)
      return found !== undefined && article.has(found)
        ? relativeAddress(path, `${edition.id}/${found}`)
        : undefined
    },
    edition: { id: edition.id, locale: edition.locale },
    editions: links(article.editions, path, (id) =>
      pageOutput(id, article.path),
    ),
    ...(original ? { original: original.id } : {}),
    strings: edition.strings,
    site: { href: relativeAddress(path, `${edition.id}/index.html`) },
  })
  return { path, html }
}

/**
 * Render the list of articles of an edition.
 *
 * @param editions - Every edition of the site.
 * @param edition - Edition whose articles are listed.
 * @param listings - Its articles, by their path from the folder of sources.
 * @param path - Where the list stands. Default: the edition's `index.html`.
 * @returns Path from the output folder, and HTML.
 */
export function listPage(
  editions: readonly SiteEdition[],
  edition: SiteEdition,
  listings: ReadonlyMap<string, Listing>,
  path: string = `${edition.id}/index.html`,
): { path: string; html: string } {
  const articles = [...listings]
    // The article that is the home page need not be found from it.
    .filter(([source]) => pageOutput('', source) !== '/index.html')
    .sort(newestFirst)
    .map(([source, listing]) => ({
      title: listing.title,
      date: listing.date,
      ...(listing.description === undefined
        ? {}
        : { description: listing.description }),
      href: relativeAddress(path, pageOutput(edition.id, source)),
    }))
  const html = renderIndex({
    articles,
    edition: { id: edition.id, locale: edition.locale },
    editions: links(editions, path, (id) => `${id}/index.html`),
    strings: edition.strings,
    site: { href: relativeAddress(path, path) },
  })
  return { path, html }
}

function links(
  editions: readonly SiteEdition[],
  from: string,
  pathIn: (id: string) => string,
): EditionLink[] {
  return editions.map(({ id, locale, name }) => ({
    id,
    locale,
    name,
    href: relativeAddress(from, pathIn(id)),
  }))
}

type Entry = [path: string, listing: Listing]

/** Those without a date come last; equal dates go by path. */
function newestFirst([a, one]: Entry, [b, other]: Entry): number {
  const left = Date.parse(one.date ?? '')
  const right = Date.parse(other.date ?? '')
  const [early, late] = [Number.isNaN(left), Number.isNaN(right)]
  if (early !== late) return early ? 1 : -1
  return (early ? 0 : right - left) || (a < b ? -1 : 1)
}
