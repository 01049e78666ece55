import { endsHtml, type HtmlStart, htmlStart } from './html.ts'
import {
  blank,
  contentAt,
  isSpace,
  type Lines,
  lineEndingAt,
  tabbed,
  trimEnd,
} from './lines.ts'
import { type ListMarker, listMarkerAt } from './list-marker.ts'
import { cellsOf, countCells, isDelimiterRow } from './table.ts'
import type { ScannedType, Tokens } from './tokens.ts'

/** What blocks are read with. */
export interface BlockSettings {
  math: boolean
  directives: boolean
  /** Events for the lines of code are asked for. */
  codeLines: boolean
}

/** Reads running text and adds its events; `false` where something is in doubt. */
export type ReadText = (lines: Lines, isTask: boolean) => boolean

/** No container of a real article stands deeper. */
const deepest = 12

/** Indentation that makes a line code. */
const codeIndent = 4

const hash = 35
const greaterThan = 62

/**
 * Reads blocks in which nothing is in doubt, one after the other.
 *
 * A block is recognised by its lines alone; each method gives the line behind
 * what it read, or `undefined` where the whole parser has to be asked.
 */
export class BlockReader {
  private readonly source: string
  private readonly settings: BlockSettings
  private readonly tokens: Tokens
  private readonly readText: ReadText
  /** Offsets of lines that go on lazily: they start no block. */
  private readonly lazy = new Set<number>()
  /**
   * How deep the container stands that ends a paragraph before it, by the end of
   * its first line: micromark reads the numbers of all lists on that line as if
   * each ended a paragraph.
   */
  private readonly endings = new Map<number, number>()

  constructor(
    source: string,
    settings: BlockSettings,
    tokens: Tokens,
    readText: ReadText,
  ) {
    this.source = source
    this.settings = settings
    this.tokens = tokens
    this.readText = readText
  }

  /**
   * Read the block that starts on a line.
   *
   * @param lines - Lines of the document or of a container.
   * @param index - Its first line, which is not blank.
   * @param depth - Containers around it.
   * @param isItem - Whether it comes first in a list item.
   * @returns Line behind it, or `undefined`.
   */
  read(
    lines: Lines,
    index: number,
    depth: number,
    isItem = false,
  ): number | undefined {
    const at = this.at(lines, index)
    const start = lines.starts[index] as number
    if (at === tabbed || at - start >= codeIndent) return undefined
    if (this.lazy.has(start)) return undefined
    const end = lines.ends[index] as number
    switch (this.source.charCodeAt(at)) {
      case hash: {
        const level = this.headingAt(at, end)
        if (level > 0) return this.heading(index, at, end, level)
        break
      }
      case 96: // `
      case 126: // ~
        if (this.fenceAt(at, end) > 0) return this.fence(lines, index, at)
        break
      case 36: // $$
        if (this.isMathFence(at, end)) return this.math(lines, index, at)
        break
      case 58: // :::
        if (this.directiveAt(at, end) === 'container' && start === at) {
          return depth === 0 ? this.directive(lines, index) : undefined
        }
        break
      case greaterThan:
        return depth < deepest ? this.quote(lines, index, depth) : undefined
      case 42: // *
      case 43: // +
      case 45: // -
      case 95: // _
        if (isThematicBreak(this.source, at, end)) {
          this.tokens.leaf('thematicBreak', at, end)
          return index + 1
        }
        break
      case 60: {
        const kind = htmlStart(this.source.slice(at, end))
        if (kind === 'unsure') return undefined
        if (kind !== 'none') return this.html(lines, index, kind)
        break
      }
    }
    const marker = listMarkerAt(this.source, start, at, end)
    if (marker === 'unsure') return undefined
    if (marker) {
      if (depth > (this.endings.get(end) ?? depth)) return undefined
      this.noteEnding(lines, index, depth)
      return depth < deepest
        ? this.list(lines, index, marker, depth)
        : undefined
    }
    return this.paragraph(lines, index, isItem)
  }

  private readAll(lines: Lines, depth: number, isItem: boolean): boolean {
    let index = 0
    const { length } = lines.starts
    while (index < length) {
      if (this.at(lines, index) === blank) {
        index++
        continue
      }
      const next = this.read(lines, index, depth, isItem && index === 0)
      if (next === undefined) return false
      index = next
    }
    return true
  }

