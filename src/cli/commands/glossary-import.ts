import { type PlacedEdit, saveGlossaries } from '../../build/glossary-edit.ts'
import {
  type ExchangedConcept,
  LeftOut,
  readOmegat,
  readTbx,
  readTmxGlossary,
  readUtx,
  readXliffGlossary,
} from '../../exchange/index.ts'
import {
  isSame,
  type WrittenConcept,
  withHistory,
  withState,
} from '../../glossary/index.ts'
import { exitCodes } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { type Context, print, printJson } from '../context.ts'
import { actOf, changesOf, openGlossary, printChanges } from '../glossary.ts'
import { fileFor } from '../glossary-file.ts'
import {
  type GlossaryFormat,
  glossaryFormat,
  glossaryFormats,
  writtenFormats,
} from '../glossary-format.ts'
import { readIncoming } from '../incoming-concepts.ts'
import { incomingBytes } from '../incoming-file.ts'
import { isTable, readRows, type TableFormat } from '../incoming-rows.ts'
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
    'sheet',
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
    {
      line: 'yiwen glossary import terms.xlsx --sheet Terms --dry-run',
      about: 'cli:command.glossaryImport.example.xlsx',
    },
  ],
  async run(context, { arguments: [path = '-'], values }) {
    const { io, t } = context
    const { config } = await loadSettings(context, values)
    const glossary = await openGlossary(context, values)
    const act = await actOf(context, values)
    const leftOut = new LeftOut()
    const format = glossaryFormat(values['table-format'], path)
    const incoming = isTable(format)
      ? await readRows(path, format, { values, leftOut, context })
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
        changes: [...changesOf(edits)],
        leftOut: leftOut.counts,
      })
      return exitCodes.ok
    }
    reportLeftOut(leftOut, context)
    if (dryRun) {
      print(context, t('cli:desk.dryRun'))
      // One by one: those of a large file are large too.
      printChanges(context, changesOf(edits))
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
  format: Exclude<GlossaryFormat, TableFormat>,
  {
    values,
    context,
    leftOut,
  }: { values: Values; context: Context; leftOut: LeftOut },
): AsyncIterable<ExchangedConcept> {
  const { t } = context
  const written: readonly GlossaryFormat[] = writtenFormats
  if (written.includes(format)) {
    const others = glossaryFormats.filter((one) => !written.includes(one))
    throw invalidValue('--format', format, others, t)
  }
  const languages = languagePair(values, context)
  const source = incomingBytes(path, context)
  if (format === 'tbx' || format === 'tbx2') return readTbx(source, leftOut)
  if (format === 'tmx') return readTmxGlossary(source, leftOut)
  if (format === 'xliff') return readXliffGlossary(source, leftOut)
  return format === 'utx'
    ? readUtx(source, leftOut)
    : readOmegat(source, languages, leftOut)
}
