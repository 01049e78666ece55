import { strToU8, type Zippable, zipSync } from 'fflate'
import { languageTag } from '../model/index.ts'
import { settleAnchors } from './anchors.ts'
import type { Book } from './book.ts'
import { repairContent } from './content-model.ts'
import { bookmarkName, DocxBody, type DocxParts } from './docx-body.ts'
import {
  docxNumbering,
  docxStyles,
  wordLanguages,
  wordNamespace,
  xmlHead,
} from './docx-styles.ts'
import { takeNotes } from './notes.ts'
import { escapeXml } from './package-document.ts'
import { glossaryList } from './parts.ts'
import { readRaw } from './xhtml.ts'

/** The same bytes whenever it is written; ZIP knows no earlier day. */
const mtime = new Date(1980, 0, 1)

const office = 'http://schemas.openxmlformats.org/officeDocument/2006'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const namespaces = `xmlns:w="${wordNamespace}" xmlns:r="${office}/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

/**
 * Write a book as a Word document.
 *
 * Formulas stand there in TeX, and pictures that Word does not show as what they are
 * called; both are counted.
 *
 * @param book - Book.
 * @param onLeftOut - Told what there is no place for.
 * @returns Bytes of the `.docx`, the same for the same book.
 *
 * @see ECMA-376, Office Open XML, part 1
 */
export function printDocx(
  book: Book,
  onLeftOut: (what: string) => void,
): Uint8Array {
  const noted = book.chapters.map((chapter) => {
    const { body, notes } = takeNotes(repairContent(readRaw(chapter.body)))
    return {
      ...chapter,
      header: repairContent(readRaw(chapter.header)),
      body,
      notes,
    }
  })
  // Footnotes are no part of the body, so that ids in them count as well.
  const settled = settleAnchors(
    noted.map(({ notes, ...chapter }) => ({
      ...chapter,
      body: [
        ...chapter.body,
        ...notes.map(({ id, children }) => ({
          type: 'element' as const,
          tagName: 'aside',
          properties: { id },
          children,
        })),
      ],
    })),
  )
  const parts: DocxParts = {
    ...{ lists: [], links: [], notes: [], images: [], drawings: 0, onLeftOut },
    bookmarks: new Map(),
  }
  const writer = new DocxBody(book, parts)
  const sections = settled.map((chapter, index) => {
    const notes = noted[index]?.notes ?? []
    const own = chapter.body.slice(-notes.length)
    const settledNotes = notes.map((note, at) => {
      const node = own[at]
      if (node?.type !== 'element') return note
      const id = String(node.properties['id'])
      return { ...note, id, children: node.children }
    })
    const body =
      notes.length > 0 ? chapter.body.slice(0, -notes.length) : chapter.body
    const start = markStart(parts, index)
    return (
      start + writer.print([...chapter.header, ...body], settledNotes, index)
    )
  })
  if (book.terms.length > 0) {
    const index = book.chapters.length
    sections.push(
      markStart(parts, index) + writer.print(glossaryList(book), [], index),
    )
  }
  const isLong = book.chapters.length > 1
  const front = isLong ? frontOf(book) : ''
  const document = `${xmlHead}<w:document ${namespaces}><w:body>${front}${sections.join(pageBreak)}<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>${isLong ? '<w:titlePg/>' : ''}</w:sectPr></w:body></w:document>`
  return pack(book, document, parts)
}

/** Where a link to a chapter leads. */
function markStart({ bookmarks }: DocxParts, chapter: number): string {
  const number = bookmarks.size + 1
  const name = bookmarkName(chapter, '')
  bookmarks.set(name, number)
  return `<w:bookmarkStart w:id="${number}" w:name="${name}"/><w:bookmarkEnd w:id="${number}"/>`
}

/** Title, and the chapters as links. */
function frontOf({
  title,
  edition,
  strings,
  publisher,
  chapters,
  terms,
}: Book): string {
  const centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
  const line = (text: string | undefined): string =>
    text ? `<w:p>${centred}${textRun(text)}</w:p>` : ''
  const entries = [
    ...chapters.map((chapter) => chapter.title),
    ...(terms.length > 0 ? [strings.glossary] : []),
  ].map(
    (text, index) =>
      `<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:hyperlink w:anchor="${bookmarkName(index, '')}">${textRun(text)}</w:hyperlink></w:p>`,
  )
  return `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>${textRun(title)}</w:p>${line(edition)}${line(strings.byline)}${line(publisher)}${pageBreak}<w:p><w:pPr><w:pStyle w:val="Subtitle"/></w:pPr>${textRun(strings.contents)}</w:p>${entries.join('')}${pageBreak}`
}

function textRun(text: string): string {
  return `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
}

