import {
  type Concept,
  type Locale,
  languageTag,
  preferredTerm,
  type SiteSettings,
} from '../../model/index.ts'
import { bookLinks } from '../books.ts'
import {
  type BookLink,
  type GlossaryEntry,
  glossaryOrders,
  glossaryPath,
  type Listing,
  machineDate,
  namedEditions,
  type PageFrame,
  renderEditionChoice,
  renderGlossary,
  renderGlossaryOrder,
  renderNotFound,
  renderTagList,
} from '../html/index.ts'
import {
  countListPages,
  listPage,
  newestFirst,
  type PageContext,
  pageFrame,
  type SiteEdition,
  tagOutput,
} from '../pages.ts'
import { pageOutput, relativeAddress } from '../paths.ts'
import { siteAddress, sitePath } from './addresses.ts'
import { rfc3339 } from './dates.ts'
import { feedFiles } from './feeds.ts'
import { negotiationFiles } from './negotiation.ts'
import { siteText } from './site-text.ts'
import { type SitemapPage, sitemapFiles } from './sitemap.ts'

/** Articles of a site, and what else its lists are made from. */
export interface Site extends PageContext {
  /** Editions that have files. */
  editions: readonly SiteEdition[]
  /** Edition that articles are written in. */
  home: SiteEdition
  /** Articles by path from the folder of sources, by edition's id. */
  listings: ReadonlyMap<string, ReadonlyMap<string, Listing>>
  /** Concepts of the glossary. */
  concepts: readonly Concept[]
  /** Ids of the concepts that articles use, by path from the folder of sources. */
  uses: ReadonlyMap<string, readonly string[]>
  /** Paths of the books that are there, from the output folder. */
  books: ReadonlySet<string>
}

/** File of a site that is no article's. */
export interface SiteFile {
  /** Path from the output folder. */
  path: string
  content: string
  /** Edition it belongs to; none for what is of the whole site. */
  edition?: string
}

/** An entry links to this many articles. */
const mostUses = 20

const locales: readonly Locale[] = ['zh-TW', 'zh-HK', 'zh-CN', 'en']

/**
 * Make every file of a site that is no article's: lists, tags, glossary, feeds,
 * sitemap, and what servers read.
 *
 * @param site - Site.
 * @yields Files, one by one. What needs addresses is not among them where they are not known.
 */
export function* siteFiles(site: Site): Generator<SiteFile> {
  const { editions, home, site: settings } = site
  const tags = new Map(
    editions.map(({ id }) => [id, tagsOf(listingsOf(site, id))]),
  )
  const entries = new Map(
    editions.map((one) => [one.id, glossaryEntries(site, one)]),
  )
  for (const edition of editions) {
    const listings = listingsOf(site, edition.id)
    yield* listFiles(
      site,
      edition,
      'index.html',
      listings,
      (id) => listingsOf(site, id).size,
      { books: true },
    )
    yield* tagFiles(site, edition, tags)
    yield* glossaryFiles(site, edition, entries)
    yield notFoundFile(site, edition)
    if (settings) yield* feedsOf(site, edition, settings)
  }
  const frame = frameOf(site, 'index.html', home, 'index.html')
  const { address, editions: links, ...rest } = frame
  const root: PageFrame = {
    ...rest,
    // It shows what the list of that edition shows, which is the one to name.
    ...(settings
      ? { address: siteAddress(settings.url, `${home.id}/index.html`) }
      : {}),
    editions: links,
    aliased: true,
  }
  yield {
    path: 'index.html',
    content: listPage({
      path: 'index.html',
      frame: root,
      listings: listingsOf(site, home.id),
      books: booksOf(site, 'index.html', home),
      part: {
        number: 1,
        count: countListPages(listingsOf(site, home.id).size),
        pathOf: (number) => `${home.id}/index~${number}.html`,
      },
    }),
  }
  yield {
    path: '404.html',
    content: renderEditionChoice(
      [home, ...editions.filter(({ id }) => id !== home.id)].map((edition) =>
        absoluteFrame(site, edition),
      ),
    ),
  }
  const negotiation = negotiationFiles({
    path: sitePath(settings?.url),
    sitemap: settings && siteAddress(settings.url, 'sitemap.xml'),
    editions,
    home,
  })
  for (const [path, content] of negotiation) yield { path, content }
  if (!settings) return
  const sitemap = sitemapFiles(sitemapPages(site, settings, tags), (name) =>
    siteAddress(settings.url, name),
  )
  for (const [path, content] of sitemap) yield { path, content }
}

