/**
 * The proof that edits leave a document built as it was, without parsing it again.
 *
 * Takes a scanned article and its edits, says whether the proof was found. That it
 * was not says nothing.
 *
 * @module
 */
import type { Edit, Span } from './model/index.ts'
import { type Parsed, type ScannedBlock, scan } from './parse/index.ts'
import {
  applyEdits,
  type ShapeAllowance,
  type Shift,
  shiftBy,
} from './print/index.ts'

const firstHan = 0x4e00
const lastHan = 0x9fff

/**
 * Prove that edits keep a document's shape.
 *
 * Markdown asks of the characters U+4E00–U+9FFF only what is the same for all of
 * them, so exchanging some for others changes no token, but for labels that are
 * compared with each other. A block with any other edit is scanned again: its
 * tokens have to be the same, at the places they have moved to, and the edit in
 * plain text.
 *
 * @param source - Text.
 * @param parsed - How it was parsed.
 * @param edits - Edits, sorted.
 * @param allowance - What the edition may have that the source has not.
 * @returns Whether it is proved that the tree has the same shape.
 */
export function keepsShape(
  source: string,
  parsed: Parsed,
  edits: readonly Edit[],
  allowance: ShapeAllowance,
): boolean {
  if (!parsed.scan || !isNothing(allowance)) return false
  const { blocks, hasDefinitions } = parsed.scan
  let next = 0
  for (const block of blocks) {
    const first = next
    let isHan = true
    for (; next < edits.length; next++) {
      const edit = edits[next]
      if (!edit || edit.span.start >= block.end) break
      const { start, end } = edit.span
      if (start < block.start || end > block.end) return false
      isHan &&= isHanOnly(source, start, end) && isHanOnly(edit.text)
    }
    if (next === first) continue
    if (hasDefinitions && hasBracket(source, block)) return false
    const within = edits.slice(first, next)
    if (!isHan && !keepsBlock(source, parsed, block, within)) return false
  }
  return next === edits.length
}

function isNothing(allowance: ShapeAllowance): boolean {
  const { appended, directives, footnotes, frontMatter, html } = allowance
  if (appended || directives || frontMatter) return false
  return !footnotes?.size && !html?.size
}

function isHanOnly(text: string, start = 0, end = text.length): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code < firstHan || code > lastHan) return false
  }
  return end > start
}

function hasBracket(source: string, { start, end }: Span): boolean {
  const at = source.indexOf('[', start)
  return at >= 0 && at < end
}

/** Scan a block as it becomes, and compare its tokens. */
function keepsBlock(
  source: string,
  { events, dialect, settings }: Parsed,
  block: ScannedBlock,
  edits: readonly Edit[],
): boolean {
  if (!block.isScanned) return false
  const moved = edits.map(({ span, text }) => {
    const start = span.start - block.start
    return { span: { start, end: span.end - block.start }, text }
  })
  const before = events.slice(block.from, block.to)
  if (!areInText(before, edits)) return false
  const text = applyEdits(source.slice(block.start, block.end), moved)
  const options = { codeLines: false, emphasis: true }
  const after = scan(text, dialect, settings, options)
  const [only] = after?.blocks ?? []
  if (!only?.isScanned || after?.blocks.length !== 1) return false
  return areSame(before, after.events, block.start, shiftBy(moved))
}

type Events = Parsed['events']

/** Whether each edit is in plain text, or in that of a title or description. */
function areInText(events: Events, edits: readonly Edit[]): boolean {
  let index = 0
  for (const [kind, { type, start, end }] of events) {
    if (kind === 'exit' || type !== 'data') continue
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
