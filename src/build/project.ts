/**
 * A project from its folder to a plan.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { VFileMessage } from 'vfile-message'
import { type FileHashes, type Stamp, stampOf } from '../cache/index.ts'
import { createLocalizer } from '../localize.ts'
import { createTranslator } from '../messages/index.ts'
import {
  type Config,
  type Edition,
  finding,
  UserError,
} from '../model/index.ts'
import {
  createOutputs,
  environmentError,
  hashFile,
  type Manifest,
  type ManifestArticle,
  type ManifestFile,
  type OutputFolder,
  type Outputs,
  type Plan,
  type PublishFinding,
  planPublish,
  reportConflicts,
  reportDifferences,
  type SiteEdition,
} from '../publish/index.ts'
import { findArticles, findAssets } from '../read/index.ts'
import { type ArticleWork, addMessages, workOn } from './article.ts'
import { BuildCache, type RebuildReason } from './cache.ts'
import { bareConcepts } from './claims.ts'
import {
  findGlossaries,
  type GlossaryReading,
  readGlossaries,
} from './glossary.ts'
import type { KeptFile } from './kept-article.ts'
import type {
  ArticleReport,
  ProjectOptions,
  ProjectReport,
  Rebuilt,
} from './report.ts'
import { shownFrom } from './shown.ts'
import { addSite, siteFindings } from './site.ts'

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
  /** Glossary files, and their stamps before they were read. */
  glossaries: ReadonlyMap<string, Stamp | undefined>
}

/**
 * Localize a project and plan what its output folder needs.
 *
 * @param options - Project; `force` plans to write over edits.
 * @param writes - Whether the plan is for writing: a check reports what a
 *   build would do instead.
 * @returns Plan and report. Nothing is written.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function planProject(
  options: ProjectOptions & { force?: boolean },
  writes: boolean,
): Promise<PlannedProject> {
  const start = performance.now()
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
  const assets = await findAssets(root)
  const { works, rebuilt } = await makeAll({
    scope,
    glossary,
    assets,
    outputs,
    cache,
    writes,
  })
  reportLinks(works, new Set(paths), new Set(assets))

  const messages = siteFindings(config)
  let plan: Plan | undefined
  if (!hasError(glossary.messages)) {
    await addAssets(scope, assets, outputs, cache.hashes)
    const articles = articlesOf(works, scope, outputs.manifest)
    if (config.html) {
      const files = new Set([...paths, ...assets])
      const has = (path: string): boolean => files.has(path)
      await addSite(scope, articles, glossary.concepts, has, outputs)
    }
    plan = planPublish(outputs.list(), await outputs.snapshot(), {
      articles,
      force: options.force === true,
      keeps: keeperOf(works, assets, scope),
    })
    const found = [
      ...reportConflicts(plan, folder),
      ...(writes ? [] : reportDifferences(plan, folder)),
    ]
    messages.push(...assign(found, works))
  }
  const report: ProjectReport = {
    articles: works.map((work) => reportOf(work, folder)),
    glossary: {
      files: glossary.files,
      concepts: glossary.concepts.length,
      messages: glossary.messages,
    },
    changes: plan?.changes ?? [],
    messages,
    rebuilt,
    milliseconds: performance.now() - start,
    output: folder.name,
  }
  return { report, plan, folder, scope, assets, cache, glossaries }
}

/** What is built, and where everything is. */
export interface Scope {
  cwd: string
  config: Config
  /** Folder of sources. */
  root: string
  folder: OutputFolder
  /** Every article, from the folder of sources. */
  paths: readonly string[]
  /** Those that are built. */
  selected: readonly string[]
  /** Whether that is a part of them. */
  partial: boolean
  /** Editions by id. */
  site: ReadonlyMap<string, SiteEdition>
  /** Ids of those that are built. */
  chosen: ReadonlySet<string>
  onProgress: ProjectOptions['onProgress']
}

