import { Tokenizer } from 'htmlparser2'
import type { Span } from '../model/index.ts'

/** Attribute of a tag; `value` is the range between its quotes. */
export interface HtmlAttribute {
  name: string
  value: Span | undefined
}

/** Tag; its name is in lower case. */
export interface HtmlTag {
  type: 'open' | 'close'
  span: Span
  name: string
  selfClosing: boolean
  attributes: HtmlAttribute[]
}

/** Part of a stretch of HTML. Ranges point into that stretch. */
export type HtmlPart =
  | HtmlTag
  | { type: 'text'; span: Span }
  | { type: 'comment'; span: Span }

/**
 * Split HTML into tags, comments and text.
 *
 * Works on fragments: nothing has to be balanced or complete.
 * What is neither (declarations, a tag cut off at the end) is left out.
 *
 * @param html - HTML.
 * @returns Parts, in order.
 */
export function scanHtml(html: string): HtmlPart[] {
  const parts: HtmlPart[] = []
  let tag: HtmlTag | undefined
  const finishTag = (end: number, selfClosing: boolean): void => {
    if (!tag) return
    tag.span.end = end + 1
    tag.selfClosing = selfClosing
    parts.push(tag)
    tag = undefined
  }
  const ignore = (): void => {}
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ontext(start, end) {
        const last = parts.at(-1)
        // Of a closing tag that is cut off it tells what is before it once more.
        if (last && start < last.span.end) return
        if (last?.type === 'text' && last.span.end === start) {
          last.span.end = end
        } else parts.push({ type: 'text', span: { start, end } })
      },
      onopentagname(start, end) {
        const name = html.slice(start, end).toLowerCase()
        const span = { start: start - 1, end }
        tag = { type: 'open', span, name, selfClosing: false, attributes: [] }
      },
      onattribname(start, end) {
        const name = html.slice(start, end).toLowerCase()
        const opening = /\s*=\s*["']?/y
        opening.lastIndex = end
        const at = opening.test(html) ? opening.lastIndex : undefined
        const value = at === undefined ? undefined : { start: at, end: at }
        tag?.attributes.push({ name, value })
      },
      onattribdata(_start, end) {
        const value = tag?.attributes.at(-1)?.value
        if (value) value.end = end
      },
      onopentagend: (end) => finishTag(end, false),
      onselfclosingtag: (end) => finishTag(end, true),
      onclosetag(start, end) {
        const name = html.slice(start, end).toLowerCase()
        const close = html.indexOf('>', end)
        const span = { start: start - 2, end: close < 0 ? end : close + 1 }
        parts.push({
          type: 'close',
          span,
          name,
          selfClosing: false,
          attributes: [],
        })
      },
      oncomment(start, end) {
        if (!html.startsWith('<!--', start - 4)) return
        parts.push({
          type: 'comment',
          span: { start: start - 4, end: end + 1 },
        })
      },
      onattribentity: ignore,
      onattribend: ignore,
      oncdata: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
      ontextentity: ignore,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return parts
}
