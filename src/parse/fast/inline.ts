import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import type { Token } from 'micromark-util-types'
import { type Flanking, flankingOf } from './flanking.ts'
import { autolink, inlineComment, inlineTag } from './html.ts'
import { type Lines, lineEndingAt } from './lines.ts'
import { literalAutolink } from './literal-autolink.ts'
import type { ScannedType, Tokens } from './tokens.ts'

/** What text is read with. */
export interface InlineSettings {
  /** Dollars may be math. */
  math: boolean
  /** Colons may start directives. */
  directives: boolean
  /** Emphasis is CJK-friendly; where it is not, none is told apart. */
  emphasis: boolean
  /** Tell whether a label has a definition. */
  isDefined(label: string): boolean
  /** Whether any label has one. */
  hasDefinitions: boolean
}

/** Text of one block: its lines from the first character that is no space. */
export type TextLines = Lines

/** What an item is; a run of delimiters and a bracket may become a group's ends. */
type Kind = 'leaf' | 'run' | 'open' | 'close' | 'link-start' | 'link-end'

/** Something in running text; a mark becomes a group when its other end comes. */
interface Item {
  kind: Kind
  type: ScannedType
  start: number
  end: number
  /** Of a run of delimiters. */
  marker?: number
  flanking?: Flanking
  /** Of a bracket that opens, or of the end of a link. */
  link?: Link
  /** A bracket that no link may start with. */
  isInactive?: boolean
}

interface Link {
  isImage: boolean
  labelEnd: number
  end: number
  destination?: [number, number] | undefined
  title?: [number, number] | undefined
}

/** Characters at which plain text ends; others are read over. */
const special = new Uint8Array(128)
for (const character of '!$&*-.:<@[\\]_`{~') {
  special[character.charCodeAt(0)] = 1
}

