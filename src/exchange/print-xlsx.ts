import { strToU8, zipSync } from 'fflate'
import type { LeftOut } from './exchanged.ts'
import { attribute, escaped } from './plain-text.ts'

/** What a workbook of one sheet is made of. */
export interface SheetOptions {
  /** Name of the sheet. */
  name: string
  /** Widths of the columns, in characters. Default: what the program chooses. */
  widths?: readonly number[]
}

/** Characters that a cell may have (Excel's limits). */
const longest = 32_767

/** Row that a sheet may have. */
const lastRow = 1_048_576

const relationships =
  'http://schemas.openxmlformats.org/package/2006/relationships'
const office =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/**
 * Write a table as a workbook of Office Open XML (ECMA-376, SpreadsheetML).
 *
 * Every cell is text: nothing that a cell begins with makes it a formula, and the
 * style says so to who edits it (`quotePrefix`, the format `@`). The first row
 * stays in sight. The same table gives the same bytes.
 *
 * @param rows - Rows of cells; the first one names the columns.
 * @param options - Sheet.
 * @param leftOut - Counts cells that are too long, and what XML can not write.
 * @returns Bytes of the file.
 */
export function printXlsx(
  rows: Iterable<readonly string[]>,
  { name, widths = [] }: SheetOptions,
  leftOut: LeftOut,
): Uint8Array {
  const files = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
      ['/xl/workbook.xml', 'sheet.main'],
      ['/xl/worksheets/sheet1.xml', 'worksheet'],
      ['/xl/styles.xml', 'styles'],
    ]
      .map(
        ([part, type]) =>
          `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
      )
      .join('')}</Types>`,
    '_rels/.rels': related([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${attribute(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': sheet(rows, widths, leftOut),
  }
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, xml]) => [
        path,
        strToU8(declaration + xml),
      ]),
    ),
    // A ZIP file can not say an earlier day.
    { mtime: new Date(1980, 0, 1), level: 6 },
  )
}

function related(parts: readonly (readonly [string, string])[]): string {
  const items = parts.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${relationships}">${items.join('')}</Relationships>`
}

/** Styles: 0 what no cell has, 1 text, 2 a heading, 3 text that looks like a formula. */
const styles = `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${[
  ['0', '', '<alignment vertical="top" wrapText="1"/>'],
  ['1', '', '<alignment vertical="top"/>'],
  ['0', ' quotePrefix="1"', '<alignment vertical="top" wrapText="1"/>'],
]
  .map(
    ([font, more, alignment]) =>
      `<xf numFmtId="49" fontId="${font}" fillId="0" borderId="0" xfId="0"${more} applyNumberFormat="1" applyFont="1" applyAlignment="1">${alignment}</xf>`,
  )
  .join(
    '',
  )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

function sheet(
  rows: Iterable<readonly string[]>,
  widths: readonly number[],
  leftOut: LeftOut,
): string {
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="1" customWidth="1"/>`,
  )
  const lines: string[] = []
  for (const cells of rows) {
    const row = lines.length + 1
    if (row > lastRow) {
      leftOut.add('row')
      continue
    }
    const printed = cells.map((text, index) => {
      const style = row === 1 ? 2 : /^['=+\-@\t\r]/.test(text) ? 3 : 1
      return printCell(text, {
        place: `${letters(index)}${row}`,
        style,
        leftOut,
      })
    })
    lines.push(`<row r="${row}">${printed.join('')}</row>`)
  }
  return `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${
    columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''
  }<sheetData>${lines.join('')}</sheetData></worksheet>`
}

function printCell(
  text: string,
  { place, style, leftOut }: { place: string; style: number; leftOut: LeftOut },
): string {
  if (text === '') return ''
  // Part of a cell would be wrong; a program would call the file broken.
  if (text.length > longest) {
    leftOut.add(`cell of more than ${longest} characters`)
    return ''
  }
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(codes(text))}</t></is></c>`
}

/** What XML has no way to write is `_x0001_` (ECMA-376, 22.9.2.19, ST_Xstring). */
function codes(text: string): string {
  return text
    .replace(/_(?=x[\dA-F]{4}_)/gi, '_x005F_')
    .replace(
      /[\0-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu,
      (character) =>
        `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
}

/** Name of a column: A, B … Z, AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

/** A name has up to 31 characters, and none of some. */
function sheetName(name: string): string {
  const plain = name.replace(/[\\/?*[\]:\p{Cc}]|^'|'$/gu, ' ').slice(0, 31)
  return plain.trim() || 'Sheet1'
}
