import { createRequire } from 'node:module'
import type { Element, ElementContent, Root } from 'hast'
import type Katex from 'katex'
import {
  element,
  replaceElements,
  textContent,
  visitElements,
} from './element.ts'
import type { Formula } from './handlers.ts'
import { createSlugger } from './slug.ts'
import type { PageStrings } from './strings.ts'

/** Heading of an article, for its table of contents. */
export interface HeadingEntry {
  /** Id to link to. */
  id: string
  /** Text. */
  text: string
  /** Rank, from 2. */
  rank: number
}

/** Article as HTML nodes. */
export interface Body {
  /** Heading in the body that says the article's title, taken out of it. */
  title: Element | undefined
  /** Everything else. */
  children: ElementContent[]
  /** Headings in order, without the title. */
  headings: HeadingEntry[]
}

/** What finishing depends on. */
export interface FinishOptions {
  /** Formulas, by the number of the `span` that stands for each. */
  formulas: readonly Formula[]
  /** Strings of the page. */
  strings: PageStrings
  /** Address of a file that is published, from its path; see `PageOptions`. */
  rooted?: (path: string) => string | undefined
  /** Where a link to another article leads; see `PageOptions`. */
  linked?: (address: string) => LinkedPage | undefined
  /** Address of a picture; see `PageOptions`. */
  pictured?: (address: string) => string | undefined
}

/** Page of an article that another one links to. */
export interface LinkedPage {
  /** Address relative to the page, without what comes after `?` or `#`. */
  href: string
  /** BCP 47 tag of its language, where that is not the page's. */
  language?: string | undefined
}

const documentName = /\.(?:md|mdx|markdown|txt)$/i
const alignments = new Set<unknown>(['left', 'right', 'center', 'justify'])

/** Ids that the page itself uses. */
export const pageIds = { content: 'yiwen-content' } as const

/**
 * Finish sanitized HTML.
 *
 * What is put in here is ours, so that it need not be allowed to authors.
 *
 * @param tree - Sanitized tree, which is changed.
 * @param options - Formulas and strings.
 * @returns Body of the page.
 */
export function finishBody(tree: Root, options: FinishOptions): Body {
  const { formulas, strings } = options
  let tables = 0
  visitElements(tree, settleAlignment)
  const headings = settleIds(tree)
  visitElements(tree, (node) => settleAddress(node, options))
  replaceElements(tree, (node) => {
    const number = node.properties['dataFormula']
    const formula = formulas[Number(number ?? Number.NaN)]
    if (formula) return renderFormula(formula)
    delete node.properties['dataFormula']
    return undefined
  })
  replaceElements(tree, (node) => {
    switch (node.tagName) {
      case 'table':
        return element(
          'div',
          {
            className: ['table'],
            role: 'region',
            tabIndex: 0,
            ariaLabel: strings('html:table', { number: ++tables }),
          },
          node,
        )
      case 'pre':
        // It scrolls, so the keyboard has to reach it.
        node.properties['tabIndex'] = 0
        return undefined
      case 'img':
        node.properties['alt'] ??= ''
        node.properties['loading'] = 'lazy'
        return undefined
      default:
        return undefined
    }
  })
  return split(tree, headings)
}

function split(tree: Root, headings: HeadingEntry[]): Body {
  const children = tree.children.filter(
    (node): node is ElementContent =>
      node.type !== 'doctype' && !isEmptyParagraph(node),
  )
  const index = children.findIndex(
    (node) =>
      node.type === 'element' && node.properties['dataArticleTitle'] === '',
  )
  const title = index < 0 ? undefined : (children[index] as Element)
  if (title) children.splice(index, 1)
  visitElements(tree, (node) => {
    delete node.properties['dataArticleTitle']
  })
  return {
    title,
    children: pair(children),
    headings: headings.filter((entry) => entry.id !== title?.properties['id']),
  }
}

/** A block and what stands beside it are one thing to look at. */
function pair(children: readonly ElementContent[]): ElementContent[] {
  const paired: ElementContent[] = []
  for (const child of children) {
    const isBeside =
      child.type === 'element' &&
      Array.isArray(child.properties['className']) &&
      child.properties['className'].includes('beside')
    if (isBeside) {
      const last = paired.findLastIndex((one) => one.type === 'element')
      const [own, ...space] = paired.slice(last)
      if (last >= 0 && own?.type === 'element' && own.tagName === 'p') {
        const both = [own, ...space, child]
        paired.splice(last, Number.POSITIVE_INFINITY)
        paired.push(element('div', { className: ['pair'] }, ...both))
        continue
      }
    }
    paired.push(child)
  }
  return paired
}

