import {
  addAll,
  type Codec,
  type Content,
  type Edit,
  type Inline,
  type Override,
  printContent,
  type SegmentState,
  type Span,
  segmentStates,
  textOf,
  type Unit,
  type UnitKind,
} from '../model/index.ts'
import { type ComposedPart, compose, wrongCode } from './compose.ts'
import {
  isChineseText,
  isUsable,
  type MatchedSegment,
  type MatchedUnit,
} from './match-translation.ts'
import type { PlacedCode, PlacedUnit } from './segment-units.ts'

/** Place that composed parts are printed for. */
export interface WrittenPlace {
  /** Unit that is written. */
  unit: Unit
  /** Range that is replaced. */
  span: Span
  /** How text is written there. */
  codec: Codec
  /** Kind of place. */
  kind: UnitKind
  /** Source in front; empty where a line starts. */
  before: string
  /** Source behind; empty where the line ends. */
  after: string
  /** Whether it is all of the unit. */
  whole: boolean
  /** Source around the unit. */
  around: readonly [before: string, after: string]
}

/** What the writing of translations needs. */
export interface WriteOptions {
  /** Text that spans point into. */
  source: string
  /** Units of the article. */
  units: readonly Unit[]
  /** Their sentences. */
  segmented: readonly PlacedUnit[]
  /** What the translation has for them. */
  matched: readonly MatchedUnit[]
  /**
   * `unit` where the translation is in another language, so that a unit is
   * written whole or not at all; `segment` where it takes the place of single
   * sentences of a conversion.
   */
  by: 'unit' | 'segment'
  /** Edits that are made without the translation, as source text. */
  edits: readonly Edit[]
  /** Print parts; `undefined` where their words can not be written there. */
  print: (
    parts: readonly ComposedPart[],
    place: WrittenPlace,
  ) => { text: string; span: Span } | undefined
  /** Apply edits to a text. */
  apply: (source: string, edits: readonly Edit[]) => string
  /** Give what a `-{…}-` mark is in the edition, unless it stays as it is. */
  override: (mark: Override) => string | undefined
  /** Tell whether a code is left out of what is printed. Default: none is. */
  leaveOut?: (code: PlacedCode) => boolean
}

/** What an edit of a translation is taken back for. */
export interface Fallback {
  /** Index of its unit. */
  unit: number
  /** Edits that are made instead. */
  instead: readonly Edit[]
  /** Where the `-{…}-` marks start that it left out or replaced. */
  overrides: readonly number[]
}

/** Segment of a unit, by their indexes. */
export interface SegmentPlace {
  unit: number
  segment: number
}

/** Translation that was not printed. */
export interface Unwritten extends SegmentPlace {
  /** A code is missing or too much, or the words can not stand there. */
  reason: 'codes' | 'words'
  /** Id of the code. */
  code?: string
}

/** What came of a translation. */
export interface WrittenUnits {
  /** All edits: those that are left, and those of the translation. */
  edits: Edit[]
  /** What to do where an edit of the translation breaks its block. */
  fallbacks: Map<Edit, Fallback>
  /** Segments in Chinese that have no translation to print, in order. */
  missing: SegmentPlace[]
  /** Those of a unit that were not printed for another reason, in order. */
  unwritten: Unwritten[]
}

/**
 * Write a translation over the units of an article.
 *
 * What stands in codes (an image's description, a link's title, a language) is
 * edited in them, wherever they go.
 *
 * @param options - Article, its sentences, their translations, the edits that
 * are made anyway, and how to print.
 * @returns Edits and what was not written.
 */
export function writeUnits(options: WriteOptions): WrittenUnits {
  const writer = new Writer(options)
  for (let index = options.units.length - 1; index >= 0; index--) {
    if (options.by === 'unit') writer.writeUnit(index)
    else writer.writeSegments(index)
  }
  return writer.finish()
}

