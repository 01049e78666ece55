import type { Span } from '../model/index.ts'
import { type Byline, parseByline, parseInlineByline } from './byline.ts'

/** Recognised part of a plain text. */
export interface PlainPart {
  /** The part's text. */
  text: string
  /** Where it is. */
  span: Span
}

/** Line under a picture. */
export interface PlainCaption extends PlainPart {
  /** What it says, without its credit. */
  caption: PlainPart
  /** What stands in its brackets, such as `圖：Shutterstock`. */
  credit: PlainPart
}

/** Plain text, taken apart. Each part says where in the text it is. */
export interface PlainArticle {
  /** Whole text. */
  source: string
  /** Headline. */
  title?: PlainPart
  /** Who wrote it, and when; several where they stand on several lines. */
  bylines: readonly Byline[]
  /** First caption. */
  caption?: PlainCaption
  /** Paragraphs in order, header and caption left out. */
  paragraphs: readonly PlainPart[]
}

/**
 * Take a plain-text article apart.
 *
 * Its first lines may be a headline, a byline and a date, in any order; a
 * paragraph that ends in a picture credit is a caption; the rest is paragraphs,
 * set apart by blank lines or, where a text has none, one on each line.
 *
 * @param text - Text.
 * @returns Parts; together with the white space between them they cover the
 *   text.
 *
 * @example
 * ```ts
 * import { parsePlainText } from 'yiwen/node'
 *
 * const article = parsePlainText(
 *   '智譜上市\n鉅亨網編譯陳韋廷 2026-01-08 13:00\n\n第一段。\n\n第二段。\n',
 * )
 * article.title?.text // '智譜上市'
 * article.bylines[0]?.authors[0]?.text // '陳韋廷'
 * article.paragraphs.map((part) => part.text) // ['第一段。', '第二段。']
 * ```
 */
export function parsePlainText(text: string): PlainArticle {
  const lines = splitLines(text)
  const header = parseHeader(lines)
  const bylines = [...header.bylines]
  const body = text.slice(header.end)
  const paragraphs: PlainPart[] = []
  let caption: PlainCaption | undefined
  for (const part of splitParagraphs(body, header.end)) {
    const found = caption ? undefined : parseCaption(part)
    if (found) {
      caption = found
      continue
    }
    const inline =
      paragraphs.length === 0 && bylines.every((one) => !one.authors.length)
        ? parseInlineByline(part)
        : undefined
    if (!inline) {
      paragraphs.push(part)
      continue
    }
    bylines.push(inline)
    const rest = trimmed(text, { start: inline.span.end, end: part.span.end })
    if (rest) paragraphs.push(rest)
  }
  return {
    source: text,
    ...(header.title ? { title: header.title } : {}),
    bylines,
    ...(caption ? { caption } : {}),
    paragraphs,
  }
}

interface Header {
  title?: PlainPart
  bylines: Byline[]
  end: number
}

function parseHeader(lines: readonly PlainPart[]): Header {
  const header: Header = { bylines: [], end: 0 }
  const filled = lines.filter((line) => line.text !== '')
  const lastFilled = lines.findLastIndex((line) => line.text !== '')
  const hasBlank = lines
    .slice(filled[0] ? lines.indexOf(filled[0]) : 0, lastFilled + 1)
    .some((line) => line.text === '')
  for (const [index, line] of filled.entries()) {
    if (index >= 4) break
    const byline = parseByline(line)
    const next = filled[index + 1]
    // Where blank lines set paragraphs apart, a line that has none after it is
    // the first of a paragraph that was wrapped by hand.
    const wrapped = hasBlank && lines[lines.indexOf(line) + 1] === next
    if (byline) header.bylines.push(byline)
    else if (!header.title && next && isTitle(line, next, wrapped)) {
      header.title = line
    } else break
    header.end = line.span.end
  }
  return header
}

// A headline is short and does not end as a sentence does. An exclamation or
// question mark may end both: then a byline must follow.
function isTitle(line: PlainPart, next: PlainPart, wrapped: boolean): boolean {
  if (line.text.length > 60 || parseCaption(line)) return false
  if (/[。；，、：…;,:]$|^[（(【[][^）)\]】]*$/.test(line.text)) return false
  if (!/[\p{L}\p{N}]/u.test(line.text)) return false
  if (!wrapped && !/[！？!?」』.]$/.test(line.text)) return true
  return parseByline(next) !== undefined
}

function splitLines(text: string): PlainPart[] {
  const lines: PlainPart[] = []
  let start = 0
  for (const match of text.matchAll(/\r\n|\n|\r|$/g)) {
    const span = { start, end: match.index }
    const line = trimmed(text, span)
    lines.push(line ?? { text: '', span: { start, end: start } })
    start = match.index + match[0].length
  }
  return lines
}

// The ideographic space is an indent and not a part of the paragraph.
function trimmed(text: string, span: Span): PlainPart | undefined {
  const raw = text.slice(span.start, span.end)
  const inner = raw.trim()
  if (inner === '') return undefined
  const start = span.start + raw.indexOf(inner)
  return { text: inner, span: { start, end: start + inner.length } }
}

const sentenceEnd = /[。！？!?.…][」』”’）)\]】]*$/

function splitParagraphs(body: string, offset: number): PlainPart[] {
  const blocks: PlainPart[][] = []
  let open = false
  let hasBlank = false
  for (const line of splitLines(body)) {
    if (line.text === '') {
      if (blocks.length > 0) hasBlank = true
      open = false
      continue
    }
    if (open) blocks.at(-1)?.push(line)
    else blocks.push([line])
    open = true
  }
  // Blank lines at the very end set nothing apart.
  hasBlank &&= blocks.length > 1
  return blocks.flatMap((block) => {
    // Where each line is a whole sentence, lines were not wrapped by hand.
    const single =
      !hasBlank || block.every((line) => sentenceEnd.test(line.text))
    const groups = single ? block.map((line) => [line]) : [block]
    return groups.flatMap((group) => {
      const first = group[0]
      const last = group.at(-1)
      if (!first || !last) return []
      const { start } = first.span
      const { end } = last.span
      const span = { start: start + offset, end: end + offset }
      return [{ text: body.slice(start, end), span }]
    })
  })
}

const credit =
  /[（(]((?:圖|圖片|圖片來源|圖源|圖\/文|照片|資料照|資料照片|資料圖|攝影|攝|示意圖|來源|翻攝|翻攝自|photo|image|source|credit|photo credit|photo by)\s*[:：／/|｜]\s*[^（）()]+|(?:資料|示意|檔案|翻攝)(?:照|照片|圖)|[^（）()]{2,20}(?:攝|提供|翻攝))[）)]$/i

function parseCaption(part: PlainPart): PlainCaption | undefined {
  if (part.text.length > 160) return undefined
  const match = credit.exec(part.text)
  const inside = match?.[1]
  if (!match || inside === undefined) return undefined
  const { start, end } = part.span
  const before = part.text.slice(0, match.index).trimEnd()
  const creditEnd = end - 1
  return {
    ...part,
    caption: { text: before, span: { start, end: start + before.length } },
    credit: {
      text: inside,
      span: { start: creditEnd - inside.length, end: creditEnd },
    },
  }
}