/** A paragraph that held only what is not shown. */
function isEmptyParagraph(node: Root['children'][number]): boolean {
  return (
    node.type === 'element' &&
    node.tagName === 'p' &&
    node.children.every((child) => child.type === 'text' && !child.value.trim())
  )
}

/** `align` is obsolete in HTML, and GFM's tables have it. */
function settleAlignment(node: Element): void {
  const { align } = node.properties
  delete node.properties['align']
  if (!alignments.has(align)) return
  const { className } = node.properties
  node.properties['className'] = [
    ...(Array.isArray(className) ? className : []),
    `align-${align}`,
  ]
}

/** Every id once, every heading one. */
function settleIds(tree: Root): HeadingEntry[] {
  const slugger = createSlugger()
  for (const id of Object.values(pageIds)) slugger.reserve(id)
  visitElements(tree, (node) => {
    const { id } = node.properties
    if (id === undefined) return
    const usable = typeof id === 'string' && /^\S+$/.test(id)
    if (!usable || !slugger.reserve(id)) delete node.properties['id']
  })
  const headings: HeadingEntry[] = []
  visitElements(tree, (node) => {
    const rank = /^h([1-6])$/.exec(node.tagName)?.[1]
    if (!rank) return
    const text = textContent(node).trim()
    const id = String(node.properties['id'] ?? slugger.slug(text))
    node.properties['id'] = id
    headings.push({ id, text, rank: Number(rank) })
  })
  // Those of blocks come last, so that no heading of that name loses its own.
  visitElements(tree, (node) => {
    const block = node.properties['dataBlock']
    delete node.properties['dataBlock']
    if (block === undefined || node.properties['id'] !== undefined) return
    if (slugger.reserve(String(block))) node.properties['id'] = String(block)
  })
  return headings
}

function settleAddress(node: Element, options: FinishOptions): void {
  const { rooted, linked, pictured } = options
  const { href, src } = node.properties
  if (node.tagName === 'img' && typeof src === 'string') {
    node.properties['src'] = pictured?.(src) ?? fromRoot(src, rooted)
  }
  if (node.tagName !== 'a' || typeof href !== 'string') return
  if (/^(?:https?:)?\/\//i.test(href)) {
    node.properties['rel'] = ['noopener']
  } else if (!/^[a-z][a-z0-9+.-]*:/i.test(href)) {
    const found = linked?.(href)
    if (!found) {
      node.properties['href'] = pageAddress(fromRoot(href, rooted))
      return
    }
    node.properties['href'] = found.href + (/[?#].*$/s.exec(href)?.[0] ?? '')
    if (found.language) node.properties['hrefLang'] = found.language
  }
}

/** `/a.png` is below the edition's own folder, where there is such a file. */
function fromRoot(address: string, rooted: FinishOptions['rooted']): string {
  const path = /^\/(?!\/)([^?#]*)/.exec(address)?.[1]
  if (!path || !rooted) return address
  const found = rooted(path)
  return found === undefined ? address : found + address.slice(path.length + 1)
}

/** `../b.md?x#y` as `../b.html?x#y`. */
function pageAddress(href: string): string {
  const end = href.search(/[?#]/)
  const path = end < 0 ? href : href.slice(0, end)
  if (!documentName.test(path)) return href
  return path.replace(documentName, '.html') + href.slice(path.length)
}

let loaded: typeof Katex | undefined

/** It is loaded with the first formula, for most articles have none. */
function katex(): typeof Katex {
  loaded ??= createRequire(import.meta.url)('katex') as typeof Katex
  return loaded
}

function renderFormula(formula: Formula): ElementContent {
  try {
    const value = katex().renderToString(formula.value, {
      displayMode: formula.display,
      errorColor: 'inherit',
      maxSize: 20,
      output: 'mathml',
      strict: 'ignore',
      throwOnError: false,
      trust: false,
    })
    // KaTeX escapes what it is given, and sees it after the sanitizer.
    return { type: 'raw', value } as unknown as ElementContent
  } catch {
    return element('code', {}, formula.value)
  }
}