class Writer {
  private readonly options: WriteOptions
  private readonly base: readonly Edit[]
  private readonly dropped = new Set<Edit>()
  /** Edits of the translation, the last of the source first. */
  private readonly made: Edit[] = []
  private readonly fallbacks = new Map<Edit, Fallback>()
  private readonly missing: SegmentPlace[] = []
  private readonly unwritten: Unwritten[] = []

  constructor(options: WriteOptions) {
    this.options = options
    this.base = [...options.edits].sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
    )
  }

  writeUnit(index: number): void {
    const { segmented, matched } = this.options
    const cut = segmented[index]
    if (!cut) return
    const target: Inline[] = []
    const used: MatchedSegment[] = []
    const missing: SegmentPlace[] = []
    let changes = false
    for (const [place, segment] of cut.segments.entries()) {
      const match = matched[index]?.[place]
      let content = segment.content
      if (isUsable(match)) {
        content = match.target
        used.push(match)
        changes ||= printContent(content) !== printContent(segment.content)
      } else if (isChineseText(content)) {
        missing.push({ unit: index, segment: place })
      }
      if (place > 0 && !endsLine(target, cut)) target.push(' ')
      addAll(target, content)
    }
    if (missing.length > 0) {
      addAll(this.missing, missing.reverse())
      return
    }
    if (!changes) return
    const span = {
      start: cut.segments[0]?.span.start ?? 0,
      end: cut.segments.at(-1)?.span.end ?? 0,
    }
    const source = cut.segments.flatMap(({ content }) => content)
    this.write(index, 0, span, { source, target, used })
  }

  writeSegments(index: number): void {
    const { segmented, matched } = this.options
    const cut = segmented[index]
    for (let place = (cut?.segments.length ?? 0) - 1; place >= 0; place--) {
      const segment = cut?.segments[place]
      const match = matched[index]?.[place]
      if (!cut || !segment || !isUsable(match)) continue
      this.write(index, place, segment.span, {
        source: segment.content,
        target: match.target,
        used: [match],
        open: openBefore(cut, place),
      })
    }
  }

  finish(): WrittenUnits {
    const { base, dropped, made, fallbacks, missing, unwritten } = this
    return {
      edits: [
        ...base.filter((edit) => !dropped.has(edit)),
        ...made.toReversed(),
      ],
      fallbacks,
      missing: missing.toReversed(),
      unwritten: unwritten.toReversed(),
    }
  }

  private write(
    index: number,
    segment: number,
    span: Span,
    text: {
      source: Content
      target: Content
      used: readonly MatchedSegment[]
      open?: readonly string[]
    },
  ): void {
    const { options } = this
    const unit = options.units[index]
    const cut = options.segmented[index]
    if (!unit || !cut) return
    const code = wrongCode(text.source, text.target, cut.codes)
    if (code !== undefined) {
      this.unwritten.push({ unit: index, segment, reason: 'codes', code })
      return
    }
    const inner = this.takeInner(span)
    const isSame = printContent(text.source) === printContent(text.target)
    const place = this.placeOf(unit, cut, span)
    const written = isSame
      ? this.keep(span, cut, inner)
      : options.print(
          compose(this.withoutLeftOut(text.target, cut), cut, {
            bytes: (one, side) => this.bytesOf(unit, one, side, inner),
            ...(text.open ? { open: text.open } : {}),
            spaced: options.by === 'unit' && place.codec === 'markdown',
          }),
          place,
        )
    if (!written) {
      this.restore(inner)
      this.unwritten.push({ unit: index, segment, reason: 'words' })
      return
    }
    for (const edit of inner) this.dropped.add(edit)
    const { start, end } = written.span
    // The sentence is kept from being converted.
    if (written.text === options.source.slice(start, end)) return
    const edit: Edit = {
      ...(options.by === 'segment'
        ? withoutAttributes(written, cut, options.source)
        : written),
      why: {
        rule: 'translation',
        source: 'translation',
        entry: text.used
          .map(({ unit, kept }) => `${unit.id}/${kept.id}`)
          .join(' '),
        before: textOf(text.source),
        after: textOf(text.target),
        state: leastOf(text.used.map(({ kept }) => kept.state)),
      },
    }
    this.fallbacks.set(edit, {
      unit: index,
      instead: inner,
      overrides: cut.codes
        .filter((one) => {
          if (one.kind !== 'override' || !isWithin(one.open, span)) return false
          const mark = markAt(unit, one.open.start)
          const isUsed = text.target.some(
            (part) =>
              typeof part !== 'string' && 'ph' in part && part.ph === one.id,
          )
          if (!isUsed || this.options.leaveOut?.(one)) return true
          // One that has no form for the locale stays as it is.
          return mark && this.options.override(mark) !== undefined
        })
        .map(({ open }) => open.start),
    })
    // What is read by its label goes on being found by it.
    for (const { span, text } of unit.kind === 'alt'
      ? (unit.references ?? [])
      : []) {
      const why = { ...edit.why, rule: 'reference', after: text } as const
      this.made.push({ span, text, why })
    }
    this.made.push(edit)
  }

  private withoutLeftOut(content: Content, { codes }: PlacedUnit): Content {
    const { leaveOut } = this.options
    if (!leaveOut) return content
    const out = new Set(codes.filter(leaveOut).map(({ id }) => id))
    return content.filter(
      (part) =>
        typeof part === 'string' || !('ph' in part) || !out.has(part.ph),
    )
  }

  /** A sentence that is to stay as it is: only its codes are edited. */
  private keep(
    span: Span,
    cut: PlacedUnit,
    inner: readonly Edit[],
  ): { text: string; span: Span } {
    const { source } = this.options
    const codes = cut.codes
      .flatMap(({ open, close }) => [open, close])
      .filter((range) => range.end > range.start && isWithin(range, span))
      .sort((a, b) => a.start - b.start)
    let text = ''
    let at = span.start
    for (const range of codes) {
      text += source.slice(at, range.start) + this.edited(range, inner)
      at = range.end
    }
    return { text: text + source.slice(at, span.end), span }
  }

  /** Edits that would be made in a range, taken out of their lists. */
  private takeInner(span: Span): Edit[] {
    const { base, made, dropped } = this
    const inner: Edit[] = []
    let first = lowerBound(base, span.start)
    while (first > 0 && (base[first - 1]?.span.end ?? 0) > span.start) first--
    for (let at = first; at < base.length; at++) {
      const edit = base[at] as Edit
      if (edit.span.start > span.end) break
      // Front matter is set before an article that begins with its text.
      const isBefore =
        edit.span.end === span.start &&
        (edit.why.rule === 'reference' || edit.why.rule === 'front-matter')
      const isBehind =
        edit.span.start === span.end && edit.span.end > edit.span.start
      if (!isBefore && !isBehind && !dropped.has(edit)) inner.push(edit)
    }
    for (;;) {
      const edit = made.at(-1)
      if (!edit || edit.span.start > span.end) break
      const isBehind =
        edit.span.start === span.end && edit.why.rule !== 'reference'
      if (isBehind) break
      inner.push(edit)
      made.pop()
    }
    return inner.sort((a, b) => a.span.start - b.span.start)
  }

  /** Put edits of the translation back that nothing was written over. */
  private restore(inner: readonly Edit[]): void {
    const base = new Set(this.base)
    const own = inner.filter((edit) => !base.has(edit))
    addAll(this.made, own.reverse())
  }

  private bytesOf(
    unit: Unit,
    code: PlacedCode,
    side: 'before' | 'after',
    inner: readonly Edit[],
  ): string {
    const { source } = this.options
    const mark = markAt(unit, code.open.start)
    const form = mark && this.options.override(mark)
    if (form !== undefined) return form
    if (side === 'before') return this.edited(code.open, inner)
    const { close } = code
    const reference = unit.references?.find(
      ({ span }) => span.start > close.start && span.start <= close.end,
    )
    if (!reference) return this.edited(close, inner)
    const { span, text } = reference
    return (
      source.slice(close.start, span.start) +
      text +
      source.slice(span.end, close.end)
    )
  }

  private edited(range: Span, inner: readonly Edit[]): string {
    const text = this.options.source.slice(range.start, range.end)
    const own: Edit[] = []
    for (let at = lowerBound(inner, range.start); at < inner.length; at++) {
      const edit = inner[at] as Edit
      const { start, end } = edit.span
      if (start > range.end) break
      if (start < range.start || end > range.end) continue
      const isInsertion = start === end
      const isAtEnd = start === range.end && edit.why.rule !== 'reference'
      if (isInsertion && (start === range.start || isAtEnd)) continue
      const span = { start: start - range.start, end: end - range.start }
      own.push({ ...edit, span })
    }
    return own.length > 0 ? this.options.apply(text, own) : text
  }

  private placeOf(unit: Unit, cut: PlacedUnit, span: Span): WrittenPlace {
    const { source } = this.options
    const { kind, pieces, overrides } = unit
    const codec = pieces[0]?.codec ?? overrides?.[0]?.codec ?? 'plain'
    const from = Math.max(0, unit.span.start - 16)
    const before = source.slice(from, unit.span.start)
    const after = source.slice(unit.span.end, unit.span.end + 4)
    const lead = source.slice(unit.span.start, span.start)
    const rest = source.slice(span.end, unit.span.end)
    const starts =
      kind === 'paragraph' || (kind === 'heading' && !/#[ \t]+$/.test(before))
    const isFirst = starts && /^\s*(?:\[.\]\s)?$/.test(lead)
    const isLine = isFirst || /[\r\n][ \t>]*$/.test(lead)
    const isEnd =
      rest === '' ? /^(?:[\r\n]|$)/.test(after) : /^[ \t]*[\r\n]/.test(rest)
    return {
      unit,
      span,
      codec,
      kind,
      before: isLine ? '' : source.charAt(span.start - 1),
      after: isEnd ? '' : source.charAt(span.end),
      whole:
        span.start === cut.segments[0]?.span.start &&
        span.end === cut.segments.at(-1)?.span.end,
      around: [before, after],
    }
  }
}

