/**
 * A project in which nothing changed: what the last build said holds.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { relative, resolve, sep } from 'node:path'
import { FileHashes, placeWidth, type Stamp } from '../cache/index.ts'
import { UserError } from '../model/index.ts'
import {
  type Change,
  createGuard,
  hashFile,
  hashManifest,
  manifestPath,
} from '../publish/index.ts'
import { reportOf } from './article-report.ts'
import { addMessages } from './article-work.ts'
import { BuildCache, digestOf, filesPath } from './cache.ts'
import { codeVersion } from './code-version.ts'
import { findGlossaries } from './glossary.ts'
import { keepFinding, restoreFinding } from './kept-article.ts'
import type { PlannedProject } from './project.ts'
import type { ProjectOptions, ProjectReport } from './report.ts'
import { type Scope, scopeOf } from './scope.ts'
import {
  countedIn,
  countsOf,
  countsWidth,
  dropSeal,
  linksIn,
  readSeal,
  type Seal,
  writeSeal,
} from './seal.ts'
import { nameFindings, siteFindings } from './site.ts'
import { findSourceAssets } from './sources.ts'
import { findTranslationFiles } from './translation-store.ts'
import { type KeptReports, UnchangedArticle } from './unchanged-article.ts'

/** Project with what its last whole build knew. */
export interface SealedProject {
  seal: Seal
  scope: Scope
  cache: BuildCache
  /** Files that are no articles, from the folder of sources. */
  assets: readonly string[]
  /** Glossary files, from the project's folder. */
  glossaries: readonly string[]
  /** Finds the files of editions, from the output folder. */
  outputs: () => readonly string[]
  /** Articles as they were. */
  articles: readonly UnchangedArticle[]
}

/**
 * Report on a project in which nothing changed since its last whole build.
 *
 * Every file that a build reads or has written is looked at: its time, size and
 * inode have to be what they were. None is read.
 *
 * @param options - Project.
 * @param onChanged - Gets the project and the files that are not what they were, from
 *   its folder, where there are any, and may report on it.
 * @returns What a build or a check would say; nothing where it has to find out.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function reportUnchanged(
  options: ProjectOptions,
  onChanged?: (
    sealed: SealedProject,
    names: readonly string[],
  ) => Promise<ProjectReport | undefined>,
): Promise<ProjectReport | undefined> {
  const begun = performance.now()
  const { cache: uses = true, only, editions } = options
  if (!uses || only || editions) return undefined
  const cwd = resolve(options.cwd)
  const code = await codeVersion()
  const seal = await readSeal(cwd)
  if (code === undefined || seal?.code !== code) return undefined
  const hashes = await FileHashes.open(cwd, filesPath(cwd))
  // What is damaged says nothing of files.
  if (hashes.count === 0) return undefined
  const look = hashes.look()
  try {
    const sealed = await openSealed(options, seal, hashes)
    if (!sealed) return undefined
    const different = await look.finish()
    if (different.length > 0 && !onChanged) return undefined
    const report =
      different.length === 0
        ? reportSealed(sealed)
        : await onChanged?.(
            sealed,
            different.map((at) => hashes.names[at] as string),
          )
    if (report) report.milliseconds = performance.now() - begun
    return report
  } finally {
    look.stop()
  }
}

/** Read what is kept; nothing where it is not what was sealed. */
async function openSealed(
  options: ProjectOptions,
  seal: Seal,
  hashes: FileHashes,
): Promise<SealedProject | undefined> {
  const scope = await scopeOf(options)
  const { cwd, config, root, paths } = scope
  if (seal.config !== settingsOf(scope)) return undefined
  if (seal.counts.length !== paths.length * countsWidth) return undefined
  const assets = await findSourceAssets(root, config)
  const glossaries = await findGlossaries(cwd, config.glossary)
  const translations = await findTranslationFiles(cwd, config, paths)
  const lists = digestOf([paths, assets, glossaries, translations])
  if (seal.lists !== lists) return undefined
  if (seal.places.numbers.length !== paths.length * placeWidth) return undefined
  const placed = { ...seal.places, paths }
  const cache = await BuildCache.open(cwd, config, true, { hashes, placed })
  // The head of a file may be what it was, and the rest something else.
  if (!cache.isWhole || seal.kept !== (await cache.seals())) return undefined
  // Folders of the output folder may lead elsewhere by now.
  const guard = createGuard(scope.folder)
  for (const path of seal.outputs.folders) await guard(`${path}file`)
  const outputs = (): string[] => {
    const others = new Set(seal.others)
    return outputsIn(hashes.names, scope).filter((path) => !others.has(path))
  }
  const kept = keptReports(cache, scope, seal)
  const articles = paths.map((_, at) => new UnchangedArticle(at, kept))
  return { seal, scope, cache, assets, glossaries, outputs, articles }
}

/**
 * Report on a project as its last whole build left it.
 *
 * @param sealed - Project.
 */
