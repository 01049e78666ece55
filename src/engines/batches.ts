import { countCharacters } from './count-characters.ts'
import type {
  Engine,
  EngineArticle,
  EngineBatch,
  EngineItem,
  EngineRequest,
} from './engine.ts'

/** How much goes into one request. */
export interface BatchLimits {
  /** Segments. */
  segments: number
  /** Characters of source. */
  characters: number
}

/**
 * Tell how much goes into one request to an engine.
 *
 * @param engine - Engine.
 * @param wanted - Segments the settings ask for. Default: `20`.
 * @returns Limits.
 */
export function limitsOf(engine: Engine, wanted = 20): BatchLimits {
  return {
    segments: Math.max(1, Math.min(wanted, engine.maxSegments)),
    characters: engine.maxCharacters,
  }
}

/**
 * Cut the segments of an article into batches, in order.
 *
 * A segment that is larger than a batch is one by itself.
 *
 * @param article - Article.
 * @param items - Segments.
 * @param limits - Limits.
 * @returns Batches: every segment in one, none empty.
 */
export function cutBatches(
  article: EngineArticle,
  items: readonly EngineItem[],
  limits: BatchLimits,
): EngineBatch[] {
  const batches: EngineItem[][] = []
  let characters = 0
  for (const item of items) {
    const size = countCharacters(item.segment.content)
    const last = batches.at(-1)
    const fits =
      last !== undefined &&
      last.length < limits.segments &&
      characters + size <= limits.characters
    if (fits) {
      last.push(item)
      characters += size
    } else {
      batches.push([item])
      characters = size
    }
  }
  return batches.map((one) => ({ article, items: one }))
}

/**
 * Take what an engine is told of an article out of a request.
 *
 * @param request - Request.
 * @returns Article.
 */
export function articleOf({
  segments: _,
  ...article
}: EngineRequest): EngineArticle {
  return article
}
