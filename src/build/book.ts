/**
 * Editions of a project as books.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type Book,
  type BookImage,
  type BookTerm,
  type Chapter,
  imageExtension,
  imageType,
} from '../book/index.ts'
import { LeftOut } from '../exchange/index.ts'
import { createTranslator } from '../messages/index.ts'
import {
  type Concept,
  type Finding,
  type Locale,
  languageTag,
  locales,
  preferredTerm,
} from '../model/index.ts'
import {
  type ArticleChapter,
  headingAnchors,
  headingSaysTitle,
  readMatter,
  renderChapter,
  rfc3339,
  siteText,
} from '../publish/index.ts'
import { linksOf, type Picture, settleChapter } from './book-links.ts'
import { type MadeArticle, type MadeEdition, openEditions } from './editions.ts'
import type { ProjectOptions } from './report.ts'
import { siteOf } from './site-edition.ts'
import { countUnsafe } from './unsafe-html.ts'

/** Books of a project. */
export interface MadeBooks {
  /** By edition; one that has no articles is not there. */
  books: ReadonlyMap<string, Book>
  /** Findings of articles and editions. */
  findings: Finding[]
  /** Pictures that are in no book. */
  leftOut: LeftOut
}

/** Book that grows. */
interface Growing {
  chapters: { path: string; chapter: ArticleChapter }[]
  concepts: Set<string>
}

/**
 * Make a book of each edition: its articles are the chapters, in the order they were
 * named, else of their paths.
 *
 * @param options - Project; `title` is the books' where the site's, or that of the
 *   only article, is not right; `glossStyle` is how English is shown.
 * @returns Books.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function makeBooks(
  options: ProjectOptions & {
    title?: string | undefined
    glossStyle?: Parameters<typeof openEditions>[0]['glossStyle']
  },
): Promise<MadeBooks> {
  const opened = await openEditions(options)
  const { scope, concepts, assets, findings } = opened
  const known = new Set([...scope.paths, ...assets])
  const growing = new Map<string, Growing>()
  const leftOut = new LeftOut()
  for await (const article of opened.articles) {
    countUnsafe(article.sourceTree, leftOut)
    for (const made of article.editions) {
      const { id } = made.edition
      const book = growing.get(id) ?? { chapters: [], concepts: new Set() }
      growing.set(id, book)
      const chapter = chapterOf(article, made, known)
      book.chapters.push({ path: article.path, chapter })
      for (const concept of article.concepts) book.concepts.add(concept)
    }
  }
  const pictures = new Map<string, Promise<Picture | undefined>>()
  const read = (path: string): Promise<Picture | undefined> => {
    let picture = pictures.get(path)
    if (!picture) {
      picture = readPicture(resolve(scope.root, path))
      pictures.set(path, picture)
    }
    return picture
  }
  const books = new Map<string, Book>()
  for (const edition of scope.config.editions) {
    const grown = growing.get(edition.id)
    if (!grown) continue
    const images = new Map<string, BookImage>()
    const chapters: Chapter[] = []
    const place = {
      ...{ edition: edition.id, assets, images, leftOut, read },
      site: scope.config.site,
      order: new Map(grown.chapters.map(({ path }, index) => [path, index])),
    }
    for (const { path, chapter } of grown.chapters) {
      chapters.push(await settleChapter(chapter, path, place))
    }
    const { locale, beside } = edition
    const { site } = scope.config
    const t = createTranslator(locale)
    const all = grown.chapters.map((one) => one.chapter)
    const title =
      options.title ??
      (all.length === 1 ? all[0]?.title : undefined) ??
      siteText(site?.title, locale) ??
      t('html:siteTitle')
    const authors = unique(all.flatMap((one) => one.authors))
    const paths = grown.chapters.map((one) => one.path)
    const publishers = unique(all.flatMap((one) => one.publisher ?? []))
    const only = all.length === 1 ? all[0] : undefined
    books.set(edition.id, {
      id: identifier([
        site?.url ?? title,
        edition.id,
        // A book of all articles stays the same one when another is written.
        options.only ? paths.join('\n') : '',
      ]),
      title,
      edition: siteOf(edition).name,
      locale,
      beside,
      authors,
      publisher: publishers.length === 1 ? publishers[0] : undefined,
      description: only?.description ?? siteText(site?.description, locale),
      subjects: unique(all.flatMap((one) => one.tags)),
      published: only?.published?.slice(0, 10),
      modified: latest(all),
      chapters,
      terms: termsOf(concepts, grown.concepts, locale),
      images,
      strings: {
        contents: t('html:contents'),
        glossary: t('html:glossary'),
        titlePage: t('html:book.titlePage'),
        byline: new Intl.ListFormat(languageTag(locale)).format(authors),
        accessibility: t('html:book.accessibility'),
      },
    })
  }
  return { books, findings, leftOut }
}

function chapterOf(
  { path, source, sourceTree, sourceMatter }: MadeArticle,
  { edition, text, tree, frontMatter }: MadeEdition,
  known: ReadonlySet<string>,
): ArticleChapter {
  const { locale, beside } = edition
  return renderChapter({
    ...{ tree, frontMatter, path, locale },
    source: text,
    strings: createTranslator(locale),
    anchors: headingAnchors(sourceTree),
    titled: headingSaysTitle(
      sourceTree,
      readMatter(sourceMatter, source).title,
    ),
    linked: linksOf(path, known),
    ...(beside ? { beside } : {}),
  })
}

async function readPicture(path: string): Promise<Picture | undefined> {
  const bytes = await readFile(path)
  const type = imageType(bytes)
  return type === undefined
    ? undefined
    : { bytes, type, extension: imageExtension(type) }
}

/** Concepts in the order of their words in English, which all languages share. */
function termsOf(
  concepts: readonly Concept[],
  used: ReadonlySet<string>,
  locale: Locale,
): BookTerm[] {
  const terms = concepts.flatMap((concept): (BookTerm & { key: string })[] => {
    if (!used.has(concept.id) || concept.state !== 'approved') return []
    const words = locales.flatMap((one) => {
      const term = preferredTerm(concept, one)
      return term ? [{ text: term.text, locale: one }] : []
    })
    const own = words.find((one) => one.locale === locale) ?? words[0]
    if (!own) return []
    const english = words.find((one) => one.locale === 'en')?.text ?? ''
    const others = words.filter(
      ({ text }, index) =>
        text !== own.text &&
        words.findIndex((one) => one.text === text) === index,
    )
    // What a reader of the book looks for first is the English.
    others.sort((a, b) => Number(b.locale === 'en') - Number(a.locale === 'en'))
    const { id, definition } = concept
    const key = `${english.toLowerCase() || '\uffff'}\u0000${id}`
    return [{ id, word: own.text, others, definition, key }]
  })
  return terms
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key: _, ...term }) => term)
}

/** The last change of any article: the same articles, the same book. */
function latest(chapters: readonly ArticleChapter[]): string {
  const times = chapters.flatMap(({ published, modified }) => {
    const time = Date.parse(rfc3339(modified ?? published) ?? '')
    return Number.isNaN(time) ? [] : [time]
  })
  const last = times.length > 0 ? Math.max(...times) : Date.UTC(1980, 0, 1)
  return new Date(last).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** UUID of version 5 in the namespace of addresses; RFC 9562, 5.5. */
function identifier(names: readonly string[]): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')
  const hash = createHash('sha1')
    .update(namespace)
    .update(names.join('\u0000'))
    .digest()
    .subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const uuid = hash
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return `urn:uuid:${uuid}`
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}
