import { ExchangeError, type LeftOut, readXlsx } from '../exchange/index.ts'
import {
  columns,
  isHeading,
  readTable,
  type TableRow,
  tableRows,
  type WrittenConcept,
  withRow,
} from '../glossary/index.ts'
import type { ReviewState } from '../model/index.ts'
import { type Context, misuse } from './context.ts'
import { readPair } from './glossary.ts'
import type { GlossaryFormat } from './glossary-format.ts'
import {
  type Incoming,
  type IncomingConcepts,
  slug,
} from './incoming-concepts.ts'
import { incomingBytes } from './incoming-file.ts'
import type { Values } from './options.ts'
import { invalidValue } from './parse-arguments.ts'
import { Spool } from './spool.ts'
import { visible } from './terminal-text.ts'

/** Format that is a table: one row is one concept. */
export type TableFormat = 'csv' | 'tsv' | 'xlsx'

/**
 * Tell whether a format is a table.
 *
 * @param format - Format.
 * @returns Whether one row is one concept.
 */
export function isTable(format: GlossaryFormat): format is TableFormat {
  return format === 'csv' || format === 'tsv' || format === 'xlsx'
}

/**
 * Read the rows of a table by the ids of their concepts.
 *
 * Every row is read before anything is done.
 *
 * @param path - File, as it was typed.
 * @param format - Its format.
 * @param options - Options of the command, what counts, context.
 * @returns Ids and concepts, to be gone through as often as wanted, and closed.
 * @throws UserError when the table is broken or has an id twice.
 */
export async function readRows(
  path: string,
  format: TableFormat,
  options: { values: Values; leftOut: LeftOut; context: Context },
): Promise<IncomingConcepts> {
  const { values, leftOut, context } = options
  const { io, t } = context
  const form = t('cli:value.mapping')
  const headings = new Map(
    (values.map ?? []).map((value) => readPair(value, '--map', form, context)),
  )
  for (const column of headings.values()) {
    if (!columns.includes(column)) {
      throw invalidValue('--map', column, columns, t)
    }
  }
  const source = incomingBytes(path, context)
  const lines = new Map<string, number>()
  const rows = new Spool<SpooledRow>()
  const onHeading = ({
    known,
    ignored,
  }: {
    known: readonly string[]
    ignored: readonly string[]
  }) => {
    if (known.length === 0) throw misuse(t('cli:misuse.noColumns', { path }))
    if (ignored.length === 0) return
    const names = visible(ignored.join(', '))
    io.stderr.write(`${t('cli:table.ignored', { columns: names })}\n`)
  }
  const wrong = (line: number, problem: string) =>
    misuse(t('cli:misuse.badRow', { path, line, problem }))
  try {
    const { sheet } = values
    const found =
      format === 'xlsx'
        ? tableRows(
            readXlsx(source, {
              leftOut,
              isHeading: (cells) => isHeading(cells, headings),
              ...(sheet === undefined ? {} : { sheet }),
            }),
            { headings, onHeading },
          )
        : readTable(
            source,
            { delimiter: format === 'csv' ? ',' : '\t', headings },
            onHeading,
          )
    for await (const row of found) {
      const english = row.cells.get('en')?.split('|')[0] ?? ''
      const id = row.cells.get('id')?.trim() ?? slug(english)
      if (id === '') throw wrong(row.line, t('cli:misuse.noId'))
      if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
        throw wrong(row.line, t('cli:misuse.badId', { id: visible(id) }))
      }
      const other = lines.get(id)
      if (other !== undefined) {
        throw wrong(row.line, t('cli:misuse.twice', { id, line: other }))
      }
      lines.set(id, row.line)
      rows.add([id, row.line, [...row.cells]])
    }
  } catch (error) {
    rows.close()
    if (error instanceof ExchangeError) {
      const { problem, line, message } = error
      const values = { detail: visible(message) }
      throw wrong(line, t(`cli:exchange.problem.${problem}`, values))
    }
    const { lines } = error as { lines?: unknown }
    if (error instanceof Error && typeof lines === 'number') {
      throw wrong(lines, error.message)
    }
    throw error
  }
  return {
    *[Symbol.iterator]() {
      for (const [id, line, cells] of rows) {
        const row = { line, cells: new Map(cells) }
        yield [id, incomingOf(row, { path, context })]
      }
    },
    close: () => rows.close(),
  }
}

/** Id, line and cells of a row. */
type SpooledRow = [id: string, line: number, cells: [string, string][]]

function incomingOf(
  row: TableRow,
  place: { path: string; context: Context },
): Incoming {
  const state = row.cells.get('state')?.trim() as ReviewState | undefined
  const domain = row.cells.get('domain')
  return {
    line: row.line,
    into: (concept) => fromRow(concept, row, place),
    ...(state === undefined ? {} : { state }),
    ...(domain === undefined ? {} : { domain }),
  }
}

function fromRow(
  concept: WrittenConcept,
  row: TableRow,
  { path, context: { t } }: { path: string; context: Context },
): WrittenConcept {
  try {
    return withRow(concept, row)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { line } = row
    throw misuse(t('cli:misuse.badRow', { path, line, problem: error.message }))
  }
}
