import type { Element, ElementContent, Nodes, Root } from 'hast'
import { toXast } from 'hast-util-to-xast'
import rehypeRaw from 'rehype-raw'
import { VFile } from 'vfile'
import { toXml } from 'xast-util-to-xml'
import { mapElements } from './nodes.ts'

/** What XML 1.0 has no place for, and the serializer lets through. */
const refused =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * Take out of text what XML has no place for.
 *
 * @param text - Text.
 * @returns Text that XML can have, not escaped.
 */
export function xmlText(text: string): string {
  return text.replace(refused, '')
}

/**
 * Read formulas, which are `raw` nodes of MathML, as elements.
 *
 * @param nodes - Nodes with `raw` ones.
 * @returns Nodes without.
 */
export function readRaw(nodes: readonly ElementContent[]): ElementContent[] {
  const read = (node: ElementContent): ElementContent[] => {
    if ((node.type as string) === 'raw') {
      const root: Root = { type: 'root', children: [node] }
      const parsed = rehypeRaw()(root, new VFile()) as Root
      return parsed.children as ElementContent[]
    }
    if (node.type !== 'element') return [node]
    return [{ ...node, children: node.children.flatMap(read) }]
  }
  return nodes.flatMap(read)
}

/** Attributes that say something to a program of the site, or to no XML reader. */
const dropped = [
  'dataBlock',
  'dataEn',
  'dataFormula',
  'dataFootnotes',
  'dataFootnoteRef',
  'dataFootnoteBackref',
  'loading',
  'tabIndex',
  'translate',
]

/**
 * Write an HTML element as XHTML.
 *
 * @param html - Element.
 * @returns XML without a declaration.
 */
export function printXhtml(html: Element): string {
  const [root] = mapElements([html], (element) => {
    const { properties } = element
    for (const name of dropped) delete properties[name]
    if (element.tagName === 'a') delete properties['rel']
    if (typeof properties['lang'] === 'string') {
      properties['xml:lang'] = properties['lang']
    }
    return element
  })
  const clean = (node: Nodes): void => {
    if (node.type === 'text') node.value = xmlText(node.value)
    if (node.type !== 'element') return
    for (const [name, value] of Object.entries(node.properties)) {
      if (typeof value === 'string') node.properties[name] = xmlText(value)
      if (Array.isArray(value)) {
        node.properties[name] = value.map((one) => xmlText(String(one)))
      }
    }
    node.children = node.children
      .filter(({ type }) => type !== 'comment')
      .map((child) => (child.type === 'text' ? { ...child } : child))
    for (const child of node.children) clean(child)
  }
  clean(root as Element)
  return toXml(toXast(root as Element), { closeEmptyElements: true })
}
