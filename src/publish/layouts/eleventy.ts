import { folderPerLocale, type Layout } from './layout.ts'
import { createGithubSlugger } from './slugs.ts'

/**
 * Eleventy: a folder for each locale, as its plugin for translations wants. Which
 * other files are copied is the project's to say, so there are no copies, and
 * relative addresses of files lead to the source's. Headings have no ids unless a
 * plugin gives them some, so none are written.
 */
export const eleventy: Layout = {
  name: 'eleventy',
  content: '',
  lowerCase: true,
  trees: (place) =>
    folderPerLocale(place, {
      article: /\.(?:md|markdown)$/i,
      assets: false,
      except: (rest) =>
        /(?:^|\/)_/.test(rest) ||
        /^(?:locales|\.yiwen)\//.test(rest) ||
        (!rest.includes('/') && /^[A-Z_-]+\.md$/.test(rest)),
    }),
  matterKeys: ['eleventyNavigation.title', 'eleventyNavigation.key'],
  createSlugger: createGithubSlugger,
  rooted: true,
  relativeTo: 'page',
  falls: false,
  matter: (_name, lang) => ({ lang }),
}
