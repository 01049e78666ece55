import type { Element, ElementContent, Properties } from 'hast'
import type { Nodes, Root } from 'mdast'
import { admonitionKind, renderAdmonition } from './admonition.ts'
import { element } from './element.ts'
import type { PageStrings } from './strings.ts'

/** Element or component, as remark-mdx gives it. */
export interface JsxNode {
  type: 'mdxJsxFlowElement' | 'mdxJsxTextElement'
  name: string | null
  children: readonly Nodes[]
  attributes: readonly { type: string; name?: string; value?: unknown }[]
}

const constant =
  /^export\s+const\s+([A-Za-z_$][\w$]*)\s*=\s*(?:'([^'\\\n]*)'|"([^"\\\n]*)")\s*(?:;\s*)?$/gm

/**
 * Read the constants that an MDX file exports.
 *
 * Nothing of it is run: only a string that stands there as it is counts.
 *
 * @param tree - Tree.
 * @returns Text by name.
 */
export function readConstants(tree: Root): Map<string, string> {
  const constants = new Map<string, string>()
  for (const node of tree.children as (Nodes | { type: string })[]) {
    if (node.type !== 'mdxjsEsm' || !('value' in node)) continue
    for (const match of node.value.matchAll(constant)) {
      const [, name = '', single, double] = match
      constants.set(name, single ?? double ?? '')
    }
  }
  return constants
}

/**
 * Render an expression.
 *
 * @param value - What stands in the braces.
 * @param constants - Text by name.
 * @returns Text of a constant, nothing for a comment, code for all else: what
 *   it would give is not known without running it.
 */
export function renderExpression(
  value: string,
  constants: ReadonlyMap<string, string>,
): ElementContent | undefined {
  const inner = value.trim()
  if (/^(?:\/\*[\s\S]*\*\/)?$/.test(inner)) return undefined
  const text = constants.get(inner) ?? /^(['"])([^'"\\]*)\1$/.exec(inner)?.[2]
  if (text !== undefined) return { type: 'text', value: text }
  return element('code', {}, `{${value}}`)
}

const names: Readonly<Record<string, string>> = {
  className: 'className',
  dateTime: 'dateTime',
  hrefLang: 'hrefLang',
}

/**
 * Render an element or a component.
 *
 * Elements of HTML keep their tag and their literal attributes. Of a component
 * what it holds is shown, under its title; one that is named for an admonition
 * or has such a type is one.
 *
 * @param node - Element or component.
 * @param content - What is in it.
 * @param strings - Strings of the page.
 * @returns HTML.
 */
export function renderJsx(
  node: JsxNode,
  content: ElementContent[],
  strings: PageStrings,
): Element | ElementContent[] {
  const { name } = node
  const props = literalProps(node)
  if (name && /^[a-z][a-z0-9]*$/.test(name)) {
    const properties: Properties = {}
    for (const [prop, value] of props) {
      properties[names[prop] ?? prop.toLowerCase()] = value
    }
    return element(name, properties, ...content)
  }
  if (!name || node.type === 'mdxJsxTextElement') return content
  const title = props.get('title') ?? props.get('label') ?? props.get('heading')
  const kind = admonitionKind(props.get('type') ?? name)
  if (kind) {
    return renderAdmonition(kind, title ? [title] : undefined, content, strings)
  }
  if (!title) return content
  return element(
    'div',
    { className: ['component'] },
    element('p', { className: ['component-title'] }, title),
    ...content,
  )
}

function literalProps({ attributes }: JsxNode): Map<string, string> {
  const props = new Map<string, string>()
  for (const { type, name, value } of attributes) {
    if (type !== 'mdxJsxAttribute' || !name) continue
    if (typeof value === 'string') props.set(name, value)
  }
  return props
}
