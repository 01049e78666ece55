/**
 * Links between the articles of a project.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFileMessage } from 'vfile-message'
import { type Config, finding } from '../model/index.ts'
import { foldersOf } from '../publish/index.ts'
import { type ArticleWork, addMessages } from './article-work.ts'

/** What links are held against. */
interface LinkedProject {
  /** Paths of all articles. */
  articles: ReadonlySet<string>
  /** Paths of all other files. */
  assets: ReadonlySet<string>
  config: Pick<Config, 'layout' | 'editions' | 'source'>
  /** What is known of the article at a path; nothing where it was not made. */
  targetAt: (
    path: string,
  ) => Pick<ArticleWork, 'editions' | 'failed'> | undefined
}

/**
 * Report links between articles that lead nowhere.
 *
 * @param works - Articles; findings are put on them.
 * @param project - Project they are of.
 */
export function reportLinks(
  works: readonly ArticleWork[],
  { articles, assets, config, targetAt }: LinkedProject,
): void {
  const { layout } = config
  const { fromPage } = foldersOf(config)
  const isThere = (path: string | undefined): boolean =>
    path !== undefined && (articles.has(path) || assets.has(path))
  for (const work of works) {
    const found: VFileMessage[] = []
    for (const { address, path, image, place } of work.links) {
      const options = { actual: address, ...(place ? { place } : {}) }
      if (!isThere(path) && !isThere(fromPage(work.path, address))) {
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
      // In a layout such links lead to the source.
      if (layout) continue
      const target = targetAt(path)
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
