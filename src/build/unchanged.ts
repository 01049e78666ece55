/**
 * A project in which nothing changed: what the last build said holds.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { rm } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { readSealed, type Stamp, writeSealed } from '../cache/index.ts'
import {
  createGuard,
  hashFile,
  hashManifest,
  manifestPath,
} from '../publish/index.ts'
import { reportOf } from './article-report.ts'
import { BuildCache, cacheFolder, digestOf } from './cache.ts'
import { codeVersion } from './code-version.ts'
import { findGlossaries } from './glossary.ts'
import {
  type KeptFinding,
  keepFinding,
  restoreFinding,
} from './kept-article.ts'
import type { PlannedProject } from './project.ts'
import type { ArticleReport, ProjectOptions, ProjectReport } from './report.ts'
import { type Scope, scopeOf } from './scope.ts'
import { nameFindings, siteFindings } from './site.ts'
import { findSourceAssets } from './sources.ts'
import { findTranslationFiles } from './translation-store.ts'
import { unchangedArticle } from './unchanged-article.ts'

/** What the last build of a whole project knew, where nothing was left to do. */
interface Seal {
  code: string
  config: string
  /** Of the lists of articles, other files, glossary files and translations. */
  lists: string
  /** Of what is kept of articles and files. */
  kept: string
  /** Files of the output folder that are known and are no output. */
  others: readonly string[]
  /** Links that lead nowhere, by article from the project's folder. */
  links: Readonly<Record<string, readonly KeptFinding[]>>
  glossary: {
    files: readonly string[]
    concepts: number
    findings: readonly KeptFinding[]
  }
}

/**
 * Report on a project in which nothing changed since its last whole build.
 *
 * Every file that a build reads or has written is looked at: its time, size and
 * inode have to be what they were. None is read.
 *
 * @param options - Project.
 * @returns What a build or a check would say; nothing where it has to find out.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function reportUnchanged(
  options: ProjectOptions,
): Promise<ProjectReport | undefined> {
  const begun = performance.now()
  const { cache: uses = true, only, editions } = options
  if (!uses || only || editions) return undefined
  const code = await codeVersion()
  const scope = await scopeOf(options)
  const { cwd, config, root, folder, paths } = scope
  const seal = await readSeal(cwd)
  if (seal?.code !== code || seal?.config !== settingsOf(scope)) {
    return undefined
  }
  const assets = await findSourceAssets(root, config)
  const glossaries = await findGlossaries(cwd, config.glossary)
  const translations = await findTranslationFiles(cwd, config, paths)
  const lists = digestOf([paths, assets, glossaries, translations])
  if (seal.lists !== lists) return undefined
  let areSame: Promise<boolean> | undefined
  const cache = await BuildCache.open(cwd, config, true, (hashes) => {
    areSame = hashes.areUnchanged()
  })
  if (seal.kept !== (await cache.seals())) return undefined
  const { hashes } = cache

  const others = new Set(seal.others)
  const outputs = outputsIn(hashes.names, scope).filter(
    (path) => !others.has(path),
  )
  const guard = createGuard(folder)
  let parent = ''
  for (const path of outputs) {
    if (dirname(path) === parent) continue
    parent = dirname(path)
    await guard(path)
  }
  const articles: ArticleReport[] = []
  const { chosen } = scope
  const start = shownFrom(cwd, root)
  for (const path of paths) {
    const summary = cache.summary(path)
    if (!summary) return undefined
    const shown = start === '' ? path : `${start}/${path}`
    articles.push(
      unchangedArticle(summary, {
        shown,
        read: (files) => cache.restore(path, { shown, chosen, files }),
        report: (work) => reportOf(work, folder),
        links: seal.links[shown] ?? [],
      }),
    )
  }
  if (!(await areSame)) return undefined
  const { files, concepts, findings } = seal.glossary
  return {
    articles,
    glossary: { files, concepts, messages: findings.map(restoreFinding) },
    changes: outputs.map((path) => ({ path, kind: 'unchanged' })),
    messages: [...siteFindings(config), ...nameFindings(paths, scope)],
    rebuilt: [],
    bugs: [],
    milliseconds: performance.now() - begun,
    output: folder.name,
  }
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
  if (isDone && isOurs) await writeSeal(project)

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

async function writeSeal(project: PlannedProject): Promise<void> {
  const { scope, cache, plan, report, assets, glossaries } = project
  const { cwd, config, root, folder, paths } = scope
  const { hashes } = cache
  const translations = await findTranslationFiles(cwd, config, paths)
  const changes = plan?.changes.filter(({ kind }) => kind !== 'delete') ?? []
  const outputs = new Set(changes.map(({ path }) => path))
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
  const seal: Seal = {
    code,
    config: settingsOf(scope),
    lists: digestOf([paths, assets, [...glossaries.keys()], translations]),
    kept: await cache.seals(),
    others: outputsIn(hashes.names, scope).filter((path) => !outputs.has(path)),
    links: linksIn(report),
    glossary: { files, concepts, findings: messages.map(keepFinding) },
  }
  try {
    await writeSealed(sealPath(cwd), [Buffer.from(JSON.stringify(seal))])
  } catch {
    // A disk that does not allow it is none the worse for it.
    await rm(sealPath(cwd), { force: true }).catch(() => undefined)
  }
}

/** Links depend on other articles, so no record of an article has them. */
function linksIn({ articles }: ProjectReport): Seal['links'] {
  const links: Record<string, KeptFinding[]> = {}
  for (const { path, messages } of articles) {
    const found = messages.filter(
      ({ ruleId }) => ruleId === 'publish-link-missing',
    )
    if (found.length > 0) links[path] = found.map(keepFinding)
  }
  return links
}

async function readSeal(cwd: string): Promise<Seal | undefined> {
  const content = await readSealed(sealPath(cwd))
  if (typeof content === 'string') return undefined
  try {
    return JSON.parse(content.toString()) as Seal
  } catch {
    return undefined
  }
}

/** Digest of the settings, and of the templates they name. */
function settingsOf({ config, templates }: Scope): string {
  return digestOf([config, templates ?? false])
}

function sealPath(cwd: string): string {
  return resolve(cwd, cacheFolder, 'whole')
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
