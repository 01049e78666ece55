import { buildProject } from '../../build/index.ts'
import { chooseLanguage } from '../../messages/index.ts'
import { createBuildLog } from '../build-log.ts'
import { buildPage } from '../build-page.ts'
import type { Run } from '../command.ts'
import { print } from '../context.ts'
import { readCount } from '../count.ts'
import { beFrugal } from '../frugal-heap.ts'
import { formatProfile } from '../profile-report.ts'
import { createProgress } from '../progress.ts'
import { loadSettings } from '../project.ts'
import { reportProject } from '../project-report.ts'
import { readVersion } from '../version.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen build`: every edition of every article. */
export const build: Run = async (context, { arguments: only, values }) => {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const jobs =
    values.jobs === undefined ? undefined : readCount('--jobs', values.jobs, t)
  const log =
    values.log === 'json'
      ? createBuildLog(context, { version: readVersion(), cwd: io.cwd })
      : undefined
  const progress = log ?? createProgress(context)
  try {
    const report = await buildProject({
      cwd: io.cwd,
      config,
      env: io.env,
      ...(only.length > 0 ? { only } : {}),
      ...(values.edition ? { editions: values.edition } : {}),
      ...(jobs === undefined ? {} : { jobs }),
      force: values.force ?? false,
      cache: !values['no-cache'],
      onChanged: beFrugal,
      onProgress: (step) => progress.update(step),
    })
    progress.end()
    const page = values['report-page']
    if (page !== undefined) {
      const language = chooseLanguage({ flag: values.lang, env: io.env })
      const html = buildPage(report, { language, t, date: new Date() })
      writeFileWhole(page, Buffer.from(html), { cwd: io.cwd, t })
    }
    const code = await reportProject(context, report, {
      ...values,
      job: 'build',
      config,
    })
    if (values.profile && !values.json) {
      print(context, `\n${formatProfile(report, context).join('\n')}`)
    }
    log?.finish(report, code)
    return code
  } finally {
    progress.end()
  }
}
