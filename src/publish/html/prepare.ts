import type { Properties } from 'hast'
import type {
  Blockquote,
  Heading,
  Nodes,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
} from 'mdast'
import { type Locale, languageTag } from '../../model/index.ts'
import { clone } from '../clone.ts'
import { replaceContainers } from './containers.ts'
import { joinLines } from './join-lines.ts'
import { createSlugger } from './slug.ts'
import type { AdmonitionKind } from './strings.ts'
import { type MarkedPlaces, markTerms } from './term-marks.ts'

/** Syntax that is not Markdown, as the parser hands it over. */
export interface ForeignNode {
  type: 'foreign'
  kind: string
  value: string
}

/** Block that stands out, with a title that may be the author's own. */
export interface AdmonitionNode {
  type: 'admonition'
  kind: AdmonitionKind
  title: PhrasingContent[] | undefined
  children: RootContent[]
}

/** What preparing depends on. */
export interface PrepareOptions {
  /** Title in the front matter. */
  title: string | undefined
  /** Ids of the headings, in order. */
  anchors: readonly string[]
  /** Whether the first heading says the title. Default: where it is the same. */
  titled?: boolean
  /** Locale of what stands beside each block. Default: nothing does. */
  beside?: Locale
  /** Text the tree's positions point into. */
  source?: string
  /** Terms and glosses to mark. Default: none. */
  places?: MarkedPlaces
}

const alert = /^\s*\[!(note|tip|important|warning|caution)\][^\S\n]*(?:\n|$)/i

/**
 * Copy a tree and settle what spans more than one node of it.
 *
 * Headings get their ids and ranks, GitHub's alerts and VitePress's containers
 * become admonitions, lines of Chinese are joined, and the heading that says the article's title is
 * marked.
 *
 * @param tree - Tree, which is left as it is.
 * @param options - Title and ids.
 * @returns Copy.
 */
export function prepareTree(tree: Root, options: PrepareOptions): Root {
  const copy = clone(tree)
  const anchors = new Map(
    listHeadings(copy).map((heading, index) => [heading, index]),
  )
  const slugger = createSlugger()
  for (const anchor of options.anchors) slugger.reserve(anchor)
  for (const [heading, index] of anchors) {
    const own = takeAttributes(heading)
    const id = options.anchors[index] ?? own ?? slugger.slug(plainText(heading))
    const { data } = heading
    heading.data = { ...data, hProperties: { ...data?.hProperties, id } }
  }
  numberBlocks(copy, options.beside)
  rankHeadings(copy, [...anchors.keys()], options)
  // These first: the line their mark stands on ends where the text begins.
  replaceContainers(copy)
  replaceAlerts(copy)
  const { places, source } = options
  if (places && source !== undefined) markTerms(copy, source, places)
  joinLines(copy)
  return copy
}

/**
 * List the ids of an article's headings.
 *
 * Taken from the source and given to each edition's page, they make links to
 * a heading the same in every edition.
 *
 * @param tree - Source's tree.
 * @returns Ids, in the order of the headings.
 */
export function headingAnchors(tree: Root): string[] {
  const slugger = createSlugger()
  return listHeadings(tree).map((there) => {
    const heading = clone(there)
    const own = takeAttributes(heading)
    if (own !== undefined && slugger.reserve(own)) return own
    return slugger.slug(plainText(heading))
  })
}

/**
 * Read the text of a node and those below it.
 *
 * @param node - Node.
 * @returns Text, without markup.
 */
export function plainText(node: Nodes): string {
  if (node.type === 'html') return ''
  if ('value' in node && (node.type as string) !== 'foreign') return node.value
  if ('alt' in node) return node.alt ?? ''
  return 'children' in node ? node.children.map(plainText).join('') : ''
}

/**
 * Give blocks ids that are the same in every edition: editions have the blocks of
 * their article, in its order. What an edition adds has none, nor has what stands
 * in footnotes, to which it may add some.
 */
function numberBlocks(root: Root, beside: Locale | undefined): void {
  let number = 0
  const visit = (node: Nodes, parent: Nodes | undefined): void => {
    if (node.type === 'footnoteDefinition') return
    if (isBeside(node, beside)) {
      addProperties(node, { className: ['beside'] })
      return
    }
    const isBlock =
      node.type === 'listItem' ||
      node.type === 'table' ||
      (node.type === 'paragraph' && parent?.type !== 'listItem')
    if (isBlock) addProperties(node, { dataBlock: `p${++number}` })
    if (node.type === 'paragraph' || node.type === 'heading') return
    if ('children' in node) for (const one of node.children) visit(one, node)
  }
  visit(root, undefined)
}

