/**
 * A project of which a few articles changed since its last whole build: those are made,
 * and what is known of all others is left as it is.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Stamp, stampOf } from '../cache/index.ts'
import { withLock } from '../lock/index.ts'
import type { Tracing } from '../model/index.ts'
import {
  applyPlan,
  type Change,
  createOutputs,
  hashFile,
  hashManifest,
  type Manifest,
  ManifestText,
  manifestPath,
  type Plan,
  planPublish,
  reportDifferences,
} from '../publish/index.ts'
import { reportOf } from './article-report.ts'
import type { ArticleWork } from './article-work.ts'
import { type GlossaryReading, readGlossaries } from './glossary.ts'
import { keepFinding } from './kept-article.ts'
import { reportLinks } from './links.ts'
import { makeAll } from './make-all.ts'
import { Profiler } from './profile.ts'
import { assign } from './project.ts'
import { articlesOf, hasError, keeperOf } from './published.ts'
import type {
  ArticleReport,
  ProjectOptions,
  ProjectReport,
  ProjectTotals,
} from './report.ts'
import { countsOf, countsWidth, linksIn, writeSeal } from './seal.ts'
import { replaceIn } from './totals.ts'
import { reportSealed, type SealedProject } from './unchanged.ts'

/** What changed of a project, and what came of it. */
interface Few {
  sealed: SealedProject
  /** Numbers of the articles that were made or looked at again, in their order. */
  numbers: readonly number[]
  works: readonly ArticleWork[]
  glossary: GlossaryReading
  /** Glossary files that changed, and their stamps before they were read. */
  glossaries: ReadonlyMap<string, Stamp | undefined>
}

/**
 * Build or check a project of which only sources or glossary files changed.
 *
 * What this does is what a whole build would do. Where it can not be sure that nothing
 * but the articles themselves comes out otherwise, it leaves all to that.
 *
 * @param sealed - Project as its last whole build left it.
 * @param names - Files that are not what they were, from the project's folder.
 * @param options - Project.
 * @param writes - Whether it is built: a check reports what a build would do.
 * @param tracing - Is told of each article that is made.
 * @returns What was done; nothing where a whole build has to find out.
 * @throws UserError when the glossary or the disk do not allow it.
 */
export async function buildFew(
  sealed: SealedProject,
  names: readonly string[],
  options: ProjectOptions & { force?: boolean },
  writes: boolean,
  tracing: Tracing,
): Promise<ProjectReport | undefined> {
  const { scope, cache, assets } = sealed
  const { cwd, config, folder, paths, chosen } = scope
  const changed = changedIn(sealed, names)
  if (!changed) return undefined
  const profiler = new Profiler()
  const { sources, glossaries } = changed
  const glossary = await readGlossaries(cwd, config.glossary)
  // With a part of a glossary nothing is made.
  if (hasError(glossary.messages)) return undefined
  await cache.useConcepts(glossary.concepts)
  const numbers = [...paths.keys()].filter(
    (at) =>
      sources.has(paths[at] as string) ||
      (glossaries.size > 0 && !cache.isKept(paths[at] as string)),
  )
  const selected = numbers.map((at) => paths[at] as string)
  const shown = new Set(numbers.map((at) => sealed.articles[at]?.path ?? ''))

  const file = resolve(folder.path, manifestPath)
  const manifestHash = cache.hashes.find(file)
  const bytes = await readFile(file).catch(() => undefined)
  const base = bytes && ManifestText.open(bytes)
  if (!base || manifestHash === undefined) return undefined
  const manifest: Manifest = {
    files: base.filesFrom(shown),
    pending: {},
    articles: base.articles(shown),
    base,
  }
  const outputs = await createOutputs(folder, {
    keep: writes,
    hashes: cache.hashes,
    manifest: { manifest, manifestHash },
  })
  profiler.end('read')
  const part = { ...scope, selected, partial: true }
  const { works, rebuilt } = await makeAll({
    ...{ scope: part, glossary, assets, outputs, cache, profiler, tracing },
    ...{ options, writes, pictures: new Map() },
    published: base.published(),
  })
  profiler.end('make')
  reportLinks(works, {
    articles: new Set(paths),
    assets: new Set(assets),
    config,
    targetAt: targetsOf(sealed, works),
  })
  const few: Few = { sealed, numbers, works, glossary, glossaries }
  const articles = articlesOf(works, { partial: false, chosen }, manifest)
  const planned = planPublish(outputs.list(), await outputs.snapshot(), {
    articles,
    force: options.force === true,
    keeps: keeperOf(works, assets, part),
  })
  if (!isAlone(few, planned)) return undefined
  const plan: Plan = { ...planned, manifest: { ...planned.manifest, base } }
  profiler.end('plan')
  if (!writes) {
    const rest = assign(reportDifferences(plan, folder), works)
    const report = reportFew(few, plan)
    const messages = [...report.messages, ...rest]
    return { ...report, messages, rebuilt, profile: profiler.profile() }
  }
  const done = await applyPlan(plan, folder, withLock, (path, sha256) =>
    cache.hashes.record(path, sha256),
  )
  if (done === 'outdated') return undefined
  profiler.end('write')
  const report = reportFew(few, plan)
  await keepFew(few, report, hashManifest(plan.manifest))
  profiler.end('keep')
  tracing.steps({ begun: profiler.begun, ...profiler.profile() })
  return { ...report, rebuilt, profile: profiler.profile() }
}

