import type {
  Code,
  Content,
  Inline,
  Segment,
  TranslationUnit,
} from '../model/index.ts'
import { characterOf, type XmlElement } from './read-xml.ts'
import { xmlAttributes, xmlText } from './xml-text.ts'

/** Side of a segment. */
export type Side = 'source' | 'target'

/** Stretch of a source that is a term, within one string of it. */
export interface TermSpan {
  /** Which part of the content. */
  part: number
  /** Start in the part, in UTF-16 units. */
  start: number
  /** End in the part. */
  end: number
  /** Id of the mark. */
  id: string
  /** Id of the concept. */
  concept: string
}

/** Types of XLIFF for kinds of code. */
const types: Readonly<Record<Code['kind'], string>> = {
  strong: 'fmt',
  emphasis: 'fmt',
  delete: 'fmt',
  break: 'fmt',
  link: 'link',
  keep: 'other',
  directive: 'other',
  html: 'other',
  protected: 'other',
  override: 'other',
}

/**
 * Tell whether a word is a kind of code.
 *
 * @param word - Word.
 * @returns Whether it is.
 */
export function isCodeKind(word: string): word is Code['kind'] {
  return Object.hasOwn(types, word)
}

/**
 * Find the marks of a content that are not one stretch inside others.
 *
 * @param content - Content.
 * @param split - Ids that are added to: of marks with one end, or that run over
 *   the end of another.
 */
export function findSplit(content: Content, split: Set<string>): void {
  const open: string[] = []
  for (const part of content) {
    if (typeof part === 'string' || 'ph' in part) continue
    if ('open' in part) {
      if (open.includes(part.open)) split.add(part.open)
      if (!split.has(part.open)) open.push(part.open)
    } else if (open.at(-1) === part.close) open.pop()
    else {
      split.add(part.close)
      const at = open.indexOf(part.close)
      if (at >= 0) open.splice(at, 1)
    }
  }
  for (const id of open) split.add(id)
}

/** Codes both ends of which stand in a unit, on one side of it. */
function closedCodes(
  segments: readonly Segment[],
  side: Side,
): ReadonlySet<string> {
  const open = new Set<string>()
  const closed = new Set<string>()
  for (const segment of segments) {
    for (const part of segment[side] ?? []) {
      if (typeof part === 'string') continue
      if ('open' in part) open.add(part.open)
      if ('close' in part && open.has(part.close)) closed.add(part.close)
    }
  }
  return closed
}

/** Prints the content of a unit's segments as XLIFF 2 has it. */
export class InlinePrinter {
  private readonly codes: ReadonlyMap<string, Code>
  private readonly closed: Readonly<Record<Side, ReadonlySet<string>>>

  /** @param unit - Unit. */
  constructor({ codes, segments }: TranslationUnit) {
    this.codes = new Map(codes.map((code) => [code.id, code]))
    this.closed = {
      source: closedCodes(segments, 'source'),
      target: closedCodes(segments, 'target'),
    }
  }

  /**
   * Print one side of a segment.
   *
   * @param segment - Segment.
   * @param side - Side.
   * @param terms - Terms to mark, in order. Default: none.
   * @returns Text, codes and marks.
   */
  print(segment: Segment, side: Side, terms: readonly TermSpan[] = []): string {
    const split = new Set<string>()
    findSplit(segment.source, split)
    // What is `sc` on one side is on both.
    findSplit(segment.target ?? [], split)
    return (segment[side] ?? [])
      .map((part, index) =>
        typeof part === 'string'
          ? markedText(
              part,
              terms.filter((term) => term.part === index),
            )
          : this.code(part, split, side),
      )
      .join('')
  }

