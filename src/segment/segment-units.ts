import {
  addAll,
  type Code,
  type Content,
  hashContent,
  type Inline,
  type Locale,
  type Occurrence,
  printContent,
  type SourceSegment,
  type SourceUnit,
  type Span,
  type Unit,
} from '../model/index.ts'
import { type Item, readItems } from './items.ts'
import { renumber } from './renumber.ts'
import { type PlaceholderRole, sentenceEnds } from './sentence-ends.ts'

/** What units are cut with. */
export interface SegmentOptions {
  /** Text that the units' spans point into. */
  source: string
  /** Locale of the article. */
  locale: Locale
  /** Terms of the glossary found in the units. Default: none. */
  occurrences?: readonly Occurrence[]
}

/** Code of a unit, and where its bytes stand. */
export interface PlacedCode extends Code {
  /** Range of `before` in the source. */
  open: Span
  /** Range of `after`, empty for what stands alone. */
  close: Span
}

/** Sentence, and where it stands. */
export interface PlacedSegment extends SourceSegment {
  /** Range in the source, from its first to its last byte, codes included. */
  span: Span
}

/** Block of an article, cut into sentences, and where they stand. */
export interface PlacedUnit extends SourceUnit {
  codes: readonly PlacedCode[]
  segments: readonly PlacedSegment[]
}

/**
 * Cut the units of an article into sentences.
 *
 * What is inline and no text (code, an image, a footnote's number, the ends of
 * bold text) is a code, numbered from 1 in the order of the unit's source; its
 * bytes are the source's. The end of a mark belongs to the sentence it ends
 * behind, its start to the one it starts. A line break of the author's in running
 * text is white space, or nothing between Chinese characters; a hard one is a
 * code, and ends a segment. The contents and the spaces of a unit's segments,
 * joined, are its text.
 *
 * A segment's id is {@link hashContent} of its content, codes numbered from 1 in
 * it, with `-2`, `-3` … behind it where the unit has the sentence again. A unit's
 * id is that of its kind and all of its contents and spaces, numbered likewise in
 * the article. So an edit changes the ids of what was edited, and, of equal
 * sentences, the numbers of those behind it.
 *
 * @param units - Units of an article.
 * @param options - Source, its locale, and the terms in it.
 * @returns One for each unit, in their order, with the places of its parts.
 */
export function segmentUnits(
  units: readonly Unit[],
  options: SegmentOptions,
): PlacedUnit[] {
  const concepts = conceptsOf(units, options.occurrences ?? [])
  const seen = new Map<string, number>()
  return units.map((unit, index) => {
    const { codes, segments } = segmentUnit(unit, options.source)
    const text = segments
      .map(({ content, space }) => printContent(content) + space)
      .join('')
    return {
      id: numbered(hashContent(`${unit.kind}\n${text}`), seen),
      kind: unit.kind,
      ...(unit.name === undefined ? {} : { name: unit.name }),
      section: unit.section,
      codes,
      segments,
      concepts: concepts[index] ?? [],
    }
  })
}

function conceptsOf(
  units: readonly Unit[],
  occurrences: readonly Occurrence[],
): string[][] {
  const found = units.map(() => new Set<string>())
  for (const { unit, concept } of occurrences) found[unit]?.add(concept.id)
  return found.map((ids) => [...ids])
}

function numbered(id: string, seen: Map<string, number>): string {
  const count = (seen.get(id) ?? 0) + 1
  seen.set(id, count)
  return count === 1 ? id : `${id}-${count}`
}

function segmentUnit(
  unit: Unit,
  source: string,
): { codes: PlacedCode[]; segments: PlacedSegment[] } {
  const items = readItems(unit, source)
  const { codes, ids } = codesOf(items, source)
  const ends = sentenceEnds(unit.text, rolesOf(items, source))
  const seen = new Map<string, number>()
  const segments = groupItems(unit.text, items, ends).map((group) => {
    const content = contentOf(unit.text, group.items, ids)
    const first = group.items[0]
    const last = group.items.at(-1)
    return {
      id: numbered(hashContent(renumber(content).content), seen),
      content,
      hash: hashContent(content),
      space: textOf(unit.text, group.space),
      start: first?.start ?? 0,
      end: last?.end ?? 0,
      span: {
        start: first?.span.start ?? unit.span.start,
        end: last?.span.end ?? unit.span.start,
      },
    }
  })
  return { codes, segments }
}

