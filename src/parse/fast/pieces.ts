import { parse as micromark, postprocess, preprocess } from 'micromark'
import { normalizeIdentifier } from 'micromark-util-normalize-identifier'
import type {
  Chunk,
  Event,
  Extension,
  ParseContext,
  Token,
} from 'micromark-util-types'
import { VFileMessage } from 'vfile-message'
import { BudgetExceeded, type Meter, meter } from '../meter.ts'
import { lineEndingAt, type TextLines } from './lines.ts'

declare module 'micromark-util-types' {
  interface ParseContext {
    /** What modules of MDX have imported, for the exports behind. */
    definedModuleSpecifiers?: string[]
  }
}

/** Part of a text that the whole parser has begun to read. */
export interface Piece {
  /** Line behind it. */
  next: number
  /** Events of its blocks, their text unread. */
  events: Event[]
}

/** Identifiers that have a definition, normalized. */
export interface Defined {
  links: readonly string[]
  footnotes: readonly string[]
}

/** Start of HTML that blank lines do not end. */
const lastingHtml = /^<(?:[!?]|(?:script|pre|style|textarea)\b)/i

/** The same anywhere. */
const lastingHtmlInside = /<(?:[!?]|script|pre|style|textarea)/i

/** Work that all pieces of a text may take; real ones take a hundredth. */
const allowance = 30_000_000

/** Parsers by their extensions: making one takes longer than reading a page. */
const parsers = new WeakMap<
  readonly Extension[],
  { parser: ParseContext; meter: Meter }
>()

/** Line on which no text of blocks stands, so that no line of them is lazy. */
const apart = 1e9

const lineFeed = 10

/** Blocks that blank lines do not end. */
const lasting: Readonly<Record<string, string>> = {
  codeFenced: 'codeFencedFence',
  mathFlow: 'mathFlowFence',
  directiveContainer: 'directiveContainerFence',
}

/**
 * Reads parts of one text with micromark, each as if it stood alone.
 *
 * The parts share what is defined: all blocks are begun before the text of any
 * is finished. Readers with the same extensions share a parser, so one has to be
 * done before another begins.
 */
export class PieceReader {
  private readonly source: string
  private readonly extensions: readonly Extension[]
  private readonly known: Defined | undefined
  private parser: ParseContext | undefined

  /** @param known - What is defined outside of the text. */
  constructor(
    source: string,
    extensions: readonly Extension[],
    known?: Defined,
  ) {
    this.source = source
    this.extensions = extensions
    this.known = known
  }

  /** What has a definition. */
  get defined(): Defined {
    const { known, parser } = this
    return {
      links: parser?.defined ?? known?.links ?? [],
      footnotes: parser?.gfmFootnotes ?? known?.footnotes ?? [],
    }
  }

  /** Make a label known that has a definition. */
  define(label: string, kind: keyof Defined): void {
    this.parser ??= this.createParser()
    const identifier = normalizeIdentifier(label)
    const { defined, gfmFootnotes = [] } = this.parser
    const known = kind === 'links' ? defined : gfmFootnotes
    if (!known.includes(identifier)) known.push(identifier)
  }

  /**
   * Read the blocks of a part.
   *
   * @param start - Offset where a line starts.
   * @param end - Offset behind a line ending, or the end of the text.
   * @param line - Number of the first line, from 0.
   * @returns Events; definitions are known from now on.
   * @throws BudgetExceeded when it takes too much work.
   */
  begin(start: number, end: number, line: number): Event[] {
    this.parser ??= this.createParser()
    const part = this.source.slice(start, end)
    // Front matter is on line 1 only, and in no piece.
    const point = { line: line + 2, column: 1, offset: start }
    return this.parser.document(point as never).write(preprocessed(part))
  }

  /**
   * Try to read, and forget what was defined where that fails.
   *
   * @param read - Reads.
   * @returns What it gave, or `undefined` where MDX is malformed.
   * @throws BudgetExceeded when it takes too much work.
   */
  attempt<Read>(read: () => Read): Read | undefined {
    this.parser ??= this.createParser()
    const { parser } = this
    const defined = [...parser.defined]
    const footnotes = [...(parser.gfmFootnotes ?? [])]
    const names = [...(parser.definedModuleSpecifiers ?? [])]
    try {
      return read()
    } catch (error) {
      if (!(error instanceof VFileMessage)) throw error
      parser.defined = defined
      parser.gfmFootnotes = footnotes
      parser.definedModuleSpecifiers = names
      return undefined
    }
  }

  /** Read the text of a part. */
  finish(events: Event[]): Event[] {
    return postprocess(events).map(withoutContext)
  }

