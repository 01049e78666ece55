import {
  type Content,
  hashContent,
  type Locale,
  type SegmentOrigin,
  type SegmentState,
  type Translation,
  type TranslationUnit,
} from '../model/index.ts'

/** What stands before and after a segment. */
export interface MemoryContext {
  /** Hash of the segment before it (`hashContent`); `''` where there is none. */
  previous?: string
  /** Hash of the segment after it; `''` where there is none. */
  next?: string
}

/** Sentence and its translation, as a memory keeps them. */
export interface MemoryEntry {
  /** Sentence. */
  source: Content
  /** Locale of the sentence. */
  sourceLocale: Locale
  /** Translation. */
  target: Content
  /** Locale of the translation. */
  targetLocale: Locale
  /** How far the translation is. */
  state: SegmentState
  /** What stands around it, where that is known. */
  context?: MemoryContext
  /** Path of its article. */
  article?: string
  /** Id of its unit. */
  unit?: string
  /** Id of its segment. */
  segment?: string
  /** Where the translation comes from. */
  origin?: SegmentOrigin
  /** When it was made: ISO 8601, UTC. */
  created?: string
  /** When it was last changed. */
  modified?: string
  /** When it was last used. */
  lastUsed?: string
  /** How often it was used. Default: 0. */
  usage?: number
}

/**
 * Give what a translated article has for a memory.
 *
 * Segments without a translation, stale ones and those whose source is gone are
 * left out: of those, nobody knows which sentence the translation is of.
 *
 * @param translation - Translations of one article.
 * @yields Entries, in the order of the article, with their contexts.
 */
export function* entriesOf(translation: Translation): Generator<MemoryEntry> {
  const { article, source, target, units } = translation
  for (const unit of units) {
    const { segments } = unit
    for (const [index, segment] of segments.entries()) {
      if (!segment.target || segment.staleSource) continue
      if (segment.state === 'initial') continue
      const at = segment.origin?.at
      yield {
        source: segment.source,
        sourceLocale: source,
        target: segment.target,
        targetLocale: target,
        state: segment.state,
        context: {
          previous: hashAt(unit, index - 1),
          next: hashAt(unit, index + 1),
        },
        article,
        unit: unit.id,
        segment: segment.id,
        ...(segment.origin ? { origin: segment.origin } : {}),
        ...(at === undefined ? {} : { modified: at }),
      }
    }
  }
}

function hashAt({ segments }: TranslationUnit, index: number): string {
  const segment = segments[index]
  return segment ? hashContent(segment.source) : ''
}
