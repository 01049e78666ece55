import {
  isBelow,
  isMedia,
  joinPath,
  type Layout,
  type Place,
  type SourceTree,
} from './layout.ts'
import { createHexoSlugger } from './slugs.ts'
import { escapeAttribute } from './starlight.ts'

const page = /\.(?:md|markdown)$/i

/**
 * Hexo: `source/_posts/<locale>/` and `source/<locale>/`, each file with `lang` in its
 * front matter. Its Markdown has no `{#id}`, so the source's id stands in the heading
 * as an anchor of its own.
 */
export const hexo: Layout = {
  name: 'hexo',
  content: 'source',
  lowerCase: false,
  trees,
  matterKeys: [],
  createSlugger: createHexoSlugger,
  headingId: (id) => ` <a id="${escapeAttribute(id)}"></a>`,
  rooted: true,
  relativeTo: 'file',
  falls: false,
  matter: (name) => ({ lang: name }),
}

function trees({ content, source, names }: Place): SourceTree[] {
  const others = source === '' ? names : []
  const posts = joinPath('_posts', source)
  return [
    // Posts first: the folder of pages holds theirs.
    {
      from: joinPath(content, posts),
      isArticle: (rest) => page.test(rest) && !isBelow(rest, others),
      isAsset: (rest) => isMedia(rest) && !isBelow(rest, others),
      place: (rest, name) => joinPath(content, '_posts', name, rest),
    },
    {
      from: joinPath(content, source),
      isArticle: (rest) =>
        page.test(rest) && !isBelow(rest, others) && !/^_/.test(rest),
      // Their pictures stand where they are, and addresses lead there.
      isAsset: () => false,
      place: (rest, name) => joinPath(content, name, rest),
    },
  ]
}
