import { type Concept, type Locale, preferredTerm } from '../model/index.ts'
import type { Issue, Pair } from './pair.ts'
import { containsTerm } from './word-forms.ts'

/**
 * Report terms that a translation left out or should not use.
 *
 * A term counts as used where any word of its concept stands in the
 * translation of the block, inflected or not: 智譜 may be *it* in the second
 * sentence. Of a concept without a word in the locale nothing is wanted.
 *
 * @param pair - Sentence and translation.
 * @param to - Locale of the translation.
 * @param amounts - Ranges of the unit's text that are amounts: their units (億港元)
 * are held against the translation by value. Default: none.
 * @returns `quality-term-missing` and `quality-term-forbidden`.
 */
export function checkTerms(
  pair: Pair,
  to: Locale,
  amounts: readonly Amount[] = [],
): Issue[] {
  const issues: Issue[] = []
  const seen = new Set<Concept>()
  for (const mention of pair.mentions) {
    const { concept } = mention
    if (seen.has(concept)) continue
    seen.add(concept)
    const { start, end } = mention
    const at = { start, end }
    const preferred = wantedForm(concept, to)
    const avoided = concept.terms.find(
      (term) =>
        term.locale === to &&
        (term.status === 'deprecated' || term.status === 'forbidden') &&
        containsTerm(pair.text, term.text, to) &&
        // A longer, good word may contain the bad one.
        !usable(concept, to).some(
          (good) =>
            containsTerm(good, term.text, to) &&
            containsTerm(pair.text, good, to),
        ),
    )
    if (avoided) {
      issues.push({
        rule: 'quality-term-forbidden',
        pair,
        at,
        reason: `The glossary advises against ${avoided.text} (${concept.id}).`,
        actual: avoided.text,
        ...(preferred ? { expected: [preferred] } : {}),
        note: preferred
          ? `Write ${preferred} instead.`
          : 'Write it another way, or admit the term in the glossary.',
        key: preferred
          ? 'quality-term-forbidden.instead'
          : 'quality-term-forbidden.otherwise',
        values: {
          term: avoided.text,
          id: concept.id,
          preferred: preferred ?? '',
        },
      })
      continue
    }
    if (!preferred) continue
    const isUnit = amounts.some((one) => one.start <= start && end <= one.end)
    if (isUnit) continue
    const forms = usable(concept, to)
    const block = withoutAbbreviations(pair.block, concept, to)
    if (forms.some((form) => containsTerm(block, form, to))) continue
    if (forms.some((form) => containsTerm(pair.block, form, to))) continue
    issues.push({
      rule: 'quality-term-missing',
      pair,
      at,
      reason: `${mention.term.text} is ${preferred} in the glossary, and the translation has no form of it.`,
      expected: forms,
      note: `Write ${preferred}, or add the word you used to ${concept.id} in the glossary.`,
      values: { term: mention.term.text, preferred, id: concept.id },
    })
  }
  return issues
}

/** Range of a unit's text, in UTF-16 units. */
interface Amount {
  start: number
  end: number
}

/** In “Group (KEG), University” an abbreviation stands within the full form. */
function withoutAbbreviations(
  text: string,
  concept: Concept,
  locale: Locale,
): string {
  return concept.terms
    .filter((term) => term.locale === locale && term.type === 'abbreviation')
    .reduce((left, term) => left.replaceAll(`(${term.text})`, ''), text)
}

/** Words of a concept that may be used in a locale, the one to use first. */
function usable(concept: Concept, locale: Locale): string[] {
  const own = concept.terms.filter(
    (term) =>
      (term.locale === locale || concept.doNotTranslate) &&
      (term.status === 'preferred' || term.status === 'admitted'),
  )
  return [...new Set(own.map((term) => term.text))]
}

function wantedForm(concept: Concept, locale: Locale): string | undefined {
  const own = preferredTerm(concept, locale)?.text
  if (own !== undefined || !concept.doNotTranslate) return own
  return concept.terms[0]?.text
}
