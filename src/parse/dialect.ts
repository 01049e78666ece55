import type { Root } from 'mdast'
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown'
import type { Options as ToMarkdownExtension } from 'mdast-util-to-markdown'
import type { Extension } from 'micromark-util-types'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkCjkFriendlyStrikethrough from 'remark-cjk-friendly-gfm-strikethrough'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import { type Processor, unified } from 'unified'
import { displayWidth, type MarkdownSettings } from '../model/index.ts'
import { foreign, foreignFromMarkdown, foreignToMarkdown } from './foreign.ts'
import { withLinearTrails } from './linear-trails.ts'
import {
  withComments,
  withoutMoney,
  withPlainDirectives,
} from './look-ahead.ts'
import { sourceToMarkdown } from './source-nodes.ts'

/** The one list of extensions that every view of an article is made with. */
export interface Dialect {
  /** For tokens. */
  micromark: readonly Extension[]
  /** The one of them that reads front matter. */
  frontMatter: Extension | undefined
  /** For trees. */
  fromMarkdown: readonly FromMarkdownExtension[]
  /** For printing what is new. */
  toMarkdown: readonly ToMarkdownExtension[]
  /** Print a tree of new nodes. */
  stringify(tree: Root): string
  /** Whether it is MDX. */
  mdx: boolean
}

const dialects = new Map<string, Dialect>()

/**
 * Make the list of extensions for some settings.
 *
 * The plugins are the ones of unified, so a pipeline elsewhere that uses the
 * same plugins reads the same tree.
 *
 * @param settings - Markdown settings.
 * @returns Extensions, made once for each combination.
 */
export function dialectFor(settings: MarkdownSettings): Dialect {
  const key = JSON.stringify([
    settings.gfm,
    settings.math,
    settings.directives,
    settings.cjkFriendly,
    settings.singleTilde,
    settings.mdx,
  ])
  let dialect = dialects.get(key)
  if (!dialect) {
    dialect = createDialect(settings)
    dialects.set(key, dialect)
  }
  return dialect
}

function createDialect(settings: MarkdownSettings): Dialect {
  const mdx = settings.mdx === true
  const { singleTilde } = settings
  const processor = unified()
    .use(remarkParse)
    .use(remarkStringify)
    .use(remarkFrontmatter, ['yaml', 'toml'])
  let frontMatter: Extension | undefined
  processor.use(function (this: Processor): undefined {
    frontMatter = this.data().micromarkExtensions?.at(-1)
  })
  if (settings.gfm) {
    // Tables of new nodes line up in Chinese too.
    processor
      .use(remarkGfm, { singleTilde, stringLength: displayWidth })
      .use(revising(withLinearTrails))
  }
  if (settings.math) processor.use(remarkMath).use(revising(withoutMoney))
  if (settings.directives) {
    processor.use(remarkDirective).use(revising(withPlainDirectives))
  }
  if (settings.cjkFriendly) {
    processor.use(remarkCjkFriendly)
    if (settings.gfm) {
      processor.use(remarkCjkFriendlyStrikethrough, { singleTilde })
    }
  }
  if (mdx) processor.use(remarkMdx).use(revising(withComments))
  processor.use(remarkForeign)
  const data = processor.freeze().data()
  return {
    micromark: data.micromarkExtensions ?? [],
    frontMatter,
    fromMarkdown: (data.fromMarkdownExtensions ?? []).flat().map(byTokens),
    toMarkdown: data.toMarkdownExtensions ?? [],
    stringify: (tree) => processor.stringify(tree),
    mdx,
  }

  function remarkForeign(this: Processor): undefined {
    const data = this.data()
    data.micromarkExtensions?.push(foreign({ mdx }))
    data.fromMarkdownExtensions?.push(foreignFromMarkdown())
    data.toMarkdownExtensions ??= []
    data.toMarkdownExtensions.push(foreignToMarkdown(), sourceToMarkdown())
  }
}

/**
 * Take addresses for links only where the tokens have them.
 *
 * mdast-util-gfm-autolink-literal looks through finished text once more, and
 * takes `：www.example.com，然後` to the next space for one, without a position.
 */
function byTokens(extension: FromMarkdownExtension): FromMarkdownExtension {
  const isAutolink = extension.enter && 'literalAutolink' in extension.enter
  return isAutolink ? { ...extension, transforms: [] } : extension
}

/** Plugin, one for each use, that changes the extension added last. */
function revising(revise: (extension: Extension) => Extension) {
  return function remarkRevise(this: Processor): undefined {
    const extensions = this.data().micromarkExtensions
    const last = extensions?.pop()
    if (last) extensions?.push(revise(last))
  }
}
