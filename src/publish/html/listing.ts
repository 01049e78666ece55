import type { Nodes, Root } from 'mdast'
import type { Locale } from '../../model/index.ts'
import { dateText } from './date.ts'
import { readMatter } from './front-matter.ts'
import { plainText } from './prepare.ts'

/** What lists of articles say of an article. */
export interface Listing {
  /** Title. */
  title: string
  /** Date of the front matter, as text. */
  date?: string | undefined
  /** One or two sentences. */
  description?: string | undefined
}

/**
 * Read what a list says of an article.
 *
 * @param frontMatter - Front matter of the edition.
 * @param tree - Its tree.
 * @param path - Path of the source; its name is the title of last resort.
 * @param locale - Edition's locale.
 * @returns Title, date and description.
 */
export function describeArticle(
  frontMatter: Readonly<Record<string, unknown>>,
  tree: Root,
  path: string,
  locale: Locale,
): Listing {
  const { title, date, description } = readMatter(frontMatter, locale)
  const written = dateText(date).trim()
  return {
    title: title ?? firstHeading(tree) ?? nameOf(path),
    ...(written ? { date: written } : {}),
    ...(description === undefined ? {} : { description }),
  }
}

/**
 * Take the name of a file for a title.
 *
 * @param path - Path.
 * @returns Name without folder and extension.
 */
export function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]+$/, '')
}

function firstHeading(tree: Root): string | undefined {
  const heading = tree.children.find(
    (node: Nodes) => node.type === 'heading' && node.depth === 1,
  )
  return (heading && plainText(heading).trim()) || undefined
}
