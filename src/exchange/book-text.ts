// Inline Markdown as `mdbook-i18n-helpers` writes it into a message: its parser cuts
// text into pieces, and its printer escapes the first character of each.
import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import type { Definition, Nodes, PhrasingContent } from 'mdast'
import { decodeNumericCharacterReference } from 'micromark-util-decode-numeric-character-reference'

/** How inline Markdown is written. */
export interface BookTextOptions {
  /** Text that the nodes' places point into. */
  source: string
  /** It stands in a cell of a table. */
  inTable?: boolean
  /** It is a heading, whose attributes (`{#id}`) are no text. */
  inHeading?: boolean
  /** Links are their text alone. */
  bare?: boolean
  /** Give the address of a link another form. */
  move?: (address: string) => string
  /** Addresses that references name, by their identifiers. */
  definitions: ReadonlyMap<string, Definition>
  /** Read the text of a picture, whose marks mdast does not keep. */
  inline: (markdown: string) => readonly PhrasingContent[]
}

const special = new Set('#\\_*<>`|[]-')

/**
 * Write inline nodes as the text of a message.
 *
 * @param nodes - Nodes, with places.
 * @param options - Where they stand.
 * @returns Markdown in one line, but for hard breaks and HTML.
 */
export function printBookText(
  nodes: readonly PhrasingContent[],
  options: BookTextOptions,
): string {
  return nodes
    .map((node, index) => {
      const next = nodes[index + 1]
      const beforeLink = next !== undefined && isLinkLike(next, options)
      return printNode(node, {
        ...options,
        beforeLink,
        isLast: next === undefined,
      })
    })
    .join('')
}

type NodeOptions = BookTextOptions & { beforeLink: boolean; isLast: boolean }

function printNode(node: PhrasingContent, options: NodeOptions): string {
  const inner = (): string =>
    'children' in node ? printBookText(node.children, options) : ''
  switch (node.type) {
    case 'text':
      return printPieces(sliceOf(node, options.source), options)
    case 'emphasis':
      return `_${inner()}_`
    case 'strong':
      return `**${inner()}**`
    case 'delete':
      return `~~${inner()}~~`
    case 'inlineCode':
      return printCode(node.value, options)
    case 'break':
      return '  \n'
    case 'html':
      return node.value
    case 'footnoteReference':
      return `[^${node.label ?? node.identifier}]`
    case 'link': {
      const written = sliceOf(node, options.source)
      // The parser knows no bare addresses.
      if (!/^[[<]/.test(written)) return printPieces(written, options)
      if (options.bare) return inner()
      if (written.startsWith('<')) return `<${written.slice(1, -1)}>`
      return `[${inner()}${closing(node.url, node.title, options)}`
    }
    case 'image': {
      const alt = altOf(node, options)
      return `![${alt}${closing(node.url, node.title, {})}`
    }
    case 'linkReference': {
      const { url = '', title } = options.definitions.get(node.identifier) ?? {}
      return options.bare
        ? inner()
        : `[${inner()}${closing(url, title, options)}`
    }
    case 'imageReference': {
      const { url = '', title } = options.definitions.get(node.identifier) ?? {}
      return `![${altOf(node, options)}${closing(url, title, {})}`
    }
    default:
      return sliceOf(node, options.source)
  }
}

/** Text of a picture, which mdast keeps without its marks. */
function altOf(
  node: Nodes,
  { source, inTable, inline, definitions }: NodeOptions,
): string {
  const written = sliceOf(node, source)
  const end = /\](?:\(|\[)/.exec(written)?.index ?? written.lastIndexOf(']')
  const text = written.slice(2, Math.max(2, end))
  return printBookText(inline(text), {
    ...(inTable ? { inTable } : {}),
    inline,
    definitions,
    source: text,
  })
}

function closing(
  url: string,
  title: string | null | undefined,
  { move }: Pick<BookTextOptions, 'move'>,
): string {
  const address = move ? move(url) : url
  const shown = address.includes(' ') ? `<${address}>` : address
  const named = title ? ` "${title.replaceAll('"', '\\"')}"` : ''
  return `](${shown}${named})`
}

function printCode(value: string, { inTable }: BookTextOptions): string {
  const text = inTable ? value.replaceAll('|', '\\|') : value
  if (/^ *$/.test(text)) return `\`${text}\``
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(Math.max(0, ...runs) + 1)
  const isTight = /^`|`$/.test(text) || /^ .* $/s.test(text)
  const space = isTight ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}

const attributes = /[ \t]*\{[^{}<>\\\n]*\}[ \t]*$/
/** Ends of lines with what stands for the quotation or list they are in. */
const lineEnd = /[ \t]*(?:\r\n|\n|\r)[ \t>]*/
const entity = /^&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][\dA-Za-z]*);/

