import type { Locale } from '../../model/index.ts'
import { formatDate } from './date.ts'
import { lines, type PageFrame, renderDocument } from './document.ts'
import { element } from './element.ts'

/** Article in a list. */
export interface ArticleEntry {
  /** Title. */
  title: string
  /** Date of its front matter. */
  date?: unknown
  /** One or two sentences. */
  description?: string
  /** Address of its page, relative to the list's. */
  href: string
}

/** Book that an edition can be had as. */
export interface BookLink {
  /** Name of the kind of file: `EPUB`. */
  name: string
  /** Media type. */
  type: string
  /** Address relative to the page. */
  href: string
  /** Name it is saved under. */
  file: string
}

/** List of an edition's articles. */
export interface IndexOptions extends PageFrame {
  /** Articles, in the order they are shown. */
  articles: readonly ArticleEntry[]
  /** Title. Default: that it has all articles. */
  title?: string
  /** Number of all articles of the list. Default: of those on this page. */
  count?: number
  /** Books of the edition. Default: none. */
  books?: readonly BookLink[]
  /** Which page of the list it is, and where those beside it are. */
  pager?: {
    number: number
    count: number
    previous: string | undefined
    next: string | undefined
  }
}

/**
 * Render the list of an edition's articles.
 *
 * @param options - Articles, edition and strings.
 * @returns HTML document.
 */
export function renderIndex(options: IndexOptions): string {
  const { articles, edition, strings } = options
  const title = options.title ?? strings('html:allArticles')
  const { count = articles.length, pager } = options
  const page = pager && pager.number > 1 ? strings('html:pageOf', pager) : ''
  return renderDocument(options, {
    kind: 'list',
    title: page ? `${title} · ${page}` : title,
    description: undefined,
    header: [
      element('h1', {}, title),
      count === 0
        ? undefined
        : element(
            'p',
            { className: ['byline'] },
            strings('html:articleCount', { count }),
          ),
      renderBooks(options),
    ],
    main: [
      count === 0
        ? element('p', {}, strings('html:noArticles'))
        : element(
            'ol',
            { className: ['articles'] },
            ...lines(
              ...articles.map((article) =>
                renderEntry(article, edition.locale),
              ),
            ),
          ),
      pager &&
        element(
          'nav',
          { className: ['pager'], ariaLabel: strings('html:pageOf', pager) },
          renderTurn(pager.previous, 'prev', strings('html:previousPage')),
          element('span', {}, strings('html:pageOf', pager)),
          renderTurn(pager.next, 'next', strings('html:nextPage')),
        ),
    ],
    footer: [],
  })
}

function renderBooks({ books = [], strings }: IndexOptions) {
  if (books.length === 0) return undefined
  const links = books.map(({ name, type, href, file }) =>
    element('a', { href, type, download: file }, name),
  )
  return element(
    'p',
    { className: ['byline'] },
    strings('html:books'),
    ...links.flatMap((link) => [' ', link]),
  )
}

function renderTurn(href: string | undefined, rel: string, text: string) {
  return href === undefined
    ? element('span', {})
    : element('a', { href, rel: [rel] }, text)
}

function renderEntry(article: ArticleEntry, locale: Locale) {
  const date = formatDate(article.date, locale)
  return element(
    'li',
    {},
    element('h2', {}, element('a', { href: article.href }, article.title)),
    date &&
      element(
        'p',
        { className: ['byline'] },
        date.machine === undefined
          ? date.text
          : element('time', { dateTime: date.machine }, date.text),
      ),
    article.description === undefined
      ? undefined
      : element('p', {}, article.description),
  )
}
