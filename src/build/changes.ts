/**
 * What an edition changed, as readers count changes.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { EditionData } from '../localize.ts'
import type { Why } from '../model/index.ts'

/** Change a reader sees, and where it is in the source. */
export interface PlacedChange {
  /** Why it was made. */
  why: Why
  /** Offset of its first edit in the text, in UTF-16 units. */
  start: number
  /** Line, from 1. */
  line: number
  /** Column, from 1. */
  column: number
}

/**
 * List the changes of an edition, each once, with its place.
 *
 * A change that a mark cuts into several edits is one change.
 *
 * @param edition - Edition.
 * @returns Changes in the order of the source.
 */
export function changesOf({ edits, text }: EditionData): PlacedChange[] {
  const seen = new Set<Why>()
  const changes: PlacedChange[] = []
  const lineEnd = /\r\n|\n|\r/g
  let line = 1
  let start = 0
  let next = lineEnd.exec(text)
  for (const { span, why } of edits) {
    if (seen.has(why)) continue
    seen.add(why)
    while (next && lineEnd.lastIndex <= span.start) {
      start = lineEnd.lastIndex
      line++
      next = lineEnd.exec(text)
    }
    const column = span.start - start + 1
    changes.push({ why, start: span.start, line, column })
  }
  return changes
}
