import type { Content, Locale, SegmentState } from '../model/index.ts'

/** Sentence as a file that came back has it. */
export interface HandedSegment {
  /** Id of the unit, where the file has it. */
  unit: string
  /** Id of the segment. */
  segment: string
  /** Sentence that was translated, where the file has it. */
  source?: Content
  /** Hash of the sentence as it was handed out. */
  hash?: string
  /** Translation. */
  target: Content
  /** How far it is, where the file says so. */
  state?: SegmentState
  /** Whether the file says that it is not done: fuzzy, needs work. */
  unfinished?: boolean
  /** Notes that somebody added. */
  notes?: readonly string[]
  /** Line it starts on, from 1, where there are lines. */
  line?: number
}

/** What a file that came back says. */
export interface HandedFile {
  /** Path of the article from the folder of sources, where the file says it. */
  article: string | undefined
  /** Locale of the article. */
  source: Locale | undefined
  /** Locale of the translation. */
  target: Locale | undefined
  /** Sentences with a translation. */
  segments: readonly HandedSegment[]
}

/**
 * Write the id that a sentence has outside.
 *
 * @param unit - Id of the unit.
 * @param segment - Id of the segment.
 * @returns Both, with a slash.
 */
export function outerId(unit: string, segment: string): string {
  return `${unit}/${segment}`
}

/**
 * Take apart what {@link outerId} writes, also with a hash behind it.
 *
 * @param id - Id as a file has it.
 * @returns Ids; of what is no such id, the whole is the segment's.
 */
export function readOuterId(id: string): {
  unit: string
  segment: string
  hash?: string
} {
  const match = /^\s*([^/\s]+)\/([^/#\s]+)(?:\s*#\s*([0-9a-z]{13}))?\s*$/.exec(
    id,
  )
  const [, unit, segment, hash] = match ?? []
  if (unit === undefined || segment === undefined) {
    return { unit: '', segment: id.trim() }
  }
  return { unit, segment, ...(hash === undefined ? {} : { hash }) }
}
