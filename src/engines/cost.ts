import type { EnginePrice } from '../model/index.ts'
import { articleOf, type BatchLimits, cutBatches } from './batches.ts'
import {
  addUsage,
  type Engine,
  type EngineRequest,
  type EngineUsage,
  noUsage,
} from './engine.ts'

/** What a run uses, and what that costs. */
export interface Cost extends EngineUsage {
  /** Segments that are asked. */
  segments: number
  /** Price in `currency`; missing where the settings have none. */
  amount?: number
  /** ISO 4217 code. */
  currency: string
}

/**
 * Give the price of what was used.
 *
 * @param usage - Usage.
 * @param segments - Segments that are asked.
 * @param price - Prices of a million. Default: unknown.
 * @returns Cost.
 */
export function costOf(
  usage: EngineUsage,
  segments: number,
  price?: EnginePrice,
): Cost {
  const {
    characters = 0,
    input = 0,
    output = 0,
    currency = 'USD',
  } = price ?? {}
  const million =
    usage.characters * characters + usage.input * input + usage.output * output
  return {
    ...usage,
    segments,
    currency,
    ...(price ? { amount: million / 1e6 } : {}),
  }
}

/**
 * Tell what a run will use, before anything is asked.
 *
 * Answers that have to be asked for again are not in it.
 *
 * @param requests - What is to be translated.
 * @param engine - Engine.
 * @param limits - Size of batches.
 * @param price - Prices of a million. Default: unknown.
 * @returns Estimate.
 */
export function estimateCost(
  requests: readonly EngineRequest[],
  engine: Engine,
  limits: BatchLimits,
  price?: EnginePrice,
): Cost {
  let usage = noUsage
  let segments = 0
  for (const request of requests) {
    const items = request.segments.map((segment) => ({ segment }))
    segments += items.length
    for (const batch of cutBatches(articleOf(request), items, limits)) {
      usage = addUsage(usage, engine.estimate(batch))
    }
  }
  return costOf(usage, segments, price)
}
