import { strToU8, type Zippable, zipSync } from 'fflate'
import type { ElementContent } from 'hast'
import { languageTag } from '../model/index.ts'
import { settleAnchors } from './anchors.ts'
import { type Book, chapterName } from './book.ts'
import { repairContent } from './content-model.ts'
import { eachElement, h } from './nodes.ts'
import { popUpNotes } from './notes.ts'
import { ncx, type PackageItem, packageDocument } from './package-document.ts'
import { contentsList, epubAddress, glossaryList, titlePage } from './parts.ts'
import { epubStyles } from './styles.ts'
import { printXhtml, readRaw } from './xhtml.ts'

/** The same bytes whenever it is written; ZIP knows no earlier day. */
const mtime = new Date(1980, 0, 1)

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

const xhtmlType = 'application/xhtml+xml'

/** Page of an EPUB before it is written. */
interface Page {
  id: string
  path: string
  title: string
  /** What it is, in EPUB's words and in ARIA's. */
  kind: string
  role?: string
  content: ElementContent[]
  properties?: string
}

/**
 * Write a book as EPUB 3.3.
 *
 * @param book - Book.
 * @returns Bytes of the `.epub`, the same for the same book.
 *
 * @see EPUB 3.3; Open Container Format, 4.2
 */
export function printEpub(book: Book): Uint8Array {
  const chapters = settleAnchors(
    book.chapters.map((chapter) => ({
      ...chapter,
      header: repairContent(readRaw(chapter.header)),
      body: popUpNotes(repairContent(readRaw(chapter.body))),
    })),
  )
  const settled = { ...book, chapters }
  const pages = pagesOf(settled)
  const images = [...book.images].map(([path, { type }], index) => ({
    id: `image-${index + 1}`,
    path,
    type,
  }))
  const items: PackageItem[] = [
    ...pages.map(({ id, path, properties }) => ({
      ...{ id, path },
      type: xhtmlType,
      inSpine: true,
      ...(properties ? { properties } : {}),
    })),
    { id: 'style', path: 'style.css', type: 'text/css' },
    { id: 'ncx', path: 'toc.ncx', type: 'application/x-dtbncx+xml' },
    ...images,
  ]
  const files: Zippable = {
    // It comes first and as it is, so that its bytes tell what the file is.
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(container),
    'EPUB/package.opf': strToU8(packageDocument(settled, items)),
    'EPUB/toc.ncx': strToU8(ncx(settled)),
    'EPUB/style.css': strToU8(epubStyles),
  }
  for (const page of pages) {
    files[`EPUB/${page.path}`] = strToU8(printPage(page, book))
  }
  for (const [path, { bytes }] of book.images) files[`EPUB/${path}`] = bytes
  return zipSync(files, { mtime, level: 6 })
}

function pagesOf(book: Book): Page[] {
  const { strings, chapters, terms, title } = book
  const nav = h(
    'nav',
    { 'epub:type': 'toc', role: 'doc-toc', id: 'toc' },
    h('h1', {}, strings.contents),
    contentsList(book, epubAddress(book)),
  )
  const pages: Page[] = [
    {
      id: 'title',
      path: 'title.xhtml',
      title,
      kind: 'titlepage',
      content: [h('div', { className: ['title-page'] }, titlePage(book))],
    },
    {
      id: 'nav',
      path: 'nav.xhtml',
      title: strings.contents,
      kind: '',
      content: [nav],
      properties: 'nav',
    },
    ...chapters.map((chapter, index): Page => {
      const content = [h('header', {}, chapter.header), ...chapter.body]
      const properties = propertiesOf(content)
      return {
        id: `chapter-${index + 1}`,
        path: chapterName(index),
        title: chapter.title,
        kind: 'chapter',
        role: 'doc-chapter',
        content,
        ...(properties ? { properties } : {}),
      }
    }),
  ]
  if (terms.length > 0) {
    pages.push({
      id: 'glossary',
      path: 'glossary.xhtml',
      title: strings.glossary,
      kind: 'glossary',
      role: 'doc-glossary',
      content: glossaryList(book),
    })
  }
  return pages
}

function propertiesOf(content: readonly ElementContent[]): string {
  let hasMath = false
  eachElement(content, ({ tagName }) => {
    if (tagName === 'math') hasMath = true
  })
  return hasMath ? 'mathml' : ''
}

function printPage(page: Page, book: Book): string {
  const { title, kind, role, content } = page
  const body =
    kind === ''
      ? content
      : [
          h(
            'section',
            {
              'epub:type': kind,
              ...(role ? { role } : {}),
            },
            content,
          ),
        ]
  const html = h(
    'html',
    {
      xmlns: 'http://www.w3.org/1999/xhtml',
      'xmlns:epub': 'http://www.idpf.org/2007/ops',
      lang: languageTag(book.locale),
    },
    h(
      'head',
      {},
      h('meta', { charSet: 'utf-8' }),
      h('title', {}, title),
      h('link', { rel: ['stylesheet'], href: 'style.css' }),
    ),
    h('body', {}, body),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n${printXhtml(html)}\n`
}
