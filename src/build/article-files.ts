/**
 * Files of one edition of an article.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { Root } from 'mdast'
import type { ChineseLocale, Edition } from '../model/index.ts'
import {
  articlePage,
  formatDate,
  type SiteArticle,
  type SiteEdition,
  searchPageFile,
  searchPagePath,
  type WantedFile,
} from '../publish/index.ts'
import type { ReadData } from '../read/index.ts'
import type { TermPlaces } from '../term-places.ts'
import type { ArticleContext } from './article-context.ts'
import type { ArticleWork } from './article-work.ts'
import { isDataFile, unfenceData } from './data-file.ts'
import { shownFrom } from './shown.ts'

/** Edition, as its files are made of it. */
export interface PageText {
  /** Source, as it was read. */
  whole: string
  text: string
  tree: Root | undefined
  sourceTree: Root | undefined
  frontMatter: Readonly<Record<string, unknown>>
  read: ReadData | undefined
  locale: ChineseLocale
  /** Terms and glosses in it. */
  places: TermPlaces | undefined
  /** Front matter of the source. */
  sourceMatter: Readonly<Record<string, unknown>>
  /** Ids of editions that its page links to. */
  linked: readonly string[]
}

/**
 * Make the files of an edition.
 *
 * @param work - Article.
 * @param edition - Edition.
 * @param page - What the edition is.
 * @param context - What the articles of the project share.
 * @returns Its Markdown, and where the project has pages its page and what it is searched
 *   by.
 */
export function filesOf(
  work: ArticleWork,
  edition: Edition,
  page: PageText,
  context: ArticleContext,
): WantedFile[] {
  const { config, has, site, folders } = context
  const { path, shown } = work
  const { text, tree, sourceTree, frontMatter, read, locale, linked } = page
  const common = { source: shown, edition: edition.id }
  const placed =
    tree && sourceTree
      ? folders.adapt({
          ...{ edition, path, text, tree, sourceTree, has },
          isPublished: (other) => isPublishedAt(other, edition.id, context),
        })
      : path.endsWith('.json')
        ? folders.adaptMessages(text, {
            ...{ edition, path, has },
            isPublished: (other) => isPublishedAt(other, edition.id, context),
          })
        : text
  const written = isDataFile(path) ? unfenceData(placed, page.whole) : placed
  const content = (read?.bom === true ? '\uFEFF' : '') + written
  const output = folders.outputOf(edition.id, path)
  const markdown = { ...common, path: output, content }
  const shownAs = site.get(edition.id)
  if (!config.html || !tree || !sourceTree || !shownAs) return [markdown]
  const article: SiteArticle = {
    path,
    shown,
    editions: linked.flatMap((id) => site.get(id) ?? []),
    sourceTree,
    sourceLocale: locale,
    sourceMatter: page.sourceMatter,
    has,
    site: config.site,
    templates: context.templates,
    ...(context.bare ? { bare: true } : {}),
    search: config.search,
    editionOf: (path, own) => editionOf(path, own, context),
    ...(context.pictureAt ? { pictureAt: context.pictureAt } : {}),
  }
  const rendered = articlePage(article, shownAs, {
    source: text,
    tree,
    frontMatter,
    beside: edition.beside,
    places: context.bare ? undefined : page.places,
  })
  const { path: at, html } = rendered
  const files = [markdown, { ...common, path: at, content: html }]
  if (!config.search || context.bare) return files
  const name = at.slice(edition.id.length + 1)
  const date = formatDate(frontMatter['date'], edition.locale)?.text
  return [
    ...files,
    {
      ...common,
      path: `${edition.id}/${searchPagePath(name)}`,
      content: searchPageFile({ ...rendered, date }, name),
    },
  ]
}

/** Whether an edition of another article is there. */
function isPublishedAt(
  path: string,
  id: string,
  { cwd, config, isPublished }: ArticleContext,
): boolean {
  const root = resolve(cwd, config.articles)
  return isPublished(shownFrom(cwd, resolve(root, path)), id)
}

/** The same edition where it is there, else the source's, else any that is. */
function editionOf(
  path: string,
  own: SiteEdition,
  { cwd, config, site, isPublished }: ArticleContext,
): SiteEdition {
  const root = resolve(cwd, config.articles)
  const shown = shownFrom(cwd, resolve(root, path))
  if (isPublished(shown, own.id)) return own
  const others = [...site.values()].filter(({ id }) => id !== own.id)
  const isSource = ({ locale }: SiteEdition): boolean =>
    locale === config.source
  const ordered = [
    ...others.filter(isSource),
    ...others.filter((one) => !isSource(one)),
  ]
  return ordered.find(({ id }) => isPublished(shown, id)) ?? own
}
