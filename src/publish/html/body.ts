import type { Root } from 'mdast'
import rehypeSanitize from 'rehype-sanitize'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import type { Locale } from '../../model/index.ts'
import { type Body, finishBody, type LinkedPage } from './finish.ts'
import { createHandlers, type Formula } from './handlers.ts'
import { readConstants } from './jsx.ts'
import { prepareTree } from './prepare.ts'
import { rehypeAuthorsHtml } from './raw.ts'
import { schema } from './schema.ts'
import type { PageStrings } from './strings.ts'
import type { MarkedPlaces } from './term-marks.ts'

/** What the body of a page is made from. */
export interface BodyOptions {
  /** Edition's Markdown, parsed. */
  tree: Root
  /** Text the tree's positions point into. */
  source: string
  /** Edition's locale. */
  locale: Locale
  /** Title in the front matter. */
  title: string | undefined
  /** Ids of the headings, in order; those of the text where there is none. */
  anchors: readonly string[]
  /** Whether the first heading says the title. Default: where it is the same. */
  titled?: boolean
  /** Strings of the page. */
  strings: PageStrings
  /** Address of a file that is published, from its path; see `PageOptions`. */
  rooted?: (path: string) => string | undefined
  /** Where a link to another article leads; see `PageOptions`. */
  linked?: (address: string) => LinkedPage | undefined
  /** Address of a picture; see `PageOptions`. */
  pictured?: (address: string) => string | undefined
  /** Locale of what stands beside each block. Default: nothing does. */
  beside?: Locale
  /** Terms and glosses to mark. Default: none. */
  places?: MarkedPlaces
}

/**
 * Render an article's Markdown as HTML nodes that are safe to publish.
 *
 * @param options - Tree and what it is rendered for.
 * @returns Body.
 */
export function renderBody(options: BodyOptions): Body {
  const { locale, source, strings } = options
  const formulas: Formula[] = []
  const tree = prepareTree(options.tree, options)
  const safe = unified()
    .use(remarkRehype, {
      allowDangerousHtml: true,
      clobberPrefix: 'note-',
      footnoteLabel: strings('html:footnotes'),
      footnoteLabelProperties: {},
      footnoteBackContent: (_reference, repeat) =>
        // The second character keeps phones from drawing an emoji.
        `↩\uFE0E${repeat > 1 ? repeat : ''}`,
      footnoteBackLabel: (reference, repeat) =>
        strings('html:backToReference', {
          number: `${reference + 1}${repeat > 1 ? `-${repeat}` : ''}`,
        }),
      handlers: createHandlers({
        locale,
        source,
        strings,
        formulas,
        constants: readConstants(tree),
      }),
    })
    .use(rehypeAuthorsHtml, tree)
    .use(rehypeSanitize, schema)
    .runSync(tree)
  const { rooted, linked, pictured } = options
  return finishBody(safe, {
    formulas,
    strings,
    ...(rooted ? { rooted } : {}),
    ...(linked ? { linked } : {}),
    ...(pictured ? { pictured } : {}),
  })
}
