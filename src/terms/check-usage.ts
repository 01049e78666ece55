import {
  type ChineseLocale,
  type Finding,
  finding,
  type Occurrence,
  Phrase,
  preferredTerm,
  spanOf,
  type Unit,
} from '../model/index.ts'

/**
 * Report terms that a glossary advises against.
 *
 * @param units - Units.
 * @param occurrences - Terms found in them.
 * @param source - Text that the units' spans point into.
 * @returns A `terms-not-preferred` for each deprecated or forbidden term.
 */
export function checkUsage(
  units: readonly Unit[],
  occurrences: readonly Occurrence[],
  source: string,
): Finding[] {
  const findings: Finding[] = []
  for (const { unit: index, start, end, concept, term } of occurrences) {
    if (term.status === 'preferred' || term.status === 'admitted') continue
    const unit = units[index]
    const span = unit && spanOf(unit, start, end)
    if (!span) continue
    const preferred = preferredTerm(concept, term.locale)?.text
    findings.push(
      finding(
        'terms-not-preferred',
        `The glossary lists ${term.text} (${concept.id}) as ${term.status}.`,
        {
          source,
          span,
          actual: unit.text.slice(start, end),
          ...(preferred ? { expected: [preferred] } : {}),
          note: preferred
            ? `Write ${preferred} instead.`
            : 'Write it another way, or admit the term in the glossary.',
          wording: {
            key: preferred
              ? 'terms-not-preferred.instead'
              : 'terms-not-preferred.otherwise',
            values: {
              term: term.text,
              id: concept.id,
              status: new Phrase(term.status, `phrases:status.${term.status}`),
              ...(preferred ? { preferred } : {}),
            },
          },
        },
      ),
    )
  }
  return findings
}

/**
 * Report concepts that an article uses and nobody has approved.
 *
 * @param units - Units.
 * @param occurrences - Terms of unapproved concepts found in them.
 * @param source - Text that the units' spans point into.
 * @returns A `terms-unreviewed` for the first mention of each.
 */
export function checkReview(
  units: readonly Unit[],
  occurrences: readonly Occurrence[],
  source: string,
): Finding[] {
  const findings: Finding[] = []
  const seen = new Set<string>()
  for (const { unit: index, start, end, concept, term } of occurrences) {
    if (seen.has(concept.id)) continue
    const unit = units[index]
    const span = unit && spanOf(unit, start, end)
    if (!span) continue
    seen.add(concept.id)
    findings.push(
      finding(
        'terms-unreviewed',
        `${term.text} (${concept.id}) waits for review, so it was treated as any other words.`,
        {
          source,
          span,
          actual: unit.text.slice(start, end),
          note: 'Approve or reject the concept in the glossary.',
          wording: {
            key: 'terms-unreviewed.used',
            values: { term: term.text, id: concept.id },
          },
        },
      ),
    )
  }
  return findings
}

/**
 * Report words that a glossary has for another locale than the text's.
 *
 * @param units - Units.
 * @param occurrences - Such words found in them.
 * @param source - Text that the units' spans point into.
 * @param locale - Locale of the text.
 * @returns A `terms-other-locale` for the first mention of each, with how often
 * it stands in the text.
 */
export function checkLocale(
  units: readonly Unit[],
  occurrences: readonly Occurrence[],
  source: string,
  locale: ChineseLocale,
): Finding[] {
  const counts = new Map<Occurrence['term'], number>()
  for (const { term } of occurrences) {
    counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  const findings: Finding[] = []
  for (const { unit: index, start, end, concept, term } of occurrences) {
    const count = counts.get(term)
    const preferred = preferredTerm(concept, locale)?.text
    const unit = units[index]
    const span = unit && spanOf(unit, start, end)
    if (count === undefined || preferred === undefined || !span) continue
    counts.delete(term)
    findings.push(
      finding(
        'terms-other-locale',
        `${term.text} (${count}×) is the ${term.locale} word of ${concept.id}; in ${locale} it is ${preferred}.`,
        {
          source,
          span,
          actual: unit.text.slice(start, end),
          expected: [preferred],
          note: `Write ${preferred}, or list ${term.text} for ${locale} in the glossary.`,
          wording: {
            values: {
              term: term.text,
              count: String(count),
              other: term.locale,
              id: concept.id,
              locale,
              preferred,
            },
          },
        },
      ),
    )
  }
  return findings
}