const reference = /&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|([A-Za-z0-9]{1,31}));/y
const directive = /:+[A-Za-z][\w-]*[[{]/y
const box = /\[[ xX]\](?=[ \t]+[^ \t\r\n])/y
const resource =
  /\([ ]*(?:([^\s<()\\\p{Cc}][^\s()\\\p{Cc}]*(?:\([^\s()\\\p{Cc}]*\)[^\s()\\\p{Cc}]*)*)(?:[ ]+(?:"([^"\\&\r\n\t]*)"|'([^'\\&\r\n\t]*)'))?[ ]*)?\)/uy
const nextLabel = /\[([^[\]\\\r\n]{0,900})\]/y

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
  lines: TextLines,
  settings: InlineSettings,
  isTask: boolean,
  tokens: Tokens,
): boolean {
  const reader = new InlineReader(source, lines, settings)
  if (!reader.read(isTask)) return false
  reader.emit(tokens)
  return true
}

/** Parts of one block's text up to which the work they are is no question. */
const mostItems = 1000
/** Runs of backticks in one block that may be looked for in vain. */
const mostUnclosed = 20

class InlineReader {
  private readonly source: string
  private readonly lines: TextLines
  private readonly settings: InlineSettings
  private readonly items: Item[] = []
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

  constructor(source: string, lines: TextLines, settings: InlineSettings) {
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
    return this.pair(0) && !this.hasBracketInLink()
  }

  /** Whether a bracket that opens nothing stands in a link; it is text there. */
  private hasBracketInLink(): boolean {
    let depth = 0
    for (const { kind, link } of this.items) {
      if (kind === 'link-start') depth++
      else if (kind === 'link-end') depth--
      else if (link && depth > 0) return true
    }
    return false
  }

  /** Whether brackets left over become text before delimiters are paired. */
  private bracketsComeFirst(): boolean {
    const isBracket = ({ link }: Item): boolean => link !== undefined
    const bracket = this.items.findIndex(isBracket)
    const run = this.items.findIndex(({ marker }) => marker !== undefined)
    return bracket < run
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
    switch (code) {
      case 33: // !
        if (next !== 91) break
        if (source.charCodeAt(at + 2) === 94) return false
        return this.open(at, at + 2)
      case 36: // $
        if (settings.math) return this.readDollar(next)
        break
      case 38: // &
        return this.readReference()
      case 42: // *
      case 95: // _
        return this.readRun(code)
      case 45: // -{
        if (next === 123) return false
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
        if (next === 91 || next === 94) return false
        return this.open(at, at + 1)
      case 92: // \
        return this.readBackslash(next)
      case 93: // ]
        return this.readClose(next)
      case 96: // `
        return this.readCode()
      case 123: // {{ {% {# {:
        if (next === 123 || next === 37 || next === 35 || next === 58) {
          return false
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
  private readDollar(next: number): boolean {
    const { source, at, end } = this
    const close = source.indexOf('$', at + 1)
    if (close < 0 || close >= end) {
      this.at++
      return !this.isInLaterLine('$')
    }
    if (next === 36 || source.charCodeAt(close + 1) === 36) return false
    const content = source.slice(at + 1, close)
    if (/[\uD800-\uDFFF]/.test(content)) return false
    const isMoney =
      !/[\\^_={}]/.test(content) &&
      /\p{Script=Han}/u.test(content) &&
      (/^[\s\d]|\s$/.test(content) || /^\d/.test(source.slice(close + 1, end)))
    if (!isMoney) return this.leaf('mathText', at, close + 1)
    this.at++
    return true
  }

  private isInLaterLine(character: string): boolean {
    const { source, lines } = this
    for (let line = this.line + 1; line < lines.starts.length; line++) {
      const at = source.indexOf(character, lines.starts[line])
      if (at >= 0 && at < (lines.ends[line] as number)) return true
    }
    return false
  }

  private readReference(): boolean {
    reference.lastIndex = this.at
    const match = reference.exec(this.source)
    const [found = '', name] = match ?? []
    const isReference =
      match && (name === undefined || decodeNamedCharacterReference(name))
    if (isReference && this.at + found.length <= this.end) {
      return this.leaf('characterReference', this.at, this.at + found.length)
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
    for (const pattern of [autolink, inlineTag, inlineComment]) {
      pattern.lastIndex = at
      if (!pattern.test(source) || pattern.lastIndex > this.end) continue
      const end = pattern.lastIndex
      if (pattern === autolink) return this.leaf('autolink', at, end)
      this.flush()
      this.push('leaf', 'htmlText', at, end)
      this.at = end
      this.from = end
      return true
    }
    return false
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
    const close = this.findFence(to, this.end, size)
    if (close >= 0) return this.leaf('codeText', at, close)
    if (++this.unclosed > mostUnclosed) return false
    // Code that runs over lines is left to the whole parser.
    for (let line = this.line + 1; line < this.lines.starts.length; line++) {
      const start = this.lines.starts[line] as number
      const end = this.lines.ends[line] as number
      if (this.findFence(start, end, size) >= 0) return false
    }
    this.at = to
    return true
  }

  /** End of the next run of backticks of a size. */
  private findFence(start: number, end: number, size: number): number {
    const { source } = this
    let at = source.indexOf('`', start)
    while (at >= 0 && at < end) {
      let to = at + 1
      while (to < end && source.charCodeAt(to) === 96) to++
      if (to - at === size) return to
      at = source.indexOf('`', to)
    }
    return -1
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
    if (this.mayRefer(opener.end, at, next)) return false
    if (next !== 40) return true
    resource.lastIndex = at + 1
    const match = resource.exec(source)
    const end = resource.lastIndex
    if (!match || end > this.end) return false
    this.at = at
    this.flush()
    if (this.hasRuns && !this.pair(index)) return false
    link.labelEnd = at
    link.end = end
    const [, destination, double, single] = match
    if (destination) {
      const from = source.indexOf(destination, at + 2)
      link.destination = [from, from + destination.length]
      const title = double ?? single
      if (title) {
        const to = source.lastIndexOf(double ? '"' : "'", end - 1)
        link.title = [to - title.length, to]
      }
    }
    opener.kind = 'link-start'
    this.push('link-end', 'link', at, end).link = link
    this.at = end
    this.from = end
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

  /** Whether a label may be one that a definition has. */
  private mayRefer(start: number, end: number, next: number): boolean {
    const { settings, source } = this
    if (!settings.hasDefinitions) return false
    if (settings.isDefined(source.slice(start, end))) return true
    if (next !== 91) return false
    nextLabel.lastIndex = end + 1
    const label = nextLabel.exec(source)?.[1]
    return label === undefined || settings.isDefined(label)
  }

  /**
   * Pair the runs of delimiters from an item on.
   *
   * @returns Whether it is as simple as it has to be: no run is split.
   */
  private pair(from: number): boolean {
    const stack: Item[] = []
    for (let index = from; index < this.items.length; index++) {
      const item = this.items[index]
      if (item?.kind !== 'run') continue
      const { open, close } = item.flanking ?? { open: false, close: false }
      if (!open && !close) {
        item.kind = 'leaf'
        continue
      }
      const size = item.end - item.start
      if (size > 2) return false
      const opened = close ? openerOf(item, stack) : -1
      const opener = stack[opened]
      if (opener) {
        if (opener.end - opener.start !== size) return false
        for (const inner of stack.splice(opened).slice(1)) inner.kind = 'leaf'
        opener.kind = 'open'
        item.kind = 'close'
        opener.type = size === 2 ? 'strong' : 'emphasis'
        item.type = opener.type
      } else if (open) stack.push(item)
      else item.kind = 'leaf'
    }
    for (const item of stack) item.kind = 'leaf'
    return true
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

  /** Add the events of all items. */
  emit(tokens: Tokens): void {
    const open: Token[] = []
    let data: Token | undefined
    const joinsBrackets = this.hasRuns && this.bracketsComeFirst()
    for (const item of this.items) {
      const { kind, type, start, end, link } = item
      if (kind === 'leaf' && type === 'data') {
        // In a span, delimiters left over are one with the text beside them.
        const isPart = open.length > 0 && (!link || joinsBrackets)
        if (isPart && data) data.end.offset = end
        else if (isPart) {
          data = tokens.enter(type, start)
          tokens.exit(data, end)
        } else {
          data = undefined
          tokens.leaf(type, start, end)
        }
        continue
      }
      data = undefined
      if (kind === 'open') {
        const text = type === 'strong' ? 'strongText' : 'emphasisText'
        open.push(tokens.enter(type, start), tokens.enter(text, end))
      } else if (kind === 'close') {
        exit(tokens, open.pop(), start)
        exit(tokens, open.pop(), end)
      } else if (kind === 'link-start' && link) {
        const name = link.isImage ? 'image' : 'link'
        // Where these end is asked for before they are left.
        open.push(
          tokens.enter(name, start, link.end),
          tokens.enter('label', start),
          tokens.enter('labelText', end, link.labelEnd),
        )
      } else if (kind === 'link-end' && link) {
        exit(tokens, open.pop(), start)
        exit(tokens, open.pop(), start + 1)
        emitResource(tokens, link)
        exit(tokens, open.pop(), end)
      } else if (type === 'htmlText') {
        const html = tokens.enter(type, start, end)
        tokens.leaf('htmlTextData', start, end)
        tokens.exit(html, end)
      } else tokens.leaf(type, start, end)
    }
  }
}

/** Index of the run that one that closes belongs to; -1 if there is none. */
function openerOf(item: Item, stack: readonly Item[]): number {
  const size = item.end - item.start
  return stack.findLastIndex((opener) => {
    if (opener.marker !== item.marker) return false
    const isBoth = opener.flanking?.close || item.flanking?.open
    return !(isBoth && (opener.end - opener.start + size) % 3 === 0)
  })
}

function emitResource(tokens: Tokens, { destination, title }: Link): void {
  if (destination) tokens.leaf('resourceDestination', ...destination)
  if (!title) return
  const string = tokens.enter('resourceTitleString', ...title)
  tokens.leaf('data', ...title)
  tokens.exit(string, title[1])
}

function exit(tokens: Tokens, token: Token | undefined, end: number): void {
  if (token) tokens.exit(token, end)
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

function codePointBefore(source: string, at: number): number {
  const unit = source.charCodeAt(at - 1)
  if (unit < 0xdc00 || unit > 0xdfff || at < 2) return unit
  const point = source.codePointAt(at - 2) ?? unit
  return point > 0xffff ? point : unit
}
