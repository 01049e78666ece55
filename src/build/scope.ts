/**
 * What of a project is built, and where everything is.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { type Config, UserError } from '../model/index.ts'
import {
  type Folders,
  foldersOf,
  type OutputFolder,
  type SiteEdition,
  type Templates,
} from '../publish/index.ts'
import type { ProjectOptions } from './report.ts'
import { shownFrom } from './shown.ts'
import { siteOf } from './site-edition.ts'
import { findSources } from './sources.ts'
import { readTemplates } from './templates.ts'

/** What is built, and where everything is. */
export interface Scope {
  cwd: string
  config: Config
  /** Folder of sources. */
  root: string
  folder: OutputFolder
  /** Where sources are and editions go. */
  folders: Folders
  /** Templates of pages; nothing where pages are Yiwen's. */
  templates: Templates | undefined
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
}

/**
 * Find out what is built, and where.
 *
 * @param options - Project.
 * @returns Scope.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function scopeOf(options: ProjectOptions): Promise<Scope> {
  const { config, only } = options
  const cwd = resolve(options.cwd)
  const chosen = chooseEditions(config, options.editions)
  const root = resolve(cwd, config.articles)
  const output = resolve(cwd, config.output)
  const paths = await findSources(root, config)
  return {
    cwd,
    config,
    root,
    folder: {
      path: output,
      name: shownFrom(cwd, output),
      // A layout's editions stand among the sources, and never at a source's place.
      protect: config.layout ? [] : [root],
    },
    folders: foldersOf(config),
    templates: await readTemplates(cwd, config),
    paths,
    selected: only ? await selectArticles(only, paths, root, cwd) : paths,
    partial: only !== undefined,
    site: new Map(config.editions.map((one) => [one.id, siteOf(one)])),
    chosen,
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
