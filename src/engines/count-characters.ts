import type { Content } from '../model/index.ts'
import type { EngineBatch } from './engine.ts'

/**
 * Count what an engine is billed for: characters of the text, without codes.
 *
 * @param content - Content.
 * @returns Code points.
 */
export function countCharacters(content: Content): number {
  let count = 0
  for (const part of content) {
    if (typeof part === 'string') for (const _ of part) count++
  }
  return count
}

/**
 * Count the characters of a batch's source, without codes.
 *
 * @param batch - Batch.
 * @returns Code points.
 */
export function charactersOf({ items }: EngineBatch): number {
  return items.reduce(
    (sum, { segment }) => sum + countCharacters(segment.content),
    0,
  )
}
