import { checkProject } from '../../build/index.ts'
import type { Run } from '../command.ts'
import { beFrugal } from '../frugal-heap.ts'
import { createProgress } from '../progress.ts'
import { loadSettings } from '../project.ts'
import { reportProject } from '../project-report.ts'

/** `yiwen check`: what a build would do, without doing it. */
export const check: Run = async (context, { arguments: only, values }) => {
  const { config } = await loadSettings(context, values)
  const progress = createProgress(context)
  try {
    const report = await checkProject({
      cwd: context.io.cwd,
      config,
      ...(only.length > 0 ? { only } : {}),
      ...(values.edition ? { editions: values.edition } : {}),
      cache: !values['no-cache'],
      onChanged: beFrugal,
      onProgress: (step) => progress.update(step),
    })
    progress.end()
    const findings = values['report-format']
    return await reportProject(context, report, {
      ...values,
      ...(findings ? { findings } : {}),
      job: 'check',
      config,
    })
  } finally {
    progress.end()
  }
}
