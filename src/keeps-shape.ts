/**
 * The proof that edits leave blocks built as they were, without parsing them again.
 *
 * Takes a scanned article and its edits, gives the blocks for which no proof was
 * found. That says nothing about them.
 *
 * @module
 */
import { readPlainFrontMatter } from './locate/index.ts'
import type { Edit, Span } from './model/index.ts'
import {
  type Defined,
  isHanUnit,
  isPunctuation,
  isQuiet,
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

/** What stands for a character, and is one where an edit writes it so. */
const replaceable: ReadonlySet<string> = new Set([
  'characterEscape',
  'characterReference',
])

/** Where an edit may be in a block that is read again. */
const writable: ReadonlySet<string> = new Set([
  ...replaceable,
  'mdxJsxFlowTagAttributeValueLiteralValue',
  'mdxJsxTextTagAttributeValueLiteralValue',
])

/** Text in which an address or a formula may be. */
const mayAsk = /:\/\/|www|[$@]/i

/** What has tags in it, and text of which no tag asks what it is. */
const readable: ReadonlySet<string> = new Set(['htmlFlowData', 'htmlTextData'])

/**
 * Prove that edits keep a document's shape.
 *
 * Markdown asks of the characters U+4E00–U+9FFF only what is the same for all of
 * them, so exchanging some for others changes no token, but for labels that are
 * compared with each other; so do marks of punctuation that stand beside no
 * emphasis. A block with any other edit is read again: its
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
 * Find the blocks that others may refer to.
 *
 * @param parsed - How a text was parsed.
 * @returns Blocks with definitions of links or footnotes.
 */
export function blocksOfDefinitions({ events, scan }: Parsed): ScannedBlock[] {
  const { blocks, defined } = scan ?? { blocks: [], defined: nothing }
  if (defined.links.length + defined.footnotes.length === 0) return []
  return blocks.filter(({ from, to }) => {
    for (let index = from; index < to; index++) {
      const type = events[index]?.[1].type as string
      if (type === 'definition' || type === 'gfmFootnoteDefinition') return true
    }
    return false
  })
}

/**
 * Put rules in the place of all blocks but some, so that these stay where they are
 * and as they are. Blocks that follow each other are one rule on one long line, which
 * takes a parser far less than theirs.
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
  const shown = new Set(kept)
  let at = 0
  for (let index = 0; index < blocks.length; index++) {
    const first = blocks[index] as ScannedBlock
    if (shown.has(first)) continue
    let { end } = first
    let next = blocks[index + 1]
    while (next && !shown.has(next)) {
      end = next.end
      index++
      next = blocks[index + 1]
    }
    while (isLineEnding(source.charCodeAt(end - 1))) end--
    const rest = end - first.start - rule.length
    if (rest < 0) continue
    parts.push(source.slice(at, first.start), rule, ' '.repeat(rest))
    at = end
  }
  parts.push(source.slice(at))
  return parts.join('')
}

function isLineEnding(code: number): boolean {
  return code === 10 || code === 13
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
  const known = parsed.scan?.defined ?? nothing
  const isDefined = known.links.length + known.footnotes.length > 0
  const labels = isDefined ? labelsOf(eventsOf(parsed, block)) : []
  // Its own text is what such a label is looked for by.
  if (labels.some((one) => !one.hasOwn && holdsEdit(one, edits))) return false
  let isHan = true
  let isPlain = true
  let isCalm = block.isSure
  for (const edit of edits) {
    if (isOfHan(source, edit)) continue
    isHan = false
    if (isPlain && isOfMarks(source, edit)) continue
    isPlain = false
    const { span, text } = edit
    isCalm &&= isQuiet(source, span.start, span.end, text)
  }
  const refers = isDefined && mayRefer(source, block, labels, edits)
  if (isHan && !refers) return true
  const before = eventsOf(parsed, block)
  const isFrontMatter = before[0]?.[1].type === ('yaml' as string)
  if (!isFrontMatter) {
    if (isPlain && !refers && areIn(readable, before, edits)) return true
    if (isCalm && !refers && isTextOnly(source, before, edits)) return true
    if (!areIn(writable, before, edits)) return false
  }
  const moved = edits.map(({ span, text }) => {
    return { span: { start: span.start - start, end: span.end - start }, text }
  })
  const text = applyEdits(source.slice(start, end), moved)
  if (isFrontMatter) {
    return keepsFrontMatter(source.slice(start, end), text, parsed)
  }
  const after = readBlock(text, parsed, block)
  const kept = withoutReplaced(before, edits)
  return after !== undefined && areSame(kept, after, start, shiftBy(moved))
}

function eventsOf({ events }: Parsed, { from, to }: ScannedBlock): Events {
  return events.slice(from, to)
}

/** Text of a link, with what says where the link leads. */
interface Label extends Span {
  /** It has an address or a label of its own behind it. */
  hasOwn: boolean
}

/** Texts of links, in the order in which they end. */
function labelsOf(events: Events): Label[] {
  const labels: Label[] = []
  for (const event of events) {
    const kind = event[0]
    const { type, start, end } = event[1]
    if (type === 'labelText' && kind === 'exit') {
      const span = { start: start.offset, end: end.offset }
      labels.push({ ...span, hasOwn: false })
    } else if (type === 'resource' || type === 'reference') {
      const last = labels.at(-1)
      const isEmpty = type === 'reference' && end.offset - start.offset < 3
      if (last?.end === start.offset - 1 && !isEmpty) last.hasOwn = true
    }
  }
  return labels
}

/** Whether an edit touches a range. */
function holdsEdit(range: Span, edits: readonly Edit[]): boolean {
  return edits.some(
    ({ span }) => span.start <= range.end && span.end >= range.start,
  )
}

/** Leave out what edits replaced whole: there is plain text now. */
function withoutReplaced(events: Events, edits: readonly Edit[]): Events {
  let next = 0
  return events.filter(([, { type, start, end }]) => {
    if (!replaceable.has(type)) return true
    while ((edits[next]?.span.end ?? Infinity) <= start.offset) next++
    const span = edits[next]?.span
    return !span || span.start > start.offset || span.end < end.offset
  })
}

function isOfHan(source: string, { span, text }: Edit): boolean {
  return isHanOnly(source, span.start, span.end) && isHanOnly(text)
}

/**
 * Whether an edit exchanges Han for Han and punctuation for punctuation, none of
 * it beside what starts or ends emphasis: nothing else asks what it is.
 */
function isOfMarks(source: string, { span, text }: Edit): boolean {
  const { start, end } = span
  if (text.length !== end - start) return false
  for (let index = 0; index < text.length; index++) {
    const at = start + index
    const code = source.charCodeAt(at)
    const other = text.charCodeAt(index)
    if (isHanUnit(code) && isHanUnit(other)) continue
    if (!isPunctuation(code) || !isPunctuation(other)) return false
    if (isDelicate(source, at - 1) || isDelicate(source, at + 1)) return false
  }
  return true
}

/** Delimiters, and half a character, which may select how one before looks. */
function isDelicate(source: string, at: number): boolean {
  const code = source.charCodeAt(at)
  if (code === 42 || code === 95 || code === 126) return true
  return (
    (code >= 0xd800 && code <= 0xdfff) || (code >= 0xfe00 && code <= 0xfe0f)
  )
}

function isHanOnly(text: string, start = 0, end = text.length): boolean {
  for (let at = start; at < end; at++) {
    if (!isHanUnit(text.charCodeAt(at))) return false
  }
  return end > start
}

/**
 * Whether an edit stands in brackets that might find a definition before it or
 * after it. In those of a link that has an address nobody looks for one.
 */
function mayRefer(
  source: string,
  block: ScannedBlock,
  labels: readonly Label[],
  edits: readonly Edit[],
): boolean {
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
  return compareFrontMatter(before, after, readPlainFrontMatter) === undefined
}

/**
 * Whether all edits are in HTML, or in plain text in which no address and no formula
 * could start or end.
 */
function isTextOnly(
  source: string,
  events: Events,
  edits: readonly Edit[],
): boolean {
  for (const event of events) {
    if (event[0] === 'exit') continue
    const { type, start, end } = event[1]
    if (type === ('literalAutolink' as string)) return false
    if (type !== 'data') continue
    if (mayAsk.test(source.slice(start.offset, end.offset))) return false
  }
  return areIn(readable, events, edits)
}

/** Read a block in the way it was read before it was edited. */
function readBlock(
  text: string,
  { dialect, settings, scan: whole }: Parsed,
  { isScanned }: ScannedBlock,
): Events | undefined {
  const known = whole?.defined ?? nothing
  if (!isScanned) return readPiece(text, dialect, known)
  const scanned = scan(text, dialect, settings, { ...options, known })
  const [only] = scanned?.blocks ?? []
  const isOne = only?.isScanned && scanned?.blocks.length === 1
  return isOne ? scanned?.events : undefined
}

/**
 * Whether each edit is in plain text, or in that of a title or description, or in
 * tokens of some other types.
 */
function areIn(
  types: ReadonlySet<string>,
  events: Events,
  edits: readonly Edit[],
): boolean {
  let index = 0
  let others = 0
  /** How far the edit is known to be in text. */
  let reached = edits[0]?.span.start ?? 0
  for (const event of events) {
    const kind = event[0]
    const { type, start, end } = event[1]
    if (identifiers.has(type)) others += kind === 'enter' ? 1 : -1
    if (kind === 'exit' || others > 0) continue
    if (type !== 'data' && !types.has(type)) continue
    while (reached >= start.offset && reached <= end.offset) {
      const edit = edits[index]
      if (!edit) break
      if (edit.span.end > end.offset) {
        reached = end.offset
        break
      }
      index++
      reached = edits[index]?.span.start ?? Infinity
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
