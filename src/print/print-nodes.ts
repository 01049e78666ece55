import type { PhrasingContent, Root, RootContent } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import { InternalError } from '../model/index.ts'

/** Prints a tree as Markdown. */
export type Stringify = (tree: Root) => string

/**
 * Print new inline nodes.
 *
 * @param nodes - Nodes.
 * @param stringify - Prints Markdown.
 * @returns Source text.
 */
export function printInline(
  nodes: readonly PhrasingContent[],
  stringify: Stringify,
): string {
  // Between words: at the ends of a paragraph spaces and more get escaped.
  const word = { type: 'text', value: '文' } as const
  const children = [word, ...nodes, word]
  const root: Root = {
    type: 'root',
    children: [{ type: 'paragraph', children }],
  }
  // `R\&D`: an ampersand that starts no reference needs no escape.
  return stringify(root)
    .replace(/\n$/, '')
    .slice(1, -1)
    .replace(/\\&(?!#|[A-Za-z0-9]{1,31};)/g, '&')
}

/**
 * Print what comes before and after the content of a new inline node.
 *
 * @param node - Node without children.
 * @param stringify - Prints Markdown.
 * @returns Source text of both sides.
 */
export function printAround(
  node: TextDirective,
  stringify: Stringify,
): [before: string, after: string] {
  const content = '文'
  const full: TextDirective = {
    ...node,
    children: [{ type: 'text', value: content }],
  }
  const printed = printInline([full], stringify)
  const at = printed.indexOf(`[${content}]`)
  if (at < 0) throw new InternalError(`No place for content in ${printed}`)
  return [printed.slice(0, at + 1), printed.slice(at + 1 + content.length)]
}

/**
 * Print new blocks.
 *
 * @param nodes - Nodes.
 * @param stringify - Prints Markdown.
 * @returns Source text, ending with a line feed.
 */
export function printBlocks(
  nodes: readonly RootContent[],
  stringify: Stringify,
): string {
  return stringify({ type: 'root', children: [...nodes] })
}
