/**
 * What is published once a build is done.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import type {
  Manifest,
  ManifestArticle,
  ManifestFile,
} from '../publish/index.ts'
import type { ArticleWork } from './article-work.ts'
import type { Scope } from './scope.ts'
import { shownFrom } from './shown.ts'

/**
 * List the articles that are published once the plan is carried out.
 *
 * @param works - Articles that were made.
 * @param scope - What is built.
 * @param manifest - What earlier builds wrote.
 */
export function articlesOf(
  works: readonly ArticleWork[],
  { partial, chosen }: Pick<Scope, 'partial' | 'chosen'>,
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

/**
 * Tell which files of earlier builds stay although this one does not want them.
 *
 * @param works - Articles that were made.
 * @param assets - Files that are no articles, from the folder of sources.
 * @param scope - What is built.
 * @returns Function that tells it of a file.
 */
export function keeperOf(
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
 * Tell whether one of findings is an error.
 *
 * @param messages - Findings.
 */
export function hasError(messages: readonly VFileMessage[]): boolean {
  return messages.some((message) => message.fatal === true)
}
