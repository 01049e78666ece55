import type {
  Nodes,
  Paragraph,
  Parents,
  PhrasingContent,
  RootContent,
  Text,
} from 'mdast'
import { admonitionKind } from './admonition.ts'
import { readShortcode } from './shortcode.ts'

/** Names of VitePress's containers, and what each is as a directive. */
const names: Readonly<Record<string, string>> = {
  note: 'note',
  tip: 'tip',
  info: 'info',
  important: 'important',
  warning: 'warning',
  caution: 'caution',
  danger: 'danger',
  details: 'details',
  'code-group': 'keep',
  raw: 'keep',
  'v-pre': 'keep',
}

const opening = /^(:{3,})[^\S\n]+([a-z-]+)(?:[^\S\n]+|$)/i
const closing = /^(:{3,})[^\S\n]*$/

type Line = PhrasingContent[]

/** Line that opens or closes: so many colons, or the name of a shortcode. */
type Fence = number | string

/** Container whose closing fence has not been met. */
interface Open {
  fence: Fence
  name: string
  title: Line
  /** Line that opened it, to be put back when nothing closes it. */
  line: Line
  children: RootContent[]
}

/**
 * Replace containers of site generators by directives.
 *
 * VitePress's `::: tip 標題` has a space that makes it no directive: its fences
 * are lines of text. Hugo's `{{% notice tip %}}` is a shortcode.
 * A container that nothing closes, or with another name, stays as it is.
 *
 * @param node - Tree, which is changed.
 */
export function replaceContainers(node: Nodes): void {
  if (!('children' in node)) return
  if (node.type === 'paragraph' || node.type === 'heading') return
  if (node.children.some((child) => hasFence(child))) replaceIn(node)
  for (const child of node.children) replaceContainers(child)
}

function hasFence(node: Nodes): boolean {
  if (node.type === 'text') return node.value.includes(':::')
  if (node.type === 'foreign') return node.kind === 'shortcode'
  return node.type === 'paragraph' && node.children.some(hasFence)
}

function replaceIn(parent: Parents): void {
  const result: RootContent[] = []
  const stack: Open[] = []
  const target = (): RootContent[] => stack.at(-1)?.children ?? result
  const close = (fence: Fence): boolean => {
    const top = stack.at(-1)
    if (!top || !closes(top.fence, fence)) return false
    stack.pop()
    target().push(directive(top))
    return true
  }
  for (const child of parent.children as RootContent[]) {
    if (child.type === 'paragraph') {
      readParagraph(child)
      continue
    }
    if (child.type === 'foreign') {
      const open = readOpening([child])
      const fence = open ? undefined : readClosing([child])
      if (open) stack.push(open)
      else if (fence === undefined || !close(fence)) target().push(child)
      continue
    }
    target().push(child)
    // After a list or a table without a blank line, the fence became a part
    // of it.
    const fences: Fence[] = []
    while (fences.length < stack.length) {
      const fence = takeLastFence(child)
      if (fence === undefined) break
      fences.unshift(fence)
    }
    for (const fence of fences) close(fence)
  }
  // What was never closed was no container.
  while (stack.length > 0) {
    const top = stack.pop() as Open
    target().push(paragraph(top.line), ...top.children)
  }
  parent.children = result as typeof parent.children

  function readParagraph(node: Paragraph): void {
    let text: Line[] = []
    const flush = (): void => {
      if (text.length > 0) target().push(paragraph(joined(text)))
      text = []
    }
    for (const line of linesOf(node)) {
      const open = readOpening(line)
      const fence = open ? undefined : readClosing(line)
      if (open) {
        flush()
        stack.push(open)
      } else if (fence !== undefined && stack.length > 0) {
        flush()
        if (!close(fence)) text.push(line)
      } else text.push(line)
    }
    flush()
  }
}

function closes(open: Fence, fence: Fence): boolean {
  return typeof open === 'number' && typeof fence === 'number'
    ? open <= fence
    : open === fence
}

