/**
 * An edition's tree, made of its source's.
 *
 * Takes the tree of an article and edits that are proved to leave every block built
 * as it was, gives a copy with the texts and places of the edition; nothing where one
 * of the edits is not plainly in a text.
 *
 * @module
 */
import type { Image, Link, Nodes, Root } from 'mdast'
import { decodeString } from 'micromark-util-decode-string'
import type { Edit, Span } from './model/index.ts'
import type { Parsed } from './parse/index.ts'
import { applyEdits, shiftBy } from './print/index.ts'

type Position = NonNullable<Root['position']>
type Point = Position['start']

/** Marks of containers, and indentation. */
const beforeLine = /^[\t >]*$/

const fenceLength = 3

/** An edit has no place in the copy. */
const unknown = Symbol('unknown')

/**
 * Make an edition's tree of its source's.
 *
 * @param source - Text of the article.
 * @param parsed - How it was parsed; its tree is left as it is.
 * @param edits - Edits, sorted, that change no token.
 * @param front - New front matter, with the blank line behind it. Default: none.
 * @returns Tree that parsing the edited text gives; `undefined` where that is not
 * certain.
 */
export function moveTree(
  source: string,
  parsed: Pick<Parsed, 'tree' | 'dialect'>,
  edits: readonly Edit[],
  front?: Edit,
): Root | undefined {
  // Expressions and tags have trees of their own in theirs.
  if (parsed.dialect.mdx) return undefined
  const { tree } = parsed
  if (front && tree.children.length === 0) return undefined
  const shift = shiftBy(edits)
  /** How many edits have found their node. */
  let next = 0
  /** Lines that front matter became longer by. */
  let lines = 0
  try {
    const moved = copy(tree)
    if (next < edits.length) return undefined
    return front ? withFrontMatter(moved, front.text) : moved
  } catch (error) {
    if (error === unknown) return undefined
    throw error
  }

  function copy<T extends Nodes>(node: T): T {
    const first = next
    const result: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(node)) {
      // Fields that are places, nodes or made of text follow.
      result[key] =
        key === 'children' || key === 'position' ? value : clone(value)
    }
    const { position } = node
    if (!position) throw unknown
    const start = movePoint(position.start)
    if ('value' in node) {
      const own = editsIn(position)
      if (own.length > 0) result['value'] = editedValue(node, position, own)
    } else if ('children' in node) {
      result['children'] = node.children.map((child) => copy(child))
    }
    if (node.type === 'image' || node.type === 'link') {
      const own = editsIn(position)
      if (own.length > 0) Object.assign(result, describe(node, position, own))
    }
    if (next > first && isMadeOfText(node, source)) throw unknown
    result['position'] = { start, end: movePoint(position.end) }
    return result as unknown as T
  }

  /** Edits of a range, as far as they are not taken, which then are. */
  function editsIn(position: Position): readonly Edit[] {
    const { start, end } = spanOf(position)
    const first = next
    while ((edits[next]?.span.start ?? Infinity) < end) next++
    const own = edits.slice(first, next)
    const isOut = ({ span }: Edit) => span.start < start || span.end > end
    if (own.some(isOut)) throw unknown
    return own
  }

  /** Description of a picture and title, where they stand in the source as they are. */
  function describe(
    node: Image | Link,
    position: Position,
    own: readonly Edit[],
  ): { alt?: string; title?: string } {
    const { start, end } = spanOf(position)
    const result: { alt?: string; title?: string } = {}
    let rest = own
    const alt = node.type === 'image' ? node.alt : undefined
    if (alt && !alt.includes('[') && source.startsWith(`${alt}](`, start + 2)) {
      const span = { start: start + 2, end: start + 2 + alt.length }
      const inAlt = own.filter((edit) => edit.span.start < span.end)
      result.alt = editLines(source, span, alt, inAlt, false)
      rest = own.slice(inAlt.length)
    }
    if (rest.length === 0) return result
    const title = node.title ?? ''
    const from = end - 2 - title.length
    if (!/^(["'])[\s\S]*\1\)$/.test(source.slice(from - 1, end))) throw unknown
    const span = { start: from, end: end - 2 }
    return { ...result, title: editLines(source, span, title, rest, false) }
  }

  function editedValue(
    node: Nodes & { value: string },
    position: Position,
    own: readonly Edit[],
  ): string {
    const span = spanOf(position)
    if (node.type === 'text' || node.type === 'html') {
      return editLines(source, span, node.value, own, node.type === 'text')
    }
    if (node !== tree.children[0]) throw unknown
    if (node.type !== 'yaml' && (node.type as string) !== 'toml') throw unknown
    const value = frontMatterOf(source, span, node.value, own)
    lines = countLines(value) - countLines(node.value)
    return value
  }

  function movePoint({ line, column, offset }: Point): Point {
    const at = offset as number
    const moved = shift.start(at)
    const lineStart = shift.start(at - column + 1)
    return {
      line: line + lines,
      column: moved - lineStart + 1,
      offset: moved,
    }
  }
}

/** Whether an address, or what it is looked for by, is the text of a link. */
function isMadeOfText(node: Nodes, source: string): boolean {
  if (node.type === 'linkReference') return node.referenceType !== 'full'
  const start = node.position?.start.offset ?? 0
  return node.type === 'link' && source[start] !== '['
}

/** Put new front matter before the tree of what comes behind it. */
function withFrontMatter(tree: Root, text: string): Root {
  const lines = countLines(text)
  const stack: Nodes[] = [tree]
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const point of [node.position?.start, node.position?.end]) {
      if (!point) continue
      point.line += lines
      point.offset = (point.offset as number) + text.length
    }
    if ('children' in node) stack.push(...node.children)
  }
  const own = text.trimEnd()
  const eol = own.slice(fenceLength).startsWith('\r\n') ? 2 : 1
  const start = { line: 1, column: 1, offset: 0 }
  const end = {
    line: countLines(own) + 1,
    column: fenceLength + 1,
    offset: own.length,
  }
  tree.children.unshift({
    type: 'yaml',
    value: own.slice(fenceLength + eol, -fenceLength - eol),
    position: { start, end },
  })
  if (tree.position) tree.position.start = { ...start }
  return tree
}

