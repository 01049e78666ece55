import type { Definition, Nodes, PhrasingContent, Root } from 'mdast'
import { type BookTextOptions, printBookText } from './book-text.ts'

/** Text of a book that is translated as a whole. */
export interface BookMessage {
  /** Markdown, as `mdbook-xgettext` writes it. */
  text: string
  /** Line it starts in, from 1. */
  line: number
  /** What the author says about it in a comment for translators. */
  comment: string
}

/** How messages of a chapter are read. */
export interface BookMessageOptions {
  /** Links are their text alone, as in `SUMMARY.md`. Default: they are written out. */
  bare?: boolean
  /** Give the address of a link another form. Default: it stays. */
  move?: (address: string) => string
}

/**
 * Create what reads the messages of chapters.
 *
 * The libraries for it are loaded when it is created.
 *
 * @returns Function from a chapter to its messages in order: those that
 *   `mdbook-xgettext` finds, without those in code, which are strings and comments of
 *   programs.
 *
 * @see {@link https://github.com/google/mdbook-i18n-helpers}
 */
export async function createBookReader(): Promise<
  (markdown: string, options?: BookMessageOptions) => BookMessage[]
> {
  const [{ unified }, { default: parse }, { default: gfm }] = await Promise.all(
    [import('unified'), import('remark-parse'), import('remark-gfm')],
  )
  const processor = unified().use(parse).use(gfm).freeze()
  const inline = (markdown: string): readonly PhrasingContent[] => {
    const [first] = processor.parse(markdown).children
    return first?.type === 'paragraph' ? first.children : []
  }
  return (markdown, options = {}) =>
    messagesIn(processor.parse(markdown), markdown, { ...options, inline })
}

/** Definitions of a chapter: the first of each name counts. */
function definitionsIn(tree: Root): Map<string, Definition> {
  const found = new Map<string, Definition>()
  const visit = (node: Nodes): void => {
    if (node.type === 'definition' && !found.has(node.identifier)) {
      found.set(node.identifier, node)
    }
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(tree)
  return found
}

/** What comments say of the messages behind them. */
interface Directions {
  skipsNext: boolean
  skipsAll: boolean
  comments: string[]
}

function messagesIn(
  tree: Root,
  source: string,
  given: BookMessageOptions & Pick<BookTextOptions, 'inline'>,
): BookMessage[] {
  const options = { ...given, definitions: definitionsIn(tree) }
  const found: BookMessage[] = []
  const directions: Directions = {
    ...{ skipsNext: false, skipsAll: false },
    comments: [],
  }
  const add = (text: string, line: number): void => {
    if (directions.skipsNext || directions.skipsAll) {
      directions.skipsNext = false
      return
    }
    const comment = directions.comments.splice(0).join(' ')
    if (text.trim() !== '') found.push({ text, line, comment })
  }
  const addInline = (
    nodes: readonly PhrasingContent[],
    where: { inTable?: boolean; inHeading?: boolean },
  ): void => {
    // A direction in the middle ends a message.
    let own: PhrasingContent[] = []
    const end = (): void => {
      if (own.length > 0) {
        const text = printBookText(own, { ...options, ...where, source })
        add(text, lineOf(own[0] as Nodes))
      }
      own = []
    }
    for (const node of nodes) {
      if (node.type === 'html' && isDirection(node.value)) {
        end()
        follow(node.value, directions)
      } else own.push(node)
    }
    end()
  }
  const visit = (node: Nodes): void => {
    switch (node.type) {
      case 'paragraph':
        addInline(node.children, {})
        return
      case 'heading':
        addInline(node.children, { inHeading: true })
        return
      case 'tableCell':
        addInline(node.children, { inTable: true })
        return
      case 'html':
        if (isDirection(node.value)) follow(node.value, directions)
        else add(`${node.value}${eolBehind(node, source)}`, lineOf(node))
        return
      case 'code':
        directions.skipsNext = false
        directions.comments.length = 0
        return
      case 'blockquote':
        for (const child of withoutAlert(node.children, source)) visit(child)
        return
    }
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(tree)
  return found
}

const direction =
  /^\s*<!-{2,}\s*(?:i18n|mdbook-xgettext)\s*:\s*(?<name>skip-start|skip-end|skip|comment)\b:?\s*(?<text>[\s\S]*?)\s*-{2,}>\s*$/

function isDirection(html: string): boolean {
  return direction.test(html)
}

function follow(html: string, directions: Directions): void {
  const { name, text = '' } = direction.exec(html)?.groups ?? {}
  if (name === 'skip') directions.skipsNext = true
  else if (name === 'comment') directions.comments.push(text)
  else directions.skipsAll = name === 'skip-start'
}

function lineOf({ position }: Nodes): number {
  return position?.start.line ?? 1
}

/** HTML ends with the end of its line, where it has one. */
function eolBehind({ position }: Nodes, source: string): string {
  const rest = source.slice(position?.end.offset ?? source.length)
  return /^[ \t]*(?:\r\n|\n|\r)/.test(rest) ? '\n' : ''
}

const alert =
  /^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\r\n|\n|\r|$)[ \t>]*/i

/** `> [!NOTE]` says what the quotation is, and is no text. */
function withoutAlert<Child extends Nodes>(
  children: readonly Child[],
  source: string,
): Child[] {
  const [first, ...rest] = children
  if (first?.type !== 'paragraph') return [...children]
  const start = first.position?.start.offset ?? 0
  const own = source.slice(start, first.position?.end.offset)
  const mark = alert.exec(own)?.[0]
  if (mark === undefined) return [...children]
  if (mark === own) return rest
  const [text, ...others] = first.children
  if (text?.type !== 'text' || !text.position) return [...children]
  const position = {
    ...text.position,
    start: {
      ...text.position.start,
      offset: start + mark.length,
      line: text.position.start.line + 1,
    },
  }
  return [
    { ...first, children: [{ ...text, position }, ...others] } as Child,
    ...rest,
  ]
}
