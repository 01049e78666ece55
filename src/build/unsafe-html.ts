/**
 * HTML of authors that reaches no reader.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { Nodes } from 'mdast'
import type { LeftOut } from '../exchange/index.ts'

/** Elements that run, load or ask: what is published has none of them. */
const unsafe =
  /<(audio|embed|form|iframe|object|script|style|svg|textarea|video)[\s/>]/gi

/**
 * Count the elements of an article that are in nothing that is published.
 *
 * @param tree - Article.
 * @param leftOut - Gets their names.
 */
export function countUnsafe(tree: Nodes, leftOut: LeftOut): void {
  if (tree.type === 'html') {
    for (const [, name = ''] of tree.value.matchAll(unsafe)) {
      leftOut.add(name.toLowerCase())
    }
  }
  if ('children' in tree) {
    for (const child of tree.children) countUnsafe(child, leftOut)
  }
}
