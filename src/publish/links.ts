import type { Nodes, Root } from 'mdast'
import { followAddress } from './paths.ts'

/** Relative link from an article to a file among the sources. */
export interface SourceLink {
  /** Address as the author wrote it. */
  address: string
  /** Path it leads to, from the folder of sources. */
  path: string
  /** Whether it is a picture. */
  image: boolean
  /** Where it stands. */
  place: { line: number; column: number } | undefined
}

const documentName = /\.(?:md|mdx|markdown|txt)$/i

/**
 * List the links of an article that must lead to a source: those to other
 * articles, and its pictures.
 *
 * @param tree - Source's tree.
 * @param from - Article's path from the folder of sources.
 * @returns Links in order.
 */
export function listSourceLinks(tree: Root, from: string): SourceLink[] {
  const found: SourceLink[] = []
  const visit = (node: Nodes): void => {
    const isLink = node.type === 'link' || node.type === 'definition'
    if (isLink || node.type === 'image') {
      const image = node.type === 'image'
      // Site generators take `@site/…` and `~/…` for folders of theirs.
      const path = /^[@~]/.test(node.url)
        ? undefined
        : followAddress(from, node.url)
      if (path !== undefined && (image || documentName.test(path))) {
        const start = node.position?.start
        const place = start && { line: start.line, column: start.column }
        found.push({ address: node.url, path, image, place })
      }
    }
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(tree)
  return found
}
