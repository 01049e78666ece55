import type { ElementContent } from 'hast'
import type { Root } from 'mdast'
import type { Locale } from '../../model/index.ts'
import { renderBody } from './body.ts'
import { formatDate } from './date.ts'
import { type Child, element, textContent } from './element.ts'
import type { HeadingEntry, LinkedPage } from './finish.ts'
import { readMatter } from './front-matter.ts'
import { nameOf } from './listing.ts'
import { renderByline, renderLead } from './page.ts'
import type { PageStrings } from './strings.ts'

/** Article in one edition that becomes a chapter of a book. */
export interface ChapterOptions {
  /** Edition's Markdown, parsed. It is not changed. */
  tree: Root
  /** Text the tree's positions point into. */
  source: string
  /** Edition's front matter. */
  frontMatter: Readonly<Record<string, unknown>>
  /** Path of the source; its name is the title of last resort. */
  path: string
  /** Edition's locale. */
  locale: Locale
  /** Strings in its language. */
  strings: PageStrings
  /** Ids of the source's headings, from `headingAnchors`. */
  anchors: readonly string[]
  /** Whether the source's first heading says its title, from `headingSaysTitle`. */
  titled: boolean
  /** Locale of what stands beside each block. Default: nothing does. */
  beside?: Locale
  /** Where a link to another article leads. Default: it stays as it is written. */
  linked?: (address: string) => LinkedPage | undefined
}

/** Article without what only a page of a site has. */
export interface ArticleChapter {
  /** Title. */
  title: string
  /** Heading of the first rank, subtitle, byline, picture. */
  header: ElementContent[]
  /** Everything else. */
  body: ElementContent[]
  /** Its headings in order, without the title. */
  headings: readonly HeadingEntry[]
  /** Names of its authors. */
  authors: readonly string[]
  /** Who published it. */
  publisher: string | undefined
  /** One or two sentences. */
  description: string | undefined
  /** Its tags. */
  tags: readonly string[]
  /** When it was published, as machines read it. */
  published: string | undefined
  /** When it was changed, as machines read it. */
  modified: string | undefined
}

/**
 * Render an article as a chapter: HTML nodes that are safe, and what is known of it.
 *
 * Formulas are `raw` nodes of MathML. No links lead to the site.
 *
 * @param options - Article and edition.
 * @returns Chapter.
 */
export function renderChapter(options: ChapterOptions): ArticleChapter {
  const { tree, source, path, locale, strings, anchors, titled } = options
  const matter = readMatter(options.frontMatter, locale)
  const { beside, linked } = options
  const body = renderBody({
    ...{ tree, source, locale, strings, anchors, titled },
    title: matter.title,
    ...(beside ? { beside } : {}),
    ...(linked ? { linked } : {}),
  })
  const frame = { edition: { id: locale, locale }, strings }
  const written = body.title && textContent(body.title).trim()
  const fallback = nameOf(path)
  const header: Child[] = [
    body.title ?? element('h1', {}, matter.title ?? fallback),
    matter.subtitle === undefined
      ? undefined
      : element('p', { className: ['subtitle'] }, matter.subtitle),
    renderByline(matter, frame),
    renderLead(matter, frame),
  ]
  const { authors, publisher, description, tags } = matter
  return {
    ...{ authors, publisher, description, tags },
    title: matter.title ?? (written || fallback),
    header: element('header', {}, header).children as ElementContent[],
    body: body.children,
    headings: body.headings,
    published: formatDate(matter.date, locale)?.machine,
    modified: formatDate(matter.updated, locale)?.machine,
  }
}
