import type { Locale } from '../model/index.ts'
import type { Issue, Pair } from './pair.ts'

const pairsOf: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '（': '）',
  '［': '］',
  '「': '」',
  '『': '』',
  '《': '》',
  '〈': '〉',
  '【': '】',
  '“': '”',
}
const closing = new Map(
  Object.entries(pairsOf).map(([open, close]) => [close, open]),
)
const marks = /["()[\]{}（）［］「」『』《》〈〉【】“”]/g

/**
 * Report brackets and quotation marks that a translation left open.
 *
 * A quotation may run over several sentences, so the translation may be open
 * where its source is.
 *
 * @param pair - Sentence and translation.
 * @returns One `quality-brackets` at most.
 */
export function checkBrackets(pair: Pair): Issue[] {
  const wrong = unbalanced(pair.text)
  if (wrong === undefined) return []
  const before = unbalanced(pair.source)
  if (before !== undefined && sortOf(before) === sortOf(wrong)) return []
  return [
    {
      rule: 'quality-brackets',
      pair,
      reason: `${wrong} of the translation has no other half.`,
      actual: wrong,
      note: 'Open and close what the source opens and closes.',
      key: 'quality-brackets.translated',
      values: { mark: wrong },
    },
  ]
}

/** Which marks stand for one another in translations. */
function sortOf(mark: string): 'round' | 'square' | 'curly' | 'quotation' {
  if (/[()（）]/.test(mark)) return 'round'
  if (/[[\]［］【】]/.test(mark)) return 'square'
  return /[{}]/.test(mark) ? 'curly' : 'quotation'
}

/** What a list counts from: 1), a), i). */
const firstLabel = /^[01ai]$/i

/**
 * Find a bracket or quotation mark without its other half.
 *
 * @param text - Text.
 * @returns The mark, or `undefined`.
 */
export function unbalanced(text: string): string | undefined {
  const open: string[] = []
  let straight = 0
  let round = 0
  let counted = false
  for (const { 0: mark, index } of text.matchAll(marks)) {
    if (mark === '"') straight++
    if (pairsOf[mark] !== undefined) {
      open.push(mark)
      if (mark === '(') round++
    }
    const opener = closing.get(mark)
    if (opener === undefined) continue
    // `1)` and `a)` number things, and `:)` is a face.
    if (mark === ')') {
      const before: string = text.slice(Math.max(0, index - 3), index)
      const label: string | undefined = /(?:^|[\s\p{P}])([\da-z]{1,2})$/iu.exec(
        before,
      )?.[1]
      const begins: boolean =
        counted || index < 3 || firstLabel.test(label ?? '')
      const isLabel: boolean = label !== undefined && begins
      if (round === 0 && (isLabel || /[:;]-?$/.test(before))) {
        counted ||= isLabel
        continue
      }
      round--
    }
    if (open.pop() !== opener) return mark
  }
  return open[0] ?? (straight % 2 === 1 ? '"' : undefined)
}

const twice =
  /(?<![\p{L}\p{N}'’-])(?<word>\p{L}{2,})\s+\k<word>(?![\p{L}\p{N}'’-])/giu

/** Words that English may have twice. */
const mayRepeat = new Set(['had', 'that', 'very', 'bye', 'no', 'ha', 'so'])

/**
 * Particles that stand there twice by a slip. 標的 and 目的 end and 了解 begins with
 * one, so a second is right; 現在在, 行為為何 and 與與我們 are, too.
 */
const particles =
  /(?<![標标目總总端])的的(?![確确])|了了(?!解)|是是(?!非)|和和(?![氣气睦美平樂乐善藹蔼])|及及|(?<!一)把把(?![手關关柄])|被被(?![子單单褥套])/u

/** Two of one particle, whether right or a slip: few sentences have any. */
const twoParticles = /的的|了了|是是|和和|及及|把把|被被/

/**
 * Report words that stand there twice.
 *
 * @param text - Text.
 * @param locale - Its locale.
 * @returns The words as they stand there, or `undefined`.
 */
export function doubledWord(text: string, locale: Locale): string | undefined {
  const mayBeTwice = /\s/.test(text) && /\p{L}\s+\p{L}/u.test(text)
  for (const { 0: found, groups } of mayBeTwice ? text.matchAll(twice) : []) {
    const word = groups?.['word'] ?? ''
    const isName = /^\p{Lu}/u.test(word) && found.endsWith(word)
    if (!mayRepeat.has(word.toLowerCase()) && !isName) return found
  }
  if (locale === 'en' || !twoParticles.test(text)) return undefined
  return particles.exec(text)?.[0]
}

/**
 * Report words that a translation has twice and its source has not.
 *
 * @param pair - Sentence and translation.
 * @param to - Locale of the translation.
 * @returns One `quality-doubled-word` at most.
 */
export function checkDoubledWords(pair: Pair, to: Locale): Issue[] {
  const found = doubledWord(pair.text, to)
  if (found === undefined || pair.source.includes(found)) return []
  return [
    {
      rule: 'quality-doubled-word',
      pair,
      reason: `The translation says “${found}”.`,
      actual: found,
      note: 'Take one of them out.',
      key: 'quality-doubled-word.translated',
      values: { text: found },
    },
  ]
}

const address =
  /\b(?:https?:\/\/|mailto:|www\.)[^\s<>()（）「」，。；]+[^\s<>()（）「」，。；.,;:!?]|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}/g

/**
 * Report addresses that a translation lost or changed.
 *
 * Addresses of links are codes; these are the ones readers see.
 *
 * @param pair - Sentence and translation.
 * @returns `quality-link` for each.
 */
export function checkAddresses(pair: Pair): Issue[] {
  const there = new Set(pair.text.match(address) ?? [])
  return (pair.source.match(address) ?? [])
    .filter((one) => !there.has(one))
    .map((one) => ({
      rule: 'quality-link' as const,
      pair,
      reason: `The address ${one} is not in the translation.`,
      expected: [one],
      note: 'Copy the address as it stands.',
      values: { address: one },
    }))
}
