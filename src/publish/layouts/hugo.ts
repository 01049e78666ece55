import { moveHugoAddress, moveHugoReferences } from './hugo-addresses.ts'
import {
  folderPerLocale,
  isBelow,
  isMedia,
  type Layout,
  type Place,
  type SourceTree,
} from './layout.ts'
import { createGithubSlugger } from './slugs.ts'

const page = /\.(?:md|markdown)$/i

/**
 * Hugo: by file name (`content/a.zh-cn.md`), where pages share the files of their
 * bundle; by folder (`content/zh-cn/a.md`) where the sources have a folder.
 */
export const hugo: Layout = {
  name: 'hugo',
  content: 'content',
  lowerCase: true,
  trees,
  matterKeys: [
    'linkTitle',
    'linktitle',
    'series',
    'resources.title',
    'menu.main.name',
    'menus.main.name',
  ],
  createSlugger: createGithubSlugger,
  headingId: (id) => ` {#${id}}`,
  rooted: true,
  prefix: '',
  relativeTo: 'page',
  moveRelative: moveHugoAddress,
  moveMore: moveHugoReferences,
  falls: true,
}

function trees(place: Place): readonly SourceTree[] {
  const { content, source, sourceName, names } = place
  if (source !== '') return folderPerLocale(place, { article: page })
  const languageOf = (rest: string): string =>
    /\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\.[^./]+$/.exec(rest)?.[1] ?? ''
  const isOther = (rest: string): boolean => {
    const language = languageOf(rest)
    return names.includes(language) && language !== sourceName
  }
  return [
    {
      from: content,
      isArticle: (rest) =>
        page.test(rest) && !isOther(rest) && !isBelow(rest, names),
      isAsset: () => false,
      isShared: (rest) => isMedia(rest) && !isBelow(rest, names),
      place: (rest, name) => {
        const own = `.${sourceName}`
        const dot = rest.lastIndexOf('.')
        const stem = rest.slice(0, dot)
        const bare = stem.endsWith(own) ? stem.slice(0, -own.length) : stem
        return `${content}/${bare}.${name}${rest.slice(dot)}`
      },
    },
  ]
}