/**
 * Find out what is built, and where.
 *
 * @param options - Project.
 * @returns Scope.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function scopeOf(options: ProjectOptions): Promise<Scope> {
  const { config, only, onProgress } = options
  const cwd = resolve(options.cwd)
  const chosen = chooseEditions(config, options.editions)
  const root = resolve(cwd, config.articles)
  const output = resolve(cwd, config.output)
  const paths = await findArticles(root)
  return {
    cwd,
    config,
    root,
    folder: { path: output, name: shownFrom(cwd, output), protect: [root] },
    paths,
    selected: only ? await selectArticles(only, paths, root, cwd) : paths,
    partial: only !== undefined,
    site: new Map(config.editions.map((one) => [one.id, siteOf(one)])),
    chosen,
    onProgress,
  }
}

function chooseEditions(
  config: Config,
  wanted: readonly string[] | undefined,
): ReadonlySet<string> {
  const ids = config.editions.map((edition) => edition.id)
  for (const id of wanted ?? []) {
    if (ids.includes(id)) continue
    throw new UserError(`There is no edition "${id}".`, {
      hint: `Use one of ${ids.join(', ')}, or add it to \`editions\` in the configuration.`,
      wording: {
        key: 'edition-unknown',
        values: { id, known: ids.join(', ') },
      },
    })
  }
  return new Set(wanted ?? ids)
}

/**
 * Tell how pages show an edition.
 *
 * @param edition - Edition.
 * @returns Its name and strings.
 */
export function siteOf({ id, locale, beside }: Edition): SiteEdition {
  const strings = createTranslator(locale)
  const language = strings(`languages:${locale}`)
  const name =
    id === locale
      ? language
      : beside
        ? `${language} + ${createTranslator(beside)(`languages:${beside}`)}`
        : id === 'bilingual'
          ? strings('html:bilingual')
          : `${language}（${id}）`
  return { id, locale, name, strings }
}

/**
 * Choose articles that are named, in a folder that is named, or that match.
 *
 * @param only - Paths, folders or globs.
 * @param paths - All articles, from the folder of sources.
 * @param root - Folder of sources.
 * @param cwd - Folder of the project.
 * @returns Those that are meant, in their order.
 * @throws UserError when a name is of no article.
 */
export async function selectArticles(
  only: readonly string[],
  paths: readonly string[],
  root: string,
  cwd: string,
): Promise<string[]> {
  const known = new Set(paths)
  const chosen = new Set<string>()
  for (const pattern of only) {
    const exact = [resolve(cwd, pattern), resolve(root, pattern)]
      .map((path) => shownFrom(root, path))
      .find((path) => known.has(path))
    if (exact !== undefined) {
      chosen.add(exact)
      continue
    }
    const found = await glob([pattern], { cwd, absolute: true, dot: false })
    const matched = found
      .map((path) => shownFrom(root, resolve(path)))
      .filter((path) => known.has(path))
    for (const path of matched) chosen.add(path)
    if (matched.length === 0) throw noSuchArticle(pattern, found, root, cwd)
  }
  return paths.filter((path) => chosen.has(path))
}

function noSuchArticle(
  pattern: string,
  found: readonly string[],
  root: string,
  cwd: string,
): UserError {
  const folder = shownFrom(cwd, root)
  if (found.length > 0) {
    return new UserError(`${pattern} is no article below ${folder}/.`, {
      hint: `Articles are .md, .mdx, .markdown and .txt files below ${folder}/; for others there is \`yiwen convert\`.`,
      wording: { key: 'article-elsewhere', values: { path: pattern, folder } },
    })
  }
  return new UserError(
    isDynamicPattern(pattern)
      ? `No file matches ${pattern}.`
      : `There is no file ${pattern}.`,
    {
      hint: `Check the spelling; it was looked for at ${resolve(cwd, pattern)}.`,
      wording: {
        key: isDynamicPattern(pattern) ? 'files-unmatched' : 'file-missing-at',
        values: { path: pattern, place: resolve(cwd, pattern) },
      },
    },
  )
}