/** Number what is no text, and say what its bytes are. */
function codesOf(
  items: readonly Item[],
  source: string,
): { codes: PlacedCode[]; ids: Map<Item, string> } {
  const codes: PlacedCode[] = []
  const ids = new Map<Item, string>()
  const marks = new Map<number, PlacedCode>()
  const slice = ({ start, end }: Span): string => source.slice(start, end)
  for (const item of items) {
    if (item.type === 'text' || item.type === 'space') continue
    if (item.type === 'close') {
      const code = marks.get(item.mark ?? -1)
      if (!code) continue
      ids.set(item, code.id)
      code.after = slice(item.span)
      code.close = item.span
      continue
    }
    const before = slice(item.span)
    const isBreak = item.type === 'break' || /^<br\b/i.test(before)
    const code: PlacedCode = {
      id: String(codes.length + 1),
      kind: isBreak ? 'break' : (item.kind ?? 'protected'),
      before,
      after: '',
      open: item.span,
      close: { start: item.span.end, end: item.span.end },
    }
    codes.push(code)
    ids.set(item, code.id)
    if (item.type === 'open' && item.mark !== undefined) {
      marks.set(item.mark, code)
    }
  }
  return { codes, ids }
}

function rolesOf(
  items: readonly Item[],
  source: string,
): (offset: number) => PlaceholderRole {
  const roles = new Map<number, PlaceholderRole>()
  for (const { type, start, end, span } of items) {
    if (type !== 'ph' || end === start) continue
    if (source.startsWith('[^', span.start)) roles.set(start, 'note')
    else if (/^<br\b/i.test(source.slice(span.start, span.start + 4))) {
      roles.set(start, 'break')
    }
  }
  return (offset) => roles.get(offset) ?? 'other'
}

/** Items of a sentence, and of the white space behind it. */
interface Group {
  items: Item[]
  space: Item[]
}

function groupItems(
  text: string,
  items: readonly Item[],
  ends: readonly number[],
): Group[] {
  const parts = cutAtEnds(text, items, ends)
  const groups: Group[] = []
  let index = 0
  for (const [place, end] of ends.entries()) {
    const own: Item[] = []
    const isLast = place === ends.length - 1
    while (index < parts.length && (parts[index]?.end ?? 0) < end) {
      own.push(parts[index++] as Item)
    }
    // What ends at the end, and what closes or is white behind it.
    const next = ends[place + 1]
    const tail: Item[] = []
    while (index < parts.length) {
      const part = parts[index] as Item
      if (part.end > end && !(isWhite(text, part) && part.type !== 'break')) {
        break
      }
      if (!isLast && part.start >= end && opens(part)) break
      if (next !== undefined && part.end > next) break
      tail.push(part)
      index++
    }
    if (isLast) addAll(tail, parts.slice(index))
    const closing = tail.findLastIndex((part) => !isSpace(text, part, end))
    addAll(own, tail.slice(0, closing + 1))
    groups.push({ items: own, space: tail.slice(closing + 1) })
  }
  return groups
}

/** What stands before a sentence and not behind the one before it. */
function opens({ type, start, end }: Item): boolean {
  return type === 'open' || (type === 'ph' && start === end)
}

function isWhite(text: string, { type, start, end }: Item): boolean {
  return (
    (type === 'text' || type === 'space') &&
    text.slice(start, end).trim() === ''
  )
}

/** White space behind the end of a sentence. */
function isSpace(text: string, item: Item, end: number): boolean {
  return item.start >= end && isWhite(text, item)
}

/** Cut text where sentences end and where white space behind them does. */
function cutAtEnds(
  text: string,
  items: readonly Item[],
  ends: readonly number[],
): Item[] {
  const parts: Item[] = []
  let next = 0
  for (const item of items) {
    const { type, span, start, end } = item
    const isExact = end - start === span.end - span.start
    if (type !== 'text' || !isExact) {
      parts.push(item)
      continue
    }
    let from = start
    const cut = (to: number): void => {
      if (to <= from || to > end) return
      const range = {
        start: span.start + from - start,
        end: span.start + to - start,
      }
      parts.push({ ...item, start: from, end: to, span: range })
      from = to
    }
    while (next > 0 && (ends[next - 1] ?? 0) >= start) next--
    for (; next < ends.length && (ends[next] ?? 0) <= end; next++) {
      const at = ends[next] ?? 0
      cut(at)
      let white = at
      while (white < end && /\s/.test(text.charAt(white))) white++
      cut(white)
    }
    // The sentence ended before the item: white space leads it.
    if (from === start && (ends[next - 1] ?? -1) <= start && next > 0) {
      let white = start
      while (white < end && /\s/.test(text.charAt(white))) white++
      cut(white)
    }
    cut(end)
  }
  return parts
}

function textOf(text: string, items: readonly Item[]): string {
  return items.map(({ start, end }) => text.slice(start, end)).join('')
}

function contentOf(
  text: string,
  items: readonly Item[],
  ids: ReadonlyMap<Item, string>,
): Content {
  const content: Inline[] = []
  for (const item of items) {
    const { type, start, end } = item
    const id = ids.get(item)
    if (id !== undefined) {
      content.push(
        type === 'open'
          ? { open: id }
          : type === 'close'
            ? { close: id }
            : { ph: id },
      )
      continue
    }
    const value = text.slice(start, end)
    const last = content.at(-1)
    if (!value) continue
    if (typeof last === 'string') content[content.length - 1] = last + value
    else content.push(value)
  }
  return content
}
