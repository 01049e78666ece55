import type { Root } from 'mdast'
import { clone } from '../clone.ts'
import { listHeadings, plainText, takeAttributes } from '../html/index.ts'
import { isMedia, joinPath, type Layout } from './layout.ts'
import { createBookSlugger } from './slugs.ts'

/**
 * mdBook: `i18n/<locale>/` has the book's sources once more, `SUMMARY.md` among them.
 * What is missing is left out of the book, so the summary has links that lead nowhere
 * until everything is translated.
 */
export const mdbook: Layout = {
  name: 'mdbook',
  content: 'src',
  lowerCase: false,
  trees: ({ content, source }) => [
    {
      from: joinPath(content, source),
      isArticle: (rest) => /\.md$/i.test(rest),
      isAsset: isMedia,
      place: (rest, name) => joinPath('i18n', name, rest),
    },
  ],
  isPage: (path) => !/(?:^|\/)SUMMARY\.md$/.test(path),
  matterKeys: [],
  createSlugger: createBookSlugger,
  headingId: (id) => ` {#${id}}`,
  rooted: false,
  relativeTo: 'file',
  falls: true,
}

/**
 * List the ids that mdBook gives the headings of a chapter.
 *
 * @param tree - Chapter.
 * @returns Ids in order.
 */
export function bookHeadingIds(tree: Root): string[] {
  const slugger = createBookSlugger()
  return listHeadings(tree).map(
    (heading) =>
      takeAttributes(clone(heading)) ?? slugger.slug(plainText(heading).trim()),
  )
}