async function makeAll(project: {
  scope: Scope
  glossary: GlossaryReading
  assets: readonly string[]
  outputs: Outputs
  cache: BuildCache
  writes: boolean
}): Promise<{ works: ArticleWork[]; rebuilt: Rebuilt[] }> {
  const { scope, glossary, assets, outputs, cache } = project
  const { cwd, config, root, site, chosen, selected, onProgress } = scope
  const { vocabulary } = config
  const concepts = bareConcepts(glossary.concepts)
  const localizer = createLocalizer({ concepts, vocabulary })
  const files = new Set([...scope.paths, ...assets])
  const has = (path: string): boolean => files.has(path)
  const { manifest } = outputs
  const isFirst = Object.keys(manifest.articles).length === 0
  // Before anything is published, what Chinese editions will be there is guessed.
  const guess = (shown: string, id: string): boolean => {
    const before = manifest.articles[shown]
    if (before || !isFirst) return before?.listings[id] !== undefined
    const edition = config.editions.find((one) => one.id === id)
    const isSure = edition?.locale !== 'en' || edition.incomplete === 'source'
    return chosen.has(id) && isSure
  }
  // With half a glossary, editions would be worse than those that are there.
  const blocked = hasError(glossary.messages)
  const keeps = !blocked && chosen.size === site.size
  const rebuilt = new Map<string, Rebuilt>()
  const asked = new Map<string, Map<string, boolean>>()

  const make = async (
    path: string,
    isPublished: (shown: string, id: string) => boolean,
    moved: readonly string[],
  ): Promise<ArticleWork> => {
    const shown = shownFrom(cwd, resolve(root, path))
    const questions = new Map<string, boolean>()
    asked.set(path, questions)
    const ask = (other: string, id: string): boolean => {
      const answer = isPublished(other, id)
      questions.set(JSON.stringify([other, id]), answer)
      return answer
    }
    const at = { shown, chosen, has, isPublished: ask }
    const found = await cache.find(path, at)
    const reason: RebuildReason | undefined =
      moved.length > 0
        ? { kind: 'links', paths: moved }
        : await reasonToMake(found, project, blocked)
    const followed = reason && (await cache.follow(path, at))
    const work = !reason
      ? (found as ArticleWork)
      : await workOn(path, shown, {
          cwd,
          config,
          localizer,
          site,
          chosen,
          has,
          isPublished: ask,
          ...followed?.hooks,
        })
    if (blocked) work.failed = true
    const hashes = await addFiles(work, outputs)
    if (keeps) await followed?.keep(work, hashes)
    if (reason && !rebuilt.has(shown)) {
      rebuilt.set(shown, { path: shown, reason })
    }
    if (reason && moved.length === 0) {
      const done = works.length + 1
      onProgress?.({ done, total: selected.length, path: shown })
    }
    return work
  }

  const works: ArticleWork[] = []
  for (const path of selected) works.push(await make(path, guess, []))
  // What is published is known by now: links that were made for something else
  // are made again. Nothing that is asked depends on links, so once is enough.
  const articles = articlesOf(works, scope, manifest)
  const isPublished = (shown: string, id: string): boolean =>
    articles[shown]?.listings[id] !== undefined
  for (const [index, path] of selected.entries()) {
    const moved = [...(asked.get(path) ?? [])].flatMap(([key, answer]) => {
      const [other, id] = JSON.parse(key) as [string, string]
      return isPublished(other, id) === answer ? [] : [`${other} ${id}`]
    })
    if (moved.length === 0 || works[index]?.failed) continue
    works[index] = await make(path, isPublished, moved)
  }
  return { works, rebuilt: [...rebuilt.values()] }
}

/** Why what was found of an article is of no use; nothing where it is. */
async function reasonToMake(
  found: ArticleWork | RebuildReason,
  { outputs, writes }: { outputs: Outputs; writes: boolean },
  blocked: boolean,
): Promise<RebuildReason | undefined> {
  if ('kind' in found) return found
  if (!writes || blocked || found.failed) return undefined
  const paths: string[] = []
  for (const { path, content } of found.made.flatMap(({ files }) => files)) {
    const isThere =
      typeof content === 'object' &&
      'sha256' in content &&
      (await outputs.holds(path, content.sha256))
    if (!isThere) paths.push(path)
  }
  return paths.length > 0 ? { kind: 'outputs', paths } : undefined
}

/** Add what an article is published in, and let go of it; by edition. */
async function addFiles(
  { made, failed }: ArticleWork,
  outputs: Outputs,
): Promise<KeptFile[][]> {
  const all: KeptFile[][] = []
  for (const { files } of made) {
    const own: KeptFile[] = []
    for (const file of failed ? [] : files) {
      own.push([file.path, await outputs.add(file)])
    }
    all.push(own)
    // What has to be written is in `outputs`; the rest is let go of.
    for (const file of files) file.content = ''
  }
  return all
}

/** Pictures and the like, so that relative links work in every edition. */
async function addAssets(
  { root, cwd, chosen }: Scope,
  assets: readonly string[],
  outputs: Outputs,
  hashes: FileHashes,
): Promise<void> {
  for (const asset of assets) {
    const copy = resolve(root, asset)
    const source = shownFrom(cwd, copy)
    const sha256 = await hashSource(copy, source, hashes)
    for (const edition of chosen) {
      const path = `${edition}/${asset}`
      await outputs.add({ path, source, edition, content: { copy, sha256 } })
    }
  }
}

async function hashSource(
  path: string,
  shown: string,
  hashes: FileHashes,
): Promise<string> {
  const compute = (): Promise<string> => hashFile(path)
  try {
    return await hashes.hash(path, compute)
  } catch (error) {
    throw environmentError(error, shown, 'read')
  }
}

