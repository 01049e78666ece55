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
 * @returns `quality-term-missing` and `quality-term-forbidden`.
 */
export function checkTerms(pair: Pair, to: Locale): Issue[] {
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
    const forms = usable(concept, to)
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
