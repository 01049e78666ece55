import { languageTag } from '../model/index.ts'
import { type Book, chapterName } from './book.ts'
import { eachElement } from './nodes.ts'
import { xmlText } from './xhtml.ts'

/** File of an EPUB, as its package lists it. */
export interface PackageItem {
  /** Id in the package. */
  id: string
  /** Path from the package. */
  path: string
  /** Media type. */
  type: string
  /** What a reader has to know before it opens the file. */
  properties?: string
  /** Whether it is read in order. */
  inSpine?: boolean
}

/**
 * Escape text for XML.
 *
 * @param text - Text.
 * @returns Text for an element or an attribute in double quotation marks.
 */
export function escapeXml(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/**
 * Write the package document of an EPUB.
 *
 * @param book - Book.
 * @param items - Its files.
 * @returns XML.
 *
 * @see EPUB 3.3, 5 Package document; EPUB Accessibility 1.1
 */
export function packageDocument(
  book: Book,
  items: readonly PackageItem[],
): string {
  const { locale, beside } = book
  const languages = [locale, ...(beside ? [beside] : [])].map(languageTag)
  const metadata = [
    element('dc:identifier', book.id, ' id="book-id"'),
    element('dc:title', book.title),
    ...languages.map((language) => element('dc:language', language)),
    ...book.authors.map((author) => element('dc:creator', author)),
    ...optional('dc:publisher', book.publisher),
    ...optional('dc:description', book.description),
    ...optional('dc:date', book.published),
    ...book.subjects.map((subject) => element('dc:subject', subject)),
    meta('dcterms:modified', book.modified),
    ...accessibility(book).map(([name, value]) =>
      meta(`schema:${name}`, value),
    ),
  ]
  const manifest = items.map(
    ({ id, path, type, properties }) =>
      `    <item id="${id}" href="${escapeXml(path)}" media-type="${type}"${
        properties ? ` properties="${properties}"` : ''
      }/>`,
  )
  const spine = items
    .filter(({ inSpine }) => inSpine)
    .map(({ id }) => `    <itemref idref="${id}"/>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="${languages[0]}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${metadata.map((line) => `    ${line}`).join('\n')}
  </metadata>
  <manifest>
${manifest.join('\n')}
  </manifest>
  <spine toc="ncx">
${spine.join('\n')}
  </spine>
</package>
`
}

function element(name: string, text: string, attributes = ''): string {
  return `<${name}${attributes}>${escapeXml(text)}</${name}>`
}

function optional(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [element(name, text)]
}

function meta(property: string, text: string): string {
  return `<meta property="${property}">${escapeXml(text)}</meta>`
}

/** What the book has for readers who do not see it, and how it can be read. */
function accessibility(book: Book): (readonly [string, string])[] {
  let images = 0
  let described = 0
  let formulas = 0
  for (const { header, body } of book.chapters) {
    eachElement([...header, ...body], ({ tagName, properties }) => {
      if (tagName === 'math') formulas++
      if (tagName !== 'img') return
      images++
      if (String(properties['alt'] ?? '').trim() !== '') described++
    })
  }
  return [
    ['accessMode', 'textual'],
    ...(images > 0 ? ([['accessMode', 'visual']] as const) : []),
    // Who can not see a picture has its words, or not.
    images === described
      ? ['accessModeSufficient', 'textual']
      : ['accessModeSufficient', 'textual,visual'],
    ['accessibilityFeature', 'structuralNavigation'],
    ['accessibilityFeature', 'tableOfContents'],
    ['accessibilityFeature', 'readingOrder'],
    ['accessibilityFeature', 'displayTransformability'],
    ...(described > 0
      ? ([['accessibilityFeature', 'alternativeText']] as const)
      : []),
    ...(formulas > 0 ? ([['accessibilityFeature', 'MathML']] as const) : []),
    ['accessibilityHazard', 'none'],
    ['accessibilitySummary', book.strings.accessibility],
  ]
}

/**
 * Write the table of contents that EPUB 2 readers take.
 *
 * @param book - Book.
 * @returns XML of an NCX.
 *
 * @see OPF 2.0.1, 2.4.1
 */
export function ncx(book: Book): string {
  const entries = [
    ...book.chapters.map(({ title }, index) => [title, chapterName(index)]),
    ...(book.terms.length > 0
      ? [[book.strings.glossary, 'glossary.xhtml']]
      : []),
  ]
  const points = entries.map(
    ([title = '', path = ''], index) =>
      `    <navPoint id="point-${index + 1}" playOrder="${index + 1}"><navLabel><text>${escapeXml(title)}</text></navLabel><content src="${path}"/></navPoint>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="${languageTag(book.locale)}">
  <head><meta name="dtb:uid" content="${escapeXml(book.id)}"/></head>
  <docTitle><text>${escapeXml(book.title)}</text></docTitle>
  <navMap>
${points.join('\n')}
  </navMap>
</ncx>
`
}
