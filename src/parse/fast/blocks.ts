import { definitions } from './definition.ts'
import { footnoteAt, footnoteMarker } from './footnote.ts'
import { htmlStart } from './html.ts'
import {
  type BlockContext,
  fence,
  heading,
  html,
  indentedCode,
  math,
  oneLine,
  type ReadText,
} from './leaf-blocks.ts'
import {
  type BlockSettings,
  codeIndent,
  directiveAt,
  fenceAt,
  greaterThan,
  hash,
  headingAt,
  interrupts,
  isMathFence,
  isModule,
  isScript,
  isSpecial,
  isThematicBreak,
  underlineAt,
} from './line-start.ts'
import {
  blank,
  clamped,
  contentAt,
  type Lines,
  tabbed,
  trimEnd,
} from './lines.ts'
import { type ListMarker, listMarkerAt } from './list-marker.ts'
import { readTable, tableAt } from './table.ts'
import type { ScannedType, Tokens } from './tokens.ts'

/** No container of a real article stands deeper. */
const deepest = 12

/**
 * Reads blocks in which nothing is in doubt, one after the other.
 *
 * A block is recognised by its lines alone; each method gives the line behind
 * what it read, or `undefined` where the whole parser has to be asked.
 */
export class BlockReader implements BlockContext {
  readonly source: string
  readonly settings: BlockSettings
  readonly tokens: Tokens
  readonly readText: ReadText
  readonly define: BlockContext['define']
  readonly lazy = new Set<number>()
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
    define: BlockContext['define'],
  ) {
    this.source = source
    this.settings = settings
    this.tokens = tokens
    this.readText = readText
    this.define = define
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
    if (this.lazy.has(start)) return undefined
    if (at === tabbed || at - start >= codeIndent) {
      const isCode = depth === 0 && !this.settings.mdx
      return isCode ? indentedCode(this, lines, index) : undefined
    }
    const end = lines.ends[index] as number
    if (isScript(this.source.charCodeAt(at), this.settings)) return undefined
    if (isModule(this.source, at, this.settings)) return undefined
    switch (this.source.charCodeAt(at)) {
      case hash: {
        const level = headingAt(this.source, at, end)
        if (level > 0) return heading(this, index, at, end, level)
        break
      }
      case 96: // `
      case 126: // ~
        if (fenceAt(this.source, at, end) > 0)
          return fence(this, lines, index, at, depth)
        break
      case 36: // $$
        if (isMathFence(this.source, at, end, this.settings))
          return math(this, lines, index, at, depth)
        break
      case 58: // :::
        if (directiveAt(this.source, at, end, this.settings) === 'container') {
          return this.directive(lines, index, depth)
        }
        break
      case 91: // [^1]:
        if (depth === 0 && start === at) {
          const next = this.footnote(lines, index)
          if (next !== index) return next
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
        if (kind !== 'none') return html(this, lines, index, kind)
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
    return this.paragraph(lines, index, depth, isItem)
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
      const start = lines.starts[next] as number
      const isDeep = at - start >= codeIndent
      if (at === tabbed || isDeep) return undefined
      if (source.charCodeAt(at) !== greaterThan) {
        const end = lines.ends[next] as number
        const marker = listMarkerAt(source, start, at, end)
        if (marker && !endsWithBullet(marker)) return undefined
        if (marker || this.endsItem(start, at, end)) break
        if (!this.isLazy(start, at, end)) return undefined
        this.lazy.add(at)
        inner.starts.push(at)
        inner.ends.push(end)
        continue
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
      if (at === tabbed && !isIndented(source, start, marker.width)) {
        return undefined
      }
      if (at === blank) {
        wasBlank = true
        item.starts.push(end)
        item.ends.push(end)
        continue
      }
      const indent = at - start
      if (at === tabbed || indent >= marker.width) {
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
      if (found) return endsWithBullet(found) ? { next } : undefined
      const isNote = marker.delimiter === footnoteMarker.delimiter
      if (isNote && footnoteAt(source, start, end)) return { next }
      if (this.endsItem(start, at, end)) return { next }
      if (!this.isLazy(start, at, end)) return undefined
      this.lazy.add(at)
      item.starts.push(at)
      item.ends.push(end)
    }
    return { next }
  }

  /** Whether a line that is not indented starts a block that ends a list at once. */
  private endsItem(start: number, at: number, end: number): boolean {
    const code = this.source.charCodeAt(at)
    if (code === 36 || code === 91) return false
    return interrupts(this.source, start, at, end, this.settings) === true
  }

  /** Whether a line can be nothing but more of a paragraph. */
  private isLazy(start: number, at: number, end: number): boolean {
    const { source } = this
    if (source.charCodeAt(at) === 60 || source.charCodeAt(at) === 124) {
      return false
    }
    if (underlineAt(source, at, end) > 0) return false
    return interrupts(source, start, at, end, this.settings) === false
  }

  private directive(
    lines: Lines,
    index: number,
    depth: number,
  ): number | undefined {
    const { source, tokens } = this
    const at = this.at(lines, index)
    const indent = at - (lines.starts[index] as number)
    const [open = ''] = /^:+/.exec(source.slice(at, at + 300)) ?? []
    const directive = tokens.enter('directiveContainer', at)
    this.directiveLabel(at, trimEnd(source, at, lines.ends[index] as number))
    const inner: Lines = { starts: [], ends: [] }
    for (let next = index + 1; next < lines.starts.length; next++) {
      const start = lines.starts[next] as number
      const end = lines.ends[next] as number
      if (this.lazy.has(start)) return undefined
      const line = source.slice(start, end)
      const [, close = ''] = /^ {0,3}(:+)[ \t]*$/.exec(line) ?? []
      if (close.length >= open.length) {
        if (!this.readAll(inner, depth + 1, false)) return undefined
        tokens.exit(directive, end)
        return next + 1
      }
      if (/^[ \t]*:{3}/.test(line)) return undefined
      let from = start
      while (from < start + indent && source.charCodeAt(from) === 32) from++
      inner.starts.push(from)
      inner.ends.push(end)
    }
    return undefined
  }

  private directiveLabel(at: number, end: number): void {
    const from = this.source.indexOf('[', at) + 1
    if (from === 0 || from >= end - 1) return
    const label = this.tokens.enter('directiveContainerLabelString', from)
    this.readText(oneLine(from, end - 1), false)
    this.tokens.exit(label, end - 1)
  }

  /** Read the definition of a footnote; gives its own line where there is none. */
  private footnote(lines: Lines, index: number): number | undefined {
    const { source, tokens } = this
    const at = lines.starts[index] as number
    const end = lines.ends[index] as number
    const [, name = '', gap = ''] = footnoteAt(source, at, end) ?? []
    if (name === '') return index
    this.define(name, 'footnotes')
    const definition = tokens.enter('gfmFootnoteDefinition', at)
    const labelEnd = at + name.length + 3
    tokens.leaf('gfmFootnoteDefinitionLabel', at, labelEnd)
    const content = labelEnd + 1 + gap.length
    const marker = { ...footnoteMarker, at, content }
    const item: Lines = { starts: [content], ends: [end] }
    const found = this.item(lines, index + 1, marker, item)
    if (found === undefined) return undefined
    this.noteEnding(lines, index, 0)
    if (!this.readAll(item, 1, false)) return undefined
    let last = found.next - 1
    while (last > index && this.at(lines, last) === blank) last--
    tokens.exit(definition, lines.ends[last] as number)
    return found.next
  }

  private paragraph(
    lines: Lines,
    index: number,
    depth: number,
    isItem: boolean,
  ): number | undefined {
    const { source, tokens } = this
    const from = this.at(lines, index)
    if (isSpecial(source, from, lines.ends[index] as number, this.settings))
      return undefined
    const table = readTable(this, lines, index)
    if (table === undefined) return undefined
    if (table > index) return table
    const starts = [from]
    const ends = [lines.ends[index] as number]
    const margins = [from]
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
        const ends = interrupts(source, start, at, end, this.settings)
        if (ends === undefined) return undefined
        if (ends) break
        const cells = tableAt(this, lines, next)
        if (cells === undefined || cells === 1) return undefined
        if (cells > 0) break
      } else if (this.settings.mdx) return undefined
      starts.push(at)
      ends.push(end)
      margins.push(start)
    }
    const start = from
    const end = ends.at(-1) as number
    if (source.charCodeAt(start) === 91) {
      // What may be a definition is found out before text is read.
      if (source.slice(start, end).includes(']:')) {
        if (depth > 0 || underline > 0) return undefined
        const isRead = definitions(this, { starts, ends })
        return isRead ? next : undefined
      }
    }
    const isHeading = underline > 0
    const owner = isHeading ? tokens.enter('setextHeading', start) : undefined
    const type = isHeading ? 'setextHeadingText' : 'paragraph'
    const block = tokens.enter(type, start)
    if (isItem && isHeading && source.charCodeAt(start) === 91) return undefined
    this.readText({ starts, ends, margins }, isItem && !isHeading)
    tokens.exit(block, end)
    if (!owner) return next
    tokens.exit(owner, lines.ends[next] as number)
    return next + 1
  }
}

/** Whether a marker is a bullet, which starts a list behind anything. */
function endsWithBullet(marker: ListMarker | 'unsure'): boolean {
  return marker !== 'unsure' && !marker.isOrdered
}

/** Whether a line starts with so many spaces, whatever is behind them. */
function isIndented(source: string, start: number, width: number): boolean {
  for (let at = start; at < start + width; at++) {
    if (source.charCodeAt(at) !== 32) return false
  }
  return true
}
