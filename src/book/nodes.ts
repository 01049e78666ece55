import type { Element, ElementContent, Properties } from 'hast'

/** What can stand in an element: nothing is left out, a string is text. */
type Child = ElementContent | string | undefined

/**
 * Make an element.
 *
 * @param tagName - Name of the tag.
 * @param properties - Attributes, by their hast names; `undefined` is left out.
 * @param children - Content.
 * @returns Element.
 */
export function h(
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
 * Change each element, children first.
 *
 * @param nodes - Nodes; they are left as they are.
 * @param change - Called with a copy of each element: gives what takes its place.
 * @returns New nodes.
 */
export function mapElements(
  nodes: readonly ElementContent[],
  change: (element: Element) => ElementContent | readonly ElementContent[],
): ElementContent[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return [node]
    const changed = change({
      ...node,
      properties: { ...node.properties },
      children: mapElements(node.children, change),
    })
    return Array.isArray(changed) ? changed : [changed as ElementContent]
  })
}

/**
 * Visit each element in document order.
 *
 * @param nodes - Nodes.
 * @param visit - Called with each element.
 */
export function eachElement(
  nodes: readonly ElementContent[],
  visit: (element: Element) => void,
): void {
  for (const node of nodes) {
    if (node.type !== 'element') continue
    visit(node)
    eachElement(node.children, visit)
  }
}

/**
 * Read the text of nodes.
 *
 * @param nodes - Nodes.
 * @returns Text without marks.
 */
export function textOf(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value
      return node.type === 'element' ? textOf(node.children) : ''
    })
    .join('')
}

/**
 * Tell whether an element has a class.
 *
 * @param element - Element.
 * @param name - Class.
 * @returns Whether it has.
 */
export function hasClass({ properties }: Element, name: string): boolean {
  const { className } = properties
  return Array.isArray(className) && className.includes(name)
}