/** Codes that are open where a segment starts. */
function openBefore(cut: PlacedUnit, place: number): string[] {
  const open = new Set<string>()
  for (const { content } of cut.segments.slice(0, place)) {
    for (const part of content) {
      if (typeof part === 'string') continue
      if ('open' in part) open.add(part.open)
      else if ('close' in part) open.delete(part.close)
    }
  }
  return [...open]
}

/** Whether what was put together so far ends with a hard break. */
function endsLine(target: readonly Inline[], { codes }: PlacedUnit): boolean {
  const last = target.at(-1)
  if (last === undefined || typeof last === 'string' || !('ph' in last)) {
    return last === undefined
  }
  return codes[Number(last.ph) - 1]?.kind === 'break'
}

function leastOf(states: readonly SegmentState[]): SegmentState {
  const ranks = states.map((state) => segmentStates.indexOf(state))
  return segmentStates[Math.min(...ranks, segmentStates.length - 1)] ?? 'final'
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end
}

/** First edit that starts at or behind an offset. */
function lowerBound(edits: readonly Edit[], offset: number): number {
  let low = 0
  let high = edits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edits[middle]?.span.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** The `-{…}-` mark that starts at a place of the source. */
function markAt({ overrides }: Unit, start: number): Override | undefined {
  return overrides?.find(({ span }) => span.start === start)
}

/**
 * Leave the `{#id}` at the end of a heading out of what is written, so that more
 * can be set behind its words.
 */
function withoutAttributes(
  written: { text: string; span: Span },
  { codes }: PlacedUnit,
  source: string,
): { text: string; span: Span } {
  let { end } = written.span
  for (const { open, before } of codes.toReversed()) {
    if (open.end !== end || !before.startsWith('{')) break
    end = open.start
    while (end > written.span.start && /\s/.test(source.charAt(end - 1))) end--
  }
  const rest = source.slice(end, written.span.end)
  if (rest === '' || !written.text.endsWith(rest)) return written
  const text = written.text.slice(0, -rest.length)
  return { text, span: { start: written.span.start, end } }
}
