/**
 * Editions of a project as posts and documents of other systems.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { Element } from 'hast'
import { mapElements, postHtml } from '../book/index.ts'
import {
  type DocumentMap,
  LeftOut,
  printDocument,
  printWxr,
  type WxrGroup,
  type WxrLanguage,
  type WxrPost,
} from '../exchange/index.ts'
import { createTranslator } from '../messages/index.ts'
import type { Config, Edition, Finding, Locale } from '../model/index.ts'
import {
  articleOutput,
  describeArticle,
  headingAnchors,
  headingSaysTitle,
  pageOutput,
  readMatter,
  renderChapter,
  siteAddress,
  siteText,
} from '../publish/index.ts'
import { fileOf, linksOf, namedFile } from './book-links.ts'
import { type MadeArticle, type MadeEdition, openEditions } from './editions.ts'
import { siteOf } from './project.ts'
import type { ProjectOptions } from './report.ts'
import { countUnsafe } from './unsafe-html.ts'

/** Text that is made as it is asked for. */
export interface WrittenArticles {
  /** Parts of the file, in order. */
  parts: AsyncGenerator<string>
  /** Findings: complete when all parts were taken. */
  findings: Finding[]
  /** What is in no part, counted as parts are taken. */
  leftOut: LeftOut
}

const wpmlCodes: Readonly<Record<Locale, string>> = {
  'zh-TW': 'zh-hant',
  'zh-HK': 'zh-hk',
  'zh-CN': 'zh-hans',
  en: 'en',
}

/**
 * Write editions as a WordPress import: a post for each article and edition, linked
 * for Polylang and WPML.
 *
 * @param options - Project. Editions with another language beside them are written
 *   where they are named.
 * @returns XML in parts.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function wxrOf(options: ProjectOptions): Promise<WrittenArticles> {
  const { config } = options
  const editions = plainEditions(config, options.editions)
  const { findings, articles, scope, assets } = await openEditions({
    ...options,
    editions: editions.map(({ id }) => id),
  })
  const known = new Set([...scope.paths, ...assets])
  const { source, site } = config
  // The first language is that of the originals.
  const ordered = [...editions].sort(
    (a, b) => Number(b.locale === source) - Number(a.locale === source),
  )
  const t = createTranslator(source)
  const written = {
    title: siteText(site?.title, source) ?? t('html:siteTitle'),
    description: siteText(site?.description, source) ?? '',
    url: site?.url ?? '',
    languages: ordered.map(languageOf),
  }
  const used = new Set<number>()
  const leftOut = new LeftOut()
  async function* groups(): AsyncGenerator<WxrGroup> {
    for await (const article of articles) {
      countUnsafe(article.sourceTree, leftOut)
      const made = [...article.editions].sort(
        (a, b) =>
          Number(b.edition.locale === article.source) -
          Number(a.edition.locale === article.source),
      )
      const posts = made.map((one) =>
        postOf(article, one, { config, known, used }),
      )
      if (posts.length > 0) yield { id: shortHash(article.path), posts }
    }
  }
  return { parts: printWxr(written, groups()), findings, leftOut }
}

function plainEditions(
  { editions }: Config,
  wanted: readonly string[] | undefined,
): readonly Edition[] {
  if (wanted) {
    // What is no edition is said by who opens them.
    return wanted.map(
      (id) => editions.find((one) => one.id === id) ?? { id, locale: 'zh-TW' },
    )
  }
  const plain = editions.filter(({ beside }) => beside === undefined)
  return plain.length > 0 ? plain : editions
}

function languageOf(edition: Edition): WxrLanguage {
  const { id, locale } = edition
  return {
    slug: id.toLowerCase(),
    wpml: id === locale ? wpmlCodes[locale] : id.toLowerCase(),
    locale: locale === 'en' ? 'en_US' : locale.replace('-', '_'),
    name: siteOf(edition).name,
  }
}

function postOf(
  article: MadeArticle,
  made: MadeEdition,
  context: { config: Config; known: ReadonlySet<string>; used: Set<number> },
): WxrPost {
  const { path, source, sourceMatter, sourceTree } = article
  const { edition, text, tree, frontMatter } = made
  const { id, locale } = edition
  const isOriginal = locale === source && !edition.beside
  const own = recordOf(sourceMatter['wordpress'])
  const base = wholeNumber(own['id']) ?? numberOf(path)
  const parent = wholeNumber(own['parent'])
  const chapter = renderChapter({
    ...{ tree, frontMatter, path, locale },
    source: text,
    strings: createTranslator(locale),
    anchors: headingAnchors(sourceTree),
    titled: headingSaysTitle(
      sourceTree,
      readMatter(sourceMatter, source).title,
    ),
    linked: linksOf(path, context.known),
    ...(edition.beside ? { beside: edition.beside } : {}),
  })
  const slug = textOf(sourceMatter['slug']) ?? nameOf(path)
  const { site } = context.config
  const body = mapElements(chapter.body, (element) =>
    onTheWeb(element, path, id, context),
  )
  return {
    id: free(isOriginal ? base : numberOf(`${base}:${id}`), context.used),
    type: own['type'] === 'page' ? 'page' : 'post',
    status: statusOf(own['status'], sourceMatter['draft']),
    title: chapter.title,
    // Without Polylang Pro no two posts may have the same one.
    slug: isOriginal ? slug : `${slug}-${id.toLowerCase()}`,
    parent:
      parent === undefined
        ? 0
        : isOriginal
          ? parent
          : numberOf(`${parent}:${id}`),
    // One account, whatever the script its name is written in.
    author: readMatter(sourceMatter, source).authors.join(', '),
    date: dateOf(frontMatter['date']),
    modified: dateOf(frontMatter['updated'] ?? frontMatter['lastmod']),
    excerpt: chapter.description ?? '',
    content: postHtml(body),
    categories: listOf(frontMatter['categories'] ?? frontMatter['category']),
    tags: chapter.tags,
    language: id.toLowerCase(),
    link: site ? siteAddress(site.url, pageOutput(id, path)) : '',
  }
}

/** Links and pictures lead to the site, where there is one. */
function onTheWeb(
  element: Element,
  path: string,
  edition: string,
  { config: { site }, known }: { config: Config; known: ReadonlySet<string> },
): Element {
  const { properties, tagName } = element
  const { href, src } = properties
  const addressOf = (file: string): string =>
    site
      ? siteAddress(
          site.url,
          /\.(?:md|mdx|markdown|txt)$/i.test(file)
            ? pageOutput(edition, file)
            : articleOutput(edition, file),
        )
      : file.split('/').map(encodeURIComponent).join('/')
  if (tagName === 'a' && typeof href === 'string') {
    const named = namedFile(href)
    if (named) properties['href'] = addressOf(named.file) + named.rest
  }
  if (tagName === 'img' && typeof src === 'string') {
    const file = fileOf(src, path)
    if (file !== undefined && known.has(file)) {
      properties['src'] = addressOf(file)
    }
  }
  return element
}

