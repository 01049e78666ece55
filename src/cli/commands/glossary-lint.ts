import { usedConcepts } from '../../build/glossary-use.ts'
import { exitCodes, type Locale } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { misuse, print, printJson } from '../context.ts'
import { loadSettings, readGlossary } from '../project.ts'
import {
  countFindings,
  exitCodeFor,
  findingsToJson,
  formatCounts,
  formatFindings,
  groupByFile,
} from '../report.ts'

/** `yiwen glossary lint`: what is wrong with the glossary. */
export const glossaryLint: Run = async (
  context,
  { arguments: named, values },
) => {
  const { t, out: colors } = context
  const { config } = await loadSettings(context, values)
  const glossary = await readGlossary(context, config, named, {
    // Each was checked against the locales there are.
    locales: (values['lint-locale'] ?? []) as Locale[],
    ...(values.unused
      ? { used: await usedConcepts(context.io.cwd, config, named) }
      : {}),
  })
  const { files, concepts, messages } = glossary
  if (files.length === 0) {
    const patterns = config.glossary.join(', ')
    throw misuse(
      t('cli:glossaryLint.noFiles', { patterns }),
      t('cli:hint.init', { command: 'yiwen init' }),
    )
  }
  const counts = countFindings(messages)
  const code = exitCodeFor(counts, values.frail)
  if (values.json) {
    printJson(context, {
      ok: code === exitCodes.ok,
      files,
      concepts: concepts.length,
      findings: groupByFile(messages, '').flatMap((group) =>
        findingsToJson(group.path, group.messages),
      ),
    })
    return code
  }
  const options = { t, colors, remarks: values.verbose ?? false }
  const lines = formatFindings(groupByFile(messages, ''), options)
  if (lines.length > 0) print(context, `${lines.join('\n')}\n`)
  const count = concepts.length
  print(
    context,
    [
      t('cli:glossaryLint.files', { count: files.length }),
      t('cli:glossaryLint.concepts', { count }),
      formatCounts(counts, options),
    ].join(' · '),
  )
  if (counts.info > 0 && !values.verbose) {
    print(context, colors.dim(t('cli:summary.remarksHidden')))
  }
  return code
}