export function reportSealed({
  seal,
  scope,
  outputs,
  articles,
}: SealedProject): ProjectReport {
  const { config, folder } = scope
  const { files, concepts, findings } = seal.glossary
  const unchanged = seal.outputs.count
  let changes: readonly Change[] | undefined
  return {
    articles,
    totals: {
      ...seal.totals,
      files: { create: 0, update: 0, unchanged, delete: 0 },
    },
    glossary: { files, concepts, messages: findings.map(restoreFinding) },
    // Of very many files nobody may ask.
    get changes() {
      changes ??= outputs().map((path) => ({ path, kind: 'unchanged' }))
      return changes
    },
    messages: [...siteFindings(config), ...seal.names.map(restoreFinding)],
    rebuilt: [],
    bugs: [],
    milliseconds: 0,
    output: folder.name,
  }
}

/** What is not known of articles comes from what is kept of them. */
function keptReports(
  cache: BuildCache,
  { cwd, root, paths, chosen, folder }: Scope,
  seal: Seal,
): KeptReports {
  const start = shownFrom(cwd, root)
  return {
    paths,
    start: start === '' ? '' : `${start}/`,
    counted: (at) => countedIn(seal, at),
    summary: (path) => cache.summary(path) ?? lost(cwd, path),
    read(path, shown, files) {
      const place = { shown, chosen, files }
      const work = cache.restore(path, place) ?? lost(cwd, path)
      addMessages(work, (seal.links[shown] ?? []).map(restoreFinding), shown)
      return reportOf(work, folder)
    },
  }
}

/** Say that a record is damaged, though its file has its stamp: it is not read before. */
function lost(cwd: string, path: string): never {
  dropSeal(cwd)
  throw new UserError(`What is kept of ${path} is damaged.`, {
    hint: 'Run the command again: what is damaged is made anew.',
    wording: { key: 'cache-damaged', values: { path } },
  })
}

/**
 * Keep what a build made, so that the next one makes only what changed, and looks at
 * nothing but stamps where nothing did.
 *
 * @param project - Project whose plan was carried out.
 */
export async function keepProject(project: PlannedProject): Promise<void> {
  const { plan, scope, cache, glossaries } = project
  if (!plan) return
  const { hashes } = cache
  const { cwd, paths, folder } = scope
  const isWhole = !scope.partial && scope.chosen.size === scope.site.size
  const manifest = resolve(folder.path, manifestPath)
  if (isWhole) {
    for (const [path, stamp] of glossaries) {
      const file = resolve(cwd, path)
      if (stamp) await note(file, () => hashFile(file), stamp)
    }
    await note(manifest, () => hashFile(manifest))
  }
  const isKept = await cache.save(paths, isWhole)
  const isDone =
    isKept && isWhole && project.isCurrent && plan.conflicts.length === 0
  const isOurs = hashes.find(manifest) === hashManifest(plan.manifest)
  if (isDone && isOurs) await sealProject(project)

  async function note(
    path: string,
    compute: () => Promise<string>,
    stamp?: Stamp,
  ): Promise<void> {
    try {
      if (hashes.find(path) !== undefined) return
      if (stamp) hashes.record(path, await compute(), stamp)
      else await hashes.hash(path, compute)
    } catch {
      // What is gone by now is not kept.
    }
  }
}

async function sealProject(project: PlannedProject): Promise<void> {
  const { scope, cache, plan, report, assets, glossaries } = project
  const { cwd, config, root, folder, paths } = scope
  const { hashes } = cache
  const translations = await findTranslationFiles(cwd, config, paths)
  const changes = plan?.changes.filter(({ kind }) => kind !== 'delete') ?? []
  const outputs = new Set(changes.map(({ path }) => path))
  const folderOf = (path: string): string =>
    path.slice(0, path.lastIndexOf('/') + 1)
  const needed = [
    ...paths.map((path) => resolve(root, path)),
    ...assets.map((path) => resolve(root, path)),
    ...[...glossaries.keys(), ...translations].map((path) =>
      resolve(cwd, path),
    ),
    ...[...outputs, manifestPath].map((path) => resolve(folder.path, path)),
  ]
  const { files, concepts, messages } = report.glossary
  const code = await codeVersion()
  if (
    code === undefined ||
    folder.path === cwd ||
    messages.some(({ cause }) => cause !== undefined) ||
    !needed.every((path) => hashes.isKept(path))
  ) {
    return
  }
  const places = cache.places(paths)
  if (!places) return
  const { files: _, ...totals } = report.totals
  await writeSeal(cwd, {
    code,
    config: settingsOf(scope),
    lists: digestOf([paths, assets, [...glossaries.keys()], translations]),
    kept: await cache.seals(),
    others: outputsIn(hashes.names, scope).filter((path) => !outputs.has(path)),
    links: linksIn(report.articles),
    names: nameFindings(paths, scope).map(keepFinding),
    outputs: {
      count: outputs.size,
      folders: [...new Set([...outputs].map(folderOf))],
    },
    totals,
    glossary: { files, concepts, findings: messages.map(keepFinding) },
    counts: countsOf(report.articles),
    places,
  })
}

/** Digest of the settings, and of the templates they name. */
function settingsOf({ config, templates }: Scope): string {
  return digestOf([config, templates ?? false])
}

/** Names below the output folder, from there. */
function outputsIn(names: readonly string[], { cwd, folder }: Scope): string[] {
  const start = `${shownFrom(cwd, folder.path)}/`
  return names
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
}

function shownFrom(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join('/')
}