/** A paragraph that is nothing but the other language. */
function isBeside(node: Nodes, beside: Locale | undefined): boolean {
  if (beside === undefined || node.type !== 'paragraph') return false
  const first = node.children[0]
  const last = node.children.at(-1)
  return (
    first?.type === 'html' &&
    first.value === `<span lang="${languageTag(beside)}">` &&
    last?.type === 'html' &&
    last.value === '</span>'
  )
}

function addProperties(node: Nodes, properties: Properties): void {
  const data = node.data as { hProperties?: Properties } | undefined
  node.data = { ...data, hProperties: { ...data?.hProperties, ...properties } }
}

/**
 * List the headings in a node, in order.
 *
 * @param node - Node.
 */
export function listHeadings(node: Nodes): Heading[] {
  if (node.type === 'heading') return [node]
  return 'children' in node ? node.children.flatMap(listHeadings) : []
}

/**
 * Take `{#id}` off the end of a heading, and the space before it.
 *
 * @param heading - Heading, which is changed.
 * @returns The id, if it gives one.
 */
export function takeAttributes(heading: Heading): string | undefined {
  const last = heading.children.at(-1) as ForeignNode | undefined
  if (last?.type !== 'foreign') return undefined
  if (last.kind !== 'attributes' && last.kind !== 'id') return undefined
  heading.children.pop()
  const before = heading.children.at(-1)
  if (before?.type === 'text') before.value = before.value.trimEnd()
  return /#([^\s.}#]+)/.exec(last.value)?.[1]
}

/**
 * Tell whether the first heading of an article says its title.
 *
 * @param tree - Tree of the article.
 * @param title - Title in its front matter.
 * @returns Whether it does; the heading of a translation may say it otherwise.
 */
export function headingSaysTitle(
  tree: Root,
  title: string | undefined,
): boolean {
  const [first] = listHeadings(tree)
  return (
    first?.depth === 1 &&
    tree.children.includes(first) &&
    (title === undefined || titleOf(first) === title.trim())
  )
}

/** Text of a heading without its attributes. */
function titleOf(heading: Heading): string {
  const copy = clone(heading)
  takeAttributes(copy)
  return plainText(copy).trim()
}

/** The page has one heading of the first rank: the article's title. */
function rankHeadings(
  tree: Root,
  headings: readonly Heading[],
  { title, titled }: Pick<PrepareOptions, 'title' | 'titled'>,
): void {
  const first = headings[0]
  const saysTitle = titled ?? headingSaysTitle(tree, title)
  if (saysTitle && first) {
    first.data = {
      ...first.data,
      hProperties: { ...first.data?.hProperties, dataArticleTitle: '' },
    }
  }
  const others = saysTitle ? headings.slice(1) : headings
  if (!others.some((heading) => heading.depth === 1)) return
  for (const heading of others) {
    heading.depth = Math.min(heading.depth + 1, 6) as Heading['depth']
  }
}

function replaceAlerts(node: Nodes): void {
  if (!('children' in node)) return
  for (const child of node.children) replaceAlerts(child)
  for (const [index, child] of node.children.entries()) {
    if (child.type !== 'blockquote') continue
    const admonition = readAlert(child)
    if (admonition) node.children[index] = admonition as never
  }
}

function readAlert(quote: Blockquote): AdmonitionNode | undefined {
  const first = quote.children[0]
  const start = first?.type === 'paragraph' ? first.children[0] : undefined
  if (start?.type !== 'text') return undefined
  const match = alert.exec(start.value)
  if (!match?.[1]) return undefined
  const paragraph = first as Paragraph
  const next = paragraph.children[1]
  const rest = start.value.slice(match[0].length)
  // `[!NOTE] **bold**` on one line is no alert, `[!NOTE]  ` and a break is.
  if (!match[0].endsWith('\n') && next && next.type !== 'break') {
    return undefined
  }
  start.value = rest
  if (next?.type === 'break' && !rest) paragraph.children.splice(1, 1)
  const empty = paragraph.children.length === 1 && !rest
  return {
    type: 'admonition',
    kind: match[1].toLowerCase() as AdmonitionKind,
    title: undefined,
    children: empty ? quote.children.slice(1) : quote.children,
  }
}
