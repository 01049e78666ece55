import type { Profile, ProjectReport } from '../build/index.ts'
import { displayWidth } from '../model/index.ts'
import type { Context } from './context.ts'
import { padEnd, visible } from './terminal-text.ts'

/**
 * Write where the time of a build went: by step, by step of making articles, and the
 * articles that took the longest.
 *
 * @param report - What became of the project.
 * @param context - Context.
 * @returns Lines.
 */
export function formatProfile(
  { profile, milliseconds }: ProjectReport,
  { t, out: colors }: Context,
): string[] {
  const seconds = (ms: number): string =>
    t('cli:summary.seconds', { seconds: ms / 1000 })
  if (!profile)
    return [t('cli:profile.nothing', { time: seconds(milliseconds) })]
  const { threads } = profile
  const steps = rowsOf(profile.steps, (name: BuildStep) =>
    t(`cli:profile.step.${name}`),
  )
  const made = rowsOf(profile.articles, (name: MakingStep) =>
    t(`cli:profile.making.${name}`),
  )
  const slowest = profile.slowest.map(({ path, milliseconds, steps }): Row => {
    const [most] = Object.entries(steps).sort(([, a], [, b]) => b - a)
    const name = most ? t(`cli:profile.making.${most[0] as MakingStep}`) : ''
    return [visible(path), milliseconds, name]
  })
  return [
    colors.bold(t('cli:profile.heading')),
    ...table(steps, seconds),
    '',
    colors.bold(
      threads > 0
        ? t('cli:profile.articlesIn', { count: threads })
        : t('cli:profile.articles'),
    ),
    ...table(made, seconds),
    ...(slowest.length > 0
      ? ['', colors.bold(t('cli:profile.slowest')), ...table(slowest, seconds)]
      : []),
  ]
}

type Row = [name: string, milliseconds: number, note?: string]
type BuildStep = 'read' | 'find' | 'make' | 'plan' | 'write' | 'keep'
type MakingStep =
  | 'read'
  | 'translations'
  | 'parse'
  | 'convert'
  | 'check'
  | 'pages'
  | 'write'

function rowsOf<Name extends BuildStep | MakingStep>(
  times: Profile['steps'],
  wordOf: (name: Name) => string,
): Row[] {
  return Object.entries(times).map(([name, time]) => [
    wordOf(name as Name),
    time,
  ])
}

function table(
  rows: readonly Row[],
  seconds: (milliseconds: number) => string,
): string[] {
  const width = Math.max(0, ...rows.map(([name]) => displayWidth(name)))
  return rows.map(([name, time, note]) =>
    `  ${padEnd(name, width)}  ${seconds(time).padStart(9)}  ${note ?? ''}`.trimEnd(),
  )
}