/**
 * Write editions as documents, one JSON object a line: the original of each article
 * as it came in, with what has changed, and its editions.
 *
 * @param options - Project; editions with another language beside them are written
 *   where they are named.
 * @param map - Where fields are in a document.
 * @returns JSON in lines.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function documentsOf(
  options: ProjectOptions,
  map: DocumentMap,
): Promise<WrittenArticles> {
  const editions = plainEditions(options.config, options.editions)
  const { findings, articles } = await openEditions({
    ...options,
    editions: editions.map(({ id }) => id),
  })
  async function* lines(): AsyncGenerator<string> {
    for await (const article of articles) {
      for (const made of article.editions) {
        yield documentOf(article, made, map)
      }
    }
  }
  return { parts: lines(), findings, leftOut: new LeftOut() }
}

function documentOf(
  { path, source, sourceMatter }: MadeArticle,
  { edition, text, tree, frontMatter }: MadeEdition,
  map: DocumentMap,
): string {
  const { id, locale } = edition
  const isOriginal = locale === source && !edition.beside
  const ownId = sourceMatter['id'] ?? path.replace(/\.[^./]+$/, '')
  const { title } = describeArticle(frontMatter, tree, path, locale)
  const { slug, date, updated, description, author, tags } = frontMatter
  const fields = {
    ...{ title, slug, updated, description, author, tags },
    date: date instanceof Date ? dateOf(date) : date,
    id: isOriginal ? ownId : `${String(ownId)}.${id}`,
    body: bodyOf(text),
    lang: locale,
  }
  const { cms } = sourceMatter
  return printDocument(
    fields,
    typeof cms === 'string' ? cms : '',
    map,
    isOriginal ? {} : { translationOf: ownId, edition: id },
  )
}

/** Text behind the front matter, and the empty line between. */
function bodyOf(text: string): string {
  return text.replace(
    /^(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1[ \t]*(?:\r?\n|$)(?:\r?\n)?/,
    '',
  )
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

function statusOf(status: unknown, draft: unknown): string {
  if (typeof status === 'string' && /^[a-z-]+$/.test(status)) return status
  return draft === true ? 'draft' : 'publish'
}

function wholeNumber(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) > 0
    ? Number(value)
    : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function listOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.filter((one): one is string => typeof one === 'string')
}

function dateOf(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'string' ? value : undefined
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]+$/, '')
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 13)
}

/** Number that a name always has; below two thousand million, above most sites'. */
function numberOf(name: string): number {
  const hash = createHash('sha256').update(name).digest().readUInt32BE(0)
  return 1_000_000_000 + (hash % 1_000_000_000)
}

function free(number: number, used: Set<number>): number {
  let own = number
  while (used.has(own)) own++
  used.add(own)
  return own
}