  private code(
    part: Exclude<Inline, string>,
    split: ReadonlySet<string>,
    side: Side,
  ): string {
    if ('ph' in part) {
      const { dataRef, type } = this.attributes(part.ph)
      return `<ph${xmlAttributes({ id: part.ph, dataRef, ...type })}/>`
    }
    const id = 'open' in part ? part.open : part.close
    const { dataRef, dataRefEnd, type } = this.attributes(id)
    const isolated = this.closed[side].has(id) ? undefined : 'yes'
    if ('open' in part) {
      if (split.has(id)) {
        return `<sc${xmlAttributes({ id, dataRef, isolated, ...type })}/>`
      }
      const data = { dataRefStart: dataRef, dataRefEnd }
      return `<pc${xmlAttributes({ id, ...data, ...type })}>`
    }
    if (!split.has(id)) return '</pc>'
    const start = isolated ? { id: `${id}-end`, isolated } : { startRef: id }
    return `<ec${xmlAttributes({ ...start, dataRef: dataRefEnd })}/>`
  }

  private attributes(id: string) {
    const code = this.codes.get(id)
    return {
      dataRef: code ? `s${id}` : undefined,
      dataRefEnd: code?.after ? `e${id}` : undefined,
      type: code
        ? { type: types[code.kind], subType: `yiwen:${code.kind}` }
        : {},
    }
  }
}

function markedText(text: string, terms: readonly TermSpan[]): string {
  let printed = ''
  let at = 0
  for (const { start, end, id, concept } of terms) {
    printed += inlineText(text.slice(at, start))
    const attributes = xmlAttributes({
      id,
      type: 'term',
      ref: `#gls=${concept}`,
    })
    printed += `<mrk${attributes}>${inlineText(text.slice(start, end))}</mrk>`
    at = end
  }
  return printed + inlineText(text.slice(at))
}

/**
 * Write text of a segment or of original data.
 *
 * @param text - Text.
 * @returns Text with references, and `cp` for what XML can not hold.
 */
export function inlineText(text: string): string {
  return xmlText(text, (code) => {
    const hex = code.toString(16).toUpperCase().padStart(4, '0')
    return `<cp hex="${hex}"/>`
  })
}

/** What a content was found to be besides text and codes. */
export interface InlineReading {
  /** Kinds of the codes, by id. */
  kinds: Map<string, Code['kind']>
  /** Called with what is left out. */
  onUnknown: (element: XmlElement) => void
  /** Called with the words of a comment. */
  onComment: (text: string) => void
}

/**
 * Read the content of a `source` or `target` of XLIFF 2.
 *
 * @param element - Element.
 * @param reading - What else is found.
 * @returns Content.
 */
export function readInline(
  element: XmlElement,
  reading: InlineReading,
): Content {
  const builder = new ContentBuilder()
  read(element, builder, reading)
  return builder.content
}

/** Puts a content together. */
export class ContentBuilder {
  /** What is there. */
  readonly content: Inline[] = []

  /** @param text - Text to add. */
  text(text: string): void {
    const last = this.content.at(-1)
    if (typeof last === 'string') {
      this.content[this.content.length - 1] = last + text
    } else if (text) this.content.push(text)
  }

  /** @param code - Code to add. */
  code(code: Exclude<Inline, string>): void {
    this.content.push(code)
  }
}

function read(
  element: XmlElement,
  into: ContentBuilder,
  reading: InlineReading,
): void {
  for (const child of element.children) {
    if (typeof child === 'string') {
      into.text(child)
      continue
    }
    const { attributes, name } = child
    const id = attributes.get('id') ?? ''
    const kind = attributes.get('subType')?.replace(/^yiwen:/, '') ?? ''
    if (isCodeKind(kind)) reading.kinds.set(id, kind)
    if (name === 'ph') into.code({ ph: id })
    else if (name === 'sc') into.code({ open: id })
    else if (name === 'ec') {
      const start = attributes.get('startRef') ?? id.replace(/-end$/, '')
      into.code({ close: start })
    } else if (name === 'pc') {
      into.code({ open: id })
      read(child, into, reading)
      into.code({ close: id })
    } else if (name === 'cp') into.text(characterOf(child))
    else {
      const comment = attributes.get('value')
      if (attributes.get('type') === 'comment' && comment) {
        reading.onComment(comment)
      } else if (!['mrk', 'sm', 'em'].includes(name)) reading.onUnknown(child)
      read(child, into, reading)
    }
  }
}
