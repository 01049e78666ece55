import {
  type Codec,
  type Mark,
  type Override,
  type Piece,
  type Placeholder,
  placeholder,
  type Span,
  type Unit,
  type UnitKind,
} from '../model/index.ts'
import { setOverridesApart } from './overrides.ts'

/** Characters that a line break between them does not part. */
const wide =
  /[\p{Script=Han}\p{Script=Bopomofo}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFE30-\uFE4F\uFF00-\uFFEF\u2014\u2018-\u201D\u2026]/u

/** Place in a unit's text that is known when the next text arrives. */
interface Anchor {
  at: number | undefined
}

/** Close a mark: where it ends, and what stands between its delimiters. */
export type CloseMark = (to: number, inner?: Span) => void

/** Collects one unit's text as the source is walked. */
export class UnitBuilder {
  private readonly kind: UnitKind
  private readonly section: number
  private readonly name: string | undefined
  private readonly start: number
  private value = ''
  /** What was added to it last: looking at its end is costly while it grows. */
  private tail = ''
  private pending: 'soft' | 'hard' | undefined
  private readonly pieces: Piece[] = []
  private readonly marks: (Mark | undefined)[] = []
  private readonly references: NonNullable<Unit['references']>[number][] = []
  private readonly tags: {
    name: string
    start: number
    close: CloseMark
  }[] = []
  private readonly placeholders: Placeholder[] = []
  private readonly overrides: Override[] = []
  private anchors: Anchor[] = []

  /**
   * @param kind - Kind of place.
   * @param start - Where it starts in the source.
   * @param options - Section it is in, and the name of the place.
   */
  constructor(
    kind: UnitKind,
    start: number,
    options: { section?: number; name?: string | undefined } = {},
  ) {
    this.kind = kind
    this.start = start
    this.section = options.section ?? 0
    this.name = options.name
  }

  /** Add text that stands in the source as it is read. */
  text(source: string, span: Span, codec: Codec): void {
    if (span.end <= span.start) return
    const text = source.slice(span.start, span.end)
    this.settle(text)
    const last = this.pieces.at(-1)
    if (
      last &&
      last.codec === codec &&
      last.span.end === span.start &&
      last.offset + last.length === this.value.length &&
      last.length === last.span.end - last.span.start
    ) {
      last.length += text.length
      last.span.end = span.end
    } else this.push(text, span, codec)
    this.append(text)
  }

  /** Add text that the source writes in another way: an escape, an entity. */
  atom(text: string, span: Span, codec: Codec): void {
    if (text === '') return
    this.settle(text)
    this.push(text, span, codec)
    this.append(text)
  }

  /** End a line within running text. */
  soft(): void {
    if (this.value) this.pending ??= 'soft'
  }

  /** End a line on purpose: no phrase runs over it. */
  hard(): void {
    if (this.value) this.pending = 'hard'
  }

  /** Stand in for something protected; a tree has no range of it. */
  protect(span?: Span): void {
    this.settle(placeholder)
    if (span) this.placeholders.push({ at: this.value.length, span })
    this.append(placeholder)
  }

  /** Stand in for a `-{…}-` mark. */
  override(text: string, span: Span, codec: Codec): void {
    this.protect()
    const at = this.value.length - placeholder.length
    this.overrides.push({ at, span, codec, text })
  }

  /** Open a mark; the returned function closes it. */
  mark(kind: Mark['kind'], from: number): CloseMark {
    const index = this.marks.push(undefined) - 1
    const anchor = this.anchor()
    return (to, inner) => {
      const { start, end } = this.since(anchor)
      if (end === start) return
      const span = { start: from, end: to }
      this.marks[index] = {
        kind,
        start,
        end,
        span,
        ...(inner ? { inner } : {}),
      }
    }
  }

  /** Open an HTML element that a phrase runs through. */
  openTag(name: string, tag: Span): void {
    const close = this.mark(name === 'a' ? 'link' : 'html', tag.start)
    this.tags.push({ name, start: tag.end, close })
  }

  /** Close an HTML element, if it was opened in this unit. */
  closeTag(name: string, tag: Span): void {
    const index = this.tags.findLastIndex((open) => open.name === name)
    const open = this.tags[index]
    open?.close(tag.end, { start: open.start, end: tag.start })
    if (index >= 0) this.tags.length = index
  }

  /** Open a label that may be an identifier too; the function notes that. */
  label(): (span: Span, text: string) => void {
    const anchor = this.anchor()
    return (span, text) => {
      const range = this.since(anchor)
      if (range.end > range.start) {
        this.references.push({ ...range, span, text })
      }
    }
  }

  /** Finish the unit; `undefined` when there is nothing to read in it. */
  finish(end: number): Unit | undefined {
    if (this.pieces.length === 0 && this.overrides.length === 0) {
      return undefined
    }
    const unit: Unit = {
      kind: this.kind,
      span: { start: this.start, end },
      text: this.value,
      pieces: this.pieces,
      marks: this.marks.filter((mark) => mark !== undefined),
      section: this.section,
    }
    if (this.name !== undefined) unit.name = this.name
    if (this.placeholders.length > 0) unit.placeholders = this.placeholders
    if (this.overrides.length > 0) unit.overrides = this.overrides
    if (this.references.length > 0) unit.references = this.references
    return setOverridesApart(unit)
  }

  private append(text: string): void {
    this.value += text
    this.tail = text
  }

  private push(text: string, span: Span, codec: Codec): void {
    this.pieces.push({
      offset: this.value.length,
      length: text.length,
      span: { ...span },
      codec,
    })
  }

  /** A line break before an opening delimiter belongs outside of it. */
  private anchor(): Anchor {
    const anchor: Anchor = { at: undefined }
    this.anchors.push(anchor)
    return anchor
  }

  private since(anchor: Anchor): { start: number; end: number } {
    const end = this.value.length
    return { start: anchor.at ?? end, end }
  }

  private settle(next: string): void {
    if (this.pending === 'hard') this.value += '\n'
    else if (this.pending === 'soft' && !isJoined(this.tail, next)) {
      this.value += ' '
    }
    this.pending = undefined
    for (const anchor of this.anchors) anchor.at = this.value.length
    this.anchors = []
  }
}

function isJoined(before: string, after: string): boolean {
  const unit = before.charCodeAt(before.length - 1)
  const last = before.slice(unit >= 0xdc00 && unit <= 0xdfff ? -2 : -1)
  const first = String.fromCodePoint(after.codePointAt(0) ?? 0)
  return wide.test(last) && wide.test(first)
}
