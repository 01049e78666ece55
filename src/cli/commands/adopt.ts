import { adoptEdition } from '../../build/adopt.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { print, printJson } from '../context.ts'
import { actOf } from '../glossary.ts'
import { loadSettings } from '../project.ts'
import { findingsToJson } from '../report.ts'
import { visible } from '../terminal-text.ts'
import { printFindings } from '../translation-report.ts'

/** `yiwen adopt`: edits of published editions, kept. */
export const adopt: Run = async (context, { arguments: names, values }) => {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const { by, at } = await actOf(context, values)
  const dryRun = values['dry-run'] ?? false
  const project = { cwd: io.cwd, config }
  const reports = []
  for (const name of names) {
    reports.push(await adoptEdition(project, name, { by, at, dryRun }))
  }
  const code = reports.every(({ reproduced }) => reproduced)
    ? exitCodes.ok
    : exitCodes.findings
  if (values.json) {
    printJson(context, {
      ok: code === exitCodes.ok,
      dryRun,
      editions: reports.map(({ findings, ...report }) => ({
        ...report,
        findings: findingsToJson(report.path, findings),
      })),
    })
    return code
  }
  if (dryRun) print(context, t('cli:desk.dryRun'))
  for (const report of reports) {
    const { adopted, findings, reproduced, unedited } = report
    const path = visible(report.path)
    printFindings(context, findings)
    if (unedited) {
      print(context, t('cli:translate.unedited', { path }))
      continue
    }
    const stores = new Set(adopted.map(({ store }) => store))
    if (stores.size === 0) stores.add(report.store)
    for (const name of stores) {
      const store = visible(name)
      const count = adopted.filter((one) => one.store === name).length
      print(context, t('cli:translate.adopted', { path, store, count }))
    }
    print(
      context,
      reproduced
        ? t('cli:translate.again', { path })
        : t('cli:translate.differs', { path }),
    )
  }
  return code
}
