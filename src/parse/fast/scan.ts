import { normalizeIdentifier } from 'micromark-util-normalize-identifier'
import type { Event } from 'micromark-util-types'
import { VFileMessage } from 'vfile-message'
import type { MarkdownSettings } from '../../model/index.ts'
import type { Dialect } from '../dialect.ts'
import { BudgetExceeded } from '../meter.ts'
import { BlockReader } from './blocks.ts'
import { type InlineSettings, readInline } from './inline.ts'
import { codeIndent } from './line-start.ts'
import {
  blank,
  contentAt,
  type Lines,
  splitLines,
  type TextLines,
  tabbed,
  trimEnd,
} from './lines.ts'
import { listMarkerAt } from './list-marker.ts'
import { type Defined, mayGoOn, type Piece, PieceReader } from './pieces.ts'
import { type ScannedType, Tokens } from './tokens.ts'

/** Block at the top of a document. */
export interface ScannedBlock {
  /** Offset of its first line. */
  start: number
  /** Offset behind its last line. */
  end: number
  /** Whether it was scanned; else the whole parser read it. */
  isScanned: boolean
  /** Whether all of its text was, too. */
  isSure: boolean
  /** Index of its first event. */
  from: number
  /** Index behind its last event. */
  to: number
}

/** What a scan gives. */
export interface Scan {
  /** Events: of scanned blocks the few that are asked for, of others all. */
  events: Event[]
  /** Blocks in the order of the text; between them are blank lines. */
  blocks: ScannedBlock[]
  /** What has a definition. */
  defined: Defined
}

/** How to scan. */
export interface ScanOptions {
  /** Events for the lines of code are asked for. */
  codeLines: boolean
  /** Emphasis is asked for. */
  emphasis: boolean
  /** What is defined outside of the text. Default: nothing. */
  known?: Defined
  /** Of text only code is asked for. Default: `false`. */
  codeOnly?: boolean
}

/** What is asked for where only code is: in images it is none. */
const codeTypes: ReadonlySet<ScannedType> = new Set([
  'codeFenced',
  'codeIndented',
  'codeText',
  'image',
])

/**
 * Lines that a text may have, and so many more for each of its characters: of more,
 * as short as they are then, micromark may refuse to read all. It counts its work,
 * up to 800 for a line that can be scanned beyond the 300 that it allows for each
 * character (blank lines in deep lists), and allows 300 million for any text.
 */
const mostLines = 250_000
const linesPerCharacter = 1 / 8
/** How often a part of MDX that has no end is given more, before it is given all. */
const mostTries = 12
/**
 * Characters of one block's text that micromark may try something at, up to which
 * its work is no question: those of ASCII.
 */
const mostTried = 8000
/** How far all of them together may look ahead, at most to the end of the text. */
const mostSeen = 1e9

/**
 * Tell whether a dialect can be scanned.
 *
 * @param settings - Markdown settings.
 * @returns Whether it can; the others are read by the whole parser.
 */
export function canScan(settings: MarkdownSettings): boolean {
  return settings.gfm && !settings.singleTilde
}

/**
 * Read a document block by block, and only what is not plain with micromark.
 *
 * Blocks and text that can mean one thing only are read by their characters; a
 * block in which anything is in doubt is read by micromark, by itself. Events are
 * the same as those of the whole document, where anybody asks for them.
 *
 * @param source - Text without a byte order mark, or a part of one: in it such a
 * mark is a space of no width.
 * @param dialect - Extensions.
 * @param settings - Settings that the extensions were made for.
 * @param options - What is asked for.
 * @returns Events and blocks, or `undefined` where the whole parser has to read
 * the whole text.
 */
export function scan(
  source: string,
  dialect: Dialect,
  settings: MarkdownSettings,
  options: ScanOptions,
): Scan | undefined {
  // As micromark does.
  const text = source.replaceAll('\0', '\uFFFD')
  try {
    return new Scanner(text, dialect, settings, options).scan()
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined
    // What is wrong with MDX is for the whole parser to say.
    if (error instanceof VFileMessage && dialect.mdx) return undefined
    throw error
  }
}

class Scanner {
  private readonly source: string
  private readonly lines: Lines
  private readonly tokens: Tokens
  private readonly pieces: PieceReader
  private readonly begun = new Map<number, Piece>()
  private readonly inline: InlineSettings
  private readonly reader: BlockReader
  private readonly blocks: (ScannedBlock & { index: number; next: number })[] =
    []
  /** Line behind front matter. */
  private first = 0
  /** Text is passed over: only the blocks are asked for. */
  private isBlind = false
  private readonly isCodeOnly: boolean
  private readonly isMdx: boolean
  /** Text of the block was left to micromark. */
  private isUnsure = false
  /** The next backtick behind the last text that was asked about, and that text. */
  private backtick = -1
  private asked = 0

