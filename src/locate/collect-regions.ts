import type { Event, Token } from 'micromark-util-types'
import type { Finding, Span } from '../model/index.ts'
import { Switches } from './markup.ts'
import { scanHtml } from './scan-html.ts'

/** What is switched off in a document. */
export interface Regions {
  /** Protected ranges, sorted, without overlap. */
  spans: readonly Span[]
  /** Findings on markers that were never closed. */
  findings: readonly Finding[]
}

/**
 * Collect the ranges that tags, comments and shortcodes switch off.
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
  let block: number | undefined
  for (const [kind, token] of events) {
    if (kind === 'exit') {
      if (block !== undefined && isBlock(token)) {
        switches.endBlock(block, token.end.offset)
        block = undefined
      }
      continue
    }
    if (isBlock(token)) block = token.start.offset
    else readToken(switches, source, token, block)
  }
  const findings = switches.end()
  return { spans: merge(switches.regions), findings }
}

function isBlock(token: Token): boolean {
  return (
    token.type === 'paragraph' ||
    token.type === 'atxHeading' ||
    token.type === 'setextHeading' ||
    (token.type as string) === 'tableContent'
  )
}

function readToken(
  switches: Switches,
  source: string,
  token: Token,
  block: number | undefined,
): void {
  const span = { start: token.start.offset, end: token.end.offset }
  const slice = (): string => source.slice(span.start, span.end)
  switch (token.type as string) {
    case 'htmlFlow':
    case 'htmlText': {
      const html = slice()
      for (const part of scanHtml(html)) {
        const at = {
          start: span.start + part.span.start,
          end: span.start + part.span.end,
        }
        if (part.type === 'comment') {
          switches.comment(html.slice(part.span.start, part.span.end), at)
        } else if (part.type !== 'text') {
          const value = (name: string): string | undefined => {
            const found = part.attributes.find((a) => a.name === name)
            if (!found) return undefined
            const range = found.value
            return range ? html.slice(range.start, range.end) : ''
          }
          switches.tag(part, at, value, block, span.end)
        }
      }
      break
    }
    case 'mdxJsxFlowTag':
    case 'mdxJsxTextTag': {
      const tag = slice()
      const match = /^<\s*(\/?)\s*([\w.:-]*)/.exec(tag)
      const name = match?.[2] ?? ''
      const type = match?.[1] ? 'close' : 'open'
      const selfClosing = /\/\s*>$/.test(tag)
      const value = (attribute: string): string | undefined =>
        new RegExp(`\\s${attribute}\\s*=\\s*(["'])(.*?)\\1`).exec(tag)?.[2]
      const within = (token.type as string) === 'mdxJsxTextTag' ? block : undefined
      switches.tag({ type, name, selfClosing }, span, value, within, span.end)
      break
    }
    case 'mdxFlowExpression':
    case 'mdxTextExpression': {
      switches.comment(slice(), span)
      break
    }
    case 'foreign': {
      const text = slice()
      switches.comment(text, span)
      switches.template(text, span)
      break
    }
  }
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
