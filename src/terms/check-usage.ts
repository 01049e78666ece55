import {
  type Finding,
  finding,
  type Occurrence,
  Phrase,
  type Piece,
  preferredTerm,
  type Span,
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
    const span = spanIn(units[index], start, end)
    if (!span) continue
    const preferred = preferredTerm(concept, term.locale)?.text
    findings.push(
      finding(
        'terms-not-preferred',
        `The glossary lists ${term.text} (${concept.id}) as ${term.status}.`,
        {
          source,
          span,
          actual: term.text,
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
  for (const { unit, start, end, concept, term } of occurrences) {
    const span = spanIn(units[unit], start, end)
    if (!span || seen.has(concept.id)) continue
    seen.add(concept.id)
    findings.push(
      finding(
        'terms-unreviewed',
        `${term.text} (${concept.id}) waits for review, so it was treated as any other words.`,
        {
          source,
          span,
          actual: term.text,
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

/** Source range of a range of a unit's text. */
function spanIn(
  unit: Unit | undefined,
  start: number,
  end: number,
): Span | undefined {
  const first = unit?.pieces.find((p) => p.offset + p.length > start)
  const last = unit?.pieces.findLast((p) => p.offset < end)
  if (!first || !last) return undefined
  const isExact = (p: Piece): boolean => p.length === p.span.end - p.span.start
  return {
    start: isExact(first)
      ? first.span.start + start - first.offset
      : first.span.start,
    end: isExact(last) ? last.span.start + end - last.offset : last.span.end,
  }
}
