import type { PlacedEdit } from '../../build/glossary-edit.ts'
import {
  type ExchangedConcept,
  LeftOut,
  readOmegat,
  readTbx,
  readTmxGlossary,
  readUtx,
  readXliffGlossary,
} from '../../exchange/index.ts'
import type { ConceptChange } from '../../glossary/index.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { type Context, print, printLongJson } from '../context.ts'
import { actOf, changeTeller, openGlossary, printChanges } from '../glossary.ts'
import { fileChooser } from '../glossary-file.ts'
import {
  type GlossaryFormat,
  glossaryFormat,
  glossaryFormats,
  writtenFormats,
} from '../glossary-format.ts'
import { readIncoming } from '../incoming-concepts.ts'
import { incomingBytes } from '../incoming-file.ts'
import { isTable, readRows, type TableFormat } from '../incoming-rows.ts'
import { judgeIncoming } from '../judge-incoming.ts'
import { languagePair } from '../language-pair.ts'
import { reportLeftOut } from '../left-out.ts'
import type { Values } from '../options.ts'
import { invalidValue } from '../parse-arguments.ts'
import { loadSettings } from '../project.ts'
import { type TakenIn, takeIn } from '../take-in.ts'
import { visible } from '../terminal-text.ts'

/** `yiwen glossary import`: concepts from a table, or a file of another program. */
export const glossaryImport: Run = async (
  context,
  { arguments: [path = '-'], values },
) => {
  const { io } = context
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
  const judging = {
    ...{ glossary, act, path, domain: values['glossary-domain'] },
    overwrite: values.overwrite ?? false,
    fileOf: fileChooser(glossary, { context, values, config }),
  }
  try {
    const done = await takeIn(() => judgeIncoming(incoming, judging), {
      cwd: io.cwd,
      patterns: values.glossary ?? config.glossary,
      dryRun: values['dry-run'] ?? false,
    })
    await report(done, leftOut, { values, context })
    return exitCodes.ok
  } finally {
    incoming.close()
  }
}

async function report(
  { dryRun, files, counts, kept, rewritten, edits }: TakenIn,
  leftOut: LeftOut,
  { values, context }: { values: Values; context: Context },
): Promise<void> {
  const { io, t } = context
  if (values.json) {
    const told = { ok: true, dryRun, files, ...counts, kept, rewritten }
    const rest = { leftOut: leftOut.counts }
    await printLongJson(context, told, 'changes', changesIn(edits()), rest)
    return
  }
  reportLeftOut(leftOut, context)
  if (dryRun) {
    print(context, t('cli:desk.dryRun'))
    // One by one: those of a large file are large too.
    for await (const change of changesIn(edits())) {
      printChanges(context, [change])
    }
  }
  const list = (ids: readonly string[]) => ({
    count: ids.length,
    ids: visible(ids.join(', ')),
  })
  if (kept.length > 0) {
    io.stderr.write(`${context.err.yellow(t('cli:table.kept', list(kept)))}\n`)
  }
  if (rewritten.length > 0) {
    print(context, t('cli:table.rewritten', list(rewritten)))
  }
  if (files.length > 1) {
    const paths = visible(files.join(', '))
    print(context, t('cli:table.parts', { count: files.length, paths }))
  }
  print(context, t('cli:table.done', counts))
}

async function* changesIn(
  edits: AsyncIterable<PlacedEdit>,
): AsyncGenerator<ConceptChange> {
  const tell = changeTeller()
  for await (const edit of edits) yield* tell(edit)
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
