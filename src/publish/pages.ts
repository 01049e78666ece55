import type { Root } from 'mdast'
import { type Locale, languageTag, type SiteSettings } from '../model/index.ts'
import {
  type BookLink,
  type EditionLink,
  headingAnchors,
  headingSaysTitle,
  type LinkedPage,
  type Listing,
  type MarkedPlaces,
  type PageFrame,
  type PageStrings,
  type RenderedArticle,
  readMatter,
  renderArticle,
  renderIndex,
  type Templates,
} from './html/index.ts'
import { followAddress, pageOutput, relativeAddress } from './paths.ts'
import { searchFolder } from './search/index-files.ts'
import { siteAddress } from './site/addresses.ts'
import { feedKinds } from './site/feeds.ts'
import { siteText } from './site/site-text.ts'

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

/** What every page of a site has. */
export interface PageContext {
  /** Settings of the site, where there are any. */
  site?: SiteSettings | undefined
  /** Whether a path from the folder of sources is published. */
  has: (path: string) => boolean
  /** Templates of the project, which are in order. Default: pages are Yiwen's. */
  templates?: Templates | undefined
  /** Pages have no script, and nothing for programs. Default: `false`. */
  bare?: boolean
  /** Pages have a search. Default: `false`. */
  search?: boolean
}

/** Article whose editions get pages. */
export interface SiteArticle extends PageContext {
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
  /** Front matter of the source. */
  sourceMatter?: Readonly<Record<string, unknown>>
  /**
   * Choose the edition of another article that a link leads to.
   *
   * @param path - Path of that article, from the folder of sources.
   * @param edition - Edition that links.
   * @returns The same one where it is there. Default: the same one.
   */
  editionOf?: (path: string, edition: SiteEdition) => SiteEdition
  /**
   * Tell where the pages of all editions find a picture.
   *
   * @param path - Path of the picture, from the folder of sources.
   * @returns Path from the output folder; `undefined` for what is not shared.
   *   Default: nothing is, and each edition shows its own copy.
   */
  pictureAt?: (path: string) => string | undefined
}

/** Text of one edition. */
export interface EditionText {
  /** Text without byte order mark. */
  source: string
  /** Its tree. */
  tree: Root
  /** Its front matter. */
  frontMatter: Readonly<Record<string, unknown>>
  /** Locale of what stands beside each block. Default: nothing does. */
  beside?: Locale | undefined
  /** Terms and glosses in it. Default: they are not marked. */
  places?: MarkedPlaces | undefined
}

const documentName = /\.(?:md|mdx|markdown|txt)$/i

/** Scripts of the search that all editions share, from the output folder. */
export const searchScripts = {
  client: 'assets~/search.js',
  fold: 'assets~/fold.js',
} as const

/** File of the project's own styles, in the folder of sources. */
export const themeName = 'theme.css'

/**
 * Say what every page of an edition has.
 *
 * @param context - Site.
 * @param path - Path of the page from the output folder.
 * @param edition - Edition it belongs to.
 * @param editions - Editions of the same page, and where it is in each.
 * @returns Frame.
 */
export function pageFrame(
  { site, has, bare, search, templates }: PageContext,
  path: string,
  edition: SiteEdition,
  editions: readonly { edition: SiteEdition; path: string }[],
): PageFrame {
  const { id, locale, strings } = edition
  const title = siteText(site?.title, locale)
  const to = (name: string): string => relativeAddress(path, `${id}/${name}`)
  const addressOf = (name: string): { address: string } | undefined =>
    site && { address: siteAddress(site.url, name) }
  return {
    edition: { id, locale },
    editions: editions.map(
      ({ edition: one, path: there }): EditionLink => ({
        id: one.id,
        locale: one.locale,
        name: one.name,
        href: relativeAddress(path, there),
        ...addressOf(there),
      }),
    ),
    strings,
    site: {
      ...(title === undefined ? {} : { title }),
      href: to('index.html'),
      ...addressOf('index.html'),
    },
    ...addressOf(path),
    ...(site
      ? {
          feeds: feedKinds.map(({ name, type }) => ({
            type,
            title: strings('html:feed', {
              site: title ?? strings('html:siteTitle'),
            }),
            href: to(name),
          })),
        }
      : {}),
    pages: [
      { title: strings('html:allArticles'), href: to('index.html') },
      { title: strings('html:allTags'), href: to('tags/index.html') },
      { title: strings('html:glossary'), href: to('glossary.html') },
    ],
    ...(templates ? { templates } : {}),
    ...(bare ? { bare } : {}),
    ...(search
      ? {
          search: {
            client: relativeAddress(path, searchScripts.client),
            index: to(`${searchFolder}/index.js`),
          },
        }
      : {}),
    ...(has(themeName) ? { theme: to(themeName) } : {}),
  }
}

