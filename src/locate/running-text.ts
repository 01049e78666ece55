import type { Token } from 'micromark-util-types'
import type { Span, UnitKind } from '../model/index.ts'
import { checkAutolink } from './check-autolink.ts'
import { UnitBuilder } from './unit-builder.ts'
import { addUnit, spanOf, type Walk } from './walk.ts'

/** Tokens that hold running text. */
const blocks: Readonly<Record<string, UnitKind>> = {
  paragraph: 'paragraph',
  atxHeadingText: 'heading',
  setextHeadingText: 'heading',
  tableContent: 'cell',
  directiveLeafLabelString: 'label',
  directiveContainerLabelString: 'label',
  resourceTitleString: 'title',
  definitionTitleString: 'title',
}

const marks = {
  strong: 'strong',
  emphasis: 'emphasis',
  strikethrough: 'delete',
  link: 'link',
} as const

/** Tokens of what stands between the delimiters of a mark. */
const contents: ReadonlySet<string> = new Set([
  'strongText',
  'emphasisText',
  'strikethroughText',
  'labelText',
])

/** Line of a container that remark-directive does not know: `::: tip 標題`. */
const containerLine = /[ \t>]*:{3,}/y

/** First line of an alert, which says its kind: `> [!NOTE]`. */
const alertLine = /\[![A-Za-z][\w-]*\][+-]?[ \t]*(?=[\r\n])/y