/** `{{% notice tip "標題" %}}`, and `{{< tip >}}` of some themes. */
function readShortcodeOpening(line: Line): Open | undefined {
  const [only, ...others] = line
  if (only?.type !== 'foreign' || others.length > 0) return undefined
  const code = readShortcode(only.value)
  if (!code || code.closes) return undefined
  const [kind, ...list] =
    code.name === 'notice' ? code.list : [code.name, ...code.list]
  const name = admonitionKind(kind ?? '')
  if (name === undefined) return undefined
  const value = code.named.get('title') ?? list[0]
  const title: Line = value ? [{ type: 'text', value }] : []
  return { fence: code.name, name, title, line, children: [] }
}

function readOpening(line: Line): Open | undefined {
  const [first, ...rest] = line
  if (first?.type === 'foreign') return readShortcodeOpening(line)
  if (first?.type !== 'text') return undefined
  const match = opening.exec(first.value)
  const name = names[match?.[2]?.toLowerCase() ?? '']
  if (!match?.[1] || name === undefined) return undefined
  const after = first.value.slice(match[0].length)
  const title: Line = after ? [{ type: 'text', value: after }, ...rest] : rest
  // `{open}` and the like are for the site generator.
  if (title.at(-1)?.type === 'foreign') title.pop()
  const last = title.at(-1)
  if (last?.type === 'text') {
    last.value = last.value.replace(/\{[^{}]*\}\s*$/, '').trimEnd()
    if (!last.value) title.pop()
  }
  return { fence: match[1].length, name, title, line, children: [] }
}

function readClosing(line: Line): Fence | undefined {
  const [only, ...others] = line
  if (others.length > 0) return undefined
  if (only?.type === 'foreign') {
    const code = readShortcode(only.value)
    return code?.closes ? code.name : undefined
  }
  if (only?.type !== 'text') return undefined
  return closing.exec(only.value)?.[1]?.length
}

function directive({ name, title, children }: Open): RootContent {
  const label: Paragraph = {
    type: 'paragraph',
    data: { directiveLabel: true } as Paragraph['data'] & object,
    children: title,
  }
  return {
    type: 'containerDirective',
    name,
    attributes: {},
    children: (title.length > 0 ? [label, ...children] : children) as [],
  }
}

function paragraph(children: Line): Paragraph {
  return { type: 'paragraph', children }
}

/** Take the fence off the end of a list, a quote or a table. */
function takeLastFence(node: Nodes): Fence | undefined {
  if (node.type === 'table') {
    const cells = node.children.at(-1)?.children ?? []
    const [first, ...rest] = cells
    const fence = first && readClosing(first.children)
    const alone = rest.every((cell) => cell.children.length === 0)
    if (fence === undefined || !alone) return undefined
    node.children.pop()
    return fence
  }
  if (node.type !== 'paragraph') {
    const last = 'children' in node ? node.children.at(-1) : undefined
    return last && takeLastFence(last)
  }
  const lines = linesOf(node)
  const fence = lines.length > 1 ? readClosing(lines.at(-1) ?? []) : undefined
  if (fence !== undefined) node.children = joined(lines.slice(0, -1))
  return fence
}

function linesOf(node: Paragraph): Line[] {
  const lines: Line[] = [[]]
  for (const child of node.children) {
    if (child.type !== 'text') {
      lines.at(-1)?.push(child)
      continue
    }
    for (const [index, value] of child.value.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (value) lines.at(-1)?.push({ ...child, value })
    }
  }
  return lines
}

function joined(lines: readonly Line[]): Line {
  const newline: Text = { type: 'text', value: '\n' }
  const nodes = lines.flatMap((line, index) =>
    index > 0 ? [{ ...newline }, ...line] : line,
  )
  const merged: Line = []
  for (const node of nodes) {
    const last = merged.at(-1)
    if (node.type === 'text' && last?.type === 'text') last.value += node.value
    else merged.push(node)
  }
  return merged
}
