import { posix } from 'node:path'
import type { Nodes, Root } from 'mdast'
import type { Layout } from './layout.ts'

/** Where an edition stands among the files of its project. */
export interface AddressContext {
  layout: Layout
  /** Source, from the project's folder. */
  path: string
  /** Its edition, from there. */
  output: string
  /** Folder of the content, in which addresses that start with `/` are looked for. */
  root: string
  /** Name of the sources' own folder of a locale, if they have one. */
  source: string
  /** What addresses of the sources' pages start with; empty for nothing. */
  prefix: string
  /** Name of the sources' locale. */
  sourceName: string
  /** Name of the edition's locale. */
  name: string
  /** Whether a path is a source. */
  isArticle: (path: string) => boolean
  /** Whether a path is copied beside the edition. */
  isAsset: (path: string) => boolean
  /** Whether a path is a file that every edition shows from where it is. */
  isShared: (path: string) => boolean
  /** Whether a source has the edition. */
  isPublished: (path: string) => boolean
  /** Where the edition of a source or an asset is. */
  outputOf: (path: string) => string | undefined
}

/** Change of a text: what stands in a range becomes other text. */
export interface TextEdit {
  start: number
  end: number
  text: string
}

/**
 * Change the addresses of an edition that would lead elsewhere from its place.
 *
 * Those of files that moved along with it stay as they are. Others lead to the
 * source's file. Addresses with a scheme, of other sites and of places on the page are
 * left alone.
 *
 * @param text - Edition.
 * @param tree - Its tree.
 * @param context - Where it stands.
 * @returns Changes, apart from each other.
 */
export function moveAddresses(
  text: string,
  tree: Root,
  context: AddressContext,
): TextEdit[] {
  const edits: TextEdit[] = []
  const move = (start: number, address: string, isLink: boolean): void => {
    const moved = moveAddress(address, isLink, context)
    if (moved === undefined || moved === address) return
    edits.push({ start, end: start + address.length, text: moved })
  }
  const scan = (start: number, end: number, pattern: RegExp): void => {
    for (const match of text.slice(start, end).matchAll(pattern)) {
      const { before = '', address = '', link } = match.groups ?? {}
      move(start + match.index + before.length, address, link !== undefined)
    }
  }
  const visit = (node: Nodes): void => {
    const start = node.position?.start.offset
    const end = node.position?.end.offset
    if (start === undefined || end === undefined) {
      visitBelow(node)
      return
    }
    switch (node.type as string) {
      case 'link':
      case 'image':
      case 'definition': {
        const { url, type } = node as Extract<Nodes, { url: string }>
        const at = placeOfAddress(text, node, url)
        if (at !== undefined) move(at, url, type !== 'image')
        break
      }
      case 'html':
        scan(start, end, attribute)
        scan(start, end, moduleName)
        scan(start, end, inclusion)
        break
      case 'mdxjsEsm':
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        scan(start, end, moduleName)
        break
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement': {
        const first = 'children' in node ? node.children[0] : undefined
        const inner = first?.position?.start.offset ?? end
        scan(start, inner, attribute)
        scan(start, inner, moduleName)
        break
      }
      case 'yaml':
      case 'toml':
        scan(start, end, value)
        scan(start, end, linkValue)
        break
      case 'paragraph':
        if (text.startsWith('<<<', start)) scan(start, end, snippet)
    }
    visitBelow(node)
  }
  const visitBelow = (node: Nodes): void => {
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(tree)
  return edits
}

