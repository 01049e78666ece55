import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readConcept } from '../../build/glossary-edit.ts'
import {
  LeftOut,
  printGlossaryHtml,
  printGlossaryMarkdown,
  printI18next,
  printOmegat,
  printTbx,
  printTmxGlossary,
  printUtx,
  printXliffGlossary,
  printXlsx,
} from '../../exchange/index.ts'
import {
  cellsOf,
  columns,
  printRow,
  type WrittenConcept,
} from '../../glossary/index.ts'
import { type Concept, exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { type Context, misuse, printJson } from '../context.ts'
import { openGlossary } from '../glossary.ts'
import { type GlossaryFormat, glossaryFormat } from '../glossary-format.ts'
import { pageOptions } from '../glossary-page-options.ts'
import { languagePair } from '../language-pair.ts'
import { reportLeftOut } from '../left-out.ts'
import type { Values } from '../options.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen glossary export`: concepts as a table, or as other programs read them. */
export const glossaryExport: Run = async (context, { values }) => {
  const { io, t } = context
  const { output, state, 'glossary-domain': domain } = values
  const format = glossaryFormat(values['table-format'], output)
  const leftOut = new LeftOut()
  const { files } = await openGlossary(context, values)
  const concepts = files
    .flatMap((file) => file.concepts)
    .filter(
      (concept) =>
        (state === undefined || concept['state'] === state) &&
        (domain === undefined || concept['domain'] === domain),
    )
  if (format === 'i18next') {
    const meant = concepts.map((one) => conceptMeant(one, context))
    writeNamespaces(printI18next(meant, leftOut), output, context)
    reportLeftOut(leftOut, context)
    return exitCodes.ok
  }
  const file = output === '-' ? undefined : output
  if (format === 'xlsx') {
    // Its bytes mean nothing to a terminal.
    if (output === undefined && io.stdout.isTTY) {
      throw misuse(t('cli:misuse.noTerminal', { format }))
    }
    const bytes = workbookOf(concepts, { context, leftOut })
    if (file === undefined) io.stdout.write(bytes)
    else writeFileWhole(file, bytes, { cwd: io.cwd, t })
    reportLeftOut(leftOut, context)
    return exitCodes.ok
  }
  const chunks: string[] = []
  const write =
    file === undefined
      ? (text: string) => io.stdout.write(text)
      : (text: string) => chunks.push(text)
  // OmegaT's has one already, and UTX must have none.
  if (values.bom && format !== 'omegat' && format !== 'utx') write('\ufeff')
  const how = { context, values, leftOut }
  for (const part of partsOf(concepts, format, how)) {
    write(part)
  }
  if (file !== undefined) {
    const bytes = new TextEncoder().encode(chunks.join(''))
    writeFileWhole(file, bytes, { cwd: io.cwd, t })
  }
  reportLeftOut(leftOut, context)
  return exitCodes.ok
}

function* partsOf(
  written: readonly WrittenConcept[],
  format: Exclude<GlossaryFormat, 'i18next' | 'xlsx'>,
  {
    context,
    values,
    leftOut,
  }: { context: Context; values: Values; leftOut: LeftOut },
): Generator<string> {
  if (format === 'csv' || format === 'tsv') {
    const delimiter = format === 'csv' ? ',' : '\t'
    countColumns(written, leftOut)
    yield printRow(columns, delimiter)
    for (const concept of written) yield printRow(cellsOf(concept), delimiter)
    return
  }
  const concepts = written.map((one) => conceptMeant(one, context))
  if (format === 'tbx') yield* printTbx(concepts, leftOut)
  else if (format === 'tbx2') yield* printTbx(concepts, leftOut, 2)
  else if (format === 'tmx') yield* printTmxGlossary(concepts, leftOut)
  else if (format === 'markdown' || format === 'html') {
    const options = pageOptions(values, context)
    yield format === 'html'
      ? printGlossaryHtml(concepts, options, leftOut)
      : printGlossaryMarkdown(concepts, options, leftOut)
  } else if (format === 'xliff') {
    const languages = languagePair(values, context)
    yield* printXliffGlossary(concepts, languages, leftOut)
  } else {
    const languages = languagePair(values, context)
    const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    yield* format === 'omegat'
      ? printOmegat(concepts, languages, leftOut)
      : printUtx(concepts, { ...languages, at }, leftOut)
  }
}

/** Counts what a table has no column for. */
function countColumns(
  concepts: readonly WrittenConcept[],
  leftOut: LeftOut,
): void {
  for (const key of concepts.flatMap((concept) => Object.keys(concept))) {
    if (key !== 'terms' && !columns.includes(key)) leftOut.add(key)
  }
}

function workbookOf(
  concepts: readonly WrittenConcept[],
  { context: { t }, leftOut }: { context: Context; leftOut: LeftOut },
): Uint8Array {
  countColumns(concepts, leftOut)
  const rows = [[...columns], ...concepts.map(cellsOf)]
  // A Han character is two wide; nobody reads lines that are longer.
  const widths = columns.map((_, index) =>
    rows.reduce((widest, row) => {
      const cell = row[index]?.slice(0, 60) ?? ''
      const width = cell.length + (cell.match(/\p{Script=Han}/gu)?.length ?? 0)
      return Math.min(60, Math.max(widest, width + 2))
    }, 8),
  )
  return printXlsx(rows, { name: t('cli:glossaryPage.title'), widths }, leftOut)
}

/** Files `<folder>/<tag>/glossary.json`, or one object that i18next takes as it is. */
function writeNamespaces(
  files: ReadonlyMap<string, string>,
  output: string | undefined,
  context: Context,
): void {
  const { io, t } = context
  if (output === undefined || output === '-') {
    const resources = [...files].map(([locale, json]): [string, unknown] => [
      locale,
      { glossary: JSON.parse(json) as unknown },
    ])
    printJson(context, Object.fromEntries(resources))
    return
  }
  for (const [locale, json] of files) {
    const folder = join(output, locale)
    mkdirSync(resolve(io.cwd, folder), { recursive: true })
    const bytes = new TextEncoder().encode(json)
    writeFileWhole(join(folder, 'glossary.json'), bytes, { cwd: io.cwd, t })
  }
}

function conceptMeant(written: WrittenConcept, { t }: Context): Concept {
  const { concept } = readConcept(written)
  if (concept) return concept
  throw misuse(
    t('cli:misuse.brokenConcept', { id: String(written['id']) }),
    t('cli:hint.lintGlossary', { command: 'yiwen glossary lint' }),
  )
}
