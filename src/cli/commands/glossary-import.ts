import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { type PlacedEdit, saveGlossaries } from '../../build-glossary-edit.ts'
import {
  type ExchangedConcept,
  LeftOut,
  readOmegat,
  readTbx,
  readUtx,
} from '../../exchange/index.ts'
import {
  columns,
  isSame,
  readTable,
  type TableRow,
  type WrittenConcept,
  withHistory,
  withRow,
  withState,
} from '../../glossary/index.ts'
import { exitCodes, type ReviewState } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { type Context, misuse, print, printJson } from '../context.ts'
import {
  actOf,
  changesOf,
  openGlossary,
  printChanges,
  readPair,
} from '../glossary.ts'
import { fileFor } from '../glossary-file.ts'
import {
  type GlossaryFormat,
  glossaryFormat,
  glossaryFormats,
} from '../glossary-format.ts'
import { type Incoming, readIncoming, slug } from '../incoming-concepts.ts'
import { languagePair } from '../language-pair.ts'
import { reportLeftOut } from '../left-out.ts'
import type { Values } from '../options.ts'
import { invalidValue } from '../parse-arguments.ts'
import { loadSettings } from '../project.ts'
import { visible } from '../terminal-text.ts'

/** `yiwen glossary import`: concepts from a table, or a file of another program. */
export const glossaryImport: Command = {
  words: ['glossary', 'import'],
  key: 'glossaryImport',
  argument: { value: 'file', about: 'cli:argument.table', required: true },
  options: [
    'map',
    'table-format',
    'from-language',
    'to-language',
    'glossary-domain',
    'into',
    'overwrite',
    'reason',
    'by',
    'dry-run',
    'glossary',
    'json',
    'config',
  ],
  examples: [
    {
      line: 'yiwen glossary import terms.csv --dry-run',
      about: 'cli:command.glossaryImport.example.dry',
    },
    {
      line: 'yiwen glossary import terms.tsv --map Taiwan=zh-TW --map Term=en --domain finance',
      about: 'cli:command.glossaryImport.example.map',
    },
    {
      line: 'yiwen glossary import terms.csv --overwrite --reason Agreed',
      about: 'cli:command.glossaryImport.example.overwrite',
    },
    {
      line: 'yiwen glossary import agency.tbx --domain finance --dry-run',
      about: 'cli:command.glossaryImport.example.tbx',
    },
  ],
  async run(context, { arguments: [path = '-'], values }) {
    const { io, t } = context
    const { config } = await loadSettings(context, values)
    const glossary = await openGlossary(context, values)
    const act = await actOf(context, values)
    const leftOut = new LeftOut()
    const format = glossaryFormat(values['table-format'], path)
    const incoming =
      format === 'csv' || format === 'tsv'
        ? await readRows(path, format, { values, context })
        : await readIncoming(
            readOther(path, format, { values, context, leftOut }),
            {
              path,
              isKnown: (id) => glossary.concepts.has(id),
              leftOut,
              context,
            },
          )
    const edits: PlacedEdit[] = []
    const kept: string[] = []
    const rewritten: string[] = []
    let same = 0
    for (const [id, one] of incoming) {
      const known = glossary.concepts.get(id)
      const start: WrittenConcept = known?.concept ?? { id, state: 'proposed' }
      const { state, domain = values['glossary-domain'] } = one
      const concept = one.into(
        known || domain === undefined ? start : { ...start, domain },
      )
      const before = known?.concept['state']
      const moved = state !== undefined && state !== (before ?? 'proposed')
      if (known && isSame(concept, known.concept) && !moved) {
        same++
        continue
      }
      const reviewed = before === 'approved' || before === 'rejected'
      if (reviewed && !values.overwrite) {
        kept.push(id)
        continue
      }
      if (reviewed) rewritten.push(id)
      const place = `${path}:${one.line}`
      const note = act.reason === undefined ? place : `${place}: ${act.reason}`
      const noted = withHistory(concept, 'imported', { ...act, reason: note })
      const done = moved ? withState(noted, state, act) : noted
      edits.push(
        known
          ? { kind: 'replace', id, concept: done, file: known.file }
          : {
              kind: 'add',
              concept: done,
              file: await fileFor(done, glossary, { context, values, config }),
            },
      )
    }
    const changes = changesOf(edits)
    const dryRun = values['dry-run'] ?? false
    const files = await saveGlossaries(edits, { dryRun })
    const added = edits.filter(({ kind }) => kind === 'add').length
    const counts = { added, changed: edits.length - added, same }
    if (values.json) {
      printJson(context, {
        ok: true,
        dryRun,
        files,
        ...counts,
        kept,
        rewritten,
        changes,
        leftOut: leftOut.counts,
      })
      return exitCodes.ok
    }
    reportLeftOut(leftOut, context)
    if (dryRun) {
      print(context, t('cli:desk.dryRun'))
      printChanges(context, changes)
    }
    const list = (ids: readonly string[]) => ({
      count: ids.length,
      ids: visible(ids.join(', ')),
    })
    if (kept.length > 0) {
      io.stderr.write(
        `${context.err.yellow(t('cli:table.kept', list(kept)))}\n`,
      )
    }
    if (rewritten.length > 0) {
      print(context, t('cli:table.rewritten', list(rewritten)))
    }
    print(context, t('cli:table.done', counts))
    return exitCodes.ok
  },
}