/** Sources and glossary files that changed; nothing where anything else did. */
function changedIn(
  { scope, glossaries }: SealedProject,
  names: readonly string[],
): { sources: ReadonlySet<string>; glossaries: Few['glossaries'] } | undefined {
  const { cwd, config, root, paths } = scope
  // Pages, books and a layout's files are made of what all articles say.
  if (config.html || config.layout || config.books.length > 0) return undefined
  const files = new Set(names.map((name) => resolve(cwd, name)))
  const sources = new Set(
    paths.filter((path) => files.delete(resolve(root, path))),
  )
  const changed = new Map<string, Stamp | undefined>()
  for (const path of glossaries) {
    const file = resolve(cwd, path)
    if (files.delete(file)) changed.set(path, stampOf(file))
  }
  return files.size > 0 ? undefined : { sources, glossaries: changed }
}

/** What links lead to: an article that was made, or one as it was kept. */
function targetsOf(
  { scope, cache }: SealedProject,
  works: readonly ArticleWork[],
): (path: string) => Pick<ArticleWork, 'editions' | 'failed'> | undefined {
  const made = new Map(works.map((work) => [work.path, work]))
  const known = new Set(scope.paths)
  const { chosen } = scope
  return (path) =>
    made.get(path) ??
    (known.has(path)
      ? cache.restore(path, { shown: path, chosen, files: false })
      : undefined)
}

/**
 * Tell whether no other article, and no file but those of these articles, comes out
 * otherwise than it did.
 */
function isAlone({ sealed, numbers, works }: Few, plan: Plan): boolean {
  const { cache, scope, articles } = sealed
  const { manifest, before, conflicts, deletes } = plan
  const standsAsBefore = (work: ArticleWork, at: number): boolean => {
    const { path, shown, editions, failed, made } = work
    const place = { shown, chosen: scope.chosen, files: false }
    const kept = cache.restore(path, place)
    if (!kept) return false
    const listed = (one: Manifest): string[] =>
      Object.keys(one.articles[shown]?.listings ?? {}).sort()
    const ids = (one: ArticleWork['made']): string[] => one.map(({ id }) => id)
    return (
      failed === articles[numbers[at] as number]?.failed &&
      areAlike(editions, kept.editions) &&
      areAlike(ids(made), ids(kept.made)) &&
      areAlike(listed(manifest), listed(before.manifest))
    )
  }
  const keys = (one: object): string[] => Object.keys(one).sort()
  return (
    conflicts.length + deletes.length === 0 &&
    areAlike(keys(manifest.files), keys(before.manifest.files)) &&
    areAlike(keys(manifest.articles), keys(before.manifest.articles)) &&
    works.every(standsAsBefore)
  )
}

function areAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at])
}

function reportFew(
  { sealed, numbers, works, glossary }: Few,
  plan: Plan,
): ProjectReport {
  const whole = reportSealed(sealed)
  const articles: ArticleReport[] = [...whole.articles]
  let { totals }: { totals: ProjectTotals } = whole
  for (const [at, work] of works.entries()) {
    const number = numbers[at] as number
    const report = reportOf(work, sealed.scope.folder)
    totals = replaceIn(totals, articles[number] as ArticleReport, report)
    articles[number] = report
  }
  const kinds = new Map(plan.changes.map(({ path, kind }) => [path, kind]))
  const files = { ...totals.files }
  const changes = whole.changes.map((change): Change => {
    const { path } = change
    const kind = kinds.get(path) ?? 'unchanged'
    if (kind === 'unchanged') return change
    files.unchanged--
    files[kind]++
    return { path, kind }
  })
  return {
    ...whole,
    articles,
    changes,
    totals: { ...totals, files },
    glossary: {
      files: glossary.files,
      concepts: glossary.concepts.length,
      messages: glossary.messages,
    },
    bugs: works.flatMap(({ shown: path, bug }) =>
      bug ? [{ path, error: bug.error }] : [],
    ),
  }
}

/** Keep what was made, and seal the project again. */
async function keepFew(
  { sealed, numbers, works, glossaries }: Few,
  { articles, totals: all, glossary }: ProjectReport,
  manifestHash: string,
): Promise<void> {
  const { seal, scope, cache } = sealed
  const { cwd, root, folder, paths } = scope
  const { hashes } = cache
  for (const [path, stamp] of glossaries) {
    const file = resolve(cwd, path)
    const hash = stamp && (await hashFile(file).catch(() => undefined))
    if (hash !== undefined) hashes.record(file, hash, stamp)
  }
  const manifest = resolve(folder.path, manifestPath)
  const isKept = await cache.save(paths, false)
  const needed = [
    ...works.map(({ path }) => resolve(root, path)),
    ...[...glossaries.keys()].map((path) => resolve(cwd, path)),
    manifest,
  ]
  const places = cache.places(paths, seal.places)
  if (
    !isKept ||
    places === undefined ||
    glossary.messages.some(({ cause }) => cause !== undefined) ||
    hashes.find(manifest) !== manifestHash ||
    !needed.every((path) => hashes.isKept(path))
  ) {
    return
  }
  const made = numbers.map((at) => articles[at] as ArticleReport)
  const links = { ...seal.links }
  for (const { path } of made) delete links[path]
  const counts = seal.counts.slice()
  for (const [at, number] of numbers.entries()) {
    counts.set(countsOf([made[at] as ArticleReport]), number * countsWidth)
  }
  const { files: _, ...totals } = all
  const { files, concepts, messages } = glossary
  await writeSeal(cwd, {
    ...seal,
    kept: await cache.seals(),
    links: { ...links, ...linksIn(made) },
    totals,
    glossary: { files, concepts, findings: messages.map(keepFinding) },
    counts,
    places,
  })
}
