import type {
  Definition,
  Heading,
  Html,
  Image,
  ImageReference,
  Link,
  Nodes,
  Root,
} from 'mdast'
import { decodeString } from 'micromark-util-decode-string'
import { normalizeIdentifier } from 'micromark-util-normalize-identifier'
import type { Token } from 'micromark-util-types'
import type { Point } from 'unist'
import { pointAt, type Span } from '../model/index.ts'
import { type Parsed, parseTree } from './parse.ts'
import { readPlainHeading } from './plain-heading.ts'

/** Node that leads elsewhere, or HTML, which may. */
type Lead = Definition | Html | Image | ImageReference | Link

/** Link or picture that is open. */
interface Open {
  isImage: boolean
  start: Point
  label: Span
  reference?: Span
  url?: string
  /** Its place among the nodes. */
  index: number
}

/** HTML that is open. */
interface OpenHtml {
  start: Point
  value: string
  /** It stands in the words of a picture, which are no nodes. */
  isHidden: boolean
}

/** Definition that is open. */
interface OpenDefinition {
  start: Point
  label?: string
  url?: string
}

const containers: ReadonlySet<string> = new Set([
  'blockQuote',
  'directiveContainer',
  'gfmFootnoteDefinition',
  'listOrdered',
  'listUnordered',
])

/**
 * Read of an article what it is called and where it leads, without building all of
 * its tree.
 *
 * @param parsed - Article, no MDX.
 * @returns Tree whose children are the first heading of depth 1 that the article's
 *   own tree has at its top, and every link, picture, definition, reference to a
 *   picture and piece of HTML, in the order of the text, whatever they stand in; links
 *   have no words. `undefined` where only the whole tree tells.
 */
export function outline(parsed: Parsed): Root | undefined {
  if (parsed.dialect.mdx) return undefined
  return new OutlineReader(parsed).read()
}

class OutlineReader {
  private readonly parsed: Parsed
  /** As micromark reads it. */
  private readonly source: string
  private readonly nodes: (Heading | Lead | undefined)[] = []
  private readonly open: Open[] = []
  /** How many links and pictures are open in the words of a picture. */
  private hidden = 0
  private depth = 0
  private hasHeading = false
  private isSure = true
  private html: OpenHtml | undefined
  private definition: OpenDefinition | undefined
  /** The heading that is wanted is open; what is in it comes with it. */
  private isInHeading = false

  constructor(parsed: Parsed) {
    this.parsed = parsed
    this.source = parsed.source.replaceAll('\0', '\uFFFD')
  }

  read(): Root | undefined {
    for (const [kind, token] of this.parsed.events) {
      if (kind === 'enter') this.enter(token)
      else this.exit(token)
      if (!this.isSure) return undefined
    }
    const children = this.nodes.filter((node) => node !== undefined)
    return { type: 'root', children }
  }

  /** Places are asked for in the order of the text: counting them is linear. */
  private enter(token: Token): void {
    const type: string = token.type
    if (this.isInHeading || type === 'data' || type === 'lineEnding') return
    const isInImage = this.hidden > 0 || this.open.at(-1)?.isImage === true
    if (containers.has(type)) this.depth++
    else if (type === 'link' || type === 'image') {
      if (isInImage) this.hidden++
      else this.begin(token, type === 'image')
    } else if (type === 'htmlFlow' || type === 'htmlText') {
      const start = this.startOf(token)
      this.html = { start, value: '', isHidden: isInImage }
    } else if (type === 'definition') {
      this.definition = { start: this.startOf(token) }
    } else if (type === 'atxHeading' || type === 'setextHeading') {
      if (this.depth === 0 && !this.hasHeading) this.readHeading(token)
    }
  }

  private begin(token: Token, isImage: boolean): void {
    const start = this.startOf(token)
    const label = { start: start.offset ?? 0, end: start.offset ?? 0 }
    this.open.push({ isImage, start, label, index: this.nodes.length })
    this.nodes.push(undefined)
  }

  private exit(token: Token): void {
    const type: string = token.type
    if (type === 'atxHeading' || type === 'setextHeading') {
      this.isInHeading = false
    }
    if (this.isInHeading) return
    const html = this.html
    const definition = this.definition
    if (html) {
      if (type === 'htmlFlow' || type === 'htmlText') this.endHtml(token, html)
      else if (type === 'htmlFlowData' || type === 'htmlTextData') {
        html.value += this.textOf(spanOf(token))
      } else if (type === 'lineEnding') {
        // Behind it may be marks of what the HTML stands in.
        html.value +=
          /^(?:\r\n?|\n)/.exec(this.textOf(spanOf(token)))?.[0] ?? ''
      }
      return
    }
    if (definition) {
      if (type === 'definition') this.endDefinition(token, definition)
      else if (type === 'definitionLabelString') {
        definition.label = this.textOf(spanOf(token))
      } else if (type === 'definitionDestinationString') {
        definition.url = this.textOf(spanOf(token))
      }
      return
    }
    if (containers.has(type)) this.depth--
    else if (this.hidden > 0) {
      if (type === 'link' || type === 'image') this.hidden--
    } else this.exitInLink(type, token)
  }

