import { cellsOf, columns, printRow } from '../../glossary/index.ts'
import { exitCodes } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { openGlossary } from '../glossary.ts'
import { tableKind } from '../table-kind.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen glossary export`: concepts as a table. */
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
  ],
  async run(context, { values }) {
    const { io, t } = context
    const { output, state, 'glossary-domain': domain } = values
    const delimiter = tableKind(values['table-format'], output)
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
    write((values.bom ? '\ufeff' : '') + printRow(columns, delimiter))
    for (const concept of concepts) write(printRow(cellsOf(concept), delimiter))
    if (output !== undefined && output !== '-') {
      const bytes = new TextEncoder().encode(chunks.join(''))
      writeFileWhole(output, bytes, { cwd: io.cwd, t })
    }
    return exitCodes.ok
  },
}
