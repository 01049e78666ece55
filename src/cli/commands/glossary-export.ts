import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readConcept } from '../../build-glossary-edit.ts'
import {
  LeftOut,
  printI18next,
  printOmegat,
  printTbx,
  printUtx,
} from '../../exchange/index.ts'
import {
  cellsOf,
  columns,
  printRow,
  type WrittenConcept,
} from '../../glossary/index.ts'
import { type Concept, exitCodes } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { type Context, misuse, printJson } from '../context.ts'
import { openGlossary } from '../glossary.ts'
import { type GlossaryFormat, glossaryFormat } from '../glossary-format.ts'
import { languagePair } from '../language-pair.ts'
import { reportLeftOut } from '../left-out.ts'
import type { Values } from '../options.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen glossary export`: concepts as a table, or as other programs read them. */
export const glossaryExport: Command = {
  words: ['glossary', 'export'],
  key: 'glossaryExport',
  options: [
    'state',
    'glossary-domain',
    'output',
    'table-format',
    'from-language',
    'to-language',
    'bom',
    'glossary',
    'config',
  ],
  examples: [
    {
      line: 'yiwen glossary export --bom -o glossary.csv',
      about: 'cli:command.glossaryExport.example.file',
    },
    {
      line: 'yiwen glossary export --state proposed --format tsv',
      about: 'cli:command.glossaryExport.example.tsv',
    },
    {
      line: 'yiwen glossary export --state approved -o glossary.tbx',
      about: 'cli:command.glossaryExport.example.tbx',
    },
    {
      line: 'yiwen glossary export --from zh-TW --to en -o glossary.utf8',
      about: 'cli:command.glossaryExport.example.omegat',
    },
    {
      line: 'yiwen glossary export --format i18next -o locales',
      about: 'cli:command.glossaryExport.example.i18next',
    },
  ],
  async run(context, { values }) {
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
    const chunks: string[] = []
    const write =
      output === undefined || output === '-'
        ? (text: string) => io.stdout.write(text)
        : (text: string) => chunks.push(text)
    // OmegaT's has one already.
    if (values.bom && format !== 'omegat') write('\ufeff')
    const how = { context, values, leftOut }
    for (const part of partsOf(concepts, format, how)) {
      write(part)
    }
    if (output !== undefined && output !== '-') {
      const bytes = new TextEncoder().encode(chunks.join(''))
      writeFileWhole(output, bytes, { cwd: io.cwd, t })
    }
    reportLeftOut(leftOut, context)
    return exitCodes.ok
  },
}

function* partsOf(
  written: readonly WrittenConcept[],
  format: Exclude<GlossaryFormat, 'i18next'>,
  {
    context,
    values,
    leftOut,
  }: { context: Context; values: Values; leftOut: LeftOut },
): Generator<string> {
  if (format === 'csv' || format === 'tsv') {
    const delimiter = format === 'csv' ? ',' : '\t'
    yield printRow(columns, delimiter)
    for (const concept of written) yield printRow(cellsOf(concept), delimiter)
    return
  }
  const concepts = written.map((one) => conceptMeant(one, context))
  if (format === 'tbx') yield* printTbx(concepts, leftOut)
  else if (format === 'tbx2') yield* printTbx(concepts, leftOut, 2)
  else {
    const languages = languagePair(values, context)
    const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    yield* format === 'omegat'
      ? printOmegat(concepts, languages, leftOut)
      : printUtx(concepts, { ...languages, at }, leftOut)
  }
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
