import { Parser } from 'htmlparser2'
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

/** Addresses of the pictures in a piece of HTML, as the page will read it. */
function picturesIn(html: string): string[] {
  const found: string[] = []
  const parser = new Parser({
    onopentag(name, { src }) {
      if (name === 'img' && src) found.push(src)
    },
  })
  parser.end(html)
  return found
}

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
  const definitions = new Map<string, string>()
  // Site generators take `@site/…` and `~/…` for folders of theirs.
  const pathOf = (url: string): string | undefined =>
    /^[@~]/.test(url) ? undefined : followAddress(from, url)
  const add = (
    address: string,
    path: string,
    image: boolean,
    { position }: Nodes,
  ): void => {
    const start = position?.start
    const place = start && { line: start.line, column: start.column }
    found.push({ address, path, image, place })
  }
  const collect = (node: Nodes): void => {
    if (node.type === 'definition') {
      // The first one counts.
      if (!definitions.has(node.identifier)) {
        definitions.set(node.identifier, node.url)
      }
    }
    if ('children' in node) node.children.forEach(collect)
  }
  collect(tree)
  const visit = (node: Nodes): void => {
    const isLink = node.type === 'link' || node.type === 'definition'
    if (isLink || node.type === 'image') {
      const image = node.type === 'image'
      const path = pathOf(node.url)
      if (path !== undefined && (image || documentName.test(path))) {
        add(node.url, path, image, node)
      }
    }
    // A reference to a picture says what its definition leads to.
    if (node.type === 'imageReference') {
      const url = definitions.get(node.identifier)
      const path = url === undefined ? undefined : pathOf(url)
      if (url !== undefined && path !== undefined) add(url, path, true, node)
    }
    if (node.type === 'html') {
      for (const url of picturesIn(node.value)) {
        const path = pathOf(url)
        if (path !== undefined) add(url, path, true, node)
      }
    }
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(tree)
  return found
}
