import { folderPerLocale, type Layout } from './layout.ts'
import { createVueSlugger } from './slugs.ts'

/**
 * VitePress: a folder for each locale in that of the content. Links to a page without
 * an edition lead to the source, for a dead link ends VitePress' build.
 */
export const vitepress: Layout = {
  name: 'vitepress',
  content: 'docs',
  lowerCase: true,
  trees: (place) =>
    folderPerLocale(place, {
      article: /\.md$/i,
      except: (rest) => rest.startsWith('public/'),
    }),
  // Of the home page: hero, its actions and features; of a page its links.
  matterKeys: ['text', 'tagline', 'details', 'linkText', 'hero.name'],
  createSlugger: createVueSlugger,
  headingId: (id) => ` {#${id}}`,
  rooted: true,
  relativeTo: 'file',
  falls: false,
}
