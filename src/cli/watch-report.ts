import type { BuildEvent } from '../build/watch.ts'
import { type Translate, wordError } from '../messages/index.ts'
import { UserError } from '../model/index.ts'
import type { Context } from './context.ts'
import { stackOf } from './explain-bug.ts'
import { bugsToJson, groupsOf } from './project-report.ts'
import { findingsToJson, formatFindings } from './report.ts'
import { visible } from './terminal-text.ts'

/** Most files that are named as the reason of a build. */
const mostNamed = 3

/**
 * Say what a build while watching did: why, what it made and wrote, and the findings
 * of what it made.
 *
 * @param event - Build.
 * @param context - Context.
 * @param options - Whether remarks are listed.
 * @returns Lines.
 */
export function formatRebuild(
  event: BuildEvent,
  { t, out: colors }: Context,
  options: { verbose?: boolean },
): string[] {
  const lines: string[] = ['']
  if (event.because.length > 0) {
    const paths = namesOf(event.because, t)
    lines.push(colors.dim(t('cli:watch.because', { paths })))
  }
  if (event.kind === 'failed') {
    const { message, hint } = explain(event.error, t)
    lines.push(colors.red(t('cli:frame.error', { message: visible(message) })))
    if (hint) lines.push(t('cli:frame.hint', { message: visible(hint) }))
    return [...lines, t('cli:watch.waiting')]
  }
  const { report, changed } = event
  const made = new Set(report.rebuilt.map(({ path }) => path))
  const groups = groupsOf(report).filter(
    ({ path, messages }) =>
      made.has(path) || messages.some((one) => one.fatal === true),
  )
  const style = { t, colors, remarks: options.verbose ?? false }
  const found = formatFindings(groups, style)
  if (found.length > 0) lines.push(...found, '')
  const removed = report.changes.filter(({ kind }) => kind === 'delete').length
  const parts = [
    t('cli:watch.made', { count: made.size }),
    ...(changed.length === 0
      ? [t('cli:watch.nothing')]
      : [t('cli:summary.written', { count: changed.length - removed })]),
    ...(removed > 0 ? [t('cli:summary.removed', { count: removed })] : []),
    t('cli:summary.seconds', { seconds: report.milliseconds / 1000 }),
  ]
  const failed = report.articles.some((article) => article.failed)
  const text = parts.join(t('cli:frame.comma'))
  return [...lines, failed ? colors.red(text) : colors.green(text)]
}

function namesOf(paths: readonly string[], t: Translate): string {
  const named = paths.slice(0, mostNamed).map(visible)
  const count = paths.length - named.length
  if (count > 0) named.push(t('cli:watch.more', { count }))
  return named.join(t('cli:frame.comma'))
}

function explain(
  error: unknown,
  t: Translate,
): { message: string; hint?: string | undefined } {
  if (error instanceof UserError) return wordError(error, t)
  const message = error instanceof Error ? error.message : String(error)
  return { message: t('cli:watch.bug', { message }) }
}

/**
 * Make a build ready for other programs.
 *
 * @param event - Build.
 * @param t - Messages.
 * @returns Plain object.
 */
export function rebuildToJson(event: BuildEvent, t: Translate): unknown {
  const { kind, because } = event
  if (event.kind === 'failed') {
    const { error } = event
    const bug = error instanceof UserError ? {} : { stack: stackOf(error) }
    return { event: kind, because, ...explain(error, t), ...bug }
  }
  const { report, changed } = event
  const { bugs } = report
  return {
    event: kind,
    because,
    ...(bugs.length > 0 ? { bugs: bugsToJson(bugs) } : {}),
    rebuilt: report.rebuilt,
    changed: changed.map((path) => `${report.output}/${path}`),
    findings: groupsOf(report).flatMap(({ path, messages }) =>
      findingsToJson(path, messages),
    ),
    milliseconds: Math.round(report.milliseconds),
  }
}
