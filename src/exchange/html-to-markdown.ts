import type { Element, ElementContent, Root } from 'hast'
import type { RootContent } from 'mdast'
import type { Options } from 'rehype-remark'

/** Markdown of an HTML text, and what of it Markdown has no words for. */
export interface MarkdownOfHtml {
  /** Markdown. */
  markdown: string
  /** Elements that stay HTML in it, by their names. */
  kept: readonly string[]
  /** Elements that are gone, by their names. */
  dropped: readonly string[]
}

/** Blocks that Markdown would lose something of. */
const keptBlocks = [
  'audio',
  'details',
  'dl',
  'embed',
  'iframe',
  'object',
  'video',
]

/** Marks that Markdown has not. */
const keptMarks = [
  'abbr',
  'bdi',
  'bdo',
  'cite',
  'dfn',
  'ins',
  'kbd',
  'mark',
  'ruby',
  'small',
  'sub',
  'sup',
  'u',
]

/** What runs, or is of the page and not of the text. */
const droppedNames = ['script', 'style', 'noscript', 'link', 'meta']

type Handlers = NonNullable<Options['handlers']>

/**
 * Create what turns HTML into Markdown.
 *
 * The libraries for it are loaded when it is created.
 *
 * @returns Function from HTML to Markdown.
 */
export async function createHtmlReader(): Promise<
  (html: string) => MarkdownOfHtml
> {
  const [
    { unified },
    { default: rehypeParse },
    { default: rehypeRemark },
    { default: remarkGfm },
    { default: rehypeStringify },
    { default: remarkStringify },
  ] = await Promise.all([
    import('unified'),
    import('rehype-parse'),
    import('rehype-remark'),
    import('remark-gfm'),
    import('rehype-stringify'),
    import('remark-stringify'),
  ])
  const printer = unified().use(rehypeStringify)
  const print = (node: Element): string =>
    printer.stringify({ type: 'root', children: [node] })
  return (html) => {
    const kept: string[] = []
    const dropped: string[] = []
    const handlers = {
      [keptName]: (_state: unknown, { children: [node] }: Element) => {
        const element = node as Element
        kept.push(element.tagName)
        const value = print(bare(element)).replace(/\n\s*\n/g, '\n')
        return { type: 'html', value }
      },
      ...Object.fromEntries(
        keptMarks.map((name) => [
          name,
          (state: { all(node: Element): RootContent[] }, node: Element) => {
            const text = print({ ...bare(node), children: [] })
            const close = `</${name}>`
            return [
              { type: 'html', value: text.slice(0, -close.length) },
              ...state.all(node),
              { type: 'html', value: close },
            ]
          },
        ]),
      ),
    } as Handlers
    const markdown = unified()
      .use(rehypeParse, { fragment: true })
      .use(() => (tree: Root) => {
        const nodes = tree.children as ElementContent[]
        tree.children = simplify(nodes, (name) => dropped.push(name))
      })
      .use(rehypeRemark, {
        handlers,
        nodeHandlers: {
          comment: (_state: unknown, { value }: { value: string }) =>
            /^(?:more|nextpage)\b/.test(value.trim())
              ? { type: 'html', value: `<!--${value}-->` }
              : undefined,
        } as never,
      })
      .use(remarkGfm)
      .use(remarkStringify, {
        ...{ bullet: '-', emphasis: '*', rule: '-', fences: true },
      })
      .processSync(html)
    return { markdown: readable(String(markdown)), kept, dropped }
  }
}

/** No element of HTML is called so: what stands in it stays HTML. */
const keptName = 'x-kept'

/** Take out what runs, and mark what stays HTML. */
function simplify(
  nodes: readonly ElementContent[],
  onDropped: (name: string) => void,
): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    const { tagName } = node
    if (droppedNames.includes(tagName)) {
      onDropped(tagName)
      return []
    }
    const isKept =
      keptBlocks.includes(tagName) ||
      (tagName === 'figure' && has(node, 'figcaption')) ||
      (tagName === 'table' && !isPlainTable(node))
    const own = { ...node, children: simplify(node.children, onDropped) }
    return isKept
      ? [{ ...own, tagName: keptName, properties: {}, children: [own] }]
      : [own]
  })
}

/** Without what only the styles and scripts of a site read. */
function bare(node: Element): Element {
  const { properties, children } = node
  const own = Object.entries(properties).filter(
    ([name]) => !/^(?:className|style|data|on)/.test(name),
  )
  return {
    ...node,
    properties: Object.fromEntries(own),
    children: children.flatMap((child): ElementContent[] => {
      if (child.type !== 'element') return [child]
      return droppedNames.includes(child.tagName) ? [] : [bare(child)]
    }),
  }
}

function has(node: Element, name: string): boolean {
  return node.children.some(
    (child) =>
      child.type === 'element' && (child.tagName === name || has(child, name)),
  )
}

/** Each cell is one of a grid, and holds words. */
function isPlainTable(node: Element): boolean {
  let isPlain = true
  const visit = (one: Element): void => {
    const { tagName, properties } = one
    const span = [properties['colSpan'], properties['rowSpan']]
    if (span.some((value) => Number(value ?? 1) > 1)) isPlain = false
    if (/^(?:ul|ol|pre|blockquote|h[1-6]|caption)$/.test(tagName))
      isPlain = false
    for (const child of one.children) if (child.type === 'element') visit(child)
  }
  visit(node)
  const inner = node.children.some(
    (child) => child.type === 'element' && has(child, 'table'),
  )
  return isPlain && !inner
}

/**
 * Characters that were written as references only so that emphasis beside Chinese is
 * read by CommonMark; this project's dialect reads it without.
 */
function readable(markdown: string): string {
  return markdown.replace(/&#x([0-9A-F]+);/g, (whole, hex: string) => {
    const character = String.fromCodePoint(Number.parseInt(hex, 16))
    return /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]/u.test(character)
      ? character
      : whole
  })
}
