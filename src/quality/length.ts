import type { Locale } from '../model/index.ts'
import type { Issue, Pair } from './pair.ts'

/** Sentences of fewer units say little about how long a translation should be. */
const leastUnits = 12

/** How far from the middle of the article, in mean absolute deviations. */
const mostDeviations = 5

/** Whatever the article's middle: a quarter or four times of what is usual. */
const mostFactor = 4

/** Characters of a translation for one unit of the source, as a rule. */
const usual: Readonly<Record<string, number>> = { 'zh>en': 2.7, 'zh>zh': 1 }

/**
 * Report translations that are much longer or shorter than the others.
 *
 * The measure is the logarithm of the number of characters over that of the
 * source (Gale and Church 1993 take it for nearly normal), against the median
 * of the article's sentences; a few sentences are held against what is usual.
 *
 * @param pairs - Sentences and translations of an article.
 * @param to - Locale of the translations.
 * @returns `quality-length` for each.
 */
export function checkLengths(pairs: readonly Pair[], to: Locale): Issue[] {
  const measured = pairs
    .filter((pair) => unitsOf(pair.source) >= leastUnits)
    .map((pair) => ({
      pair,
      ratio: Math.log(
        Math.max(1, [...pair.text.trim()].length) / unitsOf(pair.source),
      ),
    }))
  if (measured.length === 0) return []
  const normal = Math.log(usual[to === 'en' ? 'zh>en' : 'zh>zh'] ?? 1)
  const enough = measured.length >= 12
  const middle = enough ? median(measured.map(({ ratio }) => ratio)) : normal
  const spread = enough
    ? median(measured.map(({ ratio }) => Math.abs(ratio - middle)))
    : 0.25
  const limit = Math.min(
    Math.log(mostFactor),
    Math.max(mostDeviations * spread, Math.log(2)),
  )
  return measured
    .filter(({ ratio }) => Math.abs(ratio - middle) > limit)
    .map(({ pair, ratio }) => {
      const short = ratio < middle
      const times = Math.exp(Math.abs(ratio - middle)).toFixed(1)
      return {
        rule: 'quality-length' as const,
        pair,
        reason: short
          ? `The translation is ${times} times shorter than the others.`
          : `The translation is ${times} times longer than the others.`,
        note: short
          ? 'See whether something is missing.'
          : 'See whether something was added.',
        key: short ? 'quality-length.short' : 'quality-length.long',
        values: { times },
      }
    })
}

/** Han characters count one, Latin words and numbers two. */
function unitsOf(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/[\p{Script=Latin}\p{N}.,]+/gu)?.length ?? 0
  return han + 2 * words
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2
}