/** Links of a page to the books of an edition. */
function booksOf(
  { site, books }: Site,
  page: string,
  { id, locale, strings }: SiteEdition,
): BookLink[] {
  const title = siteText(site?.title, locale) ?? strings('html:siteTitle')
  return bookLinks(page, { id, site: title }, books)
}

function listingsOf(site: Site, id: string): ReadonlyMap<string, Listing> {
  return site.listings.get(id) ?? new Map()
}

/** Frame of a page that every edition has at the same place. */
function frameOf(
  site: Site,
  path: string,
  edition: SiteEdition,
  name: string,
  editions: readonly SiteEdition[] = site.editions,
): PageFrame {
  const frame = pageFrame(
    site,
    path,
    edition,
    editions.map((one) => ({ edition: one, path: `${one.id}/${name}` })),
  )
  return { ...frame, original: site.home.id }
}

/** Frame of a page that may be shown at any address. */
function absoluteFrame(site: Site, edition: SiteEdition): PageFrame {
  const root = sitePath(site.site?.url)
  const frame = frameOf(site, 'x', edition, 'index.html')
  const absolute = (href: string): string => root + href
  const { feeds: _feeds, address: _address, ...rest } = frame
  return {
    ...rest,
    editions: frame.editions.map((one) => ({
      ...one,
      href: absolute(one.href),
    })),
    site: { ...frame.site, href: absolute(frame.site?.href ?? '') },
    pages: (frame.pages ?? []).map((one) => ({
      ...one,
      href: absolute(one.href),
    })),
    ...(frame.theme === undefined ? {} : { theme: absolute(frame.theme) }),
    ...(frame.search === undefined
      ? {}
      : {
          search: {
            client: absolute(frame.search.client),
            index: absolute(frame.search.index),
          },
        }),
  }
}

function notFoundFile(site: Site, edition: SiteEdition): SiteFile {
  return {
    path: `${edition.id}/404.html`,
    content: renderNotFound(absoluteFrame(site, edition)),
    edition: edition.id,
  }
}

/** Pages of a list: the first at its name, others beside it. */
function* listFiles(
  site: Site,
  edition: SiteEdition,
  name: string,
  listings: ReadonlyMap<string, Listing>,
  countIn: (id: string) => number,
  { title, books }: { title?: string; books?: boolean } = {},
): Generator<SiteFile> {
  const { id } = edition
  const count = countListPages(listings.size)
  const nameOf = (number: number): string =>
    number === 1 ? name : name.replace(/\.html$/, `~${number}.html`)
  for (let number = 1; number <= count; number++) {
    const path = `${id}/${nameOf(number)}`
    const editions = site.editions.filter((one) =>
      number === 1
        ? countIn(one.id) >= 0
        : countListPages(countIn(one.id)) >= number,
    )
    const content = listPage({
      path,
      frame: frameOf(site, path, edition, nameOf(number), editions),
      listings,
      ...(title === undefined ? {} : { title }),
      // The first page is the one that people come to.
      ...(books && number === 1 ? { books: booksOf(site, path, edition) } : {}),
      part: { number, count, pathOf: (one) => `${id}/${nameOf(one)}` },
    })
    yield { path, content, edition: id }
  }
}

/** Tag with the articles that have it. */
interface UsedTag {
  id: string
  name: string
  listings: Map<string, Listing>
}