/** Concepts of a file of another program. */
function readOther(
  path: string,
  format: Exclude<GlossaryFormat, 'csv' | 'tsv'>,
  {
    values,
    context,
    leftOut,
  }: { values: Values; context: Context; leftOut: LeftOut },
): AsyncIterable<ExchangedConcept> {
  const { io, t } = context
  if (format === 'i18next') {
    const others = glossaryFormats.filter((one) => one !== format)
    throw invalidValue('--format', format, others, t)
  }
  const languages = languagePair(values, context)
  const source =
    path === '-' ? io.stdin : createReadStream(resolve(io.cwd, path))
  if (format === 'tbx' || format === 'tbx2') return readTbx(source, leftOut)
  return format === 'utx'
    ? readUtx(source, leftOut)
    : readOmegat(source, languages, leftOut)
}

/** Rows by the id of their concept; every row is read before anything is done. */
async function readRows(
  path: string,
  format: 'csv' | 'tsv',
  { values, context }: { values: Values; context: Context },
): Promise<Map<string, Incoming>> {
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
  const source =
    path === '-' ? io.stdin : createReadStream(resolve(io.cwd, path))
  const delimiter = format === 'csv' ? ',' : '\t'
  const rows = new Map<string, Incoming>()
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
    for await (const row of readTable(
      source,
      { delimiter, headings },
      onHeading,
    )) {
      const english = row.cells.get('en')?.split('|')[0] ?? ''
      const id = row.cells.get('id')?.trim() ?? slug(english)
      if (id === '') throw wrong(row.line, t('cli:misuse.noId'))
      if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
        throw wrong(row.line, t('cli:misuse.badId', { id: visible(id) }))
      }
      const other = rows.get(id)
      if (other) {
        throw wrong(row.line, t('cli:misuse.twice', { id, line: other.line }))
      }
      const state = row.cells.get('state')?.trim() as ReviewState | undefined
      const domain = row.cells.get('domain')
      rows.set(id, {
        line: row.line,
        into: (concept) => fromRow(concept, row, { path, context }),
        ...(state === undefined ? {} : { state }),
        ...(domain === undefined ? {} : { domain }),
      })
    }
  } catch (error) {
    const { lines } = error as { lines?: unknown }
    if (error instanceof Error && typeof lines === 'number') {
      throw wrong(lines, error.message)
    }
    throw error
  }
  return rows
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
