import type { Element, ElementContent } from 'hast'
import { languageTag } from '../model/index.ts'
import { address, xmlName } from './anchors.ts'
import { type Book, type BookTerm, chapterName } from './book.ts'
import { h } from './nodes.ts'

/**
 * Render what stands on the page with the title.
 *
 * @param book - Book.
 * @returns Content of the page.
 */
export function titlePage(book: Book): ElementContent[] {
  const { title, edition, strings, publisher, published } = book
  return [
    h('h1', {}, title),
    h('p', { className: ['subtitle'] }, edition),
    ...(strings.byline ? [h('p', {}, strings.byline)] : []),
    ...(publisher ? [h('p', {}, publisher)] : []),
    ...(published ? [h('p', {}, published.slice(0, 10))] : []),
  ]
}

/**
 * Render the list of chapters with their sections.
 *
 * @param book - Book.
 * @param hrefOf - Address of a chapter, or of an id in it.
 * @returns Ordered list.
 */
export function contentsList(
  book: Book,
  hrefOf: (chapter: number, id?: string) => string,
): Element {
  const { chapters, terms, strings } = book
  const items = chapters.map(({ title, headings }, index) => {
    const sections = headings.filter(({ rank, text }) => rank <= 2 && text)
    return h(
      'li',
      {},
      h('a', { href: hrefOf(index) }, title),
      sections.length === 0
        ? undefined
        : h(
            'ol',
            {},
            ...sections.map(({ id, text }) =>
              h('li', {}, h('a', { href: hrefOf(index, id) }, text)),
            ),
          ),
    )
  })
  if (terms.length > 0) {
    const href = hrefOf(chapters.length)
    items.push(h('li', {}, h('a', { href }, strings.glossary)))
  }
  return h('ol', {}, ...items)
}

/**
 * Render the glossary as a list of terms.
 *
 * @param book - Book.
 * @param prefix - What ids begin with. Default: nothing.
 * @returns Content of the glossary.
 */
export function glossaryList(book: Book, prefix = ''): ElementContent[] {
  const { terms, locale } = book
  return [
    h('h1', {}, book.strings.glossary),
    h('dl', {}, ...terms.flatMap((term) => entryOf(term, prefix, locale))),
  ]
}

function entryOf(
  { id, word, others, definition }: BookTerm,
  prefix: string,
  locale: Book['locale'],
): ElementContent[] {
  const forms = others.flatMap(({ text, locale: own }, index) => [
    ...(index === 0 ? [] : [{ type: 'text' as const, value: ' · ' }]),
    h('span', own === locale ? {} : { lang: languageTag(own) }, text),
  ])
  return [
    h('dt', { id: prefix + xmlName(`term-${id}`) }, h('dfn', {}, word)),
    ...(forms.length > 0 ? [h('dd', { className: ['forms'] }, forms)] : []),
    ...(definition === undefined && forms.length > 0
      ? []
      : [h('dd', {}, definition)]),
  ]
}

/**
 * Give the address of a chapter in an EPUB.
 *
 * @param book - Book.
 * @returns Function from a chapter's number, and an id in it, to the address.
 */
export function epubAddress(
  book: Book,
): (chapter: number, id?: string) => string {
  return (chapter, id) => {
    const name =
      chapter < book.chapters.length ? chapterName(chapter) : 'glossary.xhtml'
    return id === undefined ? name : `${name}#${address(id)}`
  }
}
