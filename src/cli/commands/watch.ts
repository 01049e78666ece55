import type { BuildEvent } from '../../build/watch.ts'
import { exitCodes, UserError } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { print } from '../context.ts'
import { readCount } from '../count.ts'
import { explainBug } from '../explain-bug.ts'
import { sayBugs, tellProject } from '../project-report.ts'
import { visible } from '../terminal-text.ts'
import { formatRebuild, rebuildToJson } from '../watch-report.ts'

/** `yiwen watch`: build, and build again whenever something changes. */
export const watch: Run = async (context, { values }) => {
  const { io, t, out: colors } = context
  const ended = new Promise<void>((done) => io.onInterrupt?.(done))
  const jobs =
    values.jobs === undefined ? undefined : readCount('--jobs', values.jobs, t)
  let isFirst = true
  const onBuild = (event: BuildEvent): void => {
    if (values.json) {
      print(context, JSON.stringify(rebuildToJson(event, t)))
    } else if (isFirst && event.kind === 'built') {
      const { report, config } = event
      tellProject(context, report, { ...values, job: 'build', config })
    } else {
      if (event.kind === 'built') sayBugs(context, event.report.bugs)
      else if (!(event.error instanceof UserError)) {
        explainBug(event.error, io.stderr, t, context.err)
      }
      print(context, formatRebuild(event, context, values).join('\n'))
    }
    isFirst = false
  }
  const { watchProject } = await import('../../build/watch.ts')
  const watching = await watchProject({
    cwd: io.cwd,
    ...(values.config === undefined ? {} : { path: values.config }),
    ...(values.edition ? { editions: values.edition } : {}),
    ...(jobs === undefined ? {} : { jobs }),
    force: values.force ?? false,
    onBuild,
  })
  if (!values.json) {
    const paths = watching.folders
      .map((path) => visible(`${path}/`))
      .join(t('cli:frame.comma'))
    const text = t('cli:watch.watching', { paths: paths })
    print(context, `\n${colors.dim(text)}`)
  }
  await ended
  await watching.close()
  if (!values.json) print(context, `\n${t('cli:watch.stopped')}`)
  return exitCodes.ok
}