  private exitInLink(type: string, token: Token): void {
    const open = this.open.at(-1)
    if (!open) return
    if (type === 'labelText') open.label = spanOf(token)
    else if (type === 'reference') open.reference = spanOf(token)
    else if (type === 'resource') open.url ??= ''
    else if (type === 'resourceDestinationString') {
      open.url = this.textOf(spanOf(token))
    } else if (type === 'resourceDestination') {
      // A scan tells only this of it.
      open.url ??= this.textOf(spanOf(token))
    } else if (type === 'link' || type === 'image') {
      this.open.pop()
      this.nodes[open.index] = this.toNode(open, token)
    }
  }

  private toNode(open: Open, token: Token): Lead | undefined {
    const position = this.positionOf(open.start, token)
    if (open.url !== undefined) {
      const url = decodeString(open.url)
      return open.isImage
        ? { type: 'image', url, position }
        : { type: 'link', url, children: [], position }
    }
    if (!open.isImage) return undefined
    const { reference, label } = open
    const own = reference && this.textOf(reference).slice(1, -1)
    const referenceType = own ? 'full' : reference ? 'collapsed' : 'shortcut'
    const identifier = this.identifierOf(own || this.textOf(label))
    return { type: 'imageReference', identifier, referenceType, position }
  }

  private endHtml(token: Token, { start, value, isHidden }: OpenHtml): void {
    this.html = undefined
    if (isHidden) return
    const position = this.positionOf(start, token)
    this.nodes.push({ type: 'html', value, position })
  }

  private endDefinition(token: Token, definition: OpenDefinition): void {
    this.definition = undefined
    let { label, url = '' } = definition
    if (label === undefined) {
      // A scan tells nothing of it but where it is, and reads only plain ones.
      const text = this.textOf(spanOf(token))
      label = text.slice(1, text.indexOf(']:'))
      url = /\S+$/.exec(text)?.[0] ?? ''
    }
    this.nodes.push({
      type: 'definition',
      identifier: this.identifierOf(label),
      url: decodeString(url),
      position: this.positionOf(definition.start, token),
    })
  }

  /** Identifier of a label; between its lines may be marks of what it stands in. */
  private identifierOf(label: string): string {
    if (/[\r\n]/.test(label)) this.isSure = false
    return normalizeIdentifier(label).toLowerCase()
  }

  private readHeading(token: Token): void {
    const text = this.textOf(spanOf(token))
    const isAtx = text.startsWith('#')
    const isFirst = isAtx ? !text.startsWith('##') : /=[ \t]*$/.test(text)
    if (!isFirst) return
    this.hasHeading = true
    this.isInHeading = true
    const heading = this.headingOf(text)
    if (!heading) this.isSure = false
    else {
      const start = this.startOf(token)
      for (const child of heading.children) move(child, start)
      heading.position = this.positionOf(start, token)
      this.nodes.push(heading)
    }
  }

  private headingOf(text: string): Heading | undefined {
    const plain = readPlainHeading(text)
    if (plain) return plain
    // What stands elsewhere says whether it is a reference.
    if (/\[/.test(text) && this.source.includes(']:')) return undefined
    const tree = parseTree(text, this.parsed.dialect)
    const [heading, more] = tree.children
    if (heading?.type !== 'heading' || heading.depth !== 1 || more) {
      return undefined
    }
    return heading
  }

  private textOf({ start, end }: Span): string {
    return this.source.slice(start, end)
  }

  private startOf(token: Token): Point {
    return pointAt(this.source, token.start.offset)
  }

  private positionOf(start: Point, token: Token) {
    return { start, end: pointAt(this.source, token.end.offset) }
  }
}

function spanOf({ start, end }: Token): Span {
  return { start: start.offset, end: end.offset }
}

/** Move what was read by itself to its place in the text. */
function move(node: Nodes, { line, column, offset = 0 }: Point): void {
  for (const point of [node.position?.start, node.position?.end]) {
    if (!point) continue
    if (point.line === 1) point.column += column - 1
    point.line += line - 1
    if (point.offset !== undefined) point.offset += offset
  }
  if (!('children' in node)) return
  for (const child of node.children) move(child, { line, column, offset })
}
