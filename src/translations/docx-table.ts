import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { Translation } from '../model/index.ts'
import { TranslationFileError } from './file-error.ts'
import type { HandedFile } from './handed.ts'
import type { TableStrings } from './html-table.ts'
import { childrenOf, readXml, type XmlElement } from './read-xml.ts'
import { readTable, tableOf } from './table.ts'
import type { Concepts } from './terms.ts'
import { xmlText } from './xml-text.ts'

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** No document is larger when it is unpacked. */
const largest = 100_000_000

/** The same bytes whenever it is written; ZIP knows no earlier day. */
const mtime = new Date(1980, 0, 1)

/**
 * Write a translation as a Word document with a table.
 *
 * @param translation - Translation.
 * @param strings - Words in it.
 * @param concepts - Concepts whose words are noted. Default: none.
 * @returns Bytes of the `.docx`.
 *
 * @see ECMA-376, Office Open XML, part 1
 */
export function printDocxTable(
  translation: Translation,
  strings: TableStrings,
  concepts: Concepts = new Map(),
): Uint8Array {
  const { article, source, target } = translation
  const widths = [1100, 5000, 5000, 2800]
  const rows = tableOf(translation, concepts).map((row) => {
    const notes = [
      ...(row.stale === undefined ? [] : [`${strings.stale} ${row.stale}`]),
      ...row.notes,
    ]
    return rowOf([
      paragraph(row.id, '<w:sz w:val="8"/><w:color w:val="595959"/>'),
      paragraph(row.source),
      paragraph(row.target),
      notes.map((note) => paragraph(note)).join('') || paragraph(''),
    ])
  })
  const heading = rowOf(
    [article, source, target, strings.notes].map((text) =>
      paragraph(text, '<w:b/>'),
    ),
    '<w:trPr><w:tblHeader/></w:trPr>',
  )
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((name) => `<w:${name} w:val="single" w:sz="4" w:color="BBBBBB"/>`)
    .join('')
  const document = `${xml}<w:document xmlns:w="${main}"><w:body>${paragraph(
    strings.advice,
  )}<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${heading}${rows.join(
    '',
  )}</w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`
  return packFiles(
    new Map([
      [
        '[Content_Types].xml',
        strToU8(
          `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
        ),
      ],
      [
        '_rels/.rels',
        strToU8(
          `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
        ),
      ],
      ['word/document.xml', strToU8(document)],
    ]),
  )
}

function rowOf(cells: readonly string[], properties = ''): string {
  return `<w:tr>${properties}${cells.map((cell) => `<w:tc><w:tcPr/>${cell}</w:tc>`).join('')}</w:tr>`
}

function paragraph(text: string, properties = ''): string {
  if (text === '') return '<w:p/>'
  const style = properties ? `<w:rPr>${properties}</w:rPr>` : ''
  return `<w:p><w:r>${style}<w:t xml:space="preserve">${xmlText(text)}</w:t></w:r></w:p>`
}

/**
 * Read a Word document that {@link printDocxTable} wrote and somebody edited.
 *
 * What was deleted with changes tracked is gone, what was inserted is there.
 *
 * @param bytes - Bytes of the `.docx`.
 * @returns What it says.
 * @throws TranslationFileError when it is no such document.
 */
export function readDocxTable(bytes: Uint8Array): HandedFile {
  const files = unpackFiles(bytes, (name) => name === 'word/document.xml')
  const document = files.get('word/document.xml')
  if (!document) throw new TranslationFileError('not-table', 1)
  const root = readXml(strFromU8(document))
  const table = find(root, 'tbl')
  if (!table) throw new TranslationFileError('not-table', 1)
  const rows = allOf(table, 'tr').map((row) =>
    allOf(row, 'tc').map((cell) =>
      allOf(cell, 'p')
        .map(runs)
        .join(' ')
        .replace(/[\t\r\n]+/g, ' ')
        .trim(),
    ),
  )
  return readTable(rows)
}

function find(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of childrenOf(element)) {
    const found = child.name === name ? child : find(child, name)
    if (found) return found
  }
  return undefined
}

/** Elements of a name, not those inside one another. */
function allOf(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).flatMap((child) =>
    child.name === name ? [child] : allOf(child, name),
  )
}

function runs(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return element.name === 't' ? child : ''
      if (child.name === 'del' || child.name === 'moveFrom') return ''
      if (child.name === 'tab' || child.name === 'br') return ' '
      return runs(child)
    })
    .join('')
}

/**
 * Pack files into a ZIP archive.
 *
 * @param files - Bytes by path.
 * @returns Bytes of the archive, the same for the same files.
 */
export function packFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { mtime, level: 6 })
}

/**
 * Unpack files of a ZIP archive.
 *
 * @param bytes - Bytes of the archive.
 * @param wanted - Which of them. Default: all.
 * @returns Bytes by path.
 * @throws TranslationFileError when it is broken, or would be too large.
 */
export function unpackFiles(
  bytes: Uint8Array,
  wanted: (name: string) => boolean = () => true,
): Map<string, Uint8Array> {
  let size = 0
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted(name)) return false
        size += originalSize
        if (size > largest) throw new TranslationFileError('too-long', 1)
        return true
      },
    })
    return new Map(Object.entries(files))
  } catch (error) {
    if (error instanceof TranslationFileError) throw error
    throw new TranslationFileError('zip', 1)
  }
}
