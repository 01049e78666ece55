import {
  type IncomingFile,
  importTranslations,
} from '../../build/translations.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { print, printJson } from '../context.ts'
import { readIncomingFile } from '../incoming-file.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor, findingsToJson } from '../report.ts'
import { visible } from '../terminal-text.ts'
import { localesTo, printFindings } from '../translation-report.ts'

/** Bytes that a file may have. */
const largest = 100_000_000

/** `yiwen translate import`: what translators send back. */
export const translateImport: Run = async (
  context,
  { arguments: names, values },
) => {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const files: IncomingFile[] = []
  for (const name of names) {
    const bytes = await readIncomingFile(name, largest, context)
    files.push({ name: name === '-' ? 'stdin' : name, bytes })
  }
  const { article, trust = false, 'dry-run': dryRun = false } = values
  const { reports, findings, written } = await importTranslations(
    { cwd: io.cwd, config, ...localesTo(values) },
    files,
    {
      at: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      ...(article === undefined ? {} : { article }),
      trust,
      dryRun,
    },
  )
  const code = exitCodeFor(countFindings(findings), values.frail ?? false)
  if (values.json) {
    printJson(context, {
      ok: code === exitCodes.ok,
      dryRun,
      files: written,
      imports: reports,
      findings: findingsToJson('', findings),
    })
    return code
  }
  printFindings(context, findings)
  if (dryRun) print(context, t('cli:desk.dryRun'))
  for (const { name, path, counts } of reports) {
    print(
      context,
      t('cli:translate.imported', {
        name: visible(name),
        path: visible(path),
        ...counts,
      }),
    )
  }
  if (findings.some(({ fatal }) => fatal === true)) {
    print(context, t('cli:translate.nothing'))
  } else print(context, t('cli:translate.files', { count: written.length }))
  return code
}