function tagsOf(
  listings: ReadonlyMap<string, Listing>,
): ReadonlyMap<string, UsedTag> {
  const tags = new Map<string, UsedTag>()
  // The newest article says how a tag is written.
  for (const [path, listing] of newestFirst(listings)) {
    for (const { id, name } of listing.tags ?? []) {
      const tag = tags.get(id) ?? { id, name, listings: new Map() }
      tag.listings.set(path, listing)
      tags.set(id, tag)
    }
  }
  return tags
}

function* tagFiles(
  site: Site,
  edition: SiteEdition,
  all: ReadonlyMap<string, ReadonlyMap<string, UsedTag>>,
): Generator<SiteFile> {
  const { id, strings } = edition
  // By their names as readers of this edition see them.
  const { compare } = new Intl.Collator(edition.locale)
  const own = [...(all.get(id)?.values() ?? [])].sort(
    (a, b) =>
      b.listings.size - a.listings.size ||
      compare(a.name, b.name) ||
      (a.id < b.id ? -1 : 1),
  )
  const path = `${id}/tags/index.html`
  const entries = own.map((tag) => ({
    name: tag.name,
    href: relativeAddress(path, tagOutput(id, tag.id)),
    count: tag.listings.size,
  }))
  yield {
    path,
    content: renderTagList(
      frameOf(site, path, edition, 'tags/index.html'),
      entries,
    ),
    edition: id,
  }
  for (const tag of own) {
    yield* listFiles(
      site,
      edition,
      tagOutput(id, tag.id).slice(id.length + 1),
      tag.listings,
      // Where no article has the tag it has no page.
      (one) => all.get(one)?.get(tag.id)?.listings.size ?? -1,
      { title: strings('html:tagTitle', { tag: tag.name }) },
    )
  }
}

function glossaryEntries(site: Site, edition: SiteEdition): GlossaryEntry[] {
  const { id, locale } = edition
  const path = `${id}/glossary.html`
  const uses = new Map<string, { title: string; href: string }[]>()
  for (const [source, { title }] of newestFirst(listingsOf(site, id))) {
    const href = relativeAddress(path, pageOutput(id, source))
    for (const concept of site.uses.get(source) ?? []) {
      const articles = uses.get(concept)
      if (articles) articles.push({ title, href })
      else uses.set(concept, [{ title, href }])
    }
  }
  return site.concepts.flatMap((concept): GlossaryEntry[] => {
    const articles = uses.get(concept.id)
    if (!articles || concept.state !== 'approved') return []
    const words = locales.flatMap((one) => {
      const term = preferredTerm(concept, one)
      return term ? [{ text: term.text, locale: one }] : []
    })
    const word = words.find((one) => one.locale === locale) ?? words[0]
    if (!word) return []
    const english = words.find((one) => one.locale === 'en')?.text
    const others = words.filter(
      (one, index) =>
        one.locale !== 'en' &&
        one.text !== word.text &&
        words.findIndex(({ text }) => text === one.text) === index,
    )
    return [
      {
        id: concept.id,
        english,
        word,
        others,
        definition: concept.definition,
        articles: articles.slice(0, mostUses),
        more: Math.max(0, articles.length - mostUses),
      },
    ]
  })
}

function glossaryFiles(
  site: Site,
  edition: SiteEdition,
  all: ReadonlyMap<string, readonly GlossaryEntry[]>,
): SiteFile[] {
  const { id, locale } = edition
  const path = `${id}/glossary.html`
  const entriesOf = (one: SiteEdition): readonly GlossaryEntry[] =>
    all.get(one.id) ?? []
  const entries = entriesOf(edition)
  const frame = frameOf(site, path, edition, 'glossary.html')
  const files = [{ path, content: renderGlossary(frame, entries), edition: id }]
  // Without words there is nothing to sort.
  if (entries.length === 0) return files
  for (const order of glossaryOrders(locale)) {
    const name = glossaryPath(order)
    const path = `${id}/${name}`
    const there = site.editions.filter(
      (one) =>
        entriesOf(one).length > 0 && glossaryOrders(one.locale).includes(order),
    )
    const own = frameOf(site, path, edition, name, there)
    // It says nothing that the glossary does not, which is the page to name.
    const sorted = {
      ...own,
      ...(frame.address ? { address: frame.address } : {}),
      aliased: true,
    }
    const content = renderGlossaryOrder(sorted, entries, order)
    files.push({ path, content, edition: id })
  }
  return files
}