  private noteEnding(lines: Lines, index: number, depth: number): void {
    if (index === 0 || this.at(lines, index - 1) === blank) return
    const end = lines.ends[index] as number
    if (!this.endings.has(end)) this.endings.set(end, depth)
  }

  private at(lines: Lines, index: number): number {
    return contentAt(
      this.source,
      lines.starts[index] as number,
      lines.ends[index] as number,
    )
  }

  /** Level of the heading at an offset; 0 if there is none. */
  private headingAt(at: number, end: number): number {
    let to = at
    while (to < end && this.source.charCodeAt(to) === hash) to++
    const isEnd = to === end || isSpace(this.source.charCodeAt(to))
    return isEnd && to - at <= 6 ? to - at : 0
  }

  private heading(
    index: number,
    at: number,
    end: number,
    level: number,
  ): number | undefined {
    const { source, tokens } = this
    if (source.slice(at, end).includes('\t')) return undefined
    const heading = tokens.enter('atxHeading', at)
    let from = at + level
    while (from < end && isSpace(source.charCodeAt(from))) from++
    let to = trimEnd(source, from, end)
    if (source.charCodeAt(to - 1) === hash && to > from) {
      let close = to
      while (close > from && source.charCodeAt(close - 1) === hash) close--
      if (close === from) to = from
      else if (isSpace(source.charCodeAt(close - 1))) {
        to = trimEnd(source, from, close)
        if (source.charCodeAt(to - 1) === hash) return undefined
      }
    }
    if (to > from) {
      const text = tokens.enter('atxHeadingText', from)
      if (!this.readText({ starts: [from], ends: [to] }, false))
        return undefined
      tokens.exit(text, to)
    }
    tokens.exit(heading, end)
    return index + 1
  }

  /** Length of the fence at an offset; 0 if there is none. */
  private fenceAt(at: number, end: number): number {
    const marker = this.source.charCodeAt(at)
    let to = at
    while (to < end && this.source.charCodeAt(to) === marker) to++
    if (to - at < 3) return 0
    if (marker === 96) {
      const tick = this.source.indexOf('`', to)
      if (tick >= 0 && tick < end) return 0
    }
    return to - at
  }

  private fence(lines: Lines, index: number, at: number): number | undefined {
    const { source, tokens } = this
    const end = lines.ends[index] as number
    const size = this.fenceAt(at, end)
    const indent = at - (lines.starts[index] as number)
    const marker = source.charCodeAt(at)
    const code = tokens.enter('codeFenced', at)
    this.fenceInfo(at + size, end)
    for (let next = index + 1; next < lines.starts.length; next++) {
      const start = lines.starts[next] as number
      const to = lines.ends[next] as number
      if (this.lazy.has(start)) return undefined
      const content = contentAt(source, start, to)
      if (content >= 0 && content - start < codeIndent) {
        let close = content
        while (close < to && source.charCodeAt(close) === marker) close++
        if (close - content >= size && trimEnd(source, close, to) === close) {
          tokens.exit(code, to)
          return next + 1
        }
      }
      if (this.settings.codeLines && !this.codeLine(start, to, indent)) {
        return undefined
      }
    }
    return undefined
  }

  private fenceInfo(at: number, end: number): void {
    const { source, tokens } = this
    let from = at
    while (from < end && isSpace(source.charCodeAt(from))) from++
    let to = from
    while (to < end && !isSpace(source.charCodeAt(to))) to++
    if (to > from) tokens.leaf('codeFencedFenceInfo', from, to)
    while (to < end && isSpace(source.charCodeAt(to))) to++
    if (end > to) tokens.leaf('codeFencedFenceMeta', to, end)
  }

  private codeLine(start: number, end: number, indent: number): boolean {
    const { source, tokens } = this
    let from = start
    while (from < end && from - start < indent && source[from] === ' ') from++
    if (from - start < indent && source[from] === '\t') return false
    // The line ending before the line.
    const before = source[start - 2] === '\r' ? 2 : 1
    tokens.leaf('lineEnding', start - before, start)
    if (end > from) tokens.leaf('codeFlowValue', from, end)
    return true
  }