/**
 * Edit what stands in the source line by line, behind what containers put there, and as
 * it is but for escapes and references.
 */
function editLines(
  source: string,
  { start, end }: Span,
  value: string,
  edits: readonly Edit[],
  hasEscapes: boolean,
): string {
  const wanted = linesOf(value)
  const found = linesOf(source.slice(start, end))
  if (wanted.length !== found.length) throw unknown
  let next = 0
  let at = start
  const parts: string[] = []
  for (let index = 0; index < wanted.length; index += 2) {
    const line = wanted[index] as string
    const whole = found[index] as string
    const eol = found[index + 1] ?? ''
    if ((wanted[index + 1] ?? '') !== eol) throw unknown
    const isLast = index === wanted.length - 1
    const first = next
    const lineEnd = at + whole.length
    while ((edits[next]?.span.start ?? Infinity) < lineEnd) next++
    const own = edits.slice(first, next)
    if (own.length === 0) parts.push(line, eol)
    else {
      const raw = rawLine(whole, line, index === 0, isLast, hasEscapes)
      const edited = editLine(raw.text, at + raw.start, own)
      parts.push(raw.text === line ? edited : decodeString(edited), eol)
    }
    at = lineEnd + eol.length
  }
  if (next < edits.length) throw unknown
  return parts.join('')
}

/** What of a line of the source is a line of a value. */
function rawLine(
  whole: string,
  line: string,
  isFirst: boolean,
  isLast: boolean,
  hasEscapes: boolean,
): { start: number; text: string } {
  const kept =
    isLast || whole.endsWith(line) ? whole : whole.replace(/[\t ]+$/, '')
  if (kept.endsWith(line)) {
    const start = kept.length - line.length
    const before = kept.slice(0, start)
    if (isFirst ? before === '' : beforeLine.test(before)) {
      return { start, text: line }
    }
  }
  const start = isFirst ? 0 : (/^[\t >]*/.exec(kept)?.[0].length ?? 0)
  const text = kept.slice(start)
  if (!hasEscapes || decodeString(text) !== line) throw unknown
  return { start, text }
}

/** A line with its edits, unless they are at its edge or something there goes. */
function editLine(line: string, from: number, edits: readonly Edit[]): string {
  if (edits.length === 0) return line
  const moved = edits.map(({ span, text }) => {
    return { span: { start: span.start - from, end: span.end - from }, text }
  })
  for (const { span, text } of moved) {
    const { start, end } = span
    if (start < 0 || end > line.length) throw unknown
    const isEdge = start === 0 || start === line.length
    if (start === end && isEdge) throw unknown
    // What stands for something else is not its own value.
    if (/[\r\n\\&\0\uFEFF]/.test(text)) throw unknown
  }
  const text = applyEdits(line, moved)
  if (text === '') throw unknown
  if (isSpace(text.at(0)) !== isSpace(line.at(0))) throw unknown
  if (isSpace(text.at(-1)) !== isSpace(line.at(-1))) throw unknown
  return text
}

/** The value of front matter, which may have got more lines. */
function frontMatterOf(
  source: string,
  { start, end }: Span,
  value: string,
  edits: readonly Edit[],
): string {
  const text = source.slice(start, end)
  const [eol = ''] = /^(?:\r\n|\n|\r)/.exec(text.slice(fenceLength)) ?? []
  const fence = text.slice(0, fenceLength)
  if (text !== [fence, value, fence].join(eol) || eol === '') throw unknown
  const from = start + fenceLength + eol.length
  const to = end - fenceLength
  const moved = edits.map(({ span, text }) => {
    if (span.start < from || span.end > to) throw unknown
    return { span: { start: span.start - start, end: span.end - start }, text }
  })
  const edited = applyEdits(text, moved)
  if (!edited.endsWith(eol + fence)) throw unknown
  return edited.slice(fenceLength + eol.length, -fenceLength - eol.length)
}

/** Lines, and between them their ends. */
function linesOf(text: string): string[] {
  return text.split(/(\r\n|\n|\r)/)
}

function countLines(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

function spanOf({ start, end }: Position): Span {
  return { start: start.offset as number, end: end.offset as number }
}

function clone<T>(value: T): T {
  return typeof value === 'object' && value !== null
    ? structuredClone(value)
    : value
}