  constructor(
    source: string,
    dialect: Dialect,
    settings: MarkdownSettings,
    options: ScanOptions,
  ) {
    const { math, directives, mdx = false } = settings
    this.isMdx = mdx
    this.source = source
    this.lines = splitLines(source)
    this.isCodeOnly = options.codeOnly === true
    this.tokens = new Tokens(this.isCodeOnly ? codeTypes : undefined)
    const { known } = options
    this.pieces = new PieceReader(source, dialect.micromark, known)
    this.inline = {
      math,
      directives,
      mdx,
      emphasis: options.emphasis,
      hasDefinitions: known !== undefined && known.links.length > 0,
      isDefined: (label) =>
        this.pieces.defined.links.includes(normalizeIdentifier(label)),
      isFootnote: (label) =>
        this.pieces.defined.footnotes.includes(normalizeIdentifier(label)),
    }
    this.reader = new BlockReader(
      source,
      { math, directives, mdx, codeLines: options.codeLines },
      this.tokens,
      (lines, isTask) => this.readText(lines, isTask),
      (label, kind) => this.pieces.define(label, kind),
    )
  }

  scan(): Scan | undefined {
    const most = mostLines + this.source.length * linesPerCharacter
    if (this.lines.starts.length > most) return undefined
    if (this.source.includes(']:')) {
      this.isBlind = true
      if (!this.scanBlocks()) return undefined
      this.isBlind = false
      this.tokens.events.length = 0
      this.blocks.length = 0
      this.inline.hasDefinitions = this.pieces.defined.links.length > 0
    }
    const known = this.pieces.defined
    const before = known.links.length + known.footnotes.length
    if (!this.scanBlocks()) return undefined
    const { defined } = this.pieces
    // What stands in a directive is defined while text is read: order matters.
    if (defined.links.length + defined.footnotes.length > before) {
      return undefined
    }
    return { events: this.tokens.events, blocks: this.blocks, defined }
  }

  private scanBlocks(): boolean {
    const { lines } = this
    let index = this.frontMatter()
    this.first = index
    while (index < lines.starts.length) {
      if (this.isBlank(index)) {
        index++
        continue
      }
      const next = this.scanBlock(index)
      if (next === undefined) return false
      index = next
    }
    return true
  }

  private isBlank(index: number): boolean {
    const { starts, ends } = this.lines
    const start = starts[index] as number
    return contentAt(this.source, start, ends[index] as number) === blank
  }

  /** Read front matter; gives the line behind it, 0 where there is none. */
  private frontMatter(): number {
    const { source, lines, tokens } = this
    const fence = source.slice(0, 3)
    const end = lines.ends[0] ?? 0
    if ((fence !== '---' && fence !== '+++') || trimEnd(source, 3, end) > 3) {
      return 0
    }
    for (let index = 1; index < lines.starts.length; index++) {
      const start = lines.starts[index] as number
      const to = lines.ends[index] as number
      if (!source.startsWith(fence, start)) continue
      const behind = trimEnd(source, start, to) - start
      if (behind > 3) continue
      tokens.leaf(fence === '---' ? 'yaml' : 'toml', 0, to)
      this.addBlock(0, index + 1, 0, true)
      return index + 1
    }
    return 0
  }

  private scanBlock(index: number): number | undefined {
    const { events } = this.tokens
    const from = events.length
    const known = this.begun.get(index)
    if (known) return this.addPiece(index, known.next, known.events)
    const next = this.reader.read(this.lines, index, 0)
    if (next !== undefined) {
      this.addBlock(index, next, from, true)
      return next
    }
    events.length = from
    return this.beginPiece(index)
  }

  /** Let micromark read lines up to a place where no block goes on. */
  private beginPiece(line: number): number | undefined {
    const index = this.takeBack(line)
    const begun = this.isMdx ? this.beginScript(index) : this.beginPart(index)
    if (!begun) return undefined
    const { next, events } = begun
    if (!this.isBlind) return this.addPiece(index, next, events)
    this.begun.set(index, { next, events })
    return next
  }

  /** The last block may go on behind blank lines: without an end it does to the last. */
  private beginPart(index: number): Piece {
    const { length } = this.lines.starts
    const next = this.boundaryAfter(index)
    const events = this.begin(index, next)
    if (next === length || !mayGoOn(this.source, events)) {
      return { next, events }
    }
    return { next: length, events: this.begin(index, length) }
  }

  /**
   * The same in MDX, where expressions and modules go on behind blank lines:
   * micromark says that there is no end to one, and is given more.
   */
  private beginScript(index: number): Piece | undefined {
    const { length } = this.lines.starts
    let next = index
    for (let tries = 0; next < length; tries++) {
      next = tries < mostTries ? this.boundaryAfter(index, next) : length
      const part = this.source.slice(this.startOf(index), this.startOf(next))
      if (next < length && isInComment(part)) continue
      const events = this.pieces.attempt(() => this.begin(index, next))
      if (!events) continue
      if (next < length && mayGoOn(this.source, events)) continue
      return { next, events }
    }
    return undefined
  }