/** Write text that has no marks: each piece of the parser's, escaped. */
function printPieces(written: string, options: NodeOptions): string {
  const { inHeading = false, inTable = false, isLast, beforeLink } = options
  const text = inHeading && isLast ? written.replace(attributes, '') : written
  const lines = text.split(lineEnd)
  return lines
    .map((line, row) => {
      const pieces = cut(line)
      const isEnd = (index: number): boolean =>
        row === lines.length - 1 && index === pieces.length - 1
      return pieces
        .map((piece, index) => {
          const opensLink = beforeLink && isEnd(index) && piece.endsWith('!')
          const closesHeading = inHeading && piece.endsWith('#')
          return escapeMarks(piece, opensLink || closesHeading, inTable)
        })
        .join('')
    })
    .join(' ')
}

function escapeMarks(
  piece: string,
  marksEnd: boolean,
  inTable: boolean,
): string {
  const last = piece.length - 1
  return piece
    .split('')
    .map((unit, index) => {
      const isMark =
        (index === 0 && special.has(unit)) ||
        (index === last && marksEnd) ||
        (inTable && unit === '|')
      return isMark ? `\\${unit}` : unit
    })
    .join('')
}

/** Cut a line where the parser does, and take back its escapes. */
function cut(line: string): string[] {
  const pieces: string[] = []
  let piece = ''
  const end = (): void => {
    if (piece !== '') pieces.push(piece)
    piece = ''
  }
  for (let at = 0; at < line.length; ) {
    const rest = line.slice(at)
    const character = rest.charAt(0)
    if (/^\\[!-/:-@[-`{-~]/.test(rest)) {
      end()
      piece = rest.charAt(1)
      at += 2
      continue
    }
    const named = character === '&' ? entity.exec(rest)?.[0] : undefined
    const meant = named === undefined ? undefined : decodeEntity(named)
    if (named !== undefined && meant !== undefined) {
      end()
      pieces.push(meant)
      at += named.length
      continue
    }
    const run = /^(?:!\[|\*+|_+|~+|`+|[[\]<])/.exec(rest)?.[0]
    if (run === undefined || !standsAlone(line, at, run)) {
      piece += character
      at++
      continue
    }
    end()
    // Each mark of emphasis is a piece of its own; one of code is whole.
    pieces.push(...(/^[*_~]/.test(run) ? run : [run]))
    at += run.length
  }
  end()
  return pieces
}

/** Whether a run of marks might open or close something, so that it is cut out. */
function standsAlone(line: string, at: number, run: string): boolean {
  if (!/^[*_~]/.test(run)) return true
  const before = [...line.slice(0, at)].at(-1) ?? ' '
  const after = [...line.slice(at + run.length)][0] ?? ' '
  const isSpace = (one: string): boolean => /\s/u.test(one)
  const isMark = (one: string): boolean => /[\p{P}\p{S}]/u.test(one)
  const opens =
    !isSpace(after) && (!isMark(after) || isSpace(before) || isMark(before))
  const closes =
    !isSpace(before) && (!isMark(before) || isSpace(after) || isMark(after))
  if (!run.startsWith('_')) return opens || closes
  return (
    (opens && (!closes || isMark(before))) ||
    (closes && (!opens || isMark(after)))
  )
}

function decodeEntity(named: string): string | undefined {
  const name = named.slice(1, -1)
  if (!name.startsWith('#')) {
    return decodeNamedCharacterReference(name) || undefined
  }
  const isHex = /^#[xX]/.test(name)
  return decodeNumericCharacterReference(
    name.slice(isHex ? 2 : 1),
    isHex ? 16 : 10,
  )
}

function isLinkLike(
  node: PhrasingContent,
  { source }: Pick<BookTextOptions, 'source'>,
): boolean {
  if (node.type === 'link') return /^[[<]/.test(sliceOf(node, source))
  return /^(?:image|imageReference|linkReference|footnoteReference)$/.test(
    node.type,
  )
}

function sliceOf({ position }: Nodes, source: string): string {
  return source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)
}
