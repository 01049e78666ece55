import {
  isBelow,
  isMedia,
  joinPath,
  type Layout,
  type Place,
  type SourceTree,
} from './layout.ts'
import { createGithubSlugger } from './slugs.ts'

const page = /\.mdx?$/i

/** Authors and tags, at the root of docs and blog. */
const data = /^(?:authors|tags)\.ya?ml$/

/** Labels of the theme, sidebars, navigation bar, footer and React pages. */
const messages =
  /^(?:code\.json|docusaurus-(?:theme-[^/]+|plugin-content-[^/]+)\/[^/]+\.json)$/

/**
 * Docusaurus: `i18n/<locale>/docusaurus-plugin-content-docs/current/`, beside its JSON
 * messages. Docs, their versions, the blog and Markdown pages; of what has no edition
 * Docusaurus shows the source.
 */
export const docusaurus: Layout = {
  name: 'docusaurus',
  content: 'docs',
  lowerCase: false,
  trees,
  matterKeys: [
    'pagination_label',
    'image_alt',
    'title_meta',
    'authors.name',
    'authors.title',
  ],
  // Keys of `authors.yml`.
  idKeys: ['authors'],
  isPage: (path) => page.test(path),
  createSlugger: createGithubSlugger,
  // With the backslash it is an id in every version, whether or not `{` starts MDX.
  // The first level has none on its pages, and is the page's title as it is written.
  headingId: (id, depth) => (depth === 1 ? '' : ` \\{#${id}}`),
  rooted: false,
  relativeTo: 'file',
  falls: false,
  // A relative name of a file is looked for beside the edition, and nowhere else.
  sourceAddress: (path, address) =>
    page.test(address) ? `/${encodeURI(path)}` : undefined,
  // `description` beside it is for translators.
  resourceKeys: ['message'],
  messages: withoutForeign,
}

/**
 * Leave out what the theme says in no Chinese: where it has nothing for the sources'
 * locale it says it in English, and for the edition's it may have something.
 */
function withoutForeign(text: string): string {
  const all = JSON.parse(text) as Record<string, { message?: unknown }>
  const kept = Object.entries(all).filter(([key, value]) => {
    const { message } = value ?? {}
    if (!key.startsWith('theme.') || typeof message !== 'string') return true
    return /\p{Script=Han}/u.test(message)
  })
  return kept.length === Object.keys(all).length
    ? text
    : `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`
}

/** The same among translations. */
const localizedData =
  /^docusaurus-plugin-content-(?:blog|docs\/[^/]+)\/(?:authors|tags)\.ya?ml$/

function trees(place: Place): SourceTree[] {
  const { content, source, sourceName, names } = place
  // The sources are one of the translations: everything stands beside its own.
  if (source !== '') {
    return [
      {
        from: joinPath('i18n', source),
        isArticle: (rest) =>
          page.test(rest) || messages.test(rest) || localizedData.test(rest),
        isAsset: isMedia,
        place: (rest, name) => joinPath('i18n', name, rest),
      },
    ]
  }
  const plugin = (kind: string, ...rest: readonly string[]) => {
    return (path: string, name: string) =>
      joinPath('i18n', name, `docusaurus-plugin-content-${kind}`, ...rest, path)
  }
  return [
    {
      from: content,
      isArticle: (rest) => page.test(rest) || data.test(rest),
      isAsset: isMedia,
      place: plugin('docs', 'current'),
    },
    {
      from: 'versioned_docs',
      isArticle: (rest) => page.test(rest) && isBelow(rest, versionOf(rest)),
      isAsset: (rest) => isMedia(rest) && isBelow(rest, versionOf(rest)),
      place: plugin('docs'),
    },
    {
      from: 'blog',
      isArticle: (rest) => page.test(rest) || data.test(rest),
      isAsset: isMedia,
      place: plugin('blog'),
    },
    {
      from: 'src/pages',
      isArticle: (rest) => page.test(rest),
      isAsset: isMedia,
      place: plugin('pages'),
    },
    {
      from: joinPath('i18n', sourceName),
      isArticle: (rest) => messages.test(rest) && !names.includes(sourceName),
      isAsset: () => false,
      place: (rest, name) => joinPath('i18n', name, rest),
    },
  ]
}

function versionOf(rest: string): string[] {
  return [/^version-[^/]+/.exec(rest)?.[0] ?? '']
}
