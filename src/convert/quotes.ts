import type { ChineseLocale } from '../model/index.ts'
import type { Splice } from './splice.ts'

/** An opening mark that is replaced. */
interface Opening extends Splice {
  /** Whether it is an outer one, 0, or an inner one, 1. */
  rank: 0 | 1
  /** Number of its line, of the lines with marks. */
  line: number
}

/** Marks of a locale: what opens and closes outside, what does inside. */
interface Marks {
  readonly all: readonly [string, string, string, string]
  /** Their units, in the same order. */
  readonly units: readonly number[]
  /** The least of them and the greatest. */
  readonly first: number
  readonly last: number
  /** Finds the next one. */
  readonly pattern: RegExp
}

const corner: Marks = {
  all: ['「', '」', '『', '』'],
  units: [0x300c, 0x300d, 0x300e, 0x300f],
  first: 0x300c,
  last: 0x300f,
  pattern: /[「」『』]/g,
}
const curly: Marks = {
  all: ['“', '”', '‘', '’'],
  units: [0x201c, 0x201d, 0x2018, 0x2019],
  first: 0x2018,
  last: 0x201d,
  pattern: /[“”‘’]/g,
}

const apostrophe = 0x2019

/** Units behind a mark that are looked at one by one: another is often near. */
const nearby = 16

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
  const changes: Splice[] = []
  const pick = (depth: number, side: 0 | 1): string =>
    target.all[(depth & 1) * 2 + side] as string
  const open: Opening[] = []
  const opened: [outer: number, inner: number] = [0, 0]
  const leave = (length: number): void => {
    while (open.length > length) opened[(open.pop() as Opening).rank]--
  }
  const partnerOf = (rank: 0 | 1): number => {
    // Asked first: marks without partners do not look through all that are open.
    if (opened[rank] === 0) return -1
    let at = open.length - 1
    while ((open[at] as Opening).rank !== rank) at--
    return at
  }
  let line = 0
  let lineEnd = -1
  for (
    let at = nextMark(text, 0, source);
    at >= 0;
    at = nextMark(text, at + 1, source)
  ) {
    if (at > lineEnd) {
      line++
      lineEnd = text.indexOf('\n', at)
      if (lineEnd < 0) lineEnd = text.length
    }
    const unit = text.charCodeAt(at)
    const which = source.units.indexOf(unit)
    const rank = which < 2 ? 0 : 1
    if (which % 2 === 0) {
      // Opened again in another line, the one before was that of a paragraph
      // which did not close it.
      const before = partnerOf(rank)
      if (before >= 0 && (open[before] as Opening).line < line) leave(before)
      const mark = pick(open.length, 0)
      const change: Opening = { start: at, end: at + 1, text: mark, rank, line }
      open.push(change)
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
  for (const change of open) change.text = pick(change.rank, 0)
  return changes
}

/** Find the next mark of a locale from a place on; -1 where there is none. */
function nextMark(text: string, start: number, marks: Marks): number {
  const near = Math.min(text.length, start + nearby)
  for (let at = start; at < near; at++) {
    const unit = text.charCodeAt(at)
    if (unit < marks.first || unit > marks.last) continue
    if (marks.units.includes(unit)) return at
  }
  const { pattern } = marks
  pattern.lastIndex = near
  return pattern.test(text) ? pattern.lastIndex - 1 : -1
}

function isApostrophe(text: string, at: number, isInside: boolean): boolean {
  const before = letter.test(text.charAt(at - 1))
  const after = letter.test(text.charAt(at + 1))
  return before && (after || !isInside)
}
