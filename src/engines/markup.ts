import { type Content, printContent } from '../model/index.ts'
import type { EngineSegment } from './engine.ts'

/** Names that codes have in a markup language that has no `<1>`. */
interface TagNames {
  /** Pair: starts and ends a mark. */
  pair: string
  /** Stands alone. */
  alone: string
  /** Whether what stands alone is closed by itself: XML. */
  closes: boolean
  /** Starts and ends what is not to be translated. */
  keep: readonly [open: string, close: string]
}

/** XML for engines that read XML. */
export const xmlTags: TagNames = {
  pair: 'g',
  alone: 'x',
  closes: true,
  keep: ['<k>', '</k>'],
}

/** HTML for engines that read HTML: tags that flow with the text. */
export const htmlTags: TagNames = {
  pair: 'span',
  alone: 'img',
  closes: false,
  keep: ['<span translate="no">', '</span>'],
}

/**
 * Write content in XML or HTML, codes as elements that have its id.
 *
 * The end of a mark that begins or ends in another segment stands alone, so the
 * text is well-formed.
 *
 * @param content - Content.
 * @param tags - Names of elements.
 * @param kept - Words that are not to be translated. Default: none.
 * @returns Markup.
 */
export function printMarkup(
  content: Content,
  tags: TagNames,
  kept: readonly string[] = [],
): string {
  const paired = pairsOf(content)
  return content
    .map((part) => {
      if (typeof part === 'string') return printText(part, tags, kept)
      if ('ph' in part) return alone(part.ph, tags)
      if ('open' in part) {
        return paired.has(part.open)
          ? `<${tags.pair} id="y${part.open}">`
          : alone(`${part.open}o`, tags)
      }
      return paired.has(part.close)
        ? `</${tags.pair}>`
        : alone(`${part.close}c`, tags)
    })
    .join('')
}

function printText(
  text: string,
  { keep: [open, close] }: TagNames,
  kept: readonly string[],
): string {
  let printed = ''
  let at = 0
  while (at < text.length) {
    // The longest that stands here; there are few of them.
    const word = kept
      .filter((one) => one !== '' && text.startsWith(one, at))
      .sort((one, other) => other.length - one.length)[0]
    const piece = word ?? String.fromCodePoint(text.codePointAt(at) ?? 0)
    const plain = printContent([piece])
    printed += word === undefined ? plain : `${open}${plain}${close}`
    at += piece.length
  }
  return printed
}

/**
 * List the words of a segment that are not to be translated.
 *
 * @param segment - Segment.
 * @returns Words of its source.
 */
export function keptIn({ terms }: EngineSegment): string[] {
  return terms.flatMap((term) => (term.doNotTranslate ? [term.source] : []))
}

function alone(id: string, { alone: name, closes }: TagNames): string {
  return `<${name} id="y${id}"${closes ? '/' : ''}>`
}

function pairsOf(content: Content): Set<string> {
  const opened = new Set<string>()
  const paired = new Set<string>()
  for (const part of content) {
    if (typeof part === 'string') continue
    if ('open' in part) opened.add(part.open)
    if ('close' in part && opened.has(part.close)) paired.add(part.close)
  }
  return paired
}

/**
 * Read what an engine made of {@link printMarkup}'s text.
 *
 * Elements it brought itself are left out, their text is not.
 *
 * @param markup - XML or HTML.
 * @param tags - Names of elements.
 * @returns Text with tags, as `printContent` writes it.
 */
export function readMarkup(markup: string, tags: TagNames): string {
  const open: (string | undefined)[] = []
  let text = ''
  let at = 0
  for (const match of markup.matchAll(
    /<(\/?)([A-Za-z][\w-]*)((?![\w-])[^<>]*)>/g,
  )) {
    text += asText(markup.slice(at, match.index))
    at = match.index + match[0].length
    const [, slash, name = '', rest = ''] = match
    const id = /\bid\s*=\s*["']?y(\d+)([oc]?)/i.exec(rest)
    const lower = name.toLowerCase()
    if (lower === tags.pair) {
      const closed = slash ? open.pop() : undefined
      if (closed !== undefined) text += `</${closed}>`
      if (slash) continue
      const given = id && !id[2] ? id[1] : undefined
      if (given !== undefined) text += `<${given}>`
      if (!rest.trimEnd().endsWith('/')) open.push(given)
      else if (given !== undefined) text += `</${given}>`
    } else if (lower === tags.alone && !slash && id) {
      const [, number = '', end] = id
      text +=
        end === 'o'
          ? `<${number}>`
          : end === 'c'
            ? `</${number}>`
            : `<${number}/>`
    }
  }
  return text + asText(markup.slice(at))
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

function asText(markup: string): string {
  const text = markup.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
  return printContent([text])
}
