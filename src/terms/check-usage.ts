import {
  type Finding,
  finding,
  type Occurrence,
  Phrase,
  preferredTerm,
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
    const first = unit?.pieces.find((p) => p.offset + p.length > start)
    const last = unit?.pieces.findLast((p) => p.offset < end)
    if (!unit || !first || !last) continue
    const isExact = (p: typeof first): boolean =>
      p.length === p.span.end - p.span.start
    const from = isExact(first)
      ? first.span.start + start - first.offset
      : first.span.start
    const to = isExact(last)
      ? last.span.start + end - last.offset
      : last.span.end
    const preferred = preferredTerm(concept, term.locale)?.text
    findings.push(
      finding(
        'terms-not-preferred',
        `The glossary lists ${term.text} (${concept.id}) as ${term.status}.`,
        {
          source,
          span: { start: from, end: to },
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
