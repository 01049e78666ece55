import {
  type Codec,
  type Mark,
  type Piece,
  placeholder,
  type Reference,
  type Span,
  type Unit,
  type UnitKind,
} from '../model/index.ts'

const wide =
  /[\p{Script=Han}\p{Script=Bopomofo}\u3000-\u303F\uFE30-\uFE4F\uFF00-\uFFEF\u2014\u2018-\u201D\u2026]/u

/** Collects one unit's text as the source is walked. */
export class UnitBuilder {
  readonly kind: UnitKind
  readonly section: number
  readonly name: string | undefined
  private readonly start: number
  private value = ''
  private softBreak = false
  private readonly pieces: Piece[] = []
  private readonly marks: Mark[] = []
  private readonly references: Reference[] = []

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

  /** Length of the text so far, a pending break settled against `next`. */
  at(next = placeholder): number {
    this.settle(next)
    return this.value.length
  }

  /** Add text that stands in the source as it is read. */
  text(source: string, span: Span, codec: Codec): void {
    if (span.end <= span.start) return
    this.push(source.slice(span.start, span.end), span, codec)
  }

  /** Add text that the source writes in another way: an escape, an entity. */
  atom(text: string, span: Span, codec: Codec): void {
    this.push(text, span, codec)
  }

  /** End a line within running text. */
  soft(): void {
    if (this.value) this.softBreak = true
  }

  /** End a line on purpose: no phrase runs over it. */
  hard(): void {
    this.softBreak = false
    this.value += '\n'
  }

  /** Stand in for something protected. */
  protect(): void {
    this.settle(placeholder)
    this.value += placeholder
  }

  /** Open a mark; the returned function closes it. */
  mark(kind: Mark['kind'], from: number): (to: number, end?: number) => void {
    const index = this.marks.length
    // The offset is known when the next text arrives: a soft break before an
    // opening delimiter belongs outside of it.
    let start: number | undefined
    const open: Mark = { kind, start: -1, end: -1, span: { start: from, end: from } }
    this.marks.push(open)
    this.pendingMarks.push(() => {
      start = this.value.length
    })
    return (to, end) => {
      const stop = end ?? this.value.length
      this.marks[index] = {
        kind,
        start: start ?? stop,
        end: stop,
        span: { start: from, end: to },
      }
    }
  }

  /** Note a label that is also an identifier. */
  reference(reference: Reference): void {
    this.references.push(reference)
  }

  /** Finish the unit; `undefined` when there is nothing to read in it. */
  finish(end: number): Unit | undefined {
    if (this.pieces.length === 0) return undefined
    return {
      kind: this.kind,
      span: { start: this.start, end },
      text: this.value,
      pieces: this.pieces,
      marks: this.marks.filter((mark) => mark.end > mark.start),
      section: this.section,
      ...(this.name === undefined ? {} : { name: this.name }),
      ...(this.references.length > 0 ? { references: this.references } : {}),
    }
  }

  private pendingMarks: (() => void)[] = []

  private push(text: string, span: Span, codec: Codec): void {
    this.settle(text)
    const last = this.pieces.at(-1)
    const exact = text.length === span.end - span.start
    if (
      last &&
      exact &&
      last.codec === codec &&
      last.span.end === span.start &&
      last.offset + last.length === this.value.length &&
      last.length === last.span.end - last.span.start
    ) {
      last.length += text.length
      last.span = { start: last.span.start, end: span.end }
    } else {
      this.pieces.push({
        offset: this.value.length,
        length: text.length,
        span: { ...span },
        codec,
      })
    }
    this.value += text
  }

  private settle(next: string): void {
    if (this.softBreak) {
      this.softBreak = false
      if (!(wide.test(lastCharacter(this.value)) && wide.test(firstCharacter(next)))) {
        this.value += ' '
      }
    }
    for (const settled of this.pendingMarks) settled()
    this.pendingMarks = []
  }
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0)
}

function lastCharacter(text: string): string {
  const low = text.length > 1 && /[\uDC00-\uDFFF]/.test(text.at(-1) ?? '')
  return text.slice(low ? -2 : -1)
}