function feedsOf(
  site: Site,
  edition: SiteEdition,
  settings: SiteSettings,
): SiteFile[] {
  const { id, locale, strings } = edition
  const title = siteText(settings.title, locale) ?? strings('html:siteTitle')
  const addressOf = (name: string): string =>
    siteAddress(settings.url, `${id}/${name}`)
  const files = feedFiles({
    title: strings('html:feed', { site: title }),
    description: siteText(settings.description, locale) ?? '',
    language: languageTag(locale),
    home: addressOf('index.html'),
    entries: newestFirst(listingsOf(site, id)).map(([source, listing]) => ({
      address: siteAddress(settings.url, pageOutput(id, source)),
      title: listing.title,
      description: listing.description,
      authors: listing.authors ?? [],
      tags: (listing.tags ?? []).map(({ name }) => name),
      published: machineDate(listing.date),
      modified: machineDate(listing.updated),
    })),
    addressOf,
  })
  return [...files].map(([name, content]) => ({
    path: `${id}/${name}`,
    content,
    edition: id,
  }))
}

/** Every page that is to be found, each with the same in other languages. */
function sitemapPages(
  site: Site,
  { url }: SiteSettings,
  tags: ReadonlyMap<string, ReadonlyMap<string, UsedTag>>,
): SitemapPage[] {
  const { editions, home } = site
  const pages: SitemapPage[] = []
  const addAll = (
    there: readonly SiteEdition[],
    nameIn: (id: string) => string,
    modifiedIn: (id: string) => string | undefined = () => undefined,
    original: Locale = home.locale,
  ): void => {
    const named = namedEditions(there)
    const addressOf = ({ id }: SiteEdition): string =>
      siteAddress(url, nameIn(id))
    const first = named.find(({ locale }) => locale === original) ?? named[0]
    const alternates = [
      ...named.map((edition) => ({
        hreflang: languageTag(edition.locale),
        href: addressOf(edition),
      })),
      ...(first ? [{ hreflang: 'x-default', href: addressOf(first) }] : []),
    ]
    for (const edition of there) {
      pages.push({
        address: addressOf(edition),
        modified: modifiedIn(edition.id),
        alternates: named.includes(edition) ? alternates : [],
      })
    }
  }
  const taken = new Set(
    editions.flatMap(({ id }) =>
      [...listingsOf(site, id).keys()].map((source) => pageOutput(id, source)),
    ),
  )
  // An article that stands where a list would is listed as the article.
  const addList = (name: string, there: readonly SiteEdition[]): void =>
    addAll(
      there.filter(({ id }) => !taken.has(`${id}/${name}`)),
      (id) => `${id}/${name}`,
    )
  for (const name of ['index.html', 'glossary.html', 'tags/index.html']) {
    addList(name, editions)
  }
  const sources = new Set(
    editions.flatMap(({ id }) => [...listingsOf(site, id).keys()]),
  )
  for (const source of [...sources].sort()) {
    addAll(
      editions.filter(({ id }) => listingsOf(site, id).has(source)),
      (id) => pageOutput(id, source),
      (id) => {
        const { date, updated } = listingsOf(site, id).get(source) ?? {}
        return rfc3339(machineDate(updated) ?? machineDate(date))
      },
    )
  }
  const ids = new Set([...tags.values()].flatMap((one) => [...one.keys()]))
  for (const tag of [...ids].sort()) {
    addList(
      `tags/${tag}.html`,
      editions.filter(({ id }) => tags.get(id)?.has(tag)),
    )
  }
  return pages
}