/** Articles that are published once the plan is carried out. */
function articlesOf(
  works: readonly ArticleWork[],
  { partial, chosen }: Scope,
  manifest: Manifest,
): Record<string, ManifestArticle> {
  const articles: Record<string, ManifestArticle> = {}
  const done = new Map(works.map((work) => [work.shown, work]))
  for (const [shown, before] of Object.entries(manifest.articles)) {
    const work = done.get(shown)
    if (work ? work.failed : partial) articles[shown] = before
  }
  for (const work of works) {
    const { shown, made, editions, sourceHash, concepts, failed } = work
    if (failed) continue
    const before = manifest.articles[shown]?.listings ?? {}
    const lacking = new Set(
      made.filter((one) => one.incomplete).map(({ id }) => id),
    )
    const kept = Object.entries(before).filter(
      ([id]) => editions.includes(id) && (!chosen.has(id) || lacking.has(id)),
    )
    const fresh = made
      .filter(({ incomplete }) => !incomplete)
      .map(({ id, listing }) => [id, listing] as const)
    articles[shown] = {
      sourceHash,
      listings: Object.fromEntries([...kept, ...fresh]),
      ...(concepts.length > 0 ? { concepts } : {}),
    }
  }
  return articles
}

/** Which files of earlier builds stay although this one does not want them. */
function keeperOf(
  works: readonly ArticleWork[],
  assets: readonly string[],
  { cwd, root, site, chosen, partial }: Scope,
): (file: ManifestFile) => boolean {
  const failed = new Set(works.filter((w) => w.failed).map((w) => w.shown))
  const done = new Set([
    ...works.map((work) => work.shown),
    ...assets.map((asset) => shownFrom(cwd, resolve(root, asset))),
  ])
  const lacking = new Set(
    works.flatMap(({ shown, made }) =>
      made
        .filter(({ incomplete }) => incomplete)
        .map(({ id }) => JSON.stringify([shown, id])),
    ),
  )
  return ({ source, edition }) => {
    if (lacking.has(JSON.stringify([source, edition]))) return true
    if (edition !== undefined && site.has(edition) && !chosen.has(edition)) {
      return true
    }
    if (source === undefined) return partial
    return failed.has(source) || (partial && !done.has(source))
  }
}

/**
 * Report links between articles that lead nowhere.
 *
 * @param works - Articles; findings are put on them.
 * @param articles - Paths of all articles.
 * @param assets - Paths of all other files.
 */
export function reportLinks(
  works: readonly ArticleWork[],
  articles: ReadonlySet<string>,
  assets: ReadonlySet<string>,
): void {
  const done = new Map(works.map((work) => [work.path, work]))
  for (const work of works) {
    const found: VFileMessage[] = []
    for (const { address, path, image, place } of work.links) {
      const options = { actual: address, ...(place ? { place } : {}) }
      if (!articles.has(path) && !assets.has(path)) {
        const reason = image
          ? `The picture ${address} is not there.`
          : `The link to ${address} leads to no article.`
        const note = `Correct the address; it was looked for at ${path} in the folder of articles.`
        found.push(
          finding('publish-link-missing', reason, {
            ...options,
            note,
            wording: {
              key: image
                ? 'publish-link-missing.picture'
                : 'publish-link-missing.article',
              values: { address, path },
            },
          }),
        )
        continue
      }
      const target = done.get(path)
      const lacking = work.editions.filter(
        (id) => target && !target.failed && !target.editions.includes(id),
      )
      if (lacking.length === 0) continue
      const reason = `${path} is not published in ${lacking.join(', ')}, so the link leads nowhere there.`
      const note = 'Publish it there too, or take the link out.'
      const values = { path, editions: lacking.join(', ') }
      const wording = { key: 'publish-link-missing.edition', values }
      found.push(
        finding('publish-link-missing', reason, { ...options, note, wording }),
      )
    }
    addMessages(work, found, work.shown)
  }
}

/** Put findings on their articles; what belongs to none is given back. */
function assign(
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

/**
 * Say what became of an article.
 *
 * @param work - Article.
 * @param folder - Output folder.
 */
export function reportOf(
  work: ArticleWork,
  folder: OutputFolder,
): ArticleReport {
  const { shown: path, title, made, messages, failed } = work
  return {
    path,
    ...(title === undefined ? {} : { title }),
    editions: made.map((edition) => ({
      id: edition.id,
      locale: edition.locale,
      edits: edition.edits,
      get file() {
        return edition.file
      },
      outputs: edition.files.map((one) => `${folder.name}/${one.path}`),
    })),
    messages,
    failed,
  }
}

function hasError(messages: readonly VFileMessage[]): boolean {
  return messages.some((message) => message.fatal === true)
}