/**
 * Render the page of an article in one edition.
 *
 * @param article - Article.
 * @param edition - One of its editions.
 * @param text - Text of that edition.
 * @returns Path from the output folder, HTML, and the article as a search reads it.
 */
export function articlePage(
  article: SiteArticle,
  edition: SiteEdition,
  text: EditionText,
): RenderedArticle & { path: string } {
  const { site, editionOf = (_path, one) => one } = article
  const path = pageOutput(edition.id, article.path)
  const original = article.editions.find(
    ({ locale }) => locale === article.sourceLocale,
  )
  const { beside, places, ...rest } = text
  const rooted = (address: string): string | undefined => {
    const found = followAddress('', address)
    return found !== undefined && article.has(found)
      ? relativeAddress(path, `${edition.id}/${found}`)
      : undefined
  }
  const sourceAt = (address: string): string | undefined =>
    /^\/(?!\/)/.test(address)
      ? followAddress('', address.slice(1))
      : followAddress(article.path, address)
  const pictured = (address: string): string | undefined => {
    const found = sourceAt(address)
    const shared = found === undefined ? undefined : article.pictureAt?.(found)
    if (shared !== undefined) {
      return relativeAddress(path, shared) + afterPath(address)
    }
    const own = /^\/(?!\/)/.test(address)
      ? rooted(address.slice(1).replace(/[?#].*$/s, ''))
      : undefined
    return own && own + afterPath(address)
  }
  const absolute = (href: string): string | undefined => {
    if (/^https?:/i.test(href)) return href
    if (!site) return undefined
    const there = pictured(href) ?? href
    const from = siteAddress(site.url, path)
    return URL.canParse(there, from) ? new URL(there, from).href : undefined
  }
  const linked = (address: string): LinkedPage | undefined => {
    const found = sourceAt(address)
    if (found === undefined || !documentName.test(found)) return undefined
    if (!article.has(found)) return undefined
    const there = editionOf(found, edition)
    return {
      href: relativeAddress(path, pageOutput(there.id, found)),
      language:
        there.locale === edition.locale ? undefined : languageTag(there.locale),
    }
  }
  const rendered = renderArticle({
    ...pageFrame(
      article,
      path,
      edition,
      article.editions.map((one) => ({
        edition: one,
        path: pageOutput(one.id, article.path),
      })),
    ),
    ...rest,
    ...(beside ? { beside } : {}),
    ...(places ? { places } : {}),
    path: article.shown,
    anchors: headingAnchors(article.sourceTree),
    ...(article.sourceMatter
      ? {
          titled: headingSaysTitle(
            article.sourceTree,
            readMatter(article.sourceMatter, article.sourceLocale).title,
          ),
        }
      : {}),
    rooted,
    linked,
    pictured,
    absolute,
    tagAddress: (id) => relativeAddress(path, tagOutput(edition.id, id)),
    ...(article.sourceMatter ? { sourceMatter: article.sourceMatter } : {}),
    ...(original ? { original: original.id } : {}),
  })
  return { path, ...rendered }
}

/** What an address says behind its path. */
function afterPath(address: string): string {
  return /[?#].*$/s.exec(address)?.[0] ?? ''
}

/**
 * Name the page of a tag.
 *
 * @param edition - Edition's id.
 * @param id - Id of the tag.
 * @returns Path from the output folder.
 */
export function tagOutput(edition: string, id: string): string {
  return `${edition}/tags/${id}.html`
}

/** List of articles, as a page. */
export interface ListOptions {
  /** Where it stands, from the output folder. */
  path: string
  /** Frame, from {@link pageFrame}. */
  frame: PageFrame
  /** Articles by their path from the folder of sources. */
  listings: ReadonlyMap<string, Listing>
  /** Title. Default: that it has all articles. */
  title?: string
  /** Books of the edition. Default: none. */
  books?: readonly BookLink[]
  /** Which part of the list it is. Default: all of it. */
  part?: ListPart
}

/** Part of a list that is too long for one page. */
export interface ListPart {
  /** Number of the part, from 1. */
  number: number
  /** Number of parts. */
  count: number
  /** Path of each part's page, from the output folder. */
  pathOf: (number: number) => string
}

/** Articles on one page of a list. */
const mostListed = 100

/**
 * Count the pages of a list.
 *
 * @param articles - Number of its articles.
 * @returns Number of pages, at least one.
 */
export function countListPages(articles: number): number {
  return Math.max(1, Math.ceil(articles / mostListed))
}

/**
 * Render a list of articles of an edition, the newest first.
 *
 * @param options - Articles and where the list stands.
 * @returns HTML.
 */
export function listPage(options: ListOptions): string {
  const { path, frame, listings, title, part, books } = options
  const from = ((part?.number ?? 1) - 1) * mostListed
  const to = part ? from + mostListed : undefined
  const neighbour = (number: number): string | undefined =>
    part && number >= 1 && number <= part.count
      ? relativeAddress(path, part.pathOf(number))
      : undefined
  const shown = listedOf(listings)
  const articles = shown.slice(from, to).map(([source, listing]) => ({
    title: listing.title,
    date: listing.date,
    ...(listing.description === undefined
      ? {}
      : { description: listing.description }),
    href: relativeAddress(path, pageOutput(frame.edition.id, source)),
  }))
  return renderIndex({
    ...frame,
    articles,
    count: shown.length,
    ...(books ? { books } : {}),
    ...(title === undefined ? {} : { title }),
    ...(part && part.count > 1
      ? {
          pager: {
            number: part.number,
            count: part.count,
            previous: neighbour(part.number - 1),
            next: neighbour(part.number + 1),
          },
        }
      : {}),
  })
}

type Entry = [path: string, listing: Listing]

/**
 * Sort articles: the newest first, those without a date last.
 *
 * @param listings - Articles by path.
 * @returns Articles in order; equal dates go by path.
 */
export function newestFirst(
  listings: ReadonlyMap<string, Listing>,
): readonly Entry[] {
  let sorted = known.get(listings)
  if (!sorted) {
    const timed = [...listings].map((entry) => ({
      entry,
      time: Date.parse(entry[1].date ?? ''),
    }))
    timed.sort((a, b) => {
      const [early, late] = [Number.isNaN(a.time), Number.isNaN(b.time)]
      if (early !== late) return early ? 1 : -1
      const later = early ? 0 : b.time - a.time
      return later || (a.entry[0] < b.entry[0] ? -1 : 1)
    })
    sorted = timed.map(({ entry }) => entry)
    known.set(listings, sorted)
  }
  return sorted
}

/** Each page of a list wants it sorted; nobody changes a list once it is. */
const known = new WeakMap<ReadonlyMap<string, Listing>, readonly Entry[]>()

/** Articles that lists have: the one that is the home page need not be found from it. */
function listedOf(listings: ReadonlyMap<string, Listing>): readonly Entry[] {
  let all = listed.get(listings)
  if (!all) {
    all = newestFirst(listings).filter(
      ([source]) => pageOutput('', source) !== '/index.html',
    )
    listed.set(listings, all)
  }
  return all
}

const listed = new WeakMap<ReadonlyMap<string, Listing>, readonly Entry[]>()
