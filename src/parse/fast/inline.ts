import { referenceEnd } from './character-reference.ts'
import { findRun, hasFenceBehind } from './code-text.ts'
import { emitItems } from './emit.ts'
import { pairRuns } from './emphasis.ts'
import { codePointBefore, flankingOf } from './flanking.ts'
import { foreignEnd } from './foreign-text.ts'
import { inlineHtmlAt } from './html.ts'
import type { Item, Kind } from './items.ts'
import { type Lines, lineEndingAt } from './lines.ts'
import {
  type Definitions,
  hasBracketInLink,
  referenceAt,
  resourceAt,
} from './links.ts'
import { literalAutolink } from './literal-autolink.ts'
import { hasDollarBehind, isMathText } from './math-text.ts'
import { emitPlain, isPlain, special } from './plain-text.ts'
import type { ScannedType, Tokens } from './tokens.ts'

/** What text is read with. */
export interface InlineSettings extends Definitions {
  /** Dollars may be math. */
  math: boolean
  /** Colons may start directives. */
  directives: boolean
  /** Tags are JSX, and braces are JavaScript. */
  mdx: boolean
  /** Emphasis is CJK-friendly; where it is not, none is told apart. */
  emphasis: boolean
}

const directive = /:+[A-Za-z][\w-]*[[{]/y
const footnote = /\[\^([^\s[\]\\]{1,300})\]/y
const box = /\[[ xX]\](?=[ \t]+[^ \t\r\n])/y
/**
 * Read running text in which nothing is in doubt.
 *
 * @param source - Whole text.
 * @param lines - Lines of the block.
 * @param settings - Dialect.
 * @param isTask - Whether a box may come first: `[x] `.
 * @param tokens - Where events are added.
 * @returns Whether it was read; else nothing was added.
 */
export function readInline(
  source: string,
  lines: Lines,
  settings: InlineSettings,
  isTask: boolean,
  tokens: Tokens,
): boolean {
  if (isPlain(source, lines)) {
    emitPlain(source, lines, tokens)
    return true
  }
  const reader = new InlineReader(source, lines, settings)
  if (!reader.read(isTask)) return false
  emitItems(reader.items, tokens)
  return true
}

/** Parts of one block's text up to which the work they are is no question. */
const mostItems = 1000
/** Runs of backticks in one block that may be looked for in vain. */
const mostUnclosed = 20

class InlineReader {
  private readonly source: string
  private readonly lines: Lines
  private readonly settings: InlineSettings
  /** What was read. */
  readonly items: Item[] = []
  /** Indexes of brackets that are open. */
  private readonly brackets: number[] = []
  private hasRuns = false
  private unclosed = 0
  private line = 0
  private start = 0
  private end = 0
  private at = 0
  /** Where plain text starts that is not an item yet. */
  private from = 0

  constructor(source: string, lines: Lines, settings: InlineSettings) {
    this.source = source
    this.lines = lines
    this.settings = settings
  }

  /** Read all lines; `false` where something is in doubt. */
  read(isTask: boolean): boolean {
    const { source, lines } = this
    const last = lines.starts.length - 1
    for (this.line = 0; this.line <= last; this.line++) {
      this.start = lines.starts[this.line] as number
      this.end = lines.ends[this.line] as number
      this.at = this.start
      this.from = this.start
      if (isTask && this.line === 0 && !this.readBox()) return false
      if (!this.readLine() || this.endsInTab()) return false
      if (this.items.length > mostItems) return false
      this.endLine(this.line === last)
      if (this.line === last) break
      const length = lineEndingAt(source, this.end)
      this.push('leaf', 'lineEnding', this.end, this.end + length)
    }
    if (!this.hasRuns) return true
    return pairRuns(this.items, 0) && !hasBracketInLink(this.items)
  }

  private readLine(): boolean {
    const { source, end } = this
    while (this.at < end) {
      const code = source.charCodeAt(this.at)
      if (code > 127 || special[code] === 0) this.at++
      else if (!this.readSpecial(code)) return false
    }
    return true
  }

  /** Read what may be more than text; `false` where that is in doubt. */
  private readSpecial(code: number): boolean {
    const { source, at, settings } = this
    const next = at + 1 < this.end ? source.charCodeAt(at + 1) : -1
    if (settings.mdx && (code === 60 || code === 123)) return false
    switch (code) {
      case 33: // !
        if (next !== 91) break
        if (source.charCodeAt(at + 2) === 94) return false
        return this.open(at, at + 2)
      case 36: // $
        if (settings.math) return this.readDollar()
        break
      case 38: // &
        return this.readReference()
      case 42: // *
      case 95: // _
        return this.readRun(code)
      case 45: // -{
        if (next === 123) return this.readForeign()
        break
      case 46: // www.
        if (/www/i.test(source.slice(Math.max(this.start, at - 3), at))) {
          return false
        }
        break
      case 58: // :
        return this.readColon(next)
      case 60: // <
        return this.readAngle(next)
      case 64: // @
        if (/[\w.+-]/.test(source.charAt(at - 1)) && at > this.start) {
          return false
        }
        break
      case 91: // [
        if (next === 94) return this.readFootnote()
        if (next === 91) {
          const end = foreignEnd(source, at, this.end)
          if (end === undefined) return false
          if (end >= 0) return this.leaf('foreign', at, end)
        }
        return this.open(at, at + 1)
      case 92: // \
        return this.readBackslash(next)
      case 93: // ]
        return this.readClose(next)
      case 96: // `
        return this.readCode()
      case 123: // {{ {% {# {:
        if (next === 123 || next === 37 || next === 35 || next === 58) {
          return this.readForeign()
        }
        break
      case 126: // ~
        if (next === 126) return false
        break
    }
    this.at++
    return true
  }

  /** Read a task's box; `false` where it is in doubt that it is one. */
  private readBox(): boolean {
    const { source, at, end } = this
    if (source.charCodeAt(at) !== 91) return true
    box.lastIndex = at
    if (box.test(source) && box.lastIndex <= end) {
      return this.leaf('taskListCheck', at, at + 3)
    }
    return at + 1 < end && source.charCodeAt(at + 2) !== 93
  }

  /** Whether a tab is in the white space at the end of the line. */
  private endsInTab(): boolean {
    let at = this.end
    while (at > this.from && this.source.charCodeAt(at - 1) === 32) at--
    return at > this.from && this.source.charCodeAt(at - 1) === 9
  }

  /** Read a formula between two dollars on one line, or one dollar as text. */
  private readDollar(): boolean {
    const { source, at, end } = this
    if (source.charCodeAt(at + 1) === 36) return this.readDollars()
    const close = source.indexOf('$', at + 1)
    if (close < 0 || close >= end) {
      this.at++
      return !hasDollarBehind(source, this.lines, this.line)
    }
    const isMath = isMathText(source, at, close, end)
    if (isMath === undefined) return false
    if (isMath) return this.leaf('mathText', at, close + 1)
    this.at++
    return true
  }

  /** Read a formula between runs of dollars on one line. */
  private readDollars(): boolean {
    const { source, at, end } = this
    let to = at
    while (to < end && source.charCodeAt(to) === 36) to++
    const close = findRun(source, to, end, '$', to - at)
    return close >= 0 && this.leaf('mathText', at, close)
  }

  /** Read a template's tag or the like, or its first character as text. */
  private readForeign(): boolean {
    const { source, at } = this
    const end = foreignEnd(source, at, this.end)
    if (end === undefined) return false
    if (end >= 0) return this.leaf('foreign', at, end)
    this.at++
    return true
  }

  /** Read the mark of a footnote that is defined. */
  private readFootnote(): boolean {
    const { source, at } = this
    footnote.lastIndex = at
    const label = footnote.exec(source)?.[1]
    if (label === undefined || !this.settings.isFootnote(label)) return false
    return this.leaf('gfmFootnoteCall', at, footnote.lastIndex)
  }

  private readReference(): boolean {
    const end = referenceEnd(this.source, this.at)
    if (end >= 0 && end <= this.end) {
      return this.leaf('characterReference', this.at, end)
    }
    this.at++
    return true
  }

  private readRun(marker: number): boolean {
    const { source, at } = this
    let to = at + 1
    while (to < this.end && source.charCodeAt(to) === marker) to++
    if (!this.settings.emphasis) {
      this.at = to
      return true
    }
    const before = at > this.start ? codePointBefore(source, at) : undefined
    const after = to < this.end ? source.codePointAt(to) : undefined
    const flanking = flankingOf(marker, before, after)
    if (!flanking) return false
    this.flush()
    const item = this.push('run', 'data', at, to)
    item.marker = marker
    item.flanking = flanking
    this.hasRuns = true
    this.at = to
    this.from = to
    return true
  }

  private readColon(next: number): boolean {
    const { source, at } = this
    if (next === 47 && source.charCodeAt(at + 2) === 47) {
      const before = source.slice(Math.max(this.from, at - 5), at)
      const scheme = /https?$/i.exec(before)?.[0]
      if (scheme) return this.readAddress(at - scheme.length)
    }
    if (this.settings.directives) {
      directive.lastIndex = at
      if (directive.test(source)) return false
    }
    this.at++
    return true
  }

  /** Read a bare address; in brackets that may be a label it is none. */
  private readAddress(start: number): boolean {
    const { source } = this
    if (start > this.start && /[A-Za-z]/.test(source.charAt(start - 1))) {
      this.at++
      return true
    }
    if (this.brackets.length > 0) {
      this.at++
      return true
    }
    if (start < this.from) return false
    const end = literalAutolink(source, start, this.end)
    if (end === undefined) return false
    return this.leaf('literalAutolink', start, end)
  }

  private readAngle(next: number): boolean {
    const { source, at } = this
    const isTag = isLetter(next) || next === 47 || next === 33 || next === 63
    if (!isTag) {
      this.at++
      return true
    }
    const found = inlineHtmlAt(source, at, this.end)
    if (!found) return false
    if (found.isAutolink) return this.leaf('autolink', at, found.end)
    return this.leaf('htmlText', at, found.end)
  }

  private readBackslash(next: number): boolean {
    const { at } = this
    if (next === -1) {
      if (this.line < this.lines.starts.length - 1) {
        return this.leaf('hardBreakEscape', at, at + 1)
      }
    } else if (next < 127 && /[!-/:-@[-`{-~]/.test(this.source[at + 1] ?? '')) {
      return this.leaf('characterEscape', at, at + 2)
    }
    this.at++
    return true
  }

  private readCode(): boolean {
    const { source, at } = this
    let to = at + 1
    while (to < this.end && source.charCodeAt(to) === 96) to++
    const size = to - at
    const close = findRun(source, to, this.end, '`', size)
    if (close >= 0) return this.leaf('codeText', at, close)
    if (++this.unclosed > mostUnclosed) return false
    // Code that runs over lines is left to the whole parser.
    if (hasFenceBehind(source, this.lines, this.line, size)) return false
    this.at = to
    return true
  }

  private open(start: number, end: number): boolean {
    this.flush()
    this.brackets.push(this.items.length)
    const item = this.push('leaf', 'data', start, end)
    item.link = { isImage: end - start === 2, labelEnd: 0, end: 0 }
    this.at = end
    this.from = end
    return true
  }

  /** Read a bracket that may end a label. */
  private readClose(next: number): boolean {
    const { source, at } = this
    const index = this.brackets.pop()
    const opener = index === undefined ? undefined : this.items[index]
    const link = opener?.link
    this.at++
    if (index === undefined || !opener || !link) return true
    if (opener.isInactive) return true
    const found =
      next === 40
        ? resourceAt(source, at, this.end)
        : referenceAt(source, opener.end, at, next, this.settings)
    if (found === 'none') return true
    if (!found) return false
    this.at = at
    this.flush()
    if (this.hasRuns && !pairRuns(this.items, index)) return false
    Object.assign(link, found)
    opener.kind = 'link-start'
    this.push('link-end', 'link', at, link.end).link = link
    this.at = link.end
    this.from = link.end
    if (!link.isImage) this.deactivate()
    return true
  }

  /** No link stands in a link. */
  private deactivate(): void {
    for (const index of this.brackets) {
      const item = this.items[index]
      if (item?.link && !item.link.isImage) item.isInactive = true
    }
  }

  private endLine(isLast: boolean): void {
    const { source, end } = this
    if (this.from >= end) return
    let to = end
    while (to > this.from && source.charCodeAt(to - 1) === 32) to--
    const size = end - to
    if (to > this.from) this.push('leaf', 'data', this.from, to)
    if (size > 1 && !isLast) {
      this.push('leaf', 'hardBreakTrailing', to, end)
    }
  }

  /** Make plain text so far an item. */
  private flush(): void {
    if (this.at > this.from) {
      this.push('leaf', 'data', this.from, this.at)
    }
  }

  private leaf(type: ScannedType, start: number, end: number): true {
    this.at = start
    this.flush()
    this.push('leaf', type, start, end)
    this.at = end
    this.from = end
    return true
  }

  private push(
    kind: Kind,
    type: ScannedType,
    start: number,
    end: number,
  ): Item {
    const item: Item = { kind, type, start, end }
    this.items.push(item)
    return item
  }
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
