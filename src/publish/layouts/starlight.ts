import { folderPerLocale, type Layout } from './layout.ts'
import { createGithubSlugger } from './slugs.ts'

/**
 * Starlight: a folder for each locale in `src/content/docs/`. It shows the source of
 * what has no edition. Its Markdown has no `{#id}`, so the source's id stands in the
 * heading as an anchor of its own.
 */
export const starlight: Layout = {
  name: 'starlight',
  content: 'src/content/docs',
  lowerCase: true,
  trees: (place) => folderPerLocale(place, { article: /\.mdx?$/i }),
  matterKeys: [
    'tagline',
    'text',
    'sidebar.label',
    'sidebar.badge',
    'sidebar.badge.text',
    'prev',
    'next',
    'prev.label',
    'next.label',
    'banner.content',
    'hero.image.alt',
  ],
  createSlugger: createGithubSlugger,
  headingId: (id) => ` <a id="${escapeAttribute(id)}"></a>`,
  rooted: true,
  relativeTo: 'file',
  falls: true,
}

/**
 * Escape a value for an attribute in quotation marks.
 *
 * @param value - Value.
 */
export function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}
