import type { Element, ElementContent, Nodes, Properties } from 'hast'

/** What can stand in an element: `undefined` is left out, a string is text. */
export type Child = ElementContent | string | undefined

/**
 * Make an element.
 *
 * @param tagName - Name of the tag.
 * @param properties - Attributes, by their hast names.
 * @param children - Content.
 * @returns Element.
 */
export function element(
  tagName: string,
  properties: Properties = {},
  ...children: readonly (Child | readonly Child[])[]
): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children
      .flat()
      .filter((child): child is ElementContent | string => child !== undefined)
      .map((child) =>
        typeof child === 'string' ? { type: 'text', value: child } : child,
      ),
  }
}

/**
 * Visit every element below a node, children first.
 *
 * @param node - Root or element.
 * @param visit - Called with each element. What it returns takes the
 * element's place; `undefined` leaves it.
 */
export function replaceElements(
  node: Nodes,
  visit: (element: Element) => ElementContent | undefined,
): void {
  if (!('children' in node)) return
  for (const [index, child] of node.children.entries()) {
    if (child.type !== 'element') continue
    // Children first, so that what takes the place is not visited again.
    replaceElements(child, visit)
    const replacement = visit(child)
    if (replacement) node.children[index] = replacement
  }
}

/**
 * Visit every element below a node in document order.
 *
 * @param node - Root or element.
 * @param visit - Called with each element.
 */
export function visitElements(
  node: Nodes,
  visit: (element: Element) => void,
): void {
  if (!('children' in node)) return
  for (const child of node.children) {
    if (child.type !== 'element') continue
    visit(child)
    visitElements(child, visit)
  }
}

/**
 * Read the text in a node.
 *
 * @param node - Node.
 * @returns Text, without markup.
 */
export function textContent(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textContent).join('') : ''
}
