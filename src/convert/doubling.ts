import type { Lexicon } from './lexicon.ts'
import type { Line } from './line.ts'

/** What stands before a word as a word of its own: 在 in 在線上遊戲裡. */
const prepositions = new Set(
  Array.from('在对以从用把被给向由和与及或的是为', (c) => c.charCodeAt(0)),
)

/** Bits of {@link doublingOf}. */
export const mayDoubleBefore = 1
export const mayDoubleBehind = 2

/**
 * Tell on which sides a word's form may double what stands there, whatever that is:
 * where its second character is the word's first, and its last but one the last.
 *
 * @param key - Word, in simplified characters.
 * @param form - What would become of it.
 * @returns Bits; for most words none.
 */
export function doublingOf(key: string, form: string): number {
  const { length } = form
  if (length < 2) return 0
  const before = key.charCodeAt(0) === form.charCodeAt(1)
  const behind = key.charCodeAt(key.length - 1) === form.charCodeAt(length - 2)
  return (before ? mayDoubleBefore : 0) | (behind ? mayDoubleBehind : 0)
}

/**
 * Tell whether a word's form ends with a character more than it, which stands
 * behind it already. What stands there is a longer word, 稅後淨利潤 and no 稅後淨利,
 * whose form ends with 利润, too.
 *
 * @param line - Line in simplified characters.
 * @param start - Where the word starts.
 * @param end - Where it ends.
 * @param form - What would become of it, which {@link doublingOf} says may.
 * @param lexicon - Words and their costs.
 */
export function doublesBehind(
  { units, to }: Line,
  start: number,
  end: number,
  form: string,
  lexicon: Lexicon,
): boolean {
  const last = form.length - 1
  return (
    end < to &&
    units[end] === form.charCodeAt(last) &&
    !isTurned(units, start, end, form, units[end] as number) &&
    !isOfOther(units, end, 1, to, lexicon)
  )
}

/**
 * Tell whether a word's form starts with a character more than it, which stands
 * before it already: 新台幣匯率 is one word, and 台幣匯率 is 新台币汇率.
 *
 * @param line - Line in simplified characters.
 * @param start - Where the word starts.
 * @param end - Where it ends.
 * @param form - What would become of it, which {@link doublingOf} says may.
 * @param lexicon - Words and their costs.
 */
export function doublesBefore(
  { units, from }: Line,
  start: number,
  end: number,
  form: string,
  lexicon: Lexicon,
): boolean {
  const before = units[start - 1] as number
  return (
    start > from &&
    before === form.charCodeAt(0) &&
    !isTurned(units, start, end, form, before) &&
    !isOfOther(units, start - 1, -1, from - 1, lexicon) &&
    (end - start === 2 || !prepositions.has(before))
  )
}

/**
 * Tell whether a word's form stands beside it already: 檔案 in 文件檔案 is 文件, and the
 * text would say it twice.
 *
 * @param line - Line in simplified characters.
 * @param start - Where the word starts.
 * @param end - Where it ends.
 * @param form - What would become of it.
 * @param lexicon - Words and their costs.
 */
export function standsBeside(
  { units, from, to }: Line,
  start: number,
  end: number,
  form: string,
  lexicon: Lexicon,
): boolean {
  const { length } = form
  if (length < 2) return false
  if (start - length >= from && isAt(form, units, start - length)) return true
  if (end + length > to || !isAt(form, units, end)) return false
  // What stands there may go on as another word: 字符串 behind 字元.
  const isLonger =
    end + length < to && lexicon.cost(units, end, end + length + 1) >= 0
  return !isLonger
}

function isAt(form: string, units: Uint16Array, at: number): boolean {
  for (let i = 0; i < form.length; i++) {
    if (units[at + i] !== form.charCodeAt(i)) return false
  }
  return true
}

/** Tell whether a form only turns a word around, as that of 移轉 does. */
function isTurned(
  units: Uint16Array,
  start: number,
  end: number,
  form: string,
  unit: number,
): boolean {
  if (form.length > end - start) return false
  for (let at = start; at < end; at++) if (units[at] === unit) return true
  return false
}

/**
 * Tell whether a character is that of a word on its other side: 期間 in 連假期間.
 * Where that leaves another word over, it is not: 商品 in 投資級債券商品.
 */
function isOfOther(
  units: Uint16Array,
  at: number,
  step: 1 | -1,
  stop: number,
  lexicon: Lexicon,
): boolean {
  const isWord = (at: number, length: number): boolean => {
    const other = at + step * (length - 1)
    if (step > 0 ? other >= stop : other <= stop) return false
    const start = Math.min(at, other)
    return lexicon.cost(units, start, start + length) >= 0
  }
  if (isWord(at, 3) || isWord(at, 4)) return true
  return isWord(at, 2) && !isWord(at + step, 2)
}
