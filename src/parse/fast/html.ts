import { htmlBlockNames, htmlRawNames } from 'micromark-util-html-tag-name'

const attribute = String.raw`[ ]+[A-Za-z_:][\w.:-]*(?:[ ]*=[ ]*(?:[^ \t\r\n"'=<>\x60]+|'[^'\r\n]*'|"[^"\r\n]*"))?`
const tag = String.raw`<[A-Za-z][A-Za-z0-9-]*(?:${attribute})*[ ]*\/?>|<\/[A-Za-z][A-Za-z0-9-]*[ ]*>`

/** A whole tag on one line. */
const inlineTag = new RegExp(tag, 'y')

/** A whole comment on one line. */
const inlineComment = /<!--(?!-?>)[^\r\n]*?-->/y

/** `<https://example.org>` */
const autolink = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^ <>\p{Cc}]*>/uy

/**
 * Read what a `<` in running text starts.
 *
 * @param source - Text.
 * @param at - Offset of it.
 * @param lineEnd - End of the line.
 * @returns Offset behind an address, a tag or a comment; `undefined` where it may
 * be something else.
 */
export function inlineHtmlAt(
  source: string,
  at: number,
  lineEnd: number,
): { end: number; isAutolink: boolean } | undefined {
  for (const pattern of [autolink, inlineTag, inlineComment]) {
    pattern.lastIndex = at
    if (!pattern.test(source) || pattern.lastIndex > lineEnd) continue
    return { end: pattern.lastIndex, isAutolink: pattern === autolink }
  }
  return undefined
}

const raw = new RegExp(`^<(?:${htmlRawNames.join('|')})(?=[ >]|$)`, 'i')
const block = new RegExp(
  String.raw`^<\/?(?:${htmlBlockNames.join('|')})(?= |\/?>|$)`,
  'i',
)
const complete = new RegExp(`^(?:${tag})[ ]*$`)
const rawEnd = new RegExp(`</(?:${htmlRawNames.join('|')})>`, 'i')

/**
 * What a line that starts with `<` starts: HTML to its own end, HTML to the next
 * blank line, such that does not end a paragraph before it, no HTML block;
 * `unsure` is not decided here.
 */
export type HtmlStart =
  | 'raw'
  | 'comment'
  | 'block'
  | 'complete'
  | 'none'
  | 'unsure'

/**
 * Tell what HTML a line starts.
 *
 * @param line - Line from its `<` on.
 * @returns Kind of block.
 * @see https://spec.commonmark.org/0.31.2/#html-blocks
 */
export function htmlStart(line: string): HtmlStart {
  if (line.includes('\t')) return 'unsure'
  if (line.startsWith('<!--')) return 'comment'
  if (/^<[!?]/.test(line)) return 'unsure'
  if (raw.test(line)) return 'raw'
  if (block.test(line)) return 'block'
  return complete.test(line) ? 'complete' : 'none'
}

/**
 * Tell whether HTML that has its own end ends on a line.
 *
 * @param kind - Kind of HTML.
 * @param line - Line.
 * @param isFirst - Whether it starts on this line.
 * @returns Whether it ends.
 */
export function endsHtml(
  kind: 'raw' | 'comment',
  line: string,
  isFirst: boolean,
): boolean {
  if (kind === 'raw') return rawEnd.test(line)
  return line.includes('-->', isFirst ? 2 : 0)
}
