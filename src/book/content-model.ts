import type { Element, ElementContent } from 'hast'
import { h, textOf } from './nodes.ts'

/** Elements that hold words and marks, no blocks. */
const phrasing = new Set([
  ...['abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'dfn', 'em', 'h1', 'h2', 'h3'],
  ...['h4', 'h5', 'h6', 'i', 'kbd', 'mark', 'p', 'pre', 'q', 'rb', 'rp', 'rt'],
  ...['ruby', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub'],
  ...['summary', 'sup', 'time', 'tt', 'u', 'var'],
])

/** Elements that are blocks. */
const blocks = new Set([
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'dd',
    'details',
    'div',
    'dl',
  ],
  ...['dt', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4'],
  ...['h5', 'h6', 'header', 'hgroup', 'hr', 'li', 'main', 'nav', 'ol', 'p'],
  ...['pre', 'section', 'summary', 'table', 'ul'],
])

/** Elements that HTML no longer has, and what says the same. */
const renamed: Readonly<Record<string, string>> = {
  strike: 's',
  tt: 'code',
  center: 'div',
}

/**
 * Make authors' HTML what HTML allows: browsers show anything, e-readers refuse it.
 *
 * Blocks within words become spans, lists have nothing but items, no link stands in
 * another.
 *
 * @param nodes - Nodes.
 * @returns Nodes with the same words.
 *
 * @see HTML Living Standard, 3.2.5 Content models
 */
export function repairContent(
  nodes: readonly ElementContent[],
): ElementContent[] {
  return repair(nodes, { isPhrasing: false, isLinked: false })
}

interface Within {
  isPhrasing: boolean
  isLinked: boolean
}

function repair(
  nodes: readonly ElementContent[],
  within: Within,
): ElementContent[] {
  return nodes.map((node) =>
    node.type === 'element' && node.tagName !== 'math'
      ? repairElement(node, within)
      : node,
  )
}

function repairElement(node: Element, within: Within): Element {
  const { properties, children } = node
  const tagName = renamed[node.tagName] ?? node.tagName
  if (within.isPhrasing && blocks.has(tagName)) {
    if (tagName === 'hr') return h('br')
    const { id, lang } = properties
    const kept = { ...(id ? { id } : {}), ...(lang ? { lang } : {}) }
    // What stands side by side is told apart by spaces.
    if (tagName === 'table') return h('span', kept, cellsOf(children).join(' '))
    return h('span', kept, repair(children, within))
  }
  if (tagName === 'a' && within.isLinked) {
    return h('span', {}, repair(children, within))
  }
  const inside = {
    isPhrasing: within.isPhrasing || phrasing.has(tagName),
    isLinked: within.isLinked || tagName === 'a',
  }
  const repaired = repair(children, inside)
  const isList = tagName === 'ul' || tagName === 'ol'
  return {
    ...node,
    tagName,
    children: isList ? repaired.flatMap(itemOf) : repaired,
  }
}

function itemOf(node: ElementContent): ElementContent[] {
  if (node.type === 'element') {
    return [node.tagName === 'li' ? node : h('li', {}, node)]
  }
  return textOf([node]).trim() === '' ? [node] : [h('li', {}, node)]
}

function cellsOf(nodes: readonly ElementContent[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return []
    return /^t[dh]$|^caption$/.test(node.tagName)
      ? [textOf(node.children).trim()]
      : cellsOf(node.children)
  })
}