  private quote(
    lines: Lines,
    index: number,
    depth: number,
  ): number | undefined {
    const { source, tokens } = this
    const inner: Lines = { starts: [], ends: [] }
    this.noteEnding(lines, index, depth)
    const quote = tokens.enter('blockQuote', this.at(lines, index))
    let next = index
    for (; next < lines.starts.length; next++) {
      const at = this.at(lines, next)
      if (at === blank) break
      const isDeep = at - (lines.starts[next] as number) >= codeIndent
      if (at === tabbed || isDeep || source.charCodeAt(at) !== greaterThan) {
        return undefined
      }
      const code = source.charCodeAt(at + 1)
      if (code === 9) return undefined
      inner.starts.push(code === 32 ? at + 2 : at + 1)
      inner.ends.push(lines.ends[next] as number)
    }
    if (!this.readAll(clamped(inner), depth + 1, false)) return undefined
    tokens.exit(quote, lines.ends[next - 1] as number)
    return next
  }

  private list(
    lines: Lines,
    index: number,
    first: ListMarker,
    depth: number,
  ): number | undefined {
    const { tokens } = this
    const type: ScannedType = first.isOrdered ? 'listOrdered' : 'listUnordered'
    const list = tokens.enter(type, first.at)
    let marker = first
    let next = index
    for (;;) {
      tokens.leaf('listItemPrefix', marker.at, marker.content)
      const item: Lines = { starts: [marker.content], ends: [] }
      item.ends.push(lines.ends[next] as number)
      next++
      const found = this.item(lines, next, marker, item)
      if (found === undefined) return undefined
      if (!this.readAll(item, depth + 1, true)) return undefined
      next = found.next
      if (!found.marker) break
      marker = found.marker
    }
    let last = next - 1
    while (last > index && this.at(lines, last) === blank) last--
    tokens.exit(list, lines.ends[last] as number)
    return next
  }

  /** Collect the lines of a list item, and find what comes behind it. */
  private item(
    lines: Lines,
    index: number,
    marker: ListMarker,
    item: Lines,
  ): { next: number; marker?: ListMarker } | undefined {
    const { source } = this
    let wasBlank = false
    let next = index
    for (; next < lines.starts.length; next++) {
      const start = lines.starts[next] as number
      const end = lines.ends[next] as number
      const at = contentAt(source, start, end)
      if (at === tabbed) return undefined
      if (at === blank) {
        wasBlank = true
        item.starts.push(end)
        item.ends.push(end)
        continue
      }
      const indent = at - start
      if (indent >= marker.width) {
        item.starts.push(start + marker.width)
        item.ends.push(end)
        wasBlank = false
        continue
      }
      const isDeep = indent >= codeIndent
      const isRule = !isDeep && isThematicBreak(source, at, end)
      const found =
        isDeep || isRule ? undefined : listMarkerAt(source, start, at, end)
      if (found === 'unsure') return undefined
      if (found && found.delimiter === marker.delimiter) {
        return { next, marker: found }
      }
      if (isDeep) return undefined
      if (wasBlank) return { next }
      // A line that goes on lazily, or a block that ends the list at once.
      if (found || !this.isLazy(start, at, end)) return undefined
      this.lazy.add(at)
      item.starts.push(at)
      item.ends.push(end)
    }
    return { next }
  }

  /** Whether a line can be nothing but more of a paragraph. */
  private isLazy(start: number, at: number, end: number): boolean {
    const { source } = this
    if (source.charCodeAt(at) === 60 || source.charCodeAt(at) === 124) {
      return false
    }
    if (underlineAt(source, at, end) > 0) return false
    return this.interrupts(start, at, end) === false
  }

  /** Whether a formula starts that ends on a line of its own. */
  private isMathFence(at: number, end: number): boolean {
    const { source, settings } = this
    if (!settings.math || source.charCodeAt(at + 1) !== 36) return false
    return /^\${2,}[^$]*$/.test(source.slice(at, end))
  }

  private math(lines: Lines, index: number, at: number): number | undefined {
    const { source, tokens } = this
    const end = lines.ends[index] as number
    const [open = ''] = /^\$+/.exec(source.slice(at, end)) ?? []
    const math = tokens.enter('mathFlow', at)
    for (let next = index + 1; next < lines.starts.length; next++) {
      const start = lines.starts[next] as number
      const to = lines.ends[next] as number
      if (this.lazy.has(start)) return undefined
      const [, close = ''] =
        /^ {0,3}(\$+)[ \t]*$/.exec(source.slice(start, to)) ?? []
      if (close.length < open.length) continue
      tokens.exit(math, to)
      return next + 1
    }
    return undefined
  }

