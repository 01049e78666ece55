/**
 * The proof that edits leave blocks built as they were, without parsing them again.
 *
 * Takes a scanned article and its edits, gives the blocks for which no proof was
 * found. That says nothing about them.
 *
 * @module
 */
import type { Edit, Span } from './model/index.ts'
import {
  type Defined,
  type Parsed,
  readPiece,
  type ScannedBlock,
  scan,
} from './parse/index.ts'
import {
  applyEdits,
  compareFrontMatter,
  type ShapeAllowance,
  type Shift,
  shiftBy,
} from './print/index.ts'

const firstHan = 0x4e00
const lastHan = 0x9fff

/** It ends every block before it, and no block after it goes on with it. */
const rule = '***'

type Events = Parsed['events']

const nothing: Defined = { links: [], footnotes: [] }

const options = { codeLines: false, emphasis: true }

/** Tokens whose text says what they are. */
const identifiers: ReadonlySet<string> = new Set([
  'codeFencedFenceInfo',
  'definition',
  'directiveContainerAttributes',
  'directiveLeafAttributes',
  'directiveTextAttributes',
  'gfmFootnoteCall',
  'gfmFootnoteDefinitionLabel',
  'reference',
  'resourceDestination',
])

/**
 * Prove that edits keep a document's shape.
 *
 * Markdown asks of the characters U+4E00–U+9FFF only what is the same for all of
 * them, so exchanging some for others changes no token, but for labels that are
 * compared with each other. A block with any other edit is read again: its
 * tokens have to be the same, at the places they have moved to, and the edit in
 * plain text.
 *
 * @param source - Text.
 * @param parsed - How it was parsed.
 * @param edits - Edits, sorted.
 * @param allowance - What the edition may have that the source has not.
 * @returns Blocks for which that is not proved; `undefined` where nothing is.
 */
export function findUnproved(
  source: string,
  parsed: Parsed,
  edits: readonly Edit[],
  allowance: ShapeAllowance,
): ScannedBlock[] | undefined {
  if (!parsed.scan || !isNothing(allowance)) return undefined
  const unproved: ScannedBlock[] = []
  let next = 0
  for (const block of parsed.scan.blocks) {
    const first = next
    while ((edits[next]?.span.start ?? Infinity) < block.end) next++
    if (next === first) continue
    const within = edits.slice(first, next)
    if (within.some(({ span }) => span.start < block.start)) return undefined
    if (!keepsBlock(source, parsed, block, within)) unproved.push(block)
  }
  return next === edits.length ? unproved : undefined
}

/**
 * Put a rule in the place of every block but some, so that these stay where they
 * are and as they are.
 *
 * @param source - Text.
 * @param blocks - Its blocks.
 * @param kept - Those that stay.
 * @returns Text of the same length.
 */
export function maskBlocks(
  source: string,
  blocks: readonly ScannedBlock[],
  kept: readonly ScannedBlock[],
): string {
  const parts: string[] = []
  let at = 0
  for (const block of blocks) {
    if (kept.includes(block)) continue
    const text = source.slice(block.start, block.end)
    const line = /^[^\r\n]*/.exec(text)?.[0] ?? ''
    if (line.length < rule.length) continue
    const rest = text.slice(rule.length).replace(/[^\r\n]/g, ' ')
    parts.push(source.slice(at, block.start), rule, rest)
    at = block.end
  }
  parts.push(source.slice(at))
  return parts.join('')
}

function isNothing(allowance: ShapeAllowance): boolean {
  const { appended, directives, footnotes, frontMatter, html } = allowance
  if (appended || directives || frontMatter) return false
  return !footnotes?.size && !html?.size
}