const attribute =
  /(?<before>[\s{](?:src|poster|data-src|(?<link>href|to))\s*=\s*["'])(?<address>[^"'\s]+)(?=["'])/g
const moduleName =
  /(?<before>(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["'])(?<address>(?:![^"']*!)?\.{1,2}\/[^"'\n]+)(?=["'])/g
const inclusion =
  /(?<before><!--\s*@include:\s*)(?<address>\.{1,2}\/[^\s{#<>]+)/g
const snippet = /(?<before><<<\s+)(?<address>\.{1,2}\/[^\s{#]+)/g
const value =
  /(?<before>(?:^\s*(?:-\s+)?|[{,[]\s*)(?:[\w-]+\s*[:=]\s*)?["']?)(?<address>\.{1,2}\/[^"'\n#,{}[\]\s]+)/gm
const linkValue =
  /(?<before>^\s*(?:-\s+)?(?<link>link|href|url)\s*[:=]\s*["']?)(?<address>\/[^"'\n#\s]*(?:#[^"'\n\s]*)?)/gm

/** Where the address of a link stands, if it is written as it is meant. */
function placeOfAddress(
  text: string,
  node: Nodes,
  url: string,
): number | undefined {
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? 0
  const last = 'children' in node ? node.children.at(-1) : undefined
  const from = last?.position?.end.offset ?? start
  const slice = text.slice(from, end)
  const mark = node.type === 'definition' ? ']:' : ']('
  // The text of a picture may have such a mark, too; its address comes last.
  const open =
    node.type === 'image' ? slice.lastIndexOf(mark) : slice.indexOf(mark)
  if (open < 0 || url === '') return undefined
  const at = slice.indexOf(url, open)
  return at < 0 ? undefined : from + at
}

/** Ways to name a page without saying its file. */
const endings = [
  '',
  '.md',
  '.mdx',
  '.markdown',
  '/index.md',
  '/index.mdx',
  '/_index.md',
  '/README.md',
]

function moveAddress(
  address: string,
  isLink: boolean,
  context: AddressContext,
): string | undefined {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? []
  if (path === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/|[@~\\])/i.test(path)) {
    return undefined
  }
  const decoded = decode(path)
  if (decoded === undefined) return undefined
  if (path.startsWith('/')) {
    return isLink ? moveRooted(path, decoded, rest, context) : undefined
  }
  const { layout } = context
  if (layout.moveRelative) {
    return layout.moveRelative({ path, decoded, rest }, context)
  }
  return layout.relativeTo === 'file'
    ? moveFromFile(path, decoded, rest, context)
    : moveFromPage(path, decoded, rest, context)
}

/**
 * Change an address that starts with `/`: `/guide/` → `/zh-cn/guide/`, where there is
 * the edition.
 *
 * @param path - Path of the address, as it is written.
 * @param decoded - The same, decoded.
 * @param rest - What follows it: `?`, `#`.
 * @param context - Where the edition stands.
 * @returns Address; nothing where it stays.
 */
export function moveRooted(
  path: string,
  decoded: string,
  rest: string,
  context: AddressContext,
): string | undefined {
  const { layout, root, source, prefix, name, isArticle, isPublished } = context
  if (!layout.rooted) return undefined
  const own = prefix === '' ? '' : `${prefix.toLowerCase()}/`
  const below = decoded.slice(1)
  if (!`${below}/`.toLowerCase().startsWith(own)) return undefined
  const page = below.slice(own.length)
  const article = articleAt(posix.join(root, source, page), isArticle)
  if (article === undefined || !isPublished(article)) return undefined
  return `/${name}/${path.slice(1 + own.length)}${rest}`
}

function moveFromFile(
  path: string,
  decoded: string,
  rest: string,
  context: AddressContext,
): string | undefined {
  const {
    layout,
    path: from,
    output,
    isArticle,
    isAsset,
    isPublished,
  } = context
  const target = posix.join(posix.dirname(from), decoded)
  if (target.startsWith('../')) return relocate(target)
  const article = articleAt(target, isArticle)
  if (article !== undefined) {
    const there = context.outputOf(article)
    // The generator finds the source itself where there is no edition.
    if (there === undefined) return relocate(target)
    if (!layout.falls && !isPublished(article)) {
      if (!layout.sourceAddress) return relocate(target)
      const address = layout.sourceAddress(article, decoded)
      return address === undefined ? undefined : address + rest
    }
    return sameTree(article, there, context) ? undefined : relocate(there)
  }
  if (isAsset(target)) return undefined
  // A page's address, or a file that is not there: nobody knows where it leads.
  const isPage = !/\.(?!md|html|markdown)[a-z0-9]+$/i.test(decoded)
  if (isPage && isBelowRoot(target, context)) return undefined
  return relocate(target)

  function relocate(to: string): string | undefined {
    const moved = posix.relative(posix.dirname(output), to)
    const slash = path.endsWith('/') ? '/' : ''
    const dotted = moved.startsWith('.') ? moved : `./${moved}`
    const encoded = path === decoded ? dotted : encodeURI(dotted)
    const isSame =
      posix.normalize(`./${decoded}`) === posix.normalize(`${dotted}${slash}`)
    return isSame ? undefined : `${encoded}${slash}${rest}`
  }
}

/** Whether a page moved as the one that links to it did. */
function sameTree(
  article: string,
  there: string,
  { path, output }: AddressContext,
): boolean {
  const before = posix.relative(posix.dirname(path), posix.dirname(article))
  const after = posix.relative(posix.dirname(output), posix.dirname(there))
  return before === after
}

function isBelowRoot(
  target: string,
  { path, output }: AddressContext,
): boolean {
  // What path and output share at their end moved along.
  const [a, b] = [path.split('/').reverse(), output.split('/').reverse()]
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const folder = a.slice(same).reverse().join('/')
  return folder === '' || target.startsWith(`${folder}/`)
}

/** Every page is a folder of the site: `a.md` is at `a/`. */
function moveFromPage(
  path: string,
  decoded: string,
  rest: string,
  context: AddressContext,
): string | undefined {
  const { root, name, source, isArticle, isPublished } = context
  const own = posix.join(root, source)
  const below = posix.relative(own, context.path).replace(/\.[^./]+$/, '')
  const page = /(?:^|\/)(?:index|README)$/.test(below)
    ? posix.dirname(below)
    : below
  const target = posix.join(page, decoded)
  if (target.startsWith('..')) return undefined
  const article = articleAt(posix.join(own, target), isArticle)
  if (article !== undefined && isPublished(article)) return undefined
  const here = posix.join(name, page)
  const there = source === '' ? target : posix.join(source, target)
  const moved = posix.relative(here, there)
  const slash = path.endsWith('/') ? '/' : ''
  return `${path === decoded ? moved : encodeURI(moved)}${slash}${rest}`
}

/**
 * Find the source of a page by its address.
 *
 * @param target - Path without a scheme, from the project's folder.
 * @param isArticle - Whether a path is a source.
 * @returns Path of the source, if there is one.
 */
export function articleAt(
  target: string,
  isArticle: (path: string) => boolean,
): string | undefined {
  const bare = target.replace(/\/$/, '')
  const stem = bare.replace(/(?:^|\/)index$|\.html$/, '')
  for (const base of new Set([bare, stem])) {
    for (const ending of endings) {
      const path = base === '' ? ending.slice(1) : `${base}${ending}`
      if (path !== '' && isArticle(path)) return path
    }
  }
  return undefined
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
