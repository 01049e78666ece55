import type { Content, Inline } from '../model/index.ts'

/** A code, and nothing else. */
export type CodePart = Exclude<Inline, string>

/**
 * Give a code's tag.
 *
 * @param part - Code.
 * @returns `<1>`, `</1>` or `<1/>`.
 */
export function tagOf(part: CodePart): string {
  if ('ph' in part) return `<${part.ph}/>`
  return 'open' in part ? `<${part.open}>` : `</${part.close}>`
}

/**
 * Give a code's id.
 *
 * @param part - Code.
 * @returns Id.
 */
export function idOf(part: CodePart): string {
  if ('ph' in part) return part.ph
  return 'open' in part ? part.open : part.close
}

/** Codes of a content by how they stand in it. */
export interface CodeShape {
  /** Ids that stand alone. */
  alone: ReadonlySet<string>
  /** Ids that are opened and closed. */
  pairs: ReadonlySet<string>
  /** Ids of which only one end is here, and its tag. */
  ends: ReadonlyMap<string, CodePart>
}

/**
 * Tell how the codes of a content stand in it.
 *
 * @param content - Content.
 * @returns Shape.
 */
export function shapeOf(content: Content): CodeShape {
  const alone = new Set<string>()
  const pairs = new Set<string>()
  const ends = new Map<string, CodePart>()
  for (const part of content) {
    if (typeof part === 'string') continue
    const id = idOf(part)
    if ('ph' in part) alone.add(id)
    else if (ends.delete(id)) pairs.add(id)
    else ends.set(id, part)
  }
  return { alone, pairs, ends }
}
