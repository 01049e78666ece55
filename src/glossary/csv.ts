import { type Options, parse } from 'csv-parse'
import {
  type TableHeading,
  type TableRecord,
  type TableRow,
  tableRows,
} from './table.ts'

/** How a table is read. */
export interface TableOptions {
  /** Character between cells. */
  delimiter: ',' | '\t'
  /** Columns by the headings the table has for them. Default: none. */
  headings?: ReadonlyMap<string, string>
}

/**
 * Write a row of a table: RFC 4180, with a guard against formulas.
 *
 * A cell that a spreadsheet would take for a formula (OWASP, CSV injection) gets an
 * apostrophe before it; so does one that already has it, so that reading takes
 * away exactly what was added.
 *
 * @param cells - Cells.
 * @param delimiter - Character between them.
 * @returns Line with its break.
 */
export function printRow(
  cells: readonly string[],
  delimiter: TableOptions['delimiter'],
): string {
  const printed = cells.map((cell, index) => {
    const guarded = /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
    // A first cell that begins with # would be read as a comment.
    const quoted =
      /["\r\n]/.test(guarded) ||
      guarded.includes(delimiter) ||
      /^\s|\s$/.test(guarded) ||
      (index === 0 && guarded.startsWith('#'))
    return quoted ? `"${guarded.replaceAll('"', '""')}"` : guarded
  })
  return `${printed.join(delimiter)}\r\n`
}

function restore(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

/**
 * Read a table, row by row as it comes in.
 *
 * @param source - Bytes of the table, in UTF-8 with or without a byte order mark.
 * @param options - Character between cells, headings of its own.
 * @param onHeading - Called with the heading before the first row is given.
 * @yields Rows. Lines that begin with `#` are comments.
 * @throws Error of csv-parse, with `lines`, when quotation marks do not match.
 */
export async function* readTable(
  source: AsyncIterable<Uint8Array | string>,
  { delimiter, headings = new Map() }: TableOptions,
  onHeading: (heading: TableHeading) => void,
): AsyncGenerator<TableRow> {
  const records = csvRecords(source, delimiter)
  yield* tableRows(records, { headings, onHeading })
}

async function* csvRecords(
  source: AsyncIterable<Uint8Array | string>,
  delimiter: TableOptions['delimiter'],
): AsyncGenerator<TableRecord> {
  const settings: Options = {
    delimiter,
    bom: true,
    comment: '#',
    comment_no_infix: true,
    info: true,
    max_record_size: 1_000_000,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  }
  const parser = parse(settings)
  const feed = (async () => {
    try {
      for await (const chunk of source) {
        if (!parser.write(chunk)) {
          await new Promise((done) => parser.once('drain', done))
        }
      }
      parser.end()
    } catch (error) {
      parser.destroy(error as Error)
    }
  })()
  // A row may span lines: it starts after the one before it ended.
  let start = 1
  for await (const item of parser) {
    const { record, info } = item as {
      record: string[]
      info: { lines: number }
    }
    const line = Math.max(
      start,
      info.lines - record.join('').split('\n').length + 1,
    )
    start = info.lines + 1
    yield { line, cells: record.map(restore) }
  }
  await feed
}