/** Address that is no link in CommonMark where it stands. */
const address =
  /(?:https?:\/\/|www\.)[\w.-]+(?::\d+)?(?:[/?#][^\s<>\u3000-\u303F\uFF01-\uFF65]*)?/gi

/** Whether a text may have an address in it; most have nothing like it. */
function mayHaveAddress(text: string): boolean {
  return text.includes('://') || /www\./i.test(text)
}

/** Reads the tokens of running text: the inline part of the walk. */
export class RunningText {
  private readonly walk: Walk
  /** Tokens that are open, outermost first. */
  private readonly stack: Token[] = []
  /** What to do when each of them is closed. */
  private readonly closers: (((span: Span) => void) | undefined)[] = []
  private lineStart = 0
  private isHard = false
  /** What stands between the delimiters of the mark that is closed next. */
  private inner: Span | undefined
  /** Offset of the space after a task's box, which is no part of its text. */
  private boxEnd = -1

  /** Where the first line of an alert ends, which is no part of its text. */
  private alertEnd = -1

  /** @param walk - State. */
  constructor(walk: Walk) {
    this.walk = walk
  }

  /** Read a token with nothing in it, which most are: it is not entered. */
  leaf(token: Token): void {
    const builder = this.walk.builders.at(-1)
    if (!builder) return
    const span = spanOf(token)
    if ((token.type as string) === 'lineEnding') this.endLine(builder, span)
    else {
      this.isHard = false
      this.addData(builder, span)
    }
  }

  /** Enter a token. */
  enter(token: Token): void {
    const { walk } = this
    const type = token.type as string
    const start = token.start.offset
    const builder = walk.builders.at(-1)
    this.stack.push(token)
    this.closers.push(undefined)
    const block = blocks[type]
    if (block) {
      this.lineStart = start
      if (block === 'paragraph') this.alertEnd = this.alertAt(start)
      this.open(block, token)
    } else if (type === 'atxHeading' || type === 'setextHeading') {
      walk.section++
    } else if (!builder) {
      // Nothing is read here.
    } else if (type === 'hardBreakEscape' || type === 'hardBreakTrailing') {
      this.isHard = true
    } else if (type === 'taskListCheck') this.boxEnd = token.end.offset
    else if (isMark(type)) {
      const close = builder.mark(marks[type], start)
      this.onClose(({ end }) => close(end, this.inner))
    } else if (type === 'labelText') this.openLabel(builder, token)
    else if (type === 'directiveTextLabelString') {
      const owner = spanOf(this.stack.at(-3) ?? token)
      const keep = walk.source.startsWith(':keep[', owner.start)
      const close = builder.mark(keep ? 'keep' : 'directive', owner.start)
      this.onClose((inner) => close(owner.end, inner))
    }
  }

  /** Leave a token. */
  exit(token: Token): void {
    this.stack.pop()
    const close = this.closers.pop()
    if (contents.has(token.type)) this.inner = spanOf(token)
    close?.(spanOf(token))
  }

  /** Say what to do when the token that was entered last is closed. */
  private onClose(close: (span: Span) => void): void {
    this.closers[this.closers.length - 1] = close
  }

  /** Where the first line of an alert ends. */
  private alertAt(start: number): number {
    if (this.walk.source.charCodeAt(start) !== 91) return start
    alertLine.lastIndex = start
    return start + (alertLine.exec(this.walk.source)?.[0].length ?? 0)
  }

  private addData(builder: UnitBuilder, span: Span): void {
    const { source, isProtected } = this.walk
    if (span.start < this.alertEnd) return
    if (isProtected(span)) {
      builder.protect(span)
      return
    }
    const from = span.start === this.boxEnd ? span.start + 1 : span.start
    const text = source.slice(from, span.end)
    if (!mayHaveAddress(text)) {
      builder.text(source, { start: from, end: span.end }, 'markdown')
      return
    }
    let start = from
    for (const match of text.matchAll(address)) {
      const end = from + match.index
      if (end < start) continue
      builder.text(source, { start, end }, 'markdown')
      start = end + match[0].length
      const isLink = /[\s\p{P}]/u.test(source.charAt(end - 1) || ' ')
      // After punctuation, remark makes a link of it that runs to the next
      // white space, Chinese and all.
      if (isLink) {
        start += /^\S*/.exec(source.slice(start, span.end))?.[0].length ?? 0
      }
      builder.protect({ start: end, end: start })
      if (isLink) checkAutolink(this.walk, { start: end, end: start })
    }
    builder.text(source, { start, end: span.end }, 'markdown')
  }

  /** Start a unit that ends with the token. */
  private open(kind: UnitKind, token: Token): UnitBuilder {
    const { walk } = this
    const { section } = walk
    const builder = new UnitBuilder(kind, token.start.offset, { section })
    walk.builders.push(builder)
    this.onClose(({ end }) => {
      addUnit(walk, walk.builders.pop(), end)
    })
    return builder
  }

  private endLine(builder: UnitBuilder, span: Span): void {
    const isContainer =
      this.opensContainer(this.lineStart) || this.opensContainer(span.end)
    if (this.isHard || isContainer) builder.hard()
    else builder.soft()
    this.isHard = false
    this.lineStart = span.end
  }

  private opensContainer(at: number): boolean {
    containerLine.lastIndex = at
    return containerLine.test(this.walk.source)
  }

  /** Label of a link or an image; it may be an identifier too. */
  private openLabel(builder: UnitBuilder, token: Token): void {
    const owner = this.stack.at(-3)
    if (!owner) return
    const image = (owner.type as string) === 'image'
    if (image) builder.protect(spanOf(owner))
    const unit = image ? this.open('alt', token) : builder
    const finish = this.closers.at(-1)
    const note = unit.label()
    this.onClose((span) => {
      const { source } = this.walk
      const rest = { start: span.end + 1, end: owner.end.offset }
      const after = source.slice(rest.start, rest.end)
      if (after === '' || after === '[]') {
        // A label that finds its definition by its own text has to go on
        // finding it.
        const label = source.slice(span.start, span.end)
        note(
          rest,
          `[${label.replace(/(?:(?<![ \t])[ \t]+)?(?:\r\n|\n|\r)[ \t>]*/g, ' ')}]`,
        )
      }
      finish?.(span)
    })
  }
}

function isMark(type: string): type is keyof typeof marks {
  return type in marks
}
