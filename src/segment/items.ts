import type { Codec, Mark, Span, Unit } from '../model/index.ts'
import { addAll } from '../model/index.ts'

/** Part of a unit, in the order of the source, with the bytes that are it. */
export interface Item {
  /**
   * `text` is read. `space` is a line break that is white space or nothing to a
   * reader, `break` one that stays. `ph` stands alone, and `open` and `close`
   * are the ends of a mark.
   */
  type: 'text' | 'space' | 'break' | 'ph' | 'open' | 'close'
  /** Range in the unit's text; most codes have none of it. */
  start: number
  end: number
  /** Range in the source. Items follow each other without a gap. */
  span: Span
  /** What a code is. */
  kind?: Mark['kind'] | 'protected' | 'override'
  /** Which of the unit's marks is opened or closed. */
  mark?: number
  /** How text is written. */
  codec?: Codec
}

/** Line end, with white space before it and what stands before the next line. */
const lineEnd = /^(?:[ \t]*\\)?(?:[ \t]*(?:\r\n|\n|\r)[ \t>]*)+/
const white = /^[\s>]*$/

/**
 * Give every byte of a unit's source its part: text, space or code.
 *
 * What the unit's pieces, placeholders and marks do not name is a line end, or a
 * code of its own (a mark around nothing, a tag nobody closes).
 *
 * @param unit - Unit of a source.
 * @param source - Source.
 * @returns Items. Their texts, joined, are the unit's, and so are their ranges
 * from the first thing to the last.
 */
export function readItems(unit: Unit, source: string): Item[] {
  const items: Item[] = []
  /** Items since the last with text, which the next text may find a break in. */
  let loose: Item[] = []
  let at = 0
  let place = -1
  const take = (item: Item): void => {
    if (place >= 0 && item.span.start > place) {
      const gap = { start: place, end: item.span.start }
      addAll(loose, readGap(source, gap, at))
    }
    place = Math.max(place, item.span.end)
    if (item.end === item.start) {
      item.start = at
      item.end = at
      loose.push(item)
      return
    }
    if (item.start > at) giveBreak(unit, loose, at, item)
    at = item.end
    items.push(...loose, item)
    loose = []
  }
  for (const item of solids(unit)) {
    if (item.span.start >= place) take(item)
  }
  addAll(items, loose)
  return items
}

/** What a unit says of its source, by place. */
function solids(unit: Unit): Item[] {
  const { pieces, placeholders = [], overrides = [], marks } = unit
  const found: Item[] = pieces.map(({ offset, length, span, codec }) => {
    return { type: 'text', start: offset, end: offset + length, span, codec }
  })
  const add = (
    at: number,
    span: Span,
    kind: 'protected' | 'override',
  ): void => {
    found.push({ type: 'ph', start: at, end: at + 1, span, kind })
  }
  for (const { at, span } of placeholders) add(at, span, 'protected')
  for (const { at, span } of overrides) add(at, span, 'override')
  for (const [mark, { kind, span, inner }] of marks.entries()) {
    if (!inner) continue
    const before = { start: span.start, end: inner.start }
    const after = { start: inner.end, end: span.end }
    const base = { start: 0, end: 0, kind, mark }
    found.push({ ...base, type: 'open', span: before })
    found.push({ ...base, type: 'close', span: after })
  }
  return found.sort((a, b) => a.span.start - b.span.start)
}

/** Read what stands between two things: a line end, or what nobody named. */
function readGap(source: string, gap: Span, at: number): Item[] {
  const text = source.slice(gap.start, gap.end)
  const lead = lineEnd.exec(text)?.[0].length ?? 0
  const from = gap.start + lead
  const base = { start: at, end: at }
  const items: Item[] = []
  if (lead > 0) {
    items.push({
      ...base,
      type: 'space',
      span: { start: gap.start, end: from },
    })
  }
  if (from === gap.end) return items
  const span = { start: from, end: gap.end }
  items.push(
    white.test(text.slice(lead))
      ? { ...base, type: 'space', span }
      : { ...base, type: 'ph', span, kind: 'protected' },
  )
  return items
}

/** Find the line end that the white space before some text is. */
function giveBreak(unit: Unit, loose: Item[], at: number, next: Item): void {
  const isHard = unit.text.slice(at, next.start).includes('\n')
  let index = loose.findIndex(({ type }) => type === 'space')
  if (index < 0) {
    // Its line end is inside of something: a comment, a tag.
    const { start } = next.span
    index = loose.length
    const span = { start, end: start }
    loose.push({ type: 'space', start: at, end: at, span })
  }
  for (const [place, item] of loose.entries()) {
    if (place === index) {
      item.end = next.start
      if (isHard) item.type = 'break'
    } else if (place > index) {
      item.start = next.start
      item.end = next.start
    }
  }
}
