import { type Finding, finding, spanOf, type Unit } from '../model/index.ts'
import type { Analysis } from './analysis.ts'

/**
 * Report words whose sense could not be told, so that a reviewer decides.
 *
 * @param units - Units.
 * @param analyses - What was found out about each.
 * @param source - Text that the units' spans point into.
 * @returns A `convert-sense-unclear` for the first mention of each word, with
 * the forms it might take.
 */
export function reportDoubts(
  units: readonly Unit[],
  analyses: readonly Analysis[],
  source: string,
): Finding[] {
  const counts = new Map<string, number>()
  for (const { doubts } of analyses) {
    for (const { entry } of doubts) {
      counts.set(entry.word, (counts.get(entry.word) ?? 0) + 1)
    }
  }
  const findings: Finding[] = []
  const seen = new Set<string>()
  for (const [index, { doubts }] of analyses.entries()) {
    for (const { start, end, text, entry, alternatives } of doubts) {
      if (seen.has(entry.word)) continue
      seen.add(entry.word)
      const unit = units[index]
      const span = unit && spanOf(unit, start, end)
      if (!span) continue
      const forms = alternatives.join(', ')
      const count = String(counts.get(entry.word) ?? 1)
      const { word, domain } = entry
      findings.push(
        finding(
          'convert-sense-unclear',
          `${word} (${count}×) may mean ${forms} (${domain}); ${text} was kept.`,
          {
            source,
            span,
            actual: text,
            expected: alternatives,
            note: 'Name the domain of the article, or put the word in the glossary.',
            wording: { values: { word, count, forms, domain, text } },
          },
        ),
      )
    }
  }
  return findings
}

const era = /民國\s?(\d{1,3})\s?年/g

/**
 * Report years counted from 1912, which Mainland readers do not know.
 *
 * @param units - Units.
 * @param source - Text that the units' spans point into.
 * @returns A `convert-era-year` for each.
 */
export function reportEras(units: readonly Unit[], source: string): Finding[] {
  const dated = units.filter(({ text }) => text.includes('民國'))
  return dated.flatMap((unit) =>
    [...unit.text.matchAll(era)].flatMap((match) => {
      const [actual, years] = match
      const span = spanOf(unit, match.index, match.index + actual.length)
      const year = String(Number(years) + 1911)
      if (!span) return []
      return [
        finding(
          'convert-era-year',
          `${actual} counts from 1912; elsewhere it is ${year}.`,
          {
            source,
            span,
            actual,
            expected: [`${year} 年`],
            note: 'Add the year of the common era where readers need it.',
            wording: { values: { years: actual, year } },
          },
        ),
      ]
    }),
  )
}
