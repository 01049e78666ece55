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

/** Where an element stands. */
interface Within {
  isPhrasing: boolean
  isLinked: boolean
  /** Name of the element around it, as it is written. */
  parent?: string
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
  const tagName = nameOf(node, within.parent)
  if (within.isPhrasing && blocks.has(tagName)) {
    if (tagName === 'hr') return h('br')
    const { id, lang } = properties
    const kept = { ...(id ? { id } : {}), ...(lang ? { lang } : {}) }
    // What stands side by side is told apart by spaces.
    if (tagName === 'table') return h('span', kept, cellsOf(children).join(' '))
    return h('span', kept, repair(children, { ...within, parent: 'span' }))
  }
  const inside = {
    isPhrasing: within.isPhrasing || phrasing.has(tagName),
    isLinked: within.isLinked || tagName === 'a',
    parent: tagName,
  }
  if (tagName === 'a' && within.isLinked) {
    return h('span', {}, repair(children, { ...inside, isPhrasing: true }))
  }
  const isList = tagName === 'ul' || tagName === 'ol'
  const items = isList ? children.flatMap(itemOf) : children
  return { ...node, tagName, children: repair(items, inside) }
}

/** Elements that stand in some others only. */
const homes: Readonly<Record<string, readonly string[]>> = {
  dd: ['dl'],
  dt: ['dl'],
  figcaption: ['figure'],
  li: ['ul', 'ol'],
  summary: ['details'],
}

/** What an element may be called where it stands. */
function nameOf(node: Element, parent: string | undefined): string {
  const { tagName, children } = node
  const name = renamed[tagName] ?? tagName
  if (homes[name] && !homes[name].includes(parent ?? '')) return 'div'
  const inside = children.filter(
    (child) => child.type === 'element' || textOf([child]).trim() !== '',
  )
  const names = inside.map((child) =>
    child.type === 'element' ? child.tagName : '#text',
  )
  const isWhole: Readonly<Record<string, () => boolean>> = {
    // Each term with what it means.
    dl: () => /^(?:(?:dt,)+(?:dd,)+)+$/.test(`${names.join(',')},`),
    details: () => names.indexOf('summary') === 0 && once(names, 'summary'),
    figure: () => {
      const at = names.indexOf('figcaption')
      const isAtEnd = at === 0 || at === names.length - 1
      return at < 0 || (isAtEnd && once(names, 'figcaption'))
    },
    ul: () => names.length > 0,
    ol: () => names.length > 0,
  }
  return isWhole[name]?.() === false ? 'div' : name
}

function once(names: readonly string[], name: string): boolean {
  return names.indexOf(name) === names.lastIndexOf(name)
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
