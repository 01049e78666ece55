import { wxrNamespaces } from './wxr.ts'

/** Post of a WordPress import. */
export interface WxrPost {
  /** Number in the file; WordPress gives others. */
  id: number
  /** `post` or `page`. */
  type: string
  /** `publish`, `draft` … */
  status: string
  /** Title. */
  title: string
  /** Name in addresses. */
  slug: string
  /** Number of the page above it; 0 is none. */
  parent: number
  /** Name of its author. */
  author: string
  /** When it was published, ISO 8601. */
  date: string | undefined
  /** When it was changed, ISO 8601. */
  modified: string | undefined
  /** Summary. */
  excerpt: string
  /** HTML. */
  content: string
  /** Names of its categories. */
  categories: readonly string[]
  /** Names of its tags. */
  tags: readonly string[]
  /** Its language, by the id of {@link WxrLanguage}. */
  language: string
  /** Where it is on the web, if anywhere. */
  link: string
}

/** Language of a site. */
export interface WxrLanguage {
  /** Its slug in Polylang. */
  slug: string
  /** Its code in WPML. */
  wpml: string
  /** Its locale in WordPress, such as `zh_TW`. */
  locale: string
  /** Name. */
  name: string
}

/** Site that posts are for. */
export interface WxrSite {
  /** Name. */
  title: string
  /** Address. */
  url: string
  /** What it is about. */
  description: string
  /** Its languages, the first one of its sources. */
  languages: readonly WxrLanguage[]
}

/** Posts that are one article in different languages. */
export interface WxrGroup {
  /** Name that stays. */
  id: string
  /** Posts, one for each language; the first is the original. */
  posts: readonly WxrPost[]
}

/**
 * Write a WordPress import, article by article.
 *
 * Its importer links the languages where Polylang is there: it reads the taxonomies
 * `language` and `post_translations`. WPML Export and Import reads the custom fields
 * `_wpml_import_*`.
 *
 * @param site - Site.
 * @param groups - Articles.
 * @yields XML (WXR 1.2).
 */
export async function* printWxr(
  site: WxrSite,
  groups: AsyncIterable<WxrGroup>,
): AsyncGenerator<string> {
  const [first] = site.languages
  const spaces = Object.entries(wxrNamespaces)
    .map(([prefix, name]) => `xmlns:${prefix}="${name}"`)
    .join(' ')
  yield `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" ${spaces}>
<channel>
${element('title', site.title)}${element('link', site.url)}${element('description', site.description)}${element('language', first?.locale.replace('_', '-') ?? '')}<wp:wxr_version>1.2</wp:wxr_version>
${element('wp:base_site_url', site.url)}${element('wp:base_blog_url', site.url)}`
  let term = 0
  for (const { slug, locale, name } of site.languages) {
    yield termOf(++term, 'language', slug, name, php({ locale, rtl: 0 }))
  }
  const authors = new Set<string>()
  const terms = new Set<string>()
  for await (const { id, posts } of groups) {
    for (const { author } of posts) {
      if (authors.has(author)) continue
      authors.add(author)
      yield `<wp:author>${cdata('wp:author_login', author)}${cdata('wp:author_display_name', author)}</wp:author>\n`
    }
    for (const [taxonomy, name] of posts.flatMap(termsOf)) {
      const key = `${taxonomy}\u0000${name}`
      if (terms.has(key)) continue
      terms.add(key)
      yield termOf(++term, taxonomy, slugOf(name), name, '')
    }
    const group = `pll_${id}`
    const ids = Object.fromEntries(
      posts.map((post) => [post.language, post.id]),
    )
    yield termOf(++term, 'post_translations', group, group, php(ids))
    for (const post of posts) yield itemOf(post, { id, posts }, site)
  }
  yield '</channel>\n</rss>\n'
}

function termsOf({ categories, tags }: WxrPost): (readonly [string, string])[] {
  return [
    ...categories.map((name) => ['category', name] as const),
    ...tags.map((name) => ['post_tag', name] as const),
  ]
}

function termOf(
  id: number,
  taxonomy: string,
  slug: string,
  name: string,
  description: string,
): string {
  return `<wp:term><wp:term_id>${id}</wp:term_id>${cdata('wp:term_taxonomy', taxonomy)}${cdata('wp:term_slug', slug)}${cdata('wp:term_name', name)}${description ? cdata('wp:term_description', description) : ''}</wp:term>\n`
}

