import { readConcept } from '../../build-glossary-edit.ts'
import { LeftOut, printTbx } from '../../exchange/index.ts'
import {
  cellsOf,
  columns,
  printRow,
  type WrittenConcept,
} from '../../glossary/index.ts'
import { type Concept, exitCodes } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { type Context, misuse } from '../context.ts'
import { openGlossary } from '../glossary.ts'
import { type GlossaryFormat, glossaryFormat } from '../glossary-format.ts'
import { reportLeftOut } from '../left-out.ts'
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
    const chunks: string[] = []
    const write =
      output === undefined || output === '-'
        ? (text: string) => io.stdout.write(text)
        : (text: string) => chunks.push(text)
    if (values.bom) write('\ufeff')
    for (const part of partsOf(concepts, format, { context, leftOut })) {
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
  format: GlossaryFormat,
  { context, leftOut }: { context: Context; leftOut: LeftOut },
): Generator<string> {
  if (format === 'csv' || format === 'tsv') {
    const delimiter = format === 'csv' ? ',' : '\t'
    yield printRow(columns, delimiter)
    for (const concept of written) yield printRow(cellsOf(concept), delimiter)
    return
  }
  const concepts = written.map((one) => conceptMeant(one, context))
  yield* printTbx(concepts, leftOut)
}

function conceptMeant(written: WrittenConcept, { t }: Context): Concept {
  const { concept } = readConcept(written)
  if (concept) return concept
  throw misuse(
    t('cli:misuse.brokenConcept', { id: String(written['id']) }),
    t('cli:hint.lintGlossary', { command: 'yiwen glossary lint' }),
  )
}
