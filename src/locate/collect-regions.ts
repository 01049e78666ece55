import type { Event, Token } from 'micromark-util-types'
import type { Finding, Span } from '../model/index.ts'
import { Switches } from './markup.ts'
import { type HtmlPart, scanHtml } from './scan-html.ts'
import { type HtmlText, readStretch, type Stretch } from './stretch.ts'
import { findTemplates } from './templates.ts'
import { spanOf } from './walk.ts'

/** What is switched off in a document. */
export interface Regions {
  /** Protected ranges, sorted, without overlap. */
  spans: readonly Span[]
  /** Findings on markers that were never closed. */
  findings: readonly Finding[]
  /** What the tokens of HTML consist of. */
  html: ReadonlyMap<Token, HtmlText>
}

/**
 * Collect the ranges that tags, comments, shortcodes and directives switch off.
 *
 * A pass of its own, because what closes a range may stand blocks later.
 *
 * @param source - Text.
 * @param events - Its events.
 * @param sourceLocale - Locale of the article, to tell other languages.
 * @returns Ranges and findings.
 */
export function collectRegions(
  source: string,
  events: readonly Event[],
  sourceLocale: string,
): Regions {
  const switches = new Switches(source, sourceLocale)
  const html = new Map<Token, HtmlText>()
  let block: number | undefined
  for (let index = 0; index < events.length; index++) {
    // By index: to take it apart is slow until it is compiled.
    const event = events[index] as Event
    const token = event[1]
    const type = token.type as string
    if (event[0] === 'exit') {
      if (block !== undefined && isBlock(type)) {
        switches.endBlock(block, token.end.offset)
        block = undefined
      }
    } else if (isBlock(type)) block = token.start.offset
    else if (type === 'htmlFlow' || type === 'htmlText') {
      const stretch = readStretch(source, events, index)
      const parts = scanHtml(stretch.text)
      html.set(token, { stretch, parts })
      readHtml(switches, stretch, parts, block)
    } else readToken(switches, source, token, block)
  }
  const findings = switches.end()
  return { spans: merge(switches.regions), findings, html }
}

function isBlock(type: string): boolean {
  return (
    type === 'paragraph' ||
    type === 'atxHeading' ||
    type === 'setextHeading' ||
    type === 'tableContent'
  )
}

function readHtml(
  switches: Switches,
  stretch: Stretch,
  parts: readonly HtmlPart[],
  block: number | undefined,
): void {
  const html = stretch.text
  const limit = stretch.cover({ start: 0, end: html.length }).end
  for (const part of parts) {
    const span = stretch.cover(part.span)
    if (part.type === 'comment') {
      switches.comment(html.slice(part.span.start, part.span.end), span)
    } else if (part.type === 'text') {
      for (const range of findTemplates(html, part.span)) {
        const text = html.slice(range.start, range.end)
        switches.template(text, stretch.cover(range))
      }
    } else {
      const value = (name: string): string | undefined => {
        const found = part.attributes.find((a) => a.name === name)
        if (!found?.value) return found && ''
        return html.slice(found.value.start, found.value.end)
      }
      switches.tag(part, span, value, block, limit)
    }
  }
}

function readToken(
  switches: Switches,
  source: string,
  token: Token,
  block: number | undefined,
): void {
  switch (token.type as string) {
    case 'mdxJsxFlowTag':
    case 'mdxJsxTextTag': {
      const span = spanOf(token)
      const tag = sliceOf(source, span)
      const [, slash, name = ''] = /^<\s*(\/?)\s*([\w.:-]*)/.exec(tag) ?? []
      const type = slash ? 'close' : 'open'
      const selfClosing = /\/\s*>$/.test(tag)
      const value = (attribute: string): string | undefined =>
        new RegExp(`\\s${attribute}\\s*=\\s*(["'])(.*?)\\1`).exec(tag)?.[2]
      const within = (token.type as string) === 'mdxJsxTextTag'
      const inside = within ? block : undefined
      switches.tag({ type, name, selfClosing }, span, value, inside, span.end)
      break
    }
    case 'mdxFlowExpression':
    case 'mdxTextExpression': {
      const span = spanOf(token)
      switches.comment(sliceOf(source, span), span)
      break
    }
    case 'foreign': {
      const span = spanOf(token)
      const text = sliceOf(source, span)
      switches.comment(text, span)
      switches.template(text, span)
      break
    }
    case 'directiveText':
    case 'directiveLeaf':
    case 'directiveContainer': {
      const span = spanOf(token)
      if (/^:+keep\b(?!-)/.test(source.slice(span.start, span.start + 300))) {
        switches.protect(span)
      }
      break
    }
  }
}

function sliceOf(source: string, { start, end }: Span): string {
  return source.slice(start, end)
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged
}