function keepsBlock(
  source: string,
  parsed: Parsed,
  block: ScannedBlock,
  edits: readonly Edit[],
): boolean {
  const { start, end } = block
  if (edits.some(({ span }) => span.end > end)) return false
  const before = parsed.events.slice(block.from, block.to)
  const { links, footnotes } = parsed.scan?.defined ?? nothing
  const isDefined = links.length + footnotes.length > 0
  if (isDefined && mayRefer(source, before, block, edits)) return false
  const isHan = edits.every(
    ({ span, text }) =>
      isHanOnly(source, span.start, span.end) && isHanOnly(text),
  )
  if (isHan) return true
  const moved = edits.map(({ span, text }) => {
    return { span: { start: span.start - start, end: span.end - start }, text }
  })
  const text = applyEdits(source.slice(start, end), moved)
  if (before[0]?.[1].type === ('yaml' as string)) {
    return keepsFrontMatter(source.slice(start, end), text, parsed)
  }
  if (!areInText(before, edits)) return false
  const after = readBlock(text, parsed, block)
  return after !== undefined && areSame(before, after, start, shiftBy(moved))
}

function isHanOnly(text: string, start = 0, end = text.length): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code < firstHan || code > lastHan) return false
  }
  return end > start
}

/**
 * Whether an edit stands in brackets that might find a definition before it or
 * after it. In those of a link with an address nobody looks for one.
 */
function mayRefer(
  source: string,
  events: Events,
  block: ScannedBlock,
  edits: readonly Edit[],
): boolean {
  const labels: Span[] = []
  let last: Span = block
  for (const [kind, { type, start, end }] of events) {
    if (type === 'labelText' && kind === 'exit') {
      last = { start: start.offset, end: end.offset }
      // What is scanned has an address, or it is no link.
      if (block.isScanned) labels.push(last)
    } else if (type === 'resource' && start.offset === last.end + 1) {
      labels.push(last)
    }
  }
  let depth = 0
  let at = block.start
  let label = 0
  return edits.some(({ span, text }) => {
    if (/[[\]]/.test(text)) return true
    for (; at < span.start; at++) {
      const code = source.charCodeAt(at)
      if (code === 91) depth++
      else if (code === 93 && depth > 0) depth--
    }
    while ((labels[label]?.end ?? Infinity) < span.end) label++
    const isIn = (labels[label]?.start ?? Infinity) <= span.start
    return depth > (isIn ? 1 : 0)
  })
}

/** Front matter has to be such, with the same keys and kinds of values. */
function keepsFrontMatter(
  before: string,
  after: string,
  { dialect, settings }: Parsed,
): boolean {
  const scanned = scan(after, dialect, settings, options)
  const [only] = scanned?.events ?? []
  if (scanned?.blocks.length !== 1) return false
  if (only?.[1].type !== ('yaml' as string)) return false
  return compareFrontMatter(before, after) === undefined
}

/** Read a block in the way it was read before it was edited. */
function readBlock(
  text: string,
  { dialect, settings, scan: whole }: Parsed,
  { isScanned }: ScannedBlock,
): Events | undefined {
  if (!isScanned) return readPiece(text, dialect, whole?.defined ?? nothing)
  const scanned = scan(text, dialect, settings, options)
  const [only] = scanned?.blocks ?? []
  const isOne = only?.isScanned && scanned?.blocks.length === 1
  return isOne ? scanned?.events : undefined
}

/** Whether each edit is in plain text, or in that of a title or description. */
function areInText(events: Events, edits: readonly Edit[]): boolean {
  let index = 0
  let others = 0
  for (const [kind, { type, start, end }] of events) {
    if (identifiers.has(type)) others += kind === 'enter' ? 1 : -1
    if (kind === 'exit' || type !== 'data' || others > 0) continue
    for (; index < edits.length; index++) {
      const span = edits[index]?.span
      if (!span || span.start < start.offset || span.end > end.offset) break
    }
  }
  return index === edits.length
}

/** Whether tokens are the same; what is plain text between them may differ. */
function areSame(
  before: Events,
  after: Events,
  base: number,
  shift: Shift,
): boolean {
  const wanted = before.filter(isStructure)
  const found = after.filter(isStructure)
  return (
    wanted.length === found.length &&
    wanted.every(([kind, token], index) => {
      const [otherKind, other] = found[index] ?? []
      if (kind !== otherKind || token.type !== other?.type) return false
      const start = shift.start(token.start.offset - base)
      if (start !== other.start.offset) return false
      const end = shift.end(token.end.offset - base)
      return token.type === 'lineEnding' || end === other.end.offset
    })
  )
}

function isStructure([, { type }]: Events[number]): boolean {
  return type !== 'data' && type !== 'codeFlowValue'
}
