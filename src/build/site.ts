/**
 * What of a site is made from all of its articles.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import { type Concept, type Config, finding } from '../model/index.ts'
import {
  checkNames,
  type Listing,
  type ManifestArticle,
  type Outputs,
  type SiteEdition,
  siteFiles,
  type Templates,
} from '../publish/index.ts'
import { shownFrom } from './shown.ts'

/** What is built, and where everything is. */
export interface SiteScope {
  cwd: string
  config: Config
  /** Folder of sources. */
  root: string
  /** Editions by id. */
  site: ReadonlyMap<string, SiteEdition>
  /** Ids of those that are built. */
  chosen: ReadonlySet<string>
  /** Templates of pages; nothing where pages are Yiwen's. */
  templates: Templates | undefined
}

/**
 * Add every page and file of a site that is no article's. They are made in every
 * build, for any article may change them; an article or asset that is there wins.
 *
 * @param scope - What is built.
 * @param articles - Articles that are published, by path from the project's folder.
 * @param concepts - Concepts of the glossary.
 * @param has - Whether a path from the folder of sources is published.
 * @param books - Paths of the books that are there, from the output folder.
 * @param outputs - Takes the files.
 */
export async function addSite(
  scope: SiteScope,
  articles: Readonly<Record<string, ManifestArticle>>,
  concepts: readonly Concept[],
  has: (path: string) => boolean,
  books: ReadonlySet<string>,
  outputs: Outputs,
): Promise<void> {
  const { cwd, root, site, chosen, config } = scope
  const listings = listingsOf(scope, articles)
  const uses = new Map<string, readonly string[]>()
  for (const [shown, { concepts }] of Object.entries(articles)) {
    const path = shownFrom(root, resolve(cwd, shown))
    if (concepts) uses.set(path, concepts)
  }
  // An edition that nothing was made of has no pages to lead to.
  const editions = [...site.values()].filter(
    ({ id }) => chosen.has(id) || listings.has(id),
  )
  const home =
    editions.find(({ locale }) => locale === config.source) ?? editions[0]
  if (!home) return
  const files = siteFiles({
    site: config.site,
    templates: scope.templates,
    search: config.search,
    has,
    editions,
    home,
    listings,
    concepts,
    uses,
    books,
  })
  for (const { path, content, edition } of files) {
    if (edition !== undefined && !chosen.has(edition)) continue
    if (outputs.has(path)) continue
    const file = { path, content }
    await outputs.add(edition === undefined ? file : { ...file, edition })
  }
}

/**
 * Sort what lists say of articles by edition.
 *
 * @param scope - Where the articles are.
 * @param articles - Articles, by path from the project's folder.
 * @returns Listings by path from the folder of sources, by edition's id.
 */
export function listingsOf(
  { cwd, root }: Pick<SiteScope, 'cwd' | 'root'>,
  articles: Readonly<Record<string, ManifestArticle>>,
): Map<string, Map<string, Listing>> {
  const listings = new Map<string, Map<string, Listing>>()
  for (const [shown, article] of Object.entries(articles)) {
    const path = shownFrom(root, resolve(cwd, shown))
    for (const [id, listing] of Object.entries(article.listings)) {
      const all = listings.get(id)
      if (all) all.set(path, listing)
      else listings.set(id, new Map([[path, listing]]))
    }
  }
  return listings
}

/**
 * Say what a site is not, because settings are missing.
 *
 * @param config - Settings.
 * @returns Findings of the project.
 */
export function siteFindings({ html, site }: Config): VFileMessage[] {
  if (!html || site) return []
  return [
    finding(
      'publish-no-site',
      'No address of the site is set, so there are no feeds, no sitemap and no canonical addresses.',
      {
        note: "Set `site` in the configuration: `site: { url: 'https://example.com', title: '…' }`.",
      },
    ),
  ]
}

/**
 * Say which names of articles are none on other systems.
 *
 * @param paths - Articles, from the folder of sources.
 * @param folders - Folder of the project and of its sources.
 * @returns Findings of the project, each on its article.
 */
export function nameFindings(
  paths: readonly string[],
  { cwd, root }: { cwd: string; root: string },
): VFileMessage[] {
  return checkNames(paths, (path) => shownFrom(cwd, resolve(root, path)))
}
