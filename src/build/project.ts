/**
 * A project from its folder to a plan.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import { type FileHashes, type Stamp, stampOf } from '../cache/index.ts'
import { addAll, type Tracing } from '../model/index.ts'
import {
  createOutputs,
  type OutputFolder,
  type Outputs,
  type Plan,
  type PublishFinding,
  planPublish,
  reportConflicts,
  reportDifferences,
} from '../publish/index.ts'
import { untraced } from '../trace/index.ts'
import { reportOf } from './article-report.ts'
import type { ArticleWork } from './article-work.ts'
import { BuildCache } from './cache.ts'
import { findGlossaries, readGlossaries } from './glossary.ts'
import { reportLinks } from './links.ts'
import { makeAll } from './make-all.ts'
import {
  addPictures,
  hashSource,
  keepsPictures,
  sharePictures,
} from './pictures.ts'
import { Profiler } from './profile.ts'
import { articlesOf, hasError, keeperOf } from './published.ts'
import type { ProjectOptions, ProjectReport } from './report.ts'
import { type Scope, scopeOf } from './scope.ts'
import { addSearch } from './search.ts'
import { shownFrom } from './shown.ts'
import { addSite, nameFindings, siteFindings } from './site.ts'
import { findSourceAssets } from './sources.ts'
import { totalsOf } from './totals.ts'

export { type Scope, scopeOf, selectArticles } from './scope.ts'
export { siteOf } from './site-edition.ts'

/** Project with what is to be done about it. */
export interface PlannedProject {
  /** Report, as it is once the plan is carried out. */
  report: ProjectReport
  /** Plan; there is none while the glossary has an error. */
  plan: Plan | undefined
  /** Output folder. */
  folder: OutputFolder
  /** What is built, and where everything is. */
  scope: Scope
  /** Files that are no articles, from the folder of sources. */
  assets: readonly string[]
  /** What is kept from build to build. */
  cache: BuildCache
  /** Whether all is as a build of the whole project would make it. */
  isCurrent: boolean
  /** Where the time goes. */
  profiler: Profiler
  /** Glossary files, and their stamps before they were read. */
  glossaries: ReadonlyMap<string, Stamp | undefined>
}

/**
 * Localize a project and plan what its output folder needs.
 *
 * @param options - Project; `force` plans to write over edits.
 * @param writes - Whether the plan is for writing: a check reports what a
 *   build would do instead.
 * @param tracing - Is told of each article that is made. Default: nobody is.
 * @returns Plan and report. Nothing is written.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function planProject(
  options: ProjectOptions & { force?: boolean },
  writes: boolean,
  tracing: Tracing = untraced,
): Promise<PlannedProject> {
  const start = performance.now()
  const profiler = new Profiler()
  const scope = await scopeOf(options)
  const { cwd, config, root, folder, paths } = scope
  const cache = await BuildCache.open(cwd, config, options.cache !== false)
  const glossaries = new Map<string, Stamp | undefined>()
  for (const path of await findGlossaries(cwd, config.glossary)) {
    glossaries.set(path, stampOf(resolve(cwd, path)))
  }
  const glossary = await readGlossaries(cwd, config.glossary)
  await cache.useConcepts(glossary.concepts)
  const outputs = await createOutputs(folder, {
    keep: writes,
    hashes: cache.hashes,
  })
  const assets = await findSourceAssets(root, config)
  const pictures = await sharePictures(scope, assets, cache.hashes)
  profiler.end('read')
  const { works, rebuilt } = await makeAll({
    scope,
    glossary,
    assets,
    pictures,
    outputs,
    cache,
    writes,
    profiler,
    tracing,
    options,
  })
  profiler.end('make')
  const done = new Map(works.map((work) => [work.path, work]))
  reportLinks(works, {
    articles: new Set(paths),
    assets: new Set(assets),
    config,
    targetAt: (path) => done.get(path),
  })

  const messages = [...siteFindings(config), ...nameFindings(paths, scope)]
  let plan: Plan | undefined
  let isCurrent = true
  if (!hasError(glossary.messages)) {
    await addAssets(scope, assets, outputs, cache.hashes)
    await addPictures(scope, pictures, cache.hashes, outputs)
    const articles = articlesOf(works, scope, outputs.manifest)
    let books: ReadonlySet<string> = new Set()
    if (config.books.length > 0) {
      // What makes books is loaded by those who want one.
      const { addBooks } = await import('./site-books.ts')
      const { concepts } = glossary
      const { hashes } = cache
      const added = await addBooks({
        ...{ scope, works, articles, concepts, assets, hashes },
        ...{ outputs, writes, options },
      })
      books = added.paths
      isCurrent = added.areCurrent
      messages.push(...added.findings)
      profiler.end('books')
    }
    if (config.html) {
      const files = new Set([...paths, ...assets])
      const has = (path: string): boolean => files.has(path)
      await addSite(scope, articles, glossary.concepts, has, books, outputs)
      if (config.search) await addSearch(scope, articles, outputs, writes)
    }
    const keeps = keeperOf(works, assets, scope)
    const keepsPicture = keepsPictures(works, scope)
    plan = planPublish(outputs.list(), await outputs.snapshot(), {
      articles,
      force: options.force === true,
      keeps: (file, path) => keeps(file) || keepsPicture(file, path),
    })
    const found = [
      ...reportConflicts(plan, folder),
      ...(writes ? [] : reportDifferences(plan, folder)),
    ]
    addAll(messages, assign(found, works))
  }
  const articles = works.map((work) => reportOf(work, folder))
  const changes = plan?.changes ?? []
  const report: ProjectReport = {
    articles,
    totals: totalsOf(articles, changes),
    glossary: {
      files: glossary.files,
      concepts: glossary.concepts.length,
      messages: glossary.messages,
    },
    changes,
    messages,
    rebuilt,
    bugs: works.flatMap(({ shown: path, bug }) =>
      bug ? [{ path, error: bug.error }] : [],
    ),
    profile: profiler.profile(),
    milliseconds: performance.now() - start,
    output: folder.name,
  }
  profiler.end('plan')
  return {
    ...{ report, plan, folder, scope, assets, cache, glossaries, isCurrent },
    profiler,
  }
}

/** Pictures and the like, so that relative links work in every edition. */
async function addAssets(
  { root, cwd, chosen, folders }: Scope,
  assets: readonly string[],
  outputs: Outputs,
  hashes: FileHashes,
): Promise<void> {
  for (const asset of assets.filter(folders.isCopied)) {
    const copy = resolve(root, asset)
    const source = shownFrom(cwd, copy)
    const sha256 = await hashSource(copy, source, hashes)
    for (const edition of chosen) {
      const path = folders.outputOf(edition, asset)
      await outputs.add({ path, source, edition, content: { copy, sha256 } })
    }
  }
}

/**
 * Put findings of a plan on the articles that they are about.
 *
 * @param found - Findings.
 * @param works - Articles.
 * @returns What belongs to none.
 */
export function assign(
  found: readonly PublishFinding[],
  works: readonly ArticleWork[],
): VFileMessage[] {
  const done = new Map(works.map((work) => [work.shown, work]))
  return found.flatMap(({ source, message }) => {
    const work = source === undefined ? undefined : done.get(source)
    if (!work) return [message]
    work.messages.push(message)
    if (message.ruleId === 'publish-target-edited') work.failed = true
    return []
  })
}
