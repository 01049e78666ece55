import type { SourceUnit, Unit } from '../model/index.ts'
import { doubledWord, unbalanced } from './marks.ts'

/** Slip in an article, before it is a finding. */
export interface SourceSlip {
  /** Which kind. */
  rule:
    | 'quality-source-repeat'
    | 'quality-source-joined'
    | 'quality-source-brackets'
  /** Index of the unit. */
  index: number
  /** Range in the unit's text, in UTF-16 units. */
  start: number
  /** End of the range. */
  end: number
  /** What stands there. */
  text: string
}

/**
 * Han characters of a clause that nobody says twice in one sentence by intent;
 * where more than one clause comes twice, fewer do.
 */
const leastRepeat = 14
const leastOfTwo = 8

/** Units of measure and names that are written beside a number. */
const besideNumber =
  /^(?:[kKMGTPE]?i?[BbWVAJ]|[kKMG]?Hz|[kKMGT]?bps|[fpnuµmckh]?[mlgsL]|[nmu]m|kg|mg|ml|km|cm|mm|ha|mAh|Wh|kWh|kW|MW|GW|dpi|ppi|px|pt|em|rem|fps|rpm|sqm|ft|in|lb|oz|am|pm|AM|PM|RPM|KM|KG|ML|MBPS|HR|HRS|st|nd|rd|th|D|G|K|M|B|X|x|F|bn|mn|tn|bit|bits|byte|bytes|core|cores|kbps|Mbps|Gbps|Q[1-4]?|H[12]?|Y|Q|E|e|A|a|b|c|h|min|hr|hrs|sec|vs|USD|NTD|TWD|HKD|RMB|CNY|EUR|JPY)$/

/**
 * Look for slips of the author: the same clause twice in one sentence, a
 * number that runs into a word (500API), a bracket without its other half, a
 * particle twice.
 *
 * @param units - Units.
 * @param sourceUnits - Their sentences, in the same order.
 * @returns Slips, in the order of the text.
 */
export function findSourceSlips(
  units: readonly Unit[],
  sourceUnits: readonly SourceUnit[],
): SourceSlip[] {
  const slips: SourceSlip[] = []
  for (const [index, { segments, kind }] of sourceUnits.entries()) {
    const unit = units[index]
    if (!unit || (unit.lang !== undefined && !unit.lang.startsWith('zh'))) {
      continue
    }
    for (const { start, end } of segments) {
      const sentence = unit.text.slice(start, end)
      const add = (
        rule: SourceSlip['rule'],
        at: number,
        text: string,
      ): void => {
        const from = start + at
        slips.push({ rule, index, start: from, end: from + text.length, text })
      }
      const again = repeatedClause(sentence)
      if (again) add('quality-source-repeat', again.at, again.text)
      const twice = doubledWord(sentence, 'zh-TW')
      if (twice && /\p{Script=Han}/u.test(twice)) {
        add('quality-source-repeat', sentence.indexOf(twice), twice)
      }
      const joined = joinedNumber(sentence)
      if (joined) add('quality-source-joined', joined.at, joined.text)
    }
    if (kind !== 'paragraph') continue
    // A list in a paragraph may number with `1)`; quotations may run on into
    // the next paragraph, opened again there.
    const mark = unbalanced(unit.text)
    if (mark === undefined || mark === '"' || /[“「『]/.test(mark)) continue
    const at = unit.text.lastIndexOf(mark)
    slips.push({
      rule: 'quality-source-brackets',
      index,
      start: at,
      end: at + mark.length,
      text: mark,
    })
  }
  return slips
}

/**
 * Find the longest stretch that stands twice in a sentence, without overlap.
 *
 * A list of things that are called nearly alike repeats less, a refrain is short,
 * and a manual says one noun phrase again and again.
 */
function repeatedClause(
  sentence: string,
): { at: number; text: string } | undefined {
  if (sentence.length < 2 * leastOfTwo || sentence.length > 5_000) {
    return undefined
  }
  const first = new Map<string, number>()
  let best: { at: number; text: string } | undefined
  for (let at = 0; at + leastOfTwo <= sentence.length; at++) {
    const key = sentence.slice(at, at + leastOfTwo)
    const before = first.get(key)
    if (before === undefined) {
      first.set(key, at)
      continue
    }
    if (at - before < leastOfTwo) continue
    let length = leastOfTwo
    while (
      before + length < at &&
      at + length < sentence.length &&
      sentence[before + length] === sentence[at + length]
    ) {
      length++
    }
    const text = trimmed(sentence.slice(at, at + length))
    const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
    const least = /\p{Script=Han}[，；：。,;:]\s?\p{Script=Han}/u.test(text)
      ? leastOfTwo
      : leastRepeat
    if (han >= least && length > (best?.text.length ?? 0)) {
      best = { at: at + sentence.slice(at).indexOf(text), text }
    }
    // What begins inside of it repeats less of the same.
    at += length - 1
  }
  return best
}

function trimmed(text: string): string {
  return text.replace(/^[\s\p{P}]+|(?<![\s\p{P}])[\s\p{P}]+$/gu, '')
}

/** A number and a word of letters with nothing between them: 500API. */
function joinedNumber(
  sentence: string,
): { at: number; text: string } | undefined {
  const joined =
    /(?<![\p{Script=Latin}\p{N}.,\-/_#@])\d[\d.,]*\d(\p{Script=Latin}{2,})(?![\p{Script=Latin}\p{N}\-/_.])/gu
  for (const match of sentence.matchAll(joined)) {
    const [text, word = ''] = match
    if (besideNumber.test(word)) continue
    // A name of a product or a standard is mixed: 3DMark, 2nd, 5GHz.
    if (/\p{Ll}/u.test(word)) continue
    // 10FFFF is one number.
    if (/^[\dA-F]{4,}$/.test(text)) continue
    return { at: match.index, text }
  }
  return undefined
}
