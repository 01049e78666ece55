import { syncTranslations } from '../../build/translations.ts'
import { exitCodes } from '../../model/index.ts'
import type { Command } from '../command.ts'
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
export const translateStatus: Command = {
  words: ['translate', 'status'],
  key: 'translateStatus',
  argument: { value: 'file', about: 'cli:argument.files', multiple: true },
  options: ['translate-to', 'json', 'config'],
  examples: [
    {
      line: 'yiwen translate status',
      about: 'cli:command.translateStatus.example.all',
    },
    {
      line: 'yiwen translate status articles/a.md --to en --json',
      about: 'cli:command.translateStatus.example.json',
    },
  ],
  async run(context, { arguments: only, values }) {
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
  },
}
