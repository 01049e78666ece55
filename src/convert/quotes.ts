import type { ChineseLocale } from '../model/index.ts'

/** Quotation mark that is replaced. */
export interface QuoteChange {
  /** Offset in the text; a mark is one code unit. */
  at: number
  /** Mark of the edition. */
  text: string
}

type Pairs = readonly [outer: string, inner: string]

const corner: Pairs = ['「」', '『』']
const curly: Pairs = ['“”', '‘’']

const cornerMarks = /[「」『』]/g
const curlyMarks = /[“”‘’]/g

const letter = /[\p{Script=Latin}\p{Nd}]/u

/**
 * Replace quotation marks by those of an edition.
 *
 * Taiwan and Hong Kong write 「『』」, the mainland “‘’”. What counts is how
 * deep a quotation stands, not which mark it was: one opened by 『 alone
 * becomes “. A mark without its partner is replaced by rank, for a quotation
 * of several paragraphs closes only in the last. ’ between Latin letters is
 * an apostrophe.
 *
 * @param text - Text of a unit.
 * @param from - Locale of the text.
 * @param to - Locale of the edition.
 * @returns Marks to replace, in order.
 * @see https://www.w3.org/TR/clreq/#h-quotation_marks
 */
export function convertQuotes(
  text: string,
  from: ChineseLocale,
  to: ChineseLocale,
): QuoteChange[] {
  const source = from === 'zh-CN' ? curly : corner
  const target = to === 'zh-CN' ? curly : corner
  if (source === target) return []
  const changes: QuoteChange[] = []
  const open: { rank: number; change: QuoteChange }[] = []
  const marks = source === corner ? cornerMarks : curlyMarks
  // Most units have none, and then this is all that is asked.
  if (text.search(marks) < 0) return changes
  for (const { 0: mark, index: at } of text.matchAll(marks)) {
    const rank = source.findIndex((pair) => pair.includes(mark))
    const opens = source[rank]?.charAt(0) === mark
    if (opens) {
      const change = { at, text: pick(target, open.length, 0) }
      open.push({ rank, change })
      changes.push(change)
      continue
    }
    if (mark === '’' && isApostrophe(text, at, open)) continue
    const partner = open.findLastIndex((entry) => entry.rank === rank)
    if (partner < 0) {
      changes.push({ at, text: pick(target, rank, 1) })
    } else {
      // What was opened inside and never closed is not nesting.
      open.length = partner
      changes.push({ at, text: pick(target, partner, 1) })
    }
  }
  // An opening mark whose partner is in a later paragraph keeps its rank.
  for (const { rank, change } of open) change.text = pick(target, rank, 0)
  return changes
}

function pick(pairs: Pairs, depth: number, side: 0 | 1): string {
  return (pairs[depth % 2] ?? pairs[0]).charAt(side)
}

function isApostrophe(
  text: string,
  at: number,
  open: readonly { rank: number }[],
): boolean {
  const before = letter.test(text.charAt(at - 1))
  const after = letter.test(text.charAt(at + 1))
  return before && (after || !open.some((entry) => entry.rank === 1))
}