function pack(book: Book, document: string, parts: DocxParts): Uint8Array {
  const { locale, beside } = book
  const files: Zippable = {}
  const put = (path: string, text: string): void => {
    files[path] = strToU8(text)
  }
  const extensions = new Map(
    parts.images.map((path) => [
      path.replace(/^.*\./, ''),
      book.images.get(path)?.type ?? '',
    ]),
  )
  const override = (path: string, type: string): string =>
    `<Override PartName="/${path}" ContentType="${type}"/>`
  put(
    '[Content_Types].xml',
    `${xmlHead}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
      ...extensions,
    ]
      .map(
        ([name, type]) =>
          `<Default Extension="${name}" ContentType="${type}"/>`,
      )
      .join(
        '',
      )}${override('word/document.xml', `${word}.document.main+xml`)}${override('word/styles.xml', `${word}.styles+xml`)}${override('word/numbering.xml', `${word}.numbering+xml`)}${override('word/footnotes.xml', `${word}.footnotes+xml`)}${override('word/settings.xml', `${word}.settings+xml`)}${override('word/footer.xml', `${word}.footer+xml`)}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`,
  )
  put(
    '_rels/.rels',
    relations([
      [
        'document',
        `${office}/relationships/officeDocument`,
        'word/document.xml',
      ],
      [
        'core',
        `${packages}/relationships/metadata/core-properties`,
        'docProps/core.xml',
      ],
    ]),
  )
  put('docProps/core.xml', coreProperties(book))
  put('word/document.xml', document)
  put('word/styles.xml', docxStyles(locale, beside))
  put('word/numbering.xml', docxNumbering(parts.lists))
  put('word/footnotes.xml', footnotes(parts.notes))
  const east = locale === 'en' ? 'zh-TW' : wordLanguages[locale]
  put(
    'word/settings.xml',
    `${xmlHead}<w:settings xmlns:w="${wordNamespace}"><w:zoom w:percent="100"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="${east}"/></w:settings>`,
  )
  put(
    'word/footer.xml',
    `${xmlHead}<w:ftr xmlns:w="${wordNamespace}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`,
  )
  const own = ['styles', 'numbering', 'footnotes', 'settings', 'footer'].map(
    (name): Relation => [
      name,
      `${office}/relationships/${name}`,
      `${name}.xml`,
    ],
  )
  const images = parts.images.map((path, index): Relation => {
    files[`word/${path}`] = book.images.get(path)?.bytes ?? new Uint8Array()
    return [`image${index + 1}`, `${office}/relationships/image`, path]
  })
  const links = parts.links.map(
    (href, index): Relation => [
      `link${index + 1}`,
      `${office}/relationships/hyperlink`,
      href,
      true,
    ],
  )
  put('word/_rels/document.xml.rels', relations([...own, ...images, ...links]))
  // Links in footnotes are looked up in a list of their own.
  put('word/_rels/footnotes.xml.rels', relations([...images, ...links]))
  return zipSync(files, { mtime, level: 6 })
}

type Relation = readonly [
  id: string,
  type: string,
  target: string,
  external?: boolean,
]

function relations(all: readonly Relation[]): string {
  const items = all.map(
    ([id, type, target, external]) =>
      `<Relationship Id="${id}" Type="${type}" Target="${escapeXml(target)}"${external ? ' TargetMode="External"' : ''}/>`,
  )
  return `${xmlHead}<Relationships xmlns="${packages}/relationships">${items.join('')}</Relationships>`
}

function footnotes(notes: readonly string[]): string {
  const separator = (id: number, type: string, mark: string): string =>
    `<w:footnote w:type="${type}" w:id="${id}"><w:p><w:r><w:${mark}/></w:r></w:p></w:footnote>`
  return `${xmlHead}<w:footnotes ${namespaces}>${separator(-1, 'separator', 'separator')}${separator(0, 'continuationSeparator', 'continuationSeparator')}${notes.join('')}</w:footnotes>`
}

function coreProperties({
  title,
  authors,
  locale,
  modified,
  subjects,
  description,
}: Book): string {
  const element = (name: string, text: string, attributes = ''): string =>
    text ? `<${name}${attributes}>${escapeXml(text)}</${name}>` : ''
  const time = ' xsi:type="dcterms:W3CDTF"'
  return `${xmlHead}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${element('dc:title', title)}${element('dc:creator', authors.join('; '))}${element('dc:description', description ?? '')}${element('dc:language', languageTag(locale))}${element('cp:keywords', subjects.join(', '))}${element('dcterms:created', modified, time)}${element('dcterms:modified', modified, time)}</cp:coreProperties>`
}