  /** What a line with two or more colons starts. */
  private directiveAt(
    at: number,
    end: number,
  ): 'container' | 'none' | 'unsure' {
    const { source, settings } = this
    if (!settings.directives || source.charCodeAt(at + 1) !== 58) return 'none'
    const [, colons = '', rest = ''] =
      /^(:{2,})[A-Za-z][\w-]*(.*)$/.exec(source.slice(at, end)) ?? []
    if (colons === '' || /^(?: *[^\s[{]|[^ -~])/.test(rest)) return 'none'
    return colons.length > 2 && rest === '' ? 'container' : 'unsure'
  }

  private directive(lines: Lines, index: number): number | undefined {
    const { source, tokens } = this
    const at = lines.starts[index] as number
    const [open = ''] = /^:+/.exec(source.slice(at, at + 300)) ?? []
    const directive = tokens.enter('directiveContainer', at)
    const inner: Lines = { starts: [], ends: [] }
    for (let next = index + 1; next < lines.starts.length; next++) {
      const start = lines.starts[next] as number
      const end = lines.ends[next] as number
      const line = source.slice(start, end)
      const [, close = ''] = /^ {0,3}(:+)[ \t]*$/.exec(line) ?? []
      if (close.length >= open.length) {
        if (!this.readAll(inner, 1, false)) return undefined
        tokens.exit(directive, end)
        return next + 1
      }
      if (/^[ \t]*:{3}/.test(line)) return undefined
      inner.starts.push(start)
      inner.ends.push(end)
    }
    return undefined
  }

  private html(
    lines: Lines,
    index: number,
    kind: Exclude<HtmlStart, 'unsure' | 'none'>,
  ): number | undefined {
    const { source, tokens } = this
    const html = tokens.enter('htmlFlow', lines.starts[index] as number)
    let end = html.start.offset
    let next = index
    for (; next < lines.starts.length; next++) {
      const start = lines.starts[next] as number
      const to = lines.ends[next] as number
      if (next > index && this.lazy.has(start)) return undefined
      const isBlank = this.at(lines, next) === blank
      const hasEnd = kind === 'raw' || kind === 'comment'
      if (isBlank && !hasEnd) break
      if (next > index) {
        tokens.leaf('lineEnding', end, end + lineEndingAt(source, end))
      }
      end = to
      if (to > start) tokens.leaf('htmlFlowData', start, to)
      const at = next === index ? this.at(lines, next) : start
      if (hasEnd && endsHtml(kind, source.slice(at, to), next === index)) {
        tokens.exit(html, end)
        return next + 1
      }
    }
    if (kind === 'raw' || kind === 'comment') return undefined
    tokens.exit(html, end)
    return next
  }

  private paragraph(
    lines: Lines,
    index: number,
    isItem: boolean,
  ): number | undefined {
    const { source, tokens } = this
    const table = this.table(lines, index)
    if (table === undefined) return undefined
    if (table > index) return table
    const from = this.at(lines, index)
    if (this.isSpecial(from, lines.ends[index] as number)) return undefined
    const text: Lines = { starts: [from], ends: [lines.ends[index] as number] }
    let next = index + 1
    let underline = 0
    for (; next < lines.starts.length; next++) {
      const start = lines.starts[next] as number
      const end = lines.ends[next] as number
      const at = contentAt(source, start, end)
      if (at === tabbed) return undefined
      if (at === blank) break
      if (at - start < codeIndent) {
        underline = underlineAt(source, at, end)
        if (underline > 0) break
        const ends = this.interrupts(start, at, end)
        if (ends === undefined) return undefined
        if (ends) break
        const row = this.table(lines, next)
        if (row !== next) return undefined
      }
      text.starts.push(at)
      text.ends.push(end)
    }
    const start = text.starts[0] as number
    const end = text.ends.at(-1) as number
    if (source.charCodeAt(start) === 91) {
      // What may be a definition is found out before text is read.
      if (source.slice(start, end).includes(']:')) return undefined
    }
    const isHeading = underline > 0
    const owner = isHeading ? tokens.enter('setextHeading', start) : undefined
    const type = isHeading ? 'setextHeadingText' : 'paragraph'
    const block = tokens.enter(type, start)
    if (!this.readText(text, isItem && !isHeading)) return undefined
    if (isItem && isHeading && source.charCodeAt(start) === 91) return undefined
    tokens.exit(block, end)
    if (!owner) return next
    tokens.exit(owner, lines.ends[next] as number)
    return next + 1
  }

  /** Whether a line may start what only the whole parser reads. */
  private isSpecial(at: number, end: number): boolean {
    const { source } = this
    const code = source.charCodeAt(at)
    if (code === 91) return source.charCodeAt(at + 1) === 94 && at + 1 < end
    return code === 58 && this.directiveAt(at, end) !== 'none'
  }

  /** Whether a line ends a paragraph before it; `undefined` where in doubt. */
  private interrupts(
    start: number,
    at: number,
    end: number,
  ): boolean | undefined {
    const { source } = this
    if (this.isSpecial(at, end)) return undefined
    const code = source.charCodeAt(at)
    if (code === hash) return this.headingAt(at, end) > 0
    if (code === 96 || code === 126) return this.fenceAt(at, end) > 0
    if (code === greaterThan) return true
    if (code === 36) return this.isMathFence(at, end)
    if (code === 60) {
      const kind = htmlStart(source.slice(at, end))
      if (kind === 'unsure') return undefined
      return kind !== 'none' && kind !== 'complete'
    }
    if (isThematicBreak(source, at, end)) return true
    const marker = listMarkerAt(source, start, at, end)
    if (marker === 'unsure') return undefined
    if (!marker) return false
    return !marker.isOrdered || marker.value === '1'
  }

  /**
   * Read a table, if one starts on a line.
   *
   * @returns Line behind it; the line itself if there is none.
   */
  private table(lines: Lines, index: number): number | undefined {
    const { source, tokens } = this
    const delimiters = index + 1
    if (delimiters >= lines.starts.length) return index
    const rowStart = this.at(lines, delimiters)
    const rowEnd = lines.ends[delimiters] as number
    if (rowStart < 0) return rowStart === tabbed ? undefined : index
    if (!isDelimiterRow(source, rowStart, rowEnd)) return index
    const lineStart = lines.starts[delimiters] as number
    // `- |` is a list item before it is a table's second line.
    if (listMarkerAt(source, lineStart, rowStart, rowEnd)) return undefined
    const depth = rowStart - lineStart
    const head = this.at(lines, index)
    const headEnd = lines.ends[index] as number
    const size = countCells(source, head, headEnd)
    if (depth >= codeIndent || !size) return undefined
    if (size !== countCells(source, rowStart, rowEnd)) return undefined
    const table = tokens.enter('table', head)
    let end = rowEnd
    let next = delimiters + 1
    if (!this.row(head, headEnd)) return undefined
    for (; next < lines.starts.length; next++) {
      const at = this.at(lines, next)
      if (at === blank) break
      const isDeep = at - (lines.starts[next] as number) >= codeIndent
      if (at === tabbed || isDeep || source.charCodeAt(at) !== 124) {
        return undefined
      }
      end = lines.ends[next] as number
      if (!this.row(at, end)) return undefined
    }
    tokens.exit(table, end)
    return next
  }

  private row(at: number, end: number): boolean {
    const { source, tokens } = this
    const cells = cellsOf(source, at, end)
    if (!cells) return false
    for (const { start, end } of cells) {
      const cell = tokens.enter('tableContent', start)
      if (!this.readText({ starts: [start], ends: [end] }, false)) return false
      tokens.exit(cell, end)
    }
    return true
  }
}

/** Lines whose prefix was all there was. */
function clamped({ starts, ends }: Lines): Lines {
  return {
    starts: starts.map((start, index) => Math.min(start, ends[index] ?? start)),
    ends,
  }
}

/** Length of the line under a heading; 0 if it is none. */
function underlineAt(source: string, at: number, end: number): number {
  const marker = source.charCodeAt(at)
  if (marker !== 45 && marker !== 61) return 0
  let to = at
  while (to < end && source.charCodeAt(to) === marker) to++
  return trimEnd(source, to, end) === to ? to - at : 0
}

/** Whether three or more of one marker, and white space, are all of a line. */
export function isThematicBreak(
  source: string,
  at: number,
  end: number,
): boolean {
  const marker = source.charCodeAt(at)
  if (marker !== 42 && marker !== 45 && marker !== 95) return false
  let count = 0
  for (let to = at; to < end; to++) {
    const code = source.charCodeAt(to)
    if (code === marker) count++
    else if (!isSpace(code)) return false
  }
  return count >= 3
}
