import type { ElementContent } from 'hast'
import { element } from './element.ts'

/** Shortcode of Hugo, taken apart. */
export interface Shortcode {
  /** Whether it closes one. */
  closes: boolean
  /** Name. */
  name: string
  /** Parameters without a name, in order. */
  list: readonly string[]
  /** Parameters with a name. */
  named: ReadonlyMap<string, string>
}

const shape = /^\{\{[<%]([\s\S]*)[>%]\}\}$/
const opening = /^\s*(?:(\/)\s*)?([\w/.-]+)/
const parameter = /(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|(\S+))/g

/**
 * Take a shortcode apart.
 *
 * @param value - Source, delimiters included.
 * @returns Parts, or `undefined` when it is none.
 */
export function readShortcode(value: string): Shortcode | undefined {
  const inside = shape.exec(value)?.[1]?.trimEnd().replace(/\/$/, '') ?? ''
  const match = opening.exec(inside)
  if (!match?.[2]) return undefined
  const rest = inside.slice(match[0].length)
  const list: string[] = []
  const named = new Map<string, string>()
  for (const [, key, quoted, raw, bare] of rest.matchAll(parameter)) {
    const text = quoted?.replace(/\\(.)/g, '$1') ?? raw ?? bare ?? ''
    if (key === undefined) list.push(text)
    else named.set(key, text)
  }
  return { closes: match[1] === '/', name: match[2], list, named }
}

/**
 * Render a shortcode that stands for a picture.
 *
 * @param value - Source, delimiters included.
 * @returns Figure, or `undefined` for any other shortcode.
 */
export function renderFigure(value: string): ElementContent | undefined {
  const code = readShortcode(value)
  const src = code?.named.get('src')
  if (code?.name !== 'figure' || code.closes || !src) return undefined
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(src)?.[1] ?? 'https'
  if (!/^https?$/i.test(scheme)) return undefined
  const caption = code.named.get('caption') ?? code.named.get('title')
  return element(
    'figure',
    {},
    element('img', { src, alt: code.named.get('alt') ?? caption ?? '' }),
    caption === undefined ? undefined : element('figcaption', {}, caption),
  )
}
