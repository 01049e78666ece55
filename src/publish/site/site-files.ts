import {
  type Concept,
  type Locale,
  languageTag,
  preferredTerm,
  type SiteSettings,
  siteText,
} from '../../model/index.ts'
import {
  type GlossaryEntry,
  type Listing,
  machineDate,
  namedEditions,
  type PageFrame,
  renderEditionChoice,
  renderGlossary,
  renderNotFound,
  renderTagList,
} from '../html/index.ts'
import {
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
 * @returns Files. What needs addresses is not among them where they are not known.
 */
export function siteFiles(site: Site): SiteFile[] {
  const { editions, home, site: settings } = site
  const tags = new Map(
    editions.map(({ id }) => [id, tagsOf(listingsOf(site, id))]),
  )
  const files: SiteFile[] = editions.flatMap((edition) => [
    ...listFiles(site, edition),
    ...tagFiles(site, edition, tags),
    glossaryFile(site, edition),
    notFoundFile(site, edition),
    ...(settings ? feedsOf(site, edition, settings) : []),
  ])
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
  files.push(
    {
      path: 'index.html',
      content: listPage({
        path: 'index.html',
        frame: root,
        listings: listingsOf(site, home.id),
      }),
    },
    {
      path: '404.html',
      content: renderEditionChoice(
        [home, ...editions.filter(({ id }) => id !== home.id)].map((edition) =>
          absoluteFrame(site, edition),
        ),
      ),
    },
  )
  const named = (map: ReadonlyMap<string, string>): SiteFile[] =>
    [...map].map(([path, content]) => ({ path, content }))
  files.push(
    ...named(
      negotiationFiles({
        path: sitePath(settings?.url),
        sitemap: settings && siteAddress(settings.url, 'sitemap.xml'),
        editions,
        home,
      }),
    ),
  )
  if (settings) {
    files.push(
      ...named(
        sitemapFiles(sitemapPages(site, settings, tags), (name) =>
          siteAddress(settings.url, name),
        ),
      ),
    )
  }
  return files
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
  }
}

function notFoundFile(site: Site, edition: SiteEdition): SiteFile {
  return {
    path: `${edition.id}/404.html`,
    content: renderNotFound(absoluteFrame(site, edition)),
    edition: edition.id,
  }
}

function listFiles(site: Site, edition: SiteEdition): SiteFile[] {
  const path = `${edition.id}/index.html`
  const content = listPage({
    path,
    frame: frameOf(site, path, edition, 'index.html'),
    listings: listingsOf(site, edition.id),
  })
  return [{ path, content, edition: edition.id }]
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

function tagFiles(
  site: Site,
  edition: SiteEdition,
  all: ReadonlyMap<string, ReadonlyMap<string, UsedTag>>,
): SiteFile[] {
  const { id, strings } = edition
  const own = [...(all.get(id)?.values() ?? [])].sort(
    (a, b) => b.listings.size - a.listings.size || (a.id < b.id ? -1 : 1),
  )
  const path = `${id}/tags/index.html`
  const entries = own.map((tag) => ({
    name: tag.name,
    href: relativeAddress(path, tagOutput(id, tag.id)),
    count: tag.listings.size,
  }))
  const list = {
    path,
    content: renderTagList(
      frameOf(site, path, edition, 'tags/index.html'),
      entries,
    ),
    edition: id,
  }
  const pages = own.map((tag) => {
    const path = tagOutput(id, tag.id)
    const name = path.slice(id.length + 1)
    const editions = site.editions.filter((one) => all.get(one.id)?.has(tag.id))
    const content = listPage({
      path,
      frame: frameOf(site, path, edition, name, editions),
      listings: tag.listings,
      title: strings('html:tagTitle', { tag: tag.name }),
    })
    return { path, content, edition: id }
  })
  return [list, ...pages]
}

function glossaryFile(site: Site, edition: SiteEdition): SiteFile {
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
  const entries = site.concepts.flatMap((concept): GlossaryEntry[] => {
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
  const frame = frameOf(site, path, edition, 'glossary.html')
  return { path, content: renderGlossary(frame, entries), edition: id }
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
  for (const name of ['index.html', 'glossary.html', 'tags/index.html']) {
    const isArticle = (id: string): boolean =>
      [...listingsOf(site, id).keys()].some(
        (source) => pageOutput(id, source) === `${id}/${name}`,
      )
    const there = editions.filter(({ id }) => !isArticle(id))
    addAll(there, (id) => `${id}/${name}`)
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
    addAll(
      editions.filter(({ id }) => tags.get(id)?.has(tag)),
      (id) => tagOutput(id, tag),
    )
  }
  return pages
}
