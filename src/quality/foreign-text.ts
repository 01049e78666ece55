import { chineseLocales, type Locale } from '../model/index.ts'
import type { Issue, Pair } from './pair.ts'

const han = /[\p{Script=Han}〇]+(?:[·・\s]*[\p{Script=Han}〇]+)*/gu

/** Punctuation of Chinese, and full-width letters and digits. */
const wide =
  /[\u3001-\u3003\u3008-\u3011\u3014-\u301F\uFF01-\uFF60\uFFE0-\uFFE6]/

/** Letters that look like Latin ones and are not. */
const lookAlike = /[\p{Script=Cyrillic}\p{Script=Greek}]/u

/**
 * Report what does not belong in a translation's script.
 *
 * In English: Chinese that was left, punctuation of Chinese, letters of
 * another script inside a word. The Chinese of a term may stand in brackets
 * after its English.
 *
 * @param pair - Sentence and translation.
 * @param to - Locale of the translation.
 * @returns `quality-han-left`, `quality-script-mixed`.
 */
export function checkForeignText(pair: Pair, to: Locale): Issue[] {
  const issues: Issue[] = []
  const { text } = pair
  if (to === 'en') {
    for (const { 0: found, index } of text.matchAll(han)) {
      if (isGivenTerm(pair, found, index)) continue
      issues.push({
        rule: 'quality-han-left',
        pair,
        reason: `The translation still has ${found}.`,
        actual: found,
        note: 'Translate it; the Chinese of a name goes in brackets after its English.',
        key: 'quality-han-left.translated',
        values: { text: found },
      })
      break
    }
    const mark = wide.exec(text.replaceAll(han, ''))?.[0]
    if (mark !== undefined) {
      issues.push({
        rule: 'quality-script-mixed',
        pair,
        reason: `${mark} is punctuation or a letter of Chinese text.`,
        actual: mark,
        note: 'Write the half-width one.',
        key: 'quality-script-mixed.mark',
        values: { text: mark },
      })
    }
  }
  const word = mixedWord(text)
  if (word !== undefined && !pair.source.includes(word)) {
    issues.push({
      rule: 'quality-script-mixed',
      pair,
      reason: `${word} has letters of two scripts that look alike.`,
      actual: word,
      note: 'Type the word again with Latin letters.',
      key: 'quality-script-mixed.word',
      values: { text: word },
    })
  }
  return issues
}

/** Whether Chinese is the source's own name for what stands before it. */
function isGivenTerm(pair: Pair, found: string, index: number): boolean {
  const known = pair.mentions.some(({ concept }) =>
    concept.terms.some(
      (term) =>
        (chineseLocales as readonly Locale[]).includes(term.locale) &&
        term.text === found,
    ),
  )
  const before = pair.text.slice(0, index)
  const inside = before.lastIndexOf('(') > before.lastIndexOf(')')
  return inside && (known || pair.source.includes(found))
}

function mixedWord(text: string): string | undefined {
  for (const [word] of text.matchAll(/[\p{L}\p{M}]{2,}/gu)) {
    if (/[A-Za-z]/.test(word) && lookAlike.test(word)) return word
  }
  return undefined
}
