/**
 * The project: the second place that joins rooms, on the edge this time.
 *
 * Takes a folder and its settings; reads articles and glossary through `read`,
 * makes every edition with `localize`, and gives them to `publish`, which plans
 * and writes. A check is the same without the writes. It holds the trees of one
 * article at a time, and of outputs only the bytes that are to be written.
 *
 * @module
 */

import { withLock } from '../lock/index.ts'
import { type Finding, type Tracing, UserError } from '../model/index.ts'
import { applyPlan } from '../publish/index.ts'
import { findTracing } from '../trace/index.ts'
import type { ProjectOptions, ProjectReport } from './report.ts'
import { keepProject, reportUnchanged } from './unchanged.ts'

export type { EditCounts } from './article-work.ts'
export type { RebuildReason } from './cache.ts'
export { type GlossaryReading, readGlossaries } from './glossary.ts'
export type { ArticleTime, Profile, StepTimes } from './profile.ts'
export type {
  ArticleReport,
  BuildBug,
  BuildProgress,
  EditionReport,
  ProjectOptions,
  ProjectReport,
  Rebuilt,
} from './report.ts'
export type { ThreadOptions } from './threads.ts'

/**
 * Build every edition of every article.
 *
 * Everything is planned before the first file is written.
 * An article with an error is left as it was published before, and so is
 * everything while the glossary has an error.
 *
 * @param options - Project; `force` writes over what was edited by hand.
 * @returns What was done, and every finding.
 * @throws UserError when the settings, a folder or the disk do not allow it.
 *
 * @example
 * ```ts
 * import { buildProject, loadConfig } from 'yiwen/node'
 *
 * const { config } = await loadConfig({ cwd: '.' })
 * const report = await buildProject({ cwd: '.', config })
 * report.articles.map((article) => article.title) // ['你好']
 * ```
 */
export async function buildProject(
  options: ProjectOptions & { force?: boolean },
): Promise<ProjectReport> {
  return traced('build', (tracing) => buildAll(options, tracing))
}

async function buildAll(
  options: ProjectOptions & { force?: boolean },
  tracing: Tracing,
): Promise<ProjectReport> {
  const start = performance.now()
  const labels = await labelFindings(options, true)
  const known = await reportKnown(options, true, tracing)
  if (known) return withFindings(known, labels)
  options.onChanged?.()
  // What makes articles takes a third of a second to load.
  const { planProject } = await import('./project.ts')
  // Another build may finish while this one plans: then it plans again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const project = await planProject(options, true, tracing)
    const { plan, folder, cache, profiler } = project
    const note = (path: string, sha256: string): void =>
      cache.hashes.record(path, sha256)
    const done = plan && (await applyPlan(plan, folder, withLock, note))
    profiler.end('write')
    if (done === 'outdated') continue
    await keepProject(project)
    profiler.end('keep')
    tracing.steps({ begun: profiler.begun, ...profiler.profile() })
    return withFindings(
      { ...project.report, milliseconds: performance.now() - start },
      labels,
    )
  }
  throw new UserError(
    `Other builds keep writing to ${options.config.output}.`,
    {
      hint: 'Wait for them to end and build again.',
      wording: {
        key: 'builds-running',
        values: { folder: options.config.output },
      },
    },
  )
}

/**
 * Find out whether a project's editions are what a build would make.
 *
 * @param options - Project.
 * @returns Findings for editions that are missing, stale, edited by hand, or
 *   without a source, and the changes a build would make. Nothing is written.
 * @throws UserError when the settings or a folder do not allow it.
 *
 * @example
 * ```ts
 * import { checkProject, loadConfig } from 'yiwen/node'
 *
 * const { config } = await loadConfig({ cwd: '.' })
 * const report = await checkProject({ cwd: '.', config })
 * report.changes.every((change) => change.kind === 'unchanged') // false
 * ```
 */
export async function checkProject(
  options: ProjectOptions,
): Promise<ProjectReport> {
  return traced('check', async (tracing) => {
    const labels = await labelFindings(options, false)
    const known = await reportKnown(options, false, tracing)
    if (known) return withFindings(known, labels)
    options.onChanged?.()
    const { planProject } = await import('./project.ts')
    const { report } = await planProject(options, false, tracing)
    return withFindings(report, labels)
  })
}

/** Report on a project in which nothing changed since its last build, or little. */
async function reportKnown(
  options: ProjectOptions & { force?: boolean },
  writes: boolean,
  tracing: Tracing,
): Promise<ProjectReport | undefined> {
  return reportUnchanged(options, async (sealed, names) => {
    options.onChanged?.()
    const { buildFew } = await import('./few-changed.ts')
    return buildFew(sealed, names, options, writes, tracing)
  })
}

/** Labels of a site come before its articles, for they are among them. */
async function labelFindings(
  { cwd, config }: ProjectOptions,
  writes: boolean,
): Promise<Finding[]> {
  if (!config.layout) return []
  const { refreshLabels } = await import('./labels.ts')
  return refreshLabels(cwd, config, writes)
}

function withFindings(
  report: ProjectReport,
  found: readonly Finding[],
): ProjectReport {
  if (found.length === 0) return report
  return { ...report, messages: [...report.messages, ...found] }
}

/** Do it within a span, where somebody traces the process. */
async function traced(
  name: 'build' | 'check',
  task: (tracing: Tracing) => Promise<ProjectReport>,
): Promise<ProjectReport> {
  const tracing = await findTracing()
  return tracing.during(name, {}, async (note) => {
    const report = await task(tracing)
    const { articles, rebuilt, totals, profile } = report
    const { create, update, unchanged, delete: gone } = totals.files
    note({
      'yiwen.articles': articles.length,
      'yiwen.articles.made': rebuilt.length,
      'yiwen.articles.failed': totals.failed,
      'yiwen.files': create + update + unchanged + gone,
      'yiwen.threads': profile?.threads ?? 0,
    })
    return report
  })
}
