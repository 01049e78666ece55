import { rfc822, rfc3339 } from './dates.ts'
import { xml, xmlDeclaration } from './xml.ts'

/** Article in a feed. */
export interface FeedEntry {
  address: string
  title: string
  description: string | undefined
  authors: readonly string[]
  tags: readonly string[]
  /** Date as `formatDate` gives it to machines. */
  published: string | undefined
  modified: string | undefined
}

/** Feed of an edition. */
export interface Feed {
  title: string
  description: string
  /** BCP 47 tag with its script. */
  language: string
  /** Address of the edition's list of articles. */
  home: string
  /** Articles, the newest first. */
  entries: readonly FeedEntry[]
  /** Address of a feed, by the name of its file. */
  addressOf: (name: string) => string
}

/** Feeds of every edition: names of their files and media types. */
export const feedKinds = [
  { name: 'atom.xml', type: 'application/atom+xml' },
  { name: 'rss.xml', type: 'application/rss+xml' },
  { name: 'feed.json', type: 'application/feed+json' },
] as const

/** A feed is what is new; the rest is in the lists. */
const most = 50

/**
 * Write the feeds of an edition.
 *
 * Articles without a date are in none: nobody could tell when they were new.
 *
 * @param feed - Edition and its articles.
 * @returns Files by name: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.
 */
export function feedFiles(feed: Feed): Map<string, string> {
  const entries = feed.entries.flatMap((entry) => {
    const published = rfc3339(entry.published)
    const modified = rfc3339(entry.modified) ?? published
    return published === undefined || modified === undefined
      ? []
      : [{ ...entry, published, modified }]
  })
  const shown = { ...feed, entries: entries.slice(0, most) }
  return new Map([
    ['atom.xml', atom(shown)],
    ['rss.xml', rss(shown)],
    ['feed.json', json(shown)],
  ])
}

type Dated = Omit<Feed, 'entries'> & {
  entries: readonly (FeedEntry & { published: string; modified: string })[]
}

/** Of a feed in which nothing is: Atom wants a date, and none is right. */
const never = '1970-01-01T00:00:00Z'

function atom(feed: Dated): string {
  const { title, description, language, home, entries, addressOf } = feed
  const self = addressOf('atom.xml')
  const updated = entries
    .map(({ modified }) => modified)
    .sort((a, b) => Date.parse(b) - Date.parse(a))[0]
  const link = (rel: string, href: string, type?: string): string =>
    xml('link', { rel, href, type })
  return (
    xmlDeclaration +
    xml(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language },
      [
        xml('id', {}, self),
        xml('title', {}, title),
        description ? xml('subtitle', {}, description) : undefined,
        xml('updated', {}, updated ?? never),
        link('self', self, 'application/atom+xml'),
        link('alternate', home, 'text/html'),
        // An entry without an author needs one from here.
        xml('author', {}, [xml('name', {}, title)]),
        ...entries.map((entry) =>
          xml('entry', {}, [
            xml('id', {}, entry.address),
            xml('title', {}, entry.title),
            link('alternate', entry.address, 'text/html'),
            xml('published', {}, entry.published),
            xml('updated', {}, entry.modified),
            ...entry.authors.map((name) =>
              xml('author', {}, [xml('name', {}, name)]),
            ),
            ...entry.tags.map((term) => xml('category', { term })),
            entry.description === undefined
              ? xml('summary', {}, entry.title)
              : xml('summary', {}, entry.description),
          ]),
        ),
      ],
    )
  )
}

function rss(feed: Dated): string {
  const { title, description, language, home, entries, addressOf } = feed
  const names = {
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xml:lang': language,
  }
  return (
    xmlDeclaration +
    xml('rss', names, [
      xml('channel', {}, [
        xml('title', {}, title),
        xml('link', {}, home),
        xml('description', {}, description || title),
        xml('language', {}, language),
        xml('atom:link', {
          rel: 'self',
          href: addressOf('rss.xml'),
          type: 'application/rss+xml',
        }),
        ...entries.map((entry) =>
          xml('item', {}, [
            xml('title', {}, entry.title),
            xml('link', {}, entry.address),
            xml('guid', { isPermaLink: 'true' }, entry.address),
            xml('pubDate', {}, rfc822(entry.published)),
            ...entry.authors.map((name) => xml('dc:creator', {}, name)),
            ...entry.tags.map((tag) => xml('category', {}, tag)),
            entry.description === undefined
              ? undefined
              : xml('description', {}, entry.description),
          ]),
        ),
      ]),
    ])
  )
}

function json(feed: Dated): string {
  const { title, description, language, home, entries, addressOf } = feed
  const value = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: addressOf('feed.json'),
    ...(description ? { description } : {}),
    language,
    items: entries.map((entry) => ({
      id: entry.address,
      url: entry.address,
      title: entry.title,
      // One of two has to be there, and the article is on its page.
      content_text: entry.description ?? entry.title,
      ...(entry.description === undefined
        ? {}
        : { summary: entry.description }),
      date_published: entry.published,
      date_modified: entry.modified,
      ...(entry.authors.length > 0
        ? { authors: entry.authors.map((name) => ({ name })) }
        : {}),
      ...(entry.tags.length > 0 ? { tags: entry.tags } : {}),
      language,
    })),
  }
  return `${JSON.stringify(value, undefined, 1)}\n`
}
