import type { Decision, Doubt } from './analysis.ts'
import type { Word } from './sense.ts'
import type { Entry } from './vocabulary.ts'

/**
 * Add what a word says to what is known of its line.
 *
 * @param word - Word that was chosen, or is in doubt.
 * @param start - Where it starts in the line.
 * @param end - Where it ends.
 * @param plain - What stands there without the vocabulary.
 * @param decisions - Takes what was decided.
 * @param doubts - Takes what is in doubt.
 */
export function explain(
  word: Word,
  start: number,
  end: number,
  plain: string,
  decisions: Decision[],
  doubts: Doubt[],
): void {
  const { senses, entry, doubt, by } = word
  const text = entry?.forms[0] ?? plain
  // The share is worked out only for who asks.
  if (doubt) {
    const alternatives = otherForms(text, [doubt, ...senses], plain)
    if (alternatives.length > 0) {
      const { share } = word
      doubts.push({ start, end, text, entry: doubt, alternatives, share })
    }
  }
  if (!entry) return
  const alternatives = otherForms(text, senses, plain)
  const share = by === 'field' ? word.share : undefined
  decisions.push({ start, end, text, entry, alternatives, by, share })
}

/** Forms that were possible besides the chosen one, each once. */
function otherForms(
  chosen: string,
  senses: readonly Entry[],
  plain: string,
): string[] {
  const others: string[] = []
  const add = (form: string): void => {
    if (form !== chosen && !others.includes(form)) others.push(form)
  }
  for (const { forms } of senses) for (const form of forms) add(form)
  add(plain)
  return others
}
