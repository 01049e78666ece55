import type { Element, ElementContent } from 'hast'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { languageTag } from '../model/index.ts'
import { placeOf, settleAnchors } from './anchors.ts'
import type { Book } from './book.ts'
import { repairContent } from './content-model.ts'
import { h, mapElements } from './nodes.ts'
import { popUpNotes } from './notes.ts'
import { contentsList, glossaryList, titlePage } from './parts.ts'
import { printStyles } from './styles.ts'
import { readRaw } from './xhtml.ts'

/** Nothing runs, and nothing but the book's own pictures is loaded. */
const policy =
  "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'"

/**
 * Write a book as one HTML page that is laid out for paper.
 *
 * @param book - Book.
 * @returns HTML; pictures are where {@link Book.images} says, from the page.
 *
 * @see CSS Paged Media Module Level 3
 */
export function printPage(book: Book): string {
  const { title, strings, terms, locale } = book
  const chapters = settleAnchors(
    book.chapters.map((chapter) => ({
      ...chapter,
      header: repairContent(readRaw(chapter.header)),
      body: popUpNotes(repairContent(readRaw(chapter.body))),
    })),
  )
  const settled = { ...book, chapters }
  const isLong = chapters.length > 1
  const html = h(
    'html',
    { lang: languageTag(locale) },
    h(
      'head',
      {},
      h('meta', { charSet: 'utf-8' }),
      h('meta', {
        httpEquiv: ['Content-Security-Policy'],
        content: policy,
      }),
      h('title', {}, title),
      h('meta', { name: 'author', content: strings.byline }),
      h('style', {}, printStyles),
    ),
    h(
      'body',
      {},
      isLong
        ? h('header', { className: ['title-page'] }, titlePage(book))
        : undefined,
      isLong
        ? h(
            'nav',
            { className: ['toc'], ariaLabel: strings.contents },
            h('h1', {}, strings.contents),
            contentsList(settled, (chapter, id) => `#${anchor(chapter, id)}`),
          )
        : undefined,
      ...chapters.map(({ header, body }, index) => {
        const content = [h('header', {}, header), ...body]
        return h(
          'section',
          {
            id: anchor(index),
            ...(isLong ? { className: ['chapter'] } : {}),
          },
          prefixed(content, index),
        )
      }),
      terms.length > 0
        ? h(
            'section',
            { id: anchor(chapters.length), className: ['chapter'] },
            glossaryList(book, 'g-'),
          )
        : undefined,
    ),
  )
  const page = unified()
    .use(rehypeStringify)
    .stringify({ type: 'root', children: [{ type: 'doctype' }, html] })
  return `${page}\n`
}

/** Id of a chapter, or of something in it, on the page that has them all. */
function anchor(chapter: number, id?: string): string {
  const own = `c${chapter + 1}`
  return id === undefined ? own : `${own}-${id}`
}

function prefixed(
  nodes: readonly ElementContent[],
  chapter: number,
): ElementContent[] {
  return mapElements(nodes, (element: Element) => {
    const { properties } = element
    const { id, href } = properties
    if (id !== undefined) properties['id'] = anchor(chapter, String(id))
    if (typeof href !== 'string') return element
    const place = placeOf(href, chapter)
    if (place) {
      const target = anchor(place.chapter, place.id)
      properties['href'] = `#${encodeURIComponent(target)}`
    }
    return element
  })
}
