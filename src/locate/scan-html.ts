import { Tokenizer } from 'htmlparser2'
import type { Span } from '../model/index.ts'

/** Attribute of a tag; `value` is the range between its quotes. */
export interface HtmlAttribute {
  name: string
  value: Span | undefined
  quoted: boolean
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
  let cursor = 0
  const open: { tag?: HtmlTag | undefined; attribute?: HtmlAttribute | undefined } = {}
  const text = (start: number, end: number): void => {
    const last = parts.at(-1)
    if (last?.type === 'text' && last.span.end === start) last.span.end = end
    else parts.push({ type: 'text', span: { start, end } })
    cursor = end
  }
  const finishTag = (end: number, selfClosing: boolean): void => {
    if (!open.tag) return
    open.tag.span.end = end + 1
    open.tag.selfClosing = selfClosing
    parts.push(open.tag)
    open.tag = undefined
    cursor = end + 1
  }
  const ignore = (): void => {}
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: text,
      ontextentity: (_code, end) => text(cursor, end),
      onopentagname(start, end) {
        open.tag = {
          type: 'open',
          span: { start: start - 1, end },
          name: html.slice(start, end).toLowerCase(),
          selfClosing: false,
          attributes: [],
        }
      },
      onattribname(start, end) {
        const name = html.slice(start, end).toLowerCase()
        const attribute: HtmlAttribute = {
          name,
          value: undefined,
          quoted: false,
        }
        open.attribute = attribute
        open.tag?.attributes.push(attribute)
        const opening = /\s*=\s*(["']?)/y
        opening.lastIndex = end
        const match = opening.exec(html)
        if (match) {
          const valueStart = opening.lastIndex
          attribute.quoted = match[1] !== ''
          attribute.value = { start: valueStart, end: valueStart }
        }
      },
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend(_quote, end) {
        const { attribute } = open
        if (attribute?.value) {
          attribute.value.end = attribute.quoted ? end - 1 : end
        }
        open.attribute = undefined
      },
      onopentagend: (end) => finishTag(end, false),
      onselfclosingtag: (end) => finishTag(end, true),
      onclosetag(start, end) {
        const close = html.indexOf('>', end)
        const span = { start: start - 2, end: close < 0 ? end : close + 1 }
        const name = html.slice(start, end).toLowerCase()
        parts.push({ type: 'close', span, name, selfClosing: false, attributes: [] })
        cursor = span.end
      },
      oncomment(start, end) {
        parts.push({
          type: 'comment',
          span: { start: Math.max(0, start - 4), end: end + 1 },
        })
        cursor = end + 1
      },
      oncdata: ignore,
      ondeclaration: (_start, end) => {
        cursor = end + 1
      },
      onprocessinginstruction: (_start, end) => {
        cursor = end + 1
      },
      onend: ignore,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return parts
}
