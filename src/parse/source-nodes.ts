import type { Node } from 'mdast'
import type {
  ConstructName,
  Options as ToMarkdownExtension,
} from 'mdast-util-to-markdown'

/** Source that is printed as it is, between words that are escaped for it. */
export interface SourceBytes extends Node {
  /** Node type. */
  type: 'sourceBytes'
  /** Source. */
  value: string
}

/** Words that are escaped for a place which no node of their own says. */
export interface SourceWords extends Node {
  /** Node type. */
  type: 'sourceWords'
  /** Reader's text. */
  value: string
  /** What they stand in besides what is being printed: a label, a cell. */
  within: readonly ConstructName[]
}

declare module 'mdast' {
  interface PhrasingContentMap {
    sourceBytes: SourceBytes
    sourceWords: SourceWords
  }
  interface RootContentMap {
    sourceBytes: SourceBytes
    sourceWords: SourceWords
  }
}

type Handle = NonNullable<
  NonNullable<ToMarkdownExtension['handlers']>[keyof NonNullable<
    ToMarkdownExtension['handlers']
  >]
>

/** An ampersand that starts no reference needs no escape: `R&D`. */
const needless = /\\&(?!#|[A-Za-z0-9]{1,31};|$)/g

/**
 * Make the extension that prints source bytes and the words between them.
 *
 * @returns Extension.
 */
export function sourceToMarkdown(): ToMarkdownExtension {
  const bytes = Object.assign(
    ((node: SourceBytes) => node.value) as unknown as Handle,
    // What stands before them is escaped for their first character.
    { peek: (node: SourceBytes) => node.value.charAt(0) },
  )
  const words = ((node: SourceWords, _parent, state, info) => {
    const exits = node.within.map((name) => state.enter(name))
    const text = state.safe(node.value, info).replace(needless, '&')
    for (const exit of exits.reverse()) exit()
    return text
  }) as Handle as unknown as Handle
  return { handlers: { sourceBytes: bytes, sourceWords: words } }
}
