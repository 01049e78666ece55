/**
 * Editions of an mdBook as PO files, for `mdbook-i18n-helpers`.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { posix } from 'node:path'
import { type BookMessage, createBookReader } from '../exchange/index.ts'
import {
  type Config,
  type Edition,
  type Finding,
  type Locale,
  UserError,
} from '../model/index.ts'
import { bookHeadingIds, layouts } from '../publish/index.ts'
import { type BookEntry, printBookPo } from '../translations/index.ts'
import { type MadeArticle, openEditions } from './editions.ts'
import type { ProjectOptions } from './report.ts'

/** PO file of an edition. */
export interface BookPo {
  /** Edition. */
  edition: Edition
  /** Text of the file. */
  text: string
  /** Number of messages. */
  messages: number
  /** How many of them have a translation. */
  translated: number
  /** How many have two that differ, of which the first stands. */
  ambiguous: number
}

/** PO files of a book. */
export interface BookPos {
  /** One for each edition that has articles. */
  files: BookPo[]
  /** Findings. */
  findings: Finding[]
  /** Chapters of the summary that are no articles. */
  missing: string[]
}

/**
 * Write the editions of an mdBook as PO files.
 *
 * Messages are those that `mdbook-xgettext` finds in the sources, translations the same
 * blocks of the edition. Links to headings have the ids that translated headings get.
 *
 * @param options - Project with the layout `mdbook`; editions with another language
 *   beside them, and that of the sources, are left out.
 * @param title - Title of the book.
 * @returns Files.
 * @throws UserError when it is no mdBook, has no summary, or a folder does not allow it.
 */
export async function bookPos(
  options: ProjectOptions,
  title: string,
): Promise<BookPos> {
  const config = withUntranslated(options.config)
  const { layout } = config
  if (layout?.name !== 'mdbook') {
    throw new UserError('The project is no mdBook.', {
      hint: 'Set `layout: mdbook` in the settings, or run `yiwen init --layout mdbook`.',
      wording: { key: 'book-po-layout' },
    })
  }
  const wanted = config.editions.filter(
    ({ id, locale, beside }) =>
      !beside &&
      locale !== config.source &&
      (options.editions?.includes(id) ?? true),
  )
  const { articles, findings } = await openEditions({
    ...options,
    config,
    editions: wanted.map(({ id }) => id),
  })
  const all = new Map<string, MadeArticle>()
  for await (const article of articles) all.set(article.path, article)
  const root = posix.join(
    layout.content ?? layouts.mdbook.content,
    layout.source ?? '',
  )
  const summary = all.get(posix.join(root, 'SUMMARY.md'))
  if (!summary) {
    const path = `${root}/SUMMARY.md`
    throw new UserError(`There is no ${path}.`, {
      hint: 'mdBook finds the chapters of a book in it.',
      wording: {
        key: 'book-po-summary',
        values: { path },
      },
    })
  }
  const named = chaptersIn(summary)
  const chapters = named.flatMap((path) => all.get(path) ?? [])
  const reader = await createBookReader()
  const files = wanted.flatMap((edition) => {
    const made = catalogOf(edition, summary, chapters, reader)
    return made ? [printed(edition, made, title)] : []
  })
  const missing = named.filter((path) => !all.has(path))
  return { files, findings, missing }
}

/** Sentences without a translation stay Chinese, and are told by that. */
function withUntranslated(config: Config): Config {
  return {
    ...config,
    editions: config.editions.map((edition) =>
      edition.locale === 'en' && !edition.beside
        ? { ...edition, incomplete: 'source' as const }
        : edition,
    ),
  }
}

/** Chapters of a summary in order, each once. */
function chaptersIn({ path, sourceText }: MadeArticle): string[] {
  const folder = posix.dirname(path)
  const found = [...sourceText.matchAll(/\]\(<?(?<to>[^()#<>]+?\.md)\b/g)].map(
    ({ groups }) => posix.join(folder, decode(groups?.['to'] ?? '')),
  )
  return [...new Set(found)]
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

interface Catalog {
  entries: BookEntry[]
  ambiguous: number
}

type Reader = Awaited<ReturnType<typeof createBookReader>>

/** Messages of an edition, each once; nothing where it has no article. */
function catalogOf(
  edition: Edition,
  summary: MadeArticle,
  chapters: readonly MadeArticle[],
  read: Reader,
): Catalog | undefined {
  const editionOf = ({ editions }: MadeArticle) =>
    editions.find((one) => one.edition.id === edition.id)
  const ids = new Map(
    chapters.map((chapter) => [
      chapter.path,
      pairIds(chapter, editionOf(chapter)?.tree),
    ]),
  )
  const entries = new Map<string, BookEntry & { places: string[] }>()
  let ambiguous = 0
  let isThere = false
  for (const article of [summary, ...chapters]) {
    const bare = article === summary
    const messages = read(article.sourceText, { bare })
    const made = editionOf(article)
    isThere ||= made !== undefined
    const move = (address: string): string =>
      moveHeading(address, article.path, ids)
    const others = made ? read(made.text, { bare, move }) : []
    // Editions keep the shape of their sources; what does not is no translation.
    const isSame = others.length === messages.length
    for (const [index, message] of messages.entries()) {
      const own = isSame ? translationOf(message, others[index], edition) : ''
      const place = `${article.path}:${message.line}`
      const known = entries.get(message.text)
      if (!known) {
        entries.set(message.text, entryOf(message, own, place))
        continue
      }
      known.places.push(place)
      if (known.translation === '') known.translation = own
      else if (own !== '' && own !== known.translation) ambiguous++
    }
  }
  return isThere ? { entries: [...entries.values()], ambiguous } : undefined
}

function entryOf(
  { text, comment }: BookMessage,
  translation: string,
  place: string,
): BookEntry & { places: string[] } {
  const comments = comment === '' ? [] : [comment]
  return { text, translation, places: [place], comments }
}

/** English with Chinese sentences in it is not translated yet. */
function translationOf(
  { text }: BookMessage,
  made: BookMessage | undefined,
  { locale }: { locale: Locale },
): string {
  const own = made?.text ?? ''
  if (locale !== 'en') return own
  const isSource = own === text && /\p{Script=Han}/u.test(own)
  return isSource || /\p{Script=Han}[^A-Za-z]*[。！？]/u.test(own) ? '' : own
}

/** Ids of the source's headings, and those of the edition's in their place. */
function pairIds(
  { sourceTree }: MadeArticle,
  tree: MadeArticle['sourceTree'] | undefined,
): Map<string, string> {
  if (!tree) return new Map()
  const own = bookHeadingIds(tree)
  return new Map(
    bookHeadingIds(sourceTree).map((id, index) => [id, own[index] ?? id]),
  )
}

function moveHeading(
  address: string,
  from: string,
  ids: ReadonlyMap<string, ReadonlyMap<string, string>>,
): string {
  const [path = '', hash] = address.split('#', 2)
  if (hash === undefined || /^[a-z][a-z0-9+.-]*:/i.test(path)) return address
  const chapter =
    path === '' ? from : posix.join(posix.dirname(from), decode(path))
  const moved = ids.get(chapter)?.get(decode(hash))
  return moved === undefined ? address : `${path}#${moved}`
}

function printed(
  edition: Edition,
  { entries, ambiguous }: Catalog,
  title: string,
): BookPo {
  return {
    edition,
    text: printBookPo(entries, { title, locale: edition.locale }),
    messages: entries.length,
    translated: entries.filter(({ translation }) => translation !== '').length,
    ambiguous,
  }
}
