import { ExchangeError, type LeftOut } from './exchanged.ts'
import { readXml, type XmlElement } from './read-xml.ts'
import { openZip, type Zip } from './unzip.ts'
import { isDateFormat, isoDate } from './xlsx-numbers.ts'

/** Row of a sheet. */
export interface SheetRow {
  /** Number of the row, from 1. */
  line: number
  /** Text of the cells; empty ones are empty strings. */
  cells: readonly string[]
}

/** What is read of a workbook. */
export interface SheetReading {
  /** Name of the sheet that is read. Default: the first with a heading. */
  sheet?: string
  /**
   * Tells whether a row names columns that are known. It is asked about the first
   * row with text of each sheet, until one has them.
   */
  isHeading(cells: readonly string[]): boolean
  /** Counts formulas, whose results are read, and errors, which are not. */
  leftOut: LeftOut
}

/** Bytes that a file may have. */
const largest = 64_000_000

/** Sheets that are looked at, and elements of a kind that are read of a part. */
const most = { sheets: 255, elements: 2_000_000 }

/** Columns that are read; a sheet has up to 16,384. */
const widest = 1000

/**
 * Read the rows of a sheet of a workbook (ECMA-376, SpreadsheetML; `.xlsx`).
 *
 * Every cell is the text it stands for: a date `2026-01-08`, a truth `true`, a
 * formula its last result. How words are pronounced (`rPh`) is no part of them.
 * Nothing is calculated and nothing outside is loaded. The row before the others
 * is the one that names the columns.
 *
 * @param source - Bytes of the file.
 * @param reading - Sheet, heading.
 * @yields Rows with text, in order.
 * @throws ExchangeError when it is no workbook, a protected or older one, or broken;
 *   `no-sheet` with the names of the sheets where none is meant.
 */
export async function* readXlsx(
  source: AsyncIterable<Uint8Array | string>,
  { sheet, isHeading, leftOut }: SheetReading,
): AsyncGenerator<SheetRow> {
  const bytes = await bytesOf(source)
  const book = await openBook(bytes)
  const sheets = book.sheets
    .filter(({ name }) => sheet === undefined || name === sheet)
    .slice(0, most.sheets)
  for (const one of sheets) {
    const rows = rowsOf(one.path, book, leftOut)
    const { value: first } = await rows.next()
    if (!first || (sheet === undefined && !isHeading(first.cells))) continue
    yield first
    yield* rows
    return
  }
  const names = book.sheets.map(({ name }) => name).join(', ')
  throw new ExchangeError('no-sheet', 1, names)
}

async function bytesOf(
  source: AsyncIterable<Uint8Array | string>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    if (typeof chunk === 'string') throw new ExchangeError('not-xlsx', 1)
    chunks.push(chunk)
    length += chunk.length
    if (length > largest) throw new ExchangeError('inflates', 1)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  // A compound file is a workbook of before 2007, or one that is encrypted.
  const compound = [0xd0, 0xcf, 0x11, 0xe0].every((one, i) => bytes[i] === one)
  if (compound) throw new ExchangeError('compound', 1)
  return bytes
}

interface Book {
  zip: Zip
  sheets: readonly { name: string; path: string }[]
  /** Texts that cells name by their number. */
  shared: readonly string[]
  /** Which styles of cells show dates. */
  dates: readonly boolean[]
  /** Whether days are counted from 1904. */
  late: boolean
}

async function openBook(bytes: Uint8Array): Promise<Book> {
  const zip = openZip(bytes)
  const root = await relations(zip, '')
  const path = pathOf(root, 'officeDocument')
  // The parts of a binary workbook (.xlsb) are no XML.
  if (path === undefined || path.endsWith('.bin')) {
    throw new ExchangeError('not-xlsx', 1)
  }
  const related = await relations(zip, path)
  const strings = pathOf(related, 'sharedStrings')
  const styles = pathOf(related, 'styles')
  const parts = zip.take([path, strings ?? '', styles ?? ''])
  const sheets: { name: string; path: string }[] = []
  let late = false
  await elements(parts.get(path), ['sheet', 'workbookPr'], (one) => {
    const { name, attributes } = one
    if (name === 'workbookPr') {
      late = /^(?:1|true)$/.test(attributes.get('date1904') ?? '')
      return
    }
    const id = [...attributes].find(([key]) => /(?:^|:)id$/.test(key))
    const target = related.get(id?.[1] ?? '')
    // Charts and dialogs have no cells.
    if (target?.type !== 'worksheet') return
    if (sheets.some((other) => other.path === target.path)) return
    sheets.push({ name: attributes.get('name') ?? '', path: target.path })
  })
  const shared: string[] = []
  await elements(parts.get(strings ?? ''), ['si'], (one) => {
    shared.push(textOf(one))
  })
  const dates = await dateStyles(parts.get(styles ?? ''))
  return { zip, sheets, shared, dates, late }
}

type Related = Map<string, { type: string; path: string }>

