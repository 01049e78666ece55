import { conceptsNow, conceptsOf } from '../../build/glossary-diff.ts'
import { diffConcepts } from '../../glossary/index.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { misuse, print, printJson } from '../context.ts'
import { printChanges } from '../glossary.ts'
import { loadSettings } from '../project.ts'

/** `yiwen glossary diff`: what changed, by concept and not by line. */
export const glossaryDiff: Run = async (
  context,
  { arguments: [before = 'HEAD', after, extra], values },
) => {
  const { io, t } = context
  if (extra !== undefined) {
    throw misuse(
      t('cli:misuse.tooManyArguments', { argument: extra }),
      t('cli:hint.seeHelp', { command: 'yiwen help glossary diff' }),
    )
  }
  const { config } = await loadSettings(context, values)
  const past = {
    cwd: io.cwd,
    patterns: values.glossary ?? config.glossary,
    env: io.env,
  }
  const was = await conceptsOf(before, past)
  const is =
    after === undefined
      ? await conceptsNow(past)
      : await conceptsOf(after, past)
  const changes = diffConcepts(was, is)
  const count = (kind: string) =>
    changes.filter((change) => change.kind === kind).length
  const counts = {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
  }
  if (values.json) {
    printJson(context, { ok: true, before, after, ...counts, changes })
    return exitCodes.ok
  }
  printChanges(context, changes)
  print(
    context,
    context.out.bold(
      changes.length === 0
        ? t('cli:desk.same')
        : t('cli:desk.diffSummary', counts),
    ),
  )
  return exitCodes.ok
}
