import type { Issue, Pair } from './pair.ts'
import { containsTerm } from './word-forms.ts'

/**
 * Report abbreviations that a translation uses before it has said what they
 * stand for.
 *
 * Looked at are the glossary's: a concept with a full form and an abbreviation
 * that is to be glossed. Headings and front matter come before the text, and
 * need not explain.
 *
 * @param pairs - Sentences and translations into English, in order.
 * @returns `quality-gloss-missing`, for the first use of each.
 */
export function checkAbbreviations(pairs: readonly Pair[]): Issue[] {
  const issues: Issue[] = []
  const done = new Set<string>()
  for (const pair of pairs) {
    if (pair.unit.kind !== 'paragraph') continue
    for (const mention of pair.mentions) {
      const { concept } = mention
      if (done.has(concept.id) || !concept.gloss) continue
      const own = concept.terms.filter(
        ({ locale, status }) =>
          locale === 'en' && (status === 'preferred' || status === 'admitted'),
      )
      const short = own.find(
        ({ type, text }) =>
          type === 'abbreviation' && containsTerm(pair.block, text, 'en'),
      )
      const full = own.filter(({ type }) => type !== 'abbreviation')
      if (full.length === 0) continue
      // In “Group (KEG), University” it stands within what it stands for.
      const block = short
        ? pair.block.replaceAll(`(${short.text})`, '')
        : pair.block
      const said = full.some(({ text }) => containsTerm(block, text, 'en'))
      if (said) done.add(concept.id)
      if (!short || said) continue
      done.add(concept.id)
      const { start, end } = mention
      const expected = `${full[0]?.text} (${short.text})`
      issues.push({
        rule: 'quality-gloss-missing',
        pair,
        at: { start, end },
        reason: `${short.text} is used before the text says what it stands for.`,
        actual: short.text,
        expected: [expected],
        note: `Write ${expected} at its first mention.`,
        values: { short: short.text, expected },
      })
    }
  }
  return issues
}
