import type { ChineseLocale } from '../model/index.ts'
import type { Splice } from './splice.ts'

/** A quotation that is not closed yet. */
interface OpenQuote {
  /** Whether its mark is an outer one, 0, or an inner one, 1. */
  rank: 0 | 1
  /** Number of its line. */
  line: number
  change: Splice
}

/** Marks of a locale: what opens and closes, outer and inner. */
const corner = '「」『』'
const curly = '“”‘’'

const apostrophe = 0x2019
const lineEnd = 0x0a

const letter = /[\p{Script=Latin}\p{Nd}]/u

/**
 * Replace quotation marks by those of an edition.
 *
 * Taiwan and Hong Kong write 「『』」, the mainland “‘’”. What counts is how
 * deep a quotation stands, not which mark it was: one opened by 『 alone
 * becomes “. A mark without its partner is replaced by rank, for a quotation
 * of several paragraphs closes only in the last, and each opens it again. ’
 * between Latin letters is an apostrophe.
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
): Splice[] {
  const source = from === 'zh-CN' ? curly : corner
  const target = to === 'zh-CN' ? curly : corner
  if (source === target) return []
  // Most units are of no mark, and this is all that is asked of them.
  const [first, last] = source === corner ? [0x300c, 0x300f] : [0x2018, 0x201d]
  const changes: Splice[] = []
  const pick = (depth: number, side: number): string =>
    target.charAt((depth & 1) * 2 + side)
  const open: OpenQuote[] = []
  const opened: [outer: number, inner: number] = [0, 0]
  const leave = (length: number): void => {
    while (open.length > length) opened[(open.pop() as OpenQuote).rank]--
  }
  const partnerOf = (rank: 0 | 1): number => {
    // Asked first: marks without partners do not look through all that are open.
    if (opened[rank] === 0) return -1
    let at = open.length - 1
    while ((open[at] as OpenQuote).rank !== rank) at--
    return at
  }
  let line = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === lineEnd) line++
    if (unit < first || unit > last) continue
    const which = source.indexOf(text.charAt(at))
    if (which < 0) continue
    const rank = which < 2 ? 0 : 1
    if (which % 2 === 0) {
      // Opened again in another line, the one before was that of a paragraph
      // which did not close it.
      const before = partnerOf(rank)
      if (before >= 0 && (open[before] as OpenQuote).line < line) leave(before)
      const change = { start: at, end: at + 1, text: pick(open.length, 0) }
      open.push({ rank, line, change })
      opened[rank]++
      changes.push(change)
      continue
    }
    if (unit === apostrophe && isApostrophe(text, at, opened[1] > 0)) continue
    const partner = partnerOf(rank)
    const closing = pick(partner < 0 ? rank : partner, 1)
    changes.push({ start: at, end: at + 1, text: closing })
    // What was opened inside and never closed is not nesting.
    if (partner >= 0) leave(partner)
  }
  // An opening mark whose partner is in a later paragraph keeps its rank.
  for (const { rank, change } of open) change.text = pick(rank, 0)
  return changes
}

function isApostrophe(text: string, at: number, isInside: boolean): boolean {
  const before = letter.test(text.charAt(at - 1))
  const after = letter.test(text.charAt(at + 1))
  return before && (after || !isInside)
}