  /**
   * Take back the blocks that a line follows directly: what starts behind a
   * paragraph is read in another way than what stands alone.
   */
  private takeBack(line: number): number {
    let index = line
    for (;;) {
      const last = this.blocks.at(-1)
      if (last?.next !== index || this.isBlank(index - 1)) return index
      if (index === this.first) return index
      this.blocks.pop()
      this.tokens.events.length = last.from
      this.begun.delete(last.index)
      index = last.index
    }
  }

  private begin(index: number, next: number): Event[] {
    return this.pieces.begin(this.startOf(index), this.startOf(next), index)
  }

  private addPiece(index: number, next: number, begun: Event[]): number {
    const { events } = this.tokens
    const from = events.length
    for (const event of this.pieces.finish(begun)) events.push(event)
    this.addBlock(index, next, from, false)
    return next
  }

  private addBlock(
    index: number,
    next: number,
    from: number,
    isScanned: boolean,
  ): void {
    const start = this.startOf(index)
    const end = this.startOf(next)
    const to = this.tokens.events.length
    const isSure = isScanned && !this.isUnsure
    this.isUnsure = false
    this.blocks.push({ start, end, isScanned, isSure, from, to, index, next })
  }

  private startOf(index: number): number {
    return this.lines.starts[index] ?? this.source.length
  }

  /**
   * Find the line before which all containers end: it comes after a blank line,
   * is not indented and is no list item. Fences are passed over, if they look
   * like it; whether they were any is asked afterwards.
   *
   * micromark takes containers behind indented code and blank lines for such as
   * interrupt it, so what is in them may be read in another way.
   */
  private boundaryAfter(index: number, from = index): number {
    const { source, lines } = this
    const { length } = lines.starts
    let fence: RegExp | undefined
    let wasBlank = false
    let wasDeep = false
    for (let next = from; next < length; next++) {
      const start = lines.starts[next] as number
      const end = lines.ends[next] as number
      if (fence) {
        if (fence.test(source.slice(start, end))) fence = undefined
        continue
      }
      if (this.isBlank(next)) {
        wasBlank = true
        continue
      }
      const isContainer = /[>[]/.test(source.charAt(start))
      if (wasBlank && !(wasDeep && isContainer)) {
        if (this.endsContainers(start, end)) return next
      }
      wasBlank = false
      const at = contentAt(source, start, end)
      wasDeep = at === tabbed || at - start >= codeIndent
      fence = closing(source.slice(start, end))
    }
    return length
  }

  private endsContainers(start: number, end: number): boolean {
    const { source } = this
    if (contentAt(source, start, end) !== start) return false
    const code = source.charCodeAt(start)
    const isDigit = code >= 48 && code <= 57
    const isBullet = code === 42 || code === 43 || code === 45
    if (!isDigit && !isBullet) return true
    return listMarkerAt(source, start, start, end) === undefined
  }

  /** Place of the next backtick; texts come in the order of the source. */
  private backtickFrom(start: number): number {
    if (this.backtick < start || start < this.asked) {
      const at = this.source.indexOf('`', start)
      this.backtick = at < 0 ? this.source.length : at
    }
    this.asked = start
    return this.backtick
  }

  /** Read text by its characters, or with micromark where it is in doubt. */
  private readText(lines: TextLines, isTask: boolean): void {
    if (this.isBlind) return
    const { source, inline, tokens } = this
    const start = lines.starts[0] as number
    const last = lines.ends.at(-1) as number
    // Without a backtick there is no code in it.
    if (this.isCodeOnly && this.backtickFrom(start) >= last) return
    const isLong = this.hasManyTried(start, last)
    if (!isLong && readInline(source, lines, inline, isTask, tokens)) return
    this.isUnsure = true
    for (const event of this.pieces.text(lines, isTask)) {
      tokens.events.push(event)
    }
  }

  private hasManyTried(start: number, end: number): boolean {
    if (end - start <= mostTried) return false
    let tried = 0
    for (let at = start; at < end; at++) {
      if (this.source.charCodeAt(at) < 128) tried++
    }
    return tried > mostTried || tried * (end - start) > mostSeen
  }
}

/** Whether a text ends inside a comment. */
function isInComment(text: string): boolean {
  return text.lastIndexOf('<!--') > text.lastIndexOf('-->')
}

/** What ends the fence, math or directive that a line seems to start. */
function closing(line: string): RegExp | undefined {
  const [, fence = '', name = ''] =
    /^ {0,3}(`{3,}|~{3,}|\${2,}|:{3,}|<!--)(.*)$/.exec(line) ?? []
  const first = fence.charAt(0)
  if (first === '') return undefined
  if (first === '<') return name.includes('-->') ? undefined : /-->/
  if (first === ':' && !/^[A-Za-z]/.test(name)) return undefined
  if (/[`$]/.test(first) && name.includes(first)) return undefined
  const marker = first === '$' ? '\\$' : first
  return new RegExp(`^ {0,3}${marker}{${fence.length},}[ \\t]*$`)
}