function itemOf(post: WxrPost, group: WxrGroup, site: WxrSite): string {
  const [original] = group.posts
  const language = site.languages.find(({ slug }) => slug === post.language)
  const source = site.languages.find(({ slug }) => slug === original?.language)
  const meta = [
    ['_wpml_import_language_code', language?.wpml ?? ''],
    ['_wpml_import_translation_group', group.id],
    ...(post === original
      ? []
      : [['_wpml_import_source_language_code', source?.wpml ?? '']]),
  ].map(
    ([key = '', value = '']) =>
      `<wp:postmeta>${cdata('wp:meta_key', key)}${cdata('wp:meta_value', value)}</wp:postmeta>\n`,
  )
  const terms = [
    ...termsOf(post).map(([taxonomy, name]) => [taxonomy, slugOf(name), name]),
    ['language', post.language, language?.name ?? post.language],
    ['post_translations', `pll_${group.id}`, `pll_${group.id}`],
  ].map(
    ([domain = '', slug = '', name = '']) =>
      `<category domain="${escapeXml(domain)}" nicename="${escapeXml(slug)}">${wrap(name)}</category>\n`,
  )
  const time = (name: string, value: string | undefined): string => {
    const { local, gmt } = timesOf(value)
    return cdata(`wp:${name}`, local) + cdata(`wp:${name}_gmt`, gmt)
  }
  return `<item>
${cdata('title', post.title)}${element('link', post.link)}${cdata('dc:creator', post.author)}<guid isPermaLink="false">${escapeXml(`urn:yiwen:${group.id}:${post.language}`)}</guid>
<description></description>
${cdata('content:encoded', post.content)}${cdata('excerpt:encoded', post.excerpt)}<wp:post_id>${post.id}</wp:post_id>
${time('post_date', post.date)}${time('post_modified', post.modified ?? post.date)}${cdata('wp:comment_status', 'closed')}${cdata('wp:ping_status', 'closed')}${cdata('wp:post_name', encodeURIComponent(post.slug).toLowerCase())}${cdata('wp:status', post.status)}<wp:post_parent>${post.parent}</wp:post_parent>
<wp:menu_order>0</wp:menu_order>
${cdata('wp:post_type', post.type)}${cdata('wp:post_password', '')}<wp:is_sticky>0</wp:is_sticky>
${terms.join('')}${meta.join('')}</item>
`
}

/** Array as PHP writes it, of texts and whole numbers. */
function php(values: Readonly<Record<string, string | number>>): string {
  const bytes = (text: string): number => new TextEncoder().encode(text).length
  const text = (value: string): string => `s:${bytes(value)}:"${value}";`
  const entries = Object.entries(values).map(
    ([key, value]) =>
      text(key) + (typeof value === 'number' ? `i:${value};` : text(value)),
  )
  return `a:${entries.length}:{${entries.join('')}}`
}

/** Name of a term in addresses. */
function slugOf(name: string): string {
  const words = name.trim().toLowerCase().replace(/\s+/g, '-')
  return encodeURIComponent(words).toLowerCase()
}

/** Times as MySQL has them: on the author's clock, and on Greenwich's. */
function timesOf(value: string | undefined): { local: string; gmt: string } {
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(
      value?.trim() ?? '',
    )
  const none = '0000-00-00 00:00:00'
  if (!match) return { local: none, gmt: none }
  const [, day = '', time = '00:00', seconds = '00', zone = 'Z'] = match
  const local = `${day} ${time}:${seconds}`
  const colon = zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  const instant = new Date(`${day}T${time}:${seconds}${colon}`)
  if (Number.isNaN(instant.getTime())) return { local: none, gmt: none }
  const gmt = instant.toISOString().slice(0, 19).replace('T', ' ')
  return { local, gmt }
}

/** What XML 1.0 has no place for. */
const refused =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function escapeXml(text: string): string {
  return text
    .replace(refused, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>\n`
}

function wrap(text: string): string {
  const safe = text.replace(refused, '').replaceAll(']]>', ']]]]><![CDATA[>')
  return `<![CDATA[${safe}]]>`
}

function cdata(name: string, text: string): string {
  return `<${name}>${wrap(text)}</${name}>\n`
}
