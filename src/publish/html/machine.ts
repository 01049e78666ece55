import { type Locale, languageTag } from '../../model/index.ts'
import type { DocumentParts, EditionLink, PageFrame } from './document.ts'
import { type Child, element } from './element.ts'

/** What a page says of its article to programs. */
export interface PageFacts {
  /** `NewsArticle` for what a publisher stands behind, else `Article`. */
  type: 'NewsArticle' | 'Article'
  /** ISO 8601, where the date could be read. */
  published: string | undefined
  /** ISO 8601, where the date could be read. */
  modified: string | undefined
  authors: readonly string[]
  publisher: string | undefined
  /** Absolute address of its picture. */
  image: string | undefined
  tags: readonly string[]
}

/**
 * Choose the editions that `hreflang` names: one for each language.
 *
 * An address can only be one language's page. Where several editions have the
 * same locale, it is the one that is called like it, else the first.
 *
 * @param editions - Editions of a page.
 * @returns Those that are named, in their order.
 */
export function namedEditions<One extends { id: string; locale: Locale }>(
  editions: readonly One[],
): One[] {
  const chosen = new Map<Locale, One>()
  for (const edition of editions) {
    const { id, locale } = edition
    if (!chosen.has(locale) || id === locale) chosen.set(locale, edition)
  }
  const named = new Set(chosen.values())
  return editions.filter((edition) => named.has(edition))
}

/**
 * Render what the head of a page says to search engines, social networks and
 * readers of feeds.
 *
 * What needs absolute addresses is left out where they are not known.
 *
 * @param frame - What every page has.
 * @param parts - What this page has.
 * @param siteTitle - Name of the site.
 * @returns Elements of the head.
 */
export function renderMachineHead(
  frame: PageFrame,
  parts: DocumentParts,
  siteTitle: string,
): Child[] {
  if (frame.unlisted) {
    return [element('meta', { name: 'robots', content: 'noindex' })]
  }
  return [
    frame.address === undefined
      ? undefined
      : element('link', { rel: ['canonical'], href: frame.address }),
    ...renderAlternates(frame),
    ...renderFeeds(frame),
    ...renderOpenGraph(frame, parts, siteTitle),
    renderJsonLd(frame, parts, siteTitle),
  ]
}

/** Edition the others are made from. */
function originalOf(frame: PageFrame): EditionLink | undefined {
  return (
    frame.editions.find(({ id }) => id === frame.original) ?? frame.editions[0]
  )
}

/**
 * A page that is not named must not name the others: they would not name it
 * back. A page that stands alone names nobody.
 */
function renderAlternates(frame: PageFrame): Child[] {
  if (frame.aliased) return []
  const named = namedEditions(frame.editions)
  if (!named.some(({ id }) => id === frame.edition.id)) return []
  const original = originalOf(frame)
  const first = named.find(({ locale }) => locale === original?.locale)
  const link = (hrefLang: string, { address, href }: EditionLink): Child =>
    element('link', { rel: ['alternate'], hrefLang, href: address ?? href })
  return [
    ...named.map((edition) => link(languageTag(edition.locale), edition)),
    first && link('x-default', first),
  ]
}

function renderFeeds({ feeds = [] }: PageFrame): Child[] {
  return feeds.map(({ type, title, href }) =>
    element('link', { rel: ['alternate'], type, title, href }),
  )
}

/** Facebook's names of locales are a language and a territory. */
function openGraphLocale(locale: Locale): string {
  return locale === 'en' ? 'en_US' : locale.replace('-', '_')
}

function renderOpenGraph(
  frame: PageFrame,
  parts: DocumentParts,
  siteTitle: string,
): Child[] {
  const { facts } = parts
  const { locale } = frame.edition
  const others = namedEditions(frame.editions)
    .map((edition) => edition.locale)
    .filter((other) => other !== locale)
  const meta = (property: string, content: string | undefined): Child =>
    content === undefined || content === ''
      ? undefined
      : element('meta', { property, content })
  return [
    meta('og:type', facts ? 'article' : 'website'),
    meta('og:title', parts.title),
    meta('og:description', parts.description),
    meta('og:url', frame.address),
    meta('og:site_name', siteTitle),
    meta('og:locale', openGraphLocale(locale)),
    ...others.map((one) => meta('og:locale:alternate', openGraphLocale(one))),
    meta('og:image', facts?.image),
    meta('article:published_time', facts?.published),
    meta('article:modified_time', facts?.modified),
    ...(facts?.tags ?? []).map((tag) => meta('article:tag', tag)),
  ]
}

function renderJsonLd(
  frame: PageFrame,
  parts: DocumentParts,
  siteTitle: string,
): Child {
  const data = parts.facts
    ? describeArticlePage(frame, parts, parts.facts, siteTitle)
    : parts.data
  if (data === undefined) return undefined
  // Inside a script nothing but its end is markup.
  const value = JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return {
    type: 'element',
    tagName: 'script',
    properties: { type: 'application/ld+json' },
    children: [{ type: 'text', value }],
  }
}

function describeArticlePage(
  frame: PageFrame,
  parts: DocumentParts,
  facts: PageFacts,
  siteTitle: string,
): object {
  const { type, published, modified, authors, publisher, image, tags } = facts
  const original = originalOf(frame)
  const refer = ({ address, locale }: EditionLink): object => ({
    '@type': type,
    '@id': address,
    inLanguage: languageTag(locale),
  })
  const known = frame.editions.filter(({ address }) => address !== undefined)
  const others = known.filter(({ id }) => id !== frame.edition.id)
  const isOriginal = original?.id === frame.edition.id
  const list = <One>(all: readonly One[]): One | readonly One[] | undefined =>
    all.length > 1 ? all : all[0]
  return {
    '@context': 'https://schema.org',
    '@type': type,
    '@id': frame.address,
    url: frame.address,
    headline: parts.title,
    description: parts.description,
    inLanguage: languageTag(frame.edition.locale),
    datePublished: published,
    dateModified: modified,
    author: list(authors.map((name) => ({ '@type': 'Person', name }))),
    publisher:
      publisher === undefined
        ? undefined
        : { '@type': 'Organization', name: publisher },
    image,
    keywords: tags.length > 0 ? tags : undefined,
    isPartOf: {
      '@type': 'WebSite',
      '@id': frame.site?.address,
      name: siteTitle,
    },
    translationOfWork:
      isOriginal || original?.address === undefined
        ? undefined
        : refer(original),
    workTranslation: isOriginal ? list(others.map(refer)) : undefined,
  }
}