function pathOf(related: Related, wanted: string): string | undefined {
  return [...related.values()].find(({ type }) => type === wanted)?.path
}

/** Parts that a part names, by their ids (OPC, ECMA-376 part 2). */
async function relations(zip: Zip, part: string): Promise<Related> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const path = `${folder}_rels/${part.slice(folder.length)}.rels`
  const found: Related = new Map()
  const xml = zip.take([path]).get(path)
  await elements(xml, ['Relationship'], ({ attributes }) => {
    if (attributes.get('TargetMode') === 'External') return
    const type = attributes.get('Type')?.replace(/^.*\//, '') ?? ''
    const target = attributes.get('Target') ?? ''
    const whole = target.startsWith('/')
      ? target.slice(1)
      : resolved(folder + target)
    // A name that is not in the file leads nowhere.
    if (!zip.names.has(whole)) return
    found.set(attributes.get('Id') ?? '', { type, path: whole })
  })
  return found
}

function resolved(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) {
    yield bytes.subarray(at, at + 65_536)
  }
}

async function elements(
  xml: Uint8Array | undefined,
  wanted: readonly string[],
  onElement: (element: XmlElement) => void,
): Promise<void> {
  if (!xml) return
  let count = 0
  const reading = { wanted: new Set(wanted), onRoot() {} }
  for await (const one of readXml(inPieces(xml), reading)) {
    if (++count > most.elements) throw new ExchangeError('inflates', 1)
    onElement(one)
  }
}

async function dateStyles(xml: Uint8Array | undefined): Promise<boolean[]> {
  const codes = new Map<number, string>()
  const styles: boolean[] = []
  await elements(
    xml,
    ['numFmt', 'cellXfs'],
    ({ name, attributes, children }) => {
      if (name === 'numFmt') {
        const code = attributes.get('formatCode') ?? ''
        codes.set(Number(attributes.get('numFmtId')), code)
        return
      }
      for (const one of children) {
        const id = Number(one.attributes.get('numFmtId') ?? 0)
        styles.push(isDateFormat(id, codes.get(id)))
      }
    },
  )
  return styles
}

/** Text of `si` or `is`: of its runs, without how they are pronounced. */
function textOf({ children }: XmlElement): string {
  return children
    .filter(({ name }) => name !== 'rPh')
    .map((child) => (child.name === 't' ? plain(child.text) : textOf(child)))
    .join('')
}

/** `_x0001_` is a character that XML has no way to write (ST_Xstring). */
function plain(text: string): string {
  return text.replace(/_x([\dA-F]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

async function* rowsOf(
  path: string,
  book: Book,
  leftOut: LeftOut,
): AsyncGenerator<SheetRow> {
  const xml = book.zip.take([path]).get(path)
  if (!xml) throw new ExchangeError('not-xlsx', 1)
  const reading = { wanted: new Set(['row']), onRoot() {} }
  let last = 0
  for await (const row of readXml(inPieces(xml), reading)) {
    const line = Number(row.attributes.get('r') ?? last + 1)
    last = line
    const cells: string[] = []
    let at = -1
    for (const cell of row.children) {
      if (cell.name !== 'c') continue
      at = columnOf(cell.attributes.get('r')) ?? at + 1
      const text = cellText(cell, book, leftOut)
      if (text === '') continue
      if (at >= widest) {
        leftOut.add('cell')
        continue
      }
      while (cells.length < at) cells.push('')
      cells[at] = text
    }
    if (cells.some((text) => text.trim() !== '')) yield { line, cells }
  }
}

/** Column of `AB12`, from 0. */
function columnOf(place: string | undefined): number | undefined {
  const [name] = /^[A-Z]{1,3}/.exec(place ?? '') ?? []
  if (name === undefined) return undefined
  let column = 0
  for (const letter of name) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function cellText(cell: XmlElement, book: Book, leftOut: LeftOut): string {
  const { attributes, children } = cell
  const type = attributes.get('t') ?? 'n'
  const child = (name: string) => children.find((one) => one.name === name)
  if (child('f')) leftOut.add('formula')
  if (type === 'inlineStr') {
    const text = child('is')
    return text ? textOf(text) : ''
  }
  const value = child('v')?.text ?? ''
  if (type === 's') return book.shared[Number(value)] ?? ''
  if (type === 'str') return plain(value)
  if (type === 'b') return value === '1' ? 'true' : 'false'
  if (type === 'e') {
    leftOut.add('error')
    return ''
  }
  const number = Number(value)
  const dated = book.dates[Number(attributes.get('s') ?? 0)] === true
  if (type !== 'n' || value === '' || !dated) return numeral(value)
  return isoDate(number, book.late) ?? value
}

/** 0.1 may be kept as 0.10000000000000001. */
function numeral(value: string): string {
  const number = Number(value)
  return /^[-+.\dEe]+$/.test(value) && Number.isFinite(number)
    ? String(number)
    : value
}
