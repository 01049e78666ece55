import { syncTranslations } from '../../build/translations.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { print, printJson } from '../context.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor } from '../report.ts'
import { visible } from '../terminal-text.ts'
import {
  localesTo,
  printFindings,
  translationsToJson,
} from '../translation-report.ts'

/** `yiwen translate sync`: translations brought up to their articles. */
export const translateSync: Run = async (
  context,
  { arguments: only, values },
) => {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const project = {
    cwd: io.cwd,
    config,
    only,
    ...localesTo(values),
  }
  const dryRun = values['dry-run'] ?? false
  const reports = await syncTranslations(project, { write: !dryRun })
  const findings = reports.flatMap((one) => one.findings)
  const code = exitCodeFor(countFindings(findings))
  if (values.json) {
    const ok = code === exitCodes.ok
    const translations = translationsToJson(reports)
    printJson(context, { ok, dryRun, translations })
    return code
  }
  printFindings(context, findings)
  if (dryRun) print(context, t('cli:desk.dryRun'))
  for (const { path, changes, written } of reports) {
    if (!written && (changes.length === 0 || !dryRun)) continue
    const count = (kind: string) =>
      changes.filter((change) => change.kind === kind).length
    print(
      context,
      t('cli:translate.synced', {
        path: visible(path),
        added: count('added'),
        stale: count('stale'),
        restored: count('restored'),
        retired: count('retired'),
      }),
    )
  }
  const written = reports.filter((one) => one.written).length
  print(context, t('cli:translate.files', { count: written }))
  return code
}
