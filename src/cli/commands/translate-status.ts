import { syncTranslations } from '../../build/translations.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { print, printJson } from '../context.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor } from '../report.ts'
import {
  localesTo,
  printFindings,
  printTranslations,
  translationsToJson,
} from '../translation-report.ts'

/** `yiwen translate status`: how far the translations are. */
export const translateStatus: Run = async (
  context,
  { arguments: only, values },
) => {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const reports = await syncTranslations({
    cwd: io.cwd,
    config,
    only,
    ...localesTo(values),
  })
  const findings = reports.flatMap((one) => one.findings)
  const code = exitCodeFor(countFindings(findings))
  if (values.json) {
    const ok = code === exitCodes.ok
    const translations = translationsToJson(reports)
    printJson(context, { ok, translations })
    return code
  }
  printFindings(context, findings)
  if (reports.length > 0) printTranslations(context, reports)
  else print(context, t('cli:translate.none'))
  return code
}
