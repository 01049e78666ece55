/**
 * Codes that a bilingual edition has once, put back into an edited translation.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { Content, Inline } from '../model/index.ts'

/**
 * Leave codes out of a content.
 *
 * @param content - Content.
 * @param isOut - Tells which codes are left out, by their ids.
 * @returns The rest.
 */
export function withoutCodes(
  content: Content,
  isOut: (id: string) => boolean,
): Content {
  return joined(
    content.filter(
      (part) => typeof part === 'string' || !('ph' in part) || !isOut(part.ph),
    ),
  )
}

/**
 * Put codes that were not printed back to where they stood.
 *
 * One stands where the text in front of it, or behind it, is what it was.
 *
 * @param template - The translation before, with them.
 * @param edited - What became of it, without them.
 * @param isOut - Tells which codes were not printed, by their ids.
 * @returns The edited translation with them; `undefined` where one stood in what
 *   was rewritten.
 */
export function withCodes(
  template: Content,
  edited: Content,
  isOut: (id: string) => boolean,
): Content | undefined {
  const old: Inline[] = []
  const out: { parts: Inline[]; at: number }[] = []
  for (const [index, part] of template.entries()) {
    if (typeof part === 'string') old.push(...part.split(''))
    else if ('ph' in part && isOut(part.ph)) {
      const parts: Inline[] = [part]
      const next = template[index + 1]
      // Of white space on both sides of it one was printed.
      const isApart = typeof next === 'string' && /^\s/.test(next)
      const from = out.at(-1)?.at ?? 0
      while (isApart && old.length > from && isSpace(old.at(-1))) {
        parts.unshift(old.pop() ?? '')
      }
      out.push({ parts, at: old.length })
    } else old.push(part)
  }
  if (out.length === 0) return edited
  const now = edited.flatMap((part): Inline[] =>
    typeof part === 'string' ? part.split('') : [part],
  )
  // White space at the ends is not printed.
  const [lead, trail] = [spacesOf(old), spacesOf(old.toReversed())]
  if (lead < old.length) {
    if (spacesOf(now) === 0) now.unshift(...old.slice(0, lead))
    if (spacesOf(now.toReversed()) === 0) {
      now.push(...old.slice(old.length - trail))
    }
  }
  const front = shared(old, now, Math.min(old.length, now.length))
  const rest = Math.min(old.length, now.length) - front
  const back = shared(old.toReversed(), now.toReversed(), rest)
  const end = now.length
  for (const { parts, at } of out.toReversed()) {
    const isFront = at <= front
    const isBack = at >= old.length - back
    const isEnd = at === 0 || at === old.length
    // What was written just there may belong in front of it, or behind.
    if (
      isFront === isBack &&
      !(isFront && (isEnd || old.length === now.length))
    ) {
      return undefined
    }
    const fromFront = at === 0 || (isFront && at !== old.length)
    now.splice(fromFront ? at : end - (old.length - at), 0, ...parts)
  }
  return joined(now)
}

function isSpace(part: Inline | undefined): boolean {
  return typeof part === 'string' && part.trim() === ''
}

function spacesOf(parts: readonly Inline[]): number {
  const found = parts.findIndex((part) => !isSpace(part))
  return found < 0 ? parts.length : found
}

function shared(
  a: readonly Inline[],
  b: readonly Inline[],
  most: number,
): number {
  let at = 0
  while (at < most && JSON.stringify(a[at]) === JSON.stringify(b[at])) at++
  return at
}

function joined(parts: Content): Content {
  const content: Inline[] = []
  for (const part of parts) {
    const last = content.at(-1)
    if (typeof part === 'string' && typeof last === 'string') {
      content[content.length - 1] = last + part
    } else content.push(part)
  }
  return content
}
