import type { Nodes, Root } from 'mdast'
import type { Locale } from '../../model/index.ts'
import { dateText, formatDate } from './date.ts'
import { readMatter } from './front-matter.ts'
import { plainText } from './prepare.ts'
import { tagId } from './tag.ts'

/** What lists of articles say of an article. */
export interface Listing {
  /** Title. */
  title: string
  /** Date of the front matter, as text. */
  date?: string | undefined
  /** When it was changed, as text. */
  updated?: string | undefined
  /** One or two sentences. */
  description?: string | undefined
  /** Names of its authors. */
  authors?: readonly string[] | undefined
  /** Its tags: the name of each one's page, and its words. */
  tags?: readonly Tag[] | undefined
}

/** Tag of an article. */
export interface Tag {
  /** Name of its page, the same in every edition. */
  id: string
  /** Words. */
  name: string
}

/**
 * Read what a list says of an article.
 *
 * @param frontMatter - Front matter of the edition.
 * @param tree - Its tree.
 * @param path - Path of the source; its name is the title of last resort.
 * @param locale - Edition's locale.
 * @param source - Front matter of the source, whose tags name their pages.
 *   Default: the edition's.
 * @returns Title, dates, description, authors and tags.
 */
export function describeArticle(
  frontMatter: Readonly<Record<string, unknown>>,
  tree: Root,
  path: string,
  locale: Locale,
  source: Readonly<Record<string, unknown>> = frontMatter,
): Listing {
  const matter = readMatter(frontMatter, locale)
  const { title, date, description, authors } = matter
  const written = dateText(date).trim()
  const updated = dateText(matter.updated).trim()
  const tags = readTags(frontMatter, locale, source)
  return {
    title: title ?? firstHeading(tree) ?? nameOf(path),
    ...(written ? { date: written } : {}),
    ...(updated ? { updated } : {}),
    ...(description === undefined ? {} : { description }),
    ...(authors.length > 0 ? { authors } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  }
}

/**
 * Read the tags of an article.
 *
 * @param frontMatter - Front matter of the edition.
 * @param locale - Edition's locale.
 * @param source - Front matter of the source.
 * @returns Tags, each page's once.
 */
export function readTags(
  frontMatter: Readonly<Record<string, unknown>>,
  locale: Locale,
  source: Readonly<Record<string, unknown>>,
): Tag[] {
  const names = readMatter(frontMatter, locale).tags
  const own = readMatter(source, locale).tags
  const tags = new Map<string, Tag>()
  for (const [index, name] of names.entries()) {
    const id = tagId(own.length === names.length ? (own[index] ?? name) : name)
    if (!tags.has(id)) tags.set(id, { id, name })
  }
  return [...tags.values()]
}

/**
 * Tell a date of a listing as machines read it.
 *
 * @param date - Date of the front matter, as text.
 * @returns ISO 8601, or `undefined` where it can not be read.
 */
export function machineDate(date: string | undefined): string | undefined {
  return formatDate(date, 'en')?.machine
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
