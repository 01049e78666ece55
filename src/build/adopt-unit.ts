/**
 * One block of an edition that was edited, sentence by sentence.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import {
  type Content,
  printContent,
  type TranslationUnit,
  textOf,
} from '../model/index.ts'
import type { PlacedUnit } from '../segment/index.ts'
import {
  alignEqual,
  alignSimilar,
  bigramsOf,
  codeIds,
  likeness,
  renameCodes,
  sentenceKey,
} from '../translations/index.ts'

/** Sentences of a block that were rewritten. */
export interface AdoptedUnit {
  /** Index of the unit. */
  unit: number
  /** What the edition says, by the index of the sentence. */
  targets: ReadonlyMap<number, Content>
}

/** A block of the article, of what was built from it, and of what that became. */
export interface EditedUnit {
  /** Of the article. */
  source: PlacedUnit
  /** Its translation as it is kept. */
  kept: TranslationUnit
  /** Of the edition as it was built. */
  before: PlacedUnit
  /** Of the edition as it is. */
  after: PlacedUnit
}

/**
 * Find the sentences of a block that were rewritten.
 *
 * @param unit - The block.
 * @returns Translations by the index of the sentence, in the article's codes, or
 *   what keeps them from being told.
 */
export function adoptUnit(unit: EditedUnit): {
  targets: Map<number, Content>
  problem?: 'marks' | 'sentences'
} {
  const targets = new Map<number, Content>()
  const { source, kept, before, after } = unit
  if (bytesOf(before) === bytesOf(after)) return { targets }
  const owners = ownersOf(unit)
  const groups = owners && groupsOf(owners, unit)
  if (!groups) return { targets, problem: 'sentences' }
  for (const [index, { old, now }] of groups.entries()) {
    const isSame = printed(old, before) === printed(now, after)
    if (isSame) continue
    const segment = kept.segments[index]
    const template =
      segment?.target && segment.state !== 'initial'
        ? segment.target
        : source.segments[index]?.content
    const target = template && inCodesOf(template, { old, now }, unit)
    if (!target) return { targets: new Map(), problem: 'marks' }
    targets.set(index, target)
  }
  return { targets }
}

/**
 * Write what a block says, and what its codes stand for.
 *
 * @param unit - Block.
 * @returns The same for blocks that differ only in where they stand.
 */
export function bytesOf(unit: PlacedUnit): string {
  return unit.segments
    .map(({ content, space }) => printed(content, unit) + space)
    .join('')
}

/**
 * Find the first sentence of a block that was changed.
 *
 * @param before - The block as it was built.
 * @param after - The block as it is.
 * @returns Index of the sentence.
 */
export function changedAt(before: PlacedUnit, after: PlacedUnit): number {
  const found = before.segments.findIndex(({ content }, index) => {
    const now = after.segments[index]
    return !now || printed(content, before) !== printed(now.content, after)
  })
  return found < 0 ? Math.max(0, before.segments.length - 1) : found
}

/** A content with what its codes stand for. */
function printed(content: Content, { codes }: PlacedUnit): string {
  const bytes = codeIds(content).map((id) => {
    const code = codes.find((one) => one.id === id)
    return `${code?.kind} ${code?.before} ${code?.after}`
  })
  return JSON.stringify([sentenceKey(content), bytes])
}

/** Sentence of the article that each sentence of what was built comes from. */
function ownersOf({ source, kept, before }: EditedUnit): number[] | undefined {
  const count = source.segments.length
  if (before.segments.length === count) {
    return before.segments.map((_, index) => index)
  }
  // A translation may be more sentences than one, and fewer: it is looked up.
  const whole = before.segments
    .map(({ content, space }) => textOf(content) + space)
    .join('')
  const starts: number[] = []
  let at = 0
  for (const { target, source } of kept.segments) {
    const text = textOf(target ?? source).trim()
    const found = whole.indexOf(text, at)
    if (found < 0) return undefined
    starts.push(found)
    at = found + text.length
  }
  let offset = 0
  const owners = before.segments.map(({ content, space }) => {
    const start = offset
    offset += textOf(content).length + space.length
    return starts.findLastIndex((one) => one <= start)
  })
  return owners.includes(-1) || new Set(owners).size < count
    ? undefined
    : owners
}

/** Sentence before and after it was edited. */
interface Group {
  old: Content
  now: Content
}

/** What each sentence of the article became. */
function groupsOf(
  owners: readonly number[],
  { source, before, after }: EditedUnit,
): Group[] | undefined {
  const old = before.segments
  const now = after.segments
  const anchors = alignEqual(
    old.map(({ content }) => printed(content, before)),
    now.map(({ content }) => printed(content, after)),
  )
  const like = (i: number, j: number): number =>
    0.05 +
    likeness(
      bigramsOf(textOf(old[i]?.content ?? [])),
      bigramsOf(textOf(now[j]?.content ?? [])),
    )
  const pairs = alignSimilar(anchors, [old.length, now.length], like)
  const partner = new Map(pairs.map(([i, j]) => [j, i]))
  // A sentence more belongs to the one in front of it.
  let last = owners[pairs[0]?.[0] ?? 0] ?? 0
  const places = now.map((_, j) => {
    const i = partner.get(j)
    if (i !== undefined) last = owners[i] ?? last
    return last
  })
  const groups = source.segments.map((_, index) => ({
    old: joined(old, (at) => owners[at] === index),
    now: joined(now, (at) => places[at] === index),
  }))
  const isWhole = groups.every(
    ({ old, now }) => now.length > 0 || old.length === 0,
  )
  return isWhole ? groups : undefined
}

/** Sentences in a row, with the white space between them. */
function joined(
  segments: PlacedUnit['segments'],
  belongs: (index: number) => boolean,
): Content {
  const parts: Content[number][] = []
  const push = (part: Content[number]): void => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') {
      parts[parts.length - 1] = last + part
    } else if (part !== '') parts.push(part)
  }
  let space = ''
  for (const [index, segment] of segments.entries()) {
    if (!belongs(index)) continue
    if (parts.length > 0) push(space)
    for (const part of segment.content) push(part)
    space = segment.space
  }
  return parts
}

/**
 * Give an edited sentence the codes of the article.
 *
 * @param template - What was printed, in the codes of the article.
 * @param group - The sentence before and after.
 * @param unit - Its block.
 * @returns Sentence, or `undefined` where its codes are not those that were there.
 */
function inCodesOf(
  template: Content,
  { old, now }: Group,
  { before, after }: EditedUnit,
): Content | undefined {
  const wanted = codeIds(template)
  const there = codeIds(old)
  if (wanted.length !== there.length) return undefined
  const left = there.map((id, index) => ({
    id: wanted[index] ?? id,
    bytes: codeBytes(before, id),
  }))
  const names = new Map<string, string>()
  for (const id of codeIds(now)) {
    const bytes = codeBytes(after, id)
    const at = left.findIndex((one) => one.bytes === bytes)
    const [found] = at < 0 ? [] : left.splice(at, 1)
    if (!found) return undefined
    names.set(id, found.id)
  }
  if (left.length > 0) return undefined
  const target = renameCodes(now, (id) => names.get(id) ?? id)
  return printContent(target).trim() === '' ? undefined : target
}

function codeBytes({ codes }: PlacedUnit, id: string): string {
  const code = codes.find((one) => one.id === id)
  return JSON.stringify([code?.kind, code?.before, code?.after])
}