  /**
   * Read the running text of one block, whose lines are known.
   *
   * @param lines - Lines of the text, without the prefixes of containers.
   * @param isTask - Whether a box may come first: `[x] `.
   * @returns Events.
   * @throws BudgetExceeded when it takes too much work.
   */
  text(lines: TextLines, isTask: boolean): Event[] {
    this.parser ??= this.createParser()
    const { source } = this
    const { ends, margins } = lines
    let start = lines.starts[0] as number
    const point = { line: apart, column: 1, offset: start }
    const tokenizer = this.parser.text(point as never)
    if (isTask) tokenizer._gfmTasklistFirstContentOfListItem = true
    const chunks: Chunk[] = []
    const last = ends.length - 1
    for (let line = 0; line <= last; line++) {
      const end = ends[line] as number
      for (const chunk of chunksOf(source.slice(start, end))) chunks.push(chunk)
      if (line === last) break
      const length = lineEndingAt(source, end)
      const code = source.charCodeAt(end)
      chunks.push(length === 2 ? -3 : code === lineFeed ? -4 : -5)
      start = margins[line + 1] as number
      const column = start - end - length + 1
      tokenizer.defineSkip({ line: apart + line + 1, column } as never)
    }
    chunks.push(null)
    return postprocess(tokenizer.write(chunks)).map(withoutContext)
  }

  private createParser(): ParseContext {
    let made = parsers.get(this.extensions)
    if (made) made.meter.restart()
    else {
      const parser = micromark({ extensions: [...this.extensions] })
      made = { parser, meter: meter(parser, allowance) }
      parsers.set(this.extensions, made)
    }
    const { parser } = made
    const { links = [], footnotes = [] } = this.known ?? {}
    parser.defined = [...links]
    parser.gfmFootnotes = [...footnotes]
    // Of another text.
    parser.definedModuleSpecifiers = []
    return parser
  }
}

/** Let go of the tokenizer of an event, which holds all it has read. */
function withoutContext([kind, token]: Event): Event {
  return [kind, token] as unknown as Event
}

/** Cut a line into what micromark reads. */
function chunksOf(line: string): Chunk[] {
  if (!line.includes('\t')) return line === '' ? [] : [line]
  return preprocessed(line).slice(0, -1)
}

/** Cut a part of a text into what micromark reads. */
function preprocessed(part: string): Chunk[] {
  const process = preprocess()
  // It drops a byte order mark at the start, which here is that of no text.
  process('')
  return process(part, undefined, true)
}

/**
 * Read a part of a document as a document of its own.
 *
 * @param text - Text.
 * @param dialect - Extensions.
 * @param known - What the document defines.
 * @returns Events, or `undefined` where the text defines anything else.
 */
export function readPiece(
  text: string,
  dialect: { micromark: readonly Extension[] },
  known: Defined,
): Event[] | undefined {
  const reader = new PieceReader(text, dialect.micromark, known)
  try {
    const events = reader.finish(reader.begin(0, text.length, 0))
    return sizeOf(reader.defined) === sizeOf(known) ? events : undefined
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined
    if (error instanceof VFileMessage) return undefined
    throw error
  }
}

/** Number of definitions. */
function sizeOf({ links, footnotes }: Defined): number {
  return links.length + footnotes.length
}

/**
 * Tell whether the last block of a part may go on behind a blank line.
 *
 * @param source - Text.
 * @param events - Events of the part, its text unread.
 * @returns Whether it may: a fence, math or HTML that is not closed.
 */
export function mayGoOn(source: string, events: readonly Event[]): boolean {
  const outer = events[lastOf(events)]?.[1]
  const isContainer = outer?.type !== 'chunkFlow'
  const inner = isContainer ? lastFlow(events) : outer
  const flow = inner?._tokenizer?.events ?? []
  const last = lastOf(flow)
  const token = flow[last]?.[1]
  if (!token) return false
  const text = source.slice(token.start.offset, token.end.offset)
  if (token.type === 'htmlFlow') return lastingHtml.test(text.trimStart())
  // What a directive holds is not read yet.
  if (isContainer && token.type === ('directiveContainer' as string)) {
    if (lastingHtmlInside.test(text)) return true
  }
  const fence = lasting[token.type]
  // A container ends before a line that is not indented, and what is in it; but
  // where HTML ends depends on what comes behind.
  if (!fence || isContainer) return false
  const fences = flow
    .slice(last)
    .filter(([kind, { type }]) => kind === 'enter' && type === fence)
  return fences.length < 2
}

/** Token of the text in the container that ends last. */
function lastFlow(events: readonly Event[]): Token | undefined {
  const isFlow = ([, { type }]: Event): boolean => type === 'chunkFlow'
  return events.findLast(isFlow)?.[1]
}

/** Index of the last token that is in no other and is no white space. */
function lastOf(events: readonly Event[]): number {
  let depth = 0
  let last = -1
  for (const [index, [kind, { type }]] of events.entries()) {
    const isGap = /^(?:lineEnding|linePrefix)/.test(type)
    if (kind === 'enter' && depth === 0 && !isGap) last = index
    depth += kind === 'enter' ? 1 : -1
  }
  return last
}
