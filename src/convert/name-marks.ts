import type { ChineseLocale } from '../model/index.ts'
import { inOrder, type Splice } from './splice.ts'

/** The mainland's, between the parts of a name or a title. */
const dot = '·'

const between =
  /(?<=[\p{Script=Han}\p{Script=Latin}])[‧・•．](?=[\p{Script=Han}\p{Script=Latin}])/gu

/** Any mark of these: few texts have one. */
const isMark = /[‧・•．〈]/
const isHan = /^\p{Script=Han}$/u

/** Units before a dot that are looked at: no count is longer. */
const reach = 8

/** `一．前言` and `甲．` count, wherever a line or a clause begins. */
const counted =
  /(?:^|[\s，。；：、（「『“])[一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸]+$/u

/**
 * Find the marks of names and titles that an edition writes otherwise: between the parts
 * of a name Taiwan types ‧, ．, ・ or •, the mainland ·, and around the titles of articles,
 * songs and chapters 〈〉, the mainland 《》 (GB/T 15834-2011, 4.14 and 4.15).
 *
 * @param text - Text of a unit.
 * @param to - Locale of the edition.
 * @returns Marks to replace, in order.
 * @see https://www.w3.org/TR/clreq/#h-middle_dots
 */
export function convertNameMarks(text: string, to: ChineseLocale): Splice[] {
  if (to !== 'zh-CN' || !isMark.test(text)) return []
  return inOrder(findDots(text), findTitles(text))
}

/**
 * Find the dots between the parts of names. A dot is one between characters, without
 * spaces, or between a character and a Latin letter (C‧羅). That of a program
 * (A．B, 檔名．txt) or of a count (一．前言) is none.
 */
function findDots(text: string): Splice[] {
  const changes: Splice[] = []
  for (const { 0: mark, index } of text.matchAll(between)) {
    const before = lastCharacter(text, index)
    const after = String.fromCodePoint(text.codePointAt(index + 1) ?? 0)
    const sides = Number(isHan.test(before)) + Number(isHan.test(after))
    if (sides === 0 || (sides === 1 && mark !== '‧')) continue
    if (
      mark === '．' &&
      counted.test(text.slice(Math.max(0, index - reach), index))
    )
      continue
    changes.push({ start: index, end: index + 1, text: dot })
  }
  return changes
}

function lastCharacter(text: string, end: number): string {
  const low = text.charCodeAt(end - 1)
  const isPair = low >= 0xdc00 && low <= 0xdfff
  return text.slice(isPair ? end - 2 : end - 1, end)
}

/** Titles in marks of their own, and those in other ones, which stay. */
const titles = /《[^《》\n]*》|〈([^《》〈〉\n]{2,40})〉/gu

/** Find the marks of titles that are in no others: inside 《》 the mainland writes 〈〉, too. */
function findTitles(text: string): Splice[] {
  const changes: Splice[] = []
  for (const { 0: whole, 1: title, index } of text.matchAll(titles)) {
    // 〈模式〉=… and 〈 MiB〉 are no titles.
    if (!title || !/\p{Script=Han}{2}/u.test(title)) continue
    const end = index + whole.length
    const isValue = '=:'.includes(text.charAt(index - 1) || ' ')
    if (/\s/.test(title.charAt(0)) || isValue || text.charAt(end) === '=')
      continue
    changes.push({ start: index, end: index + 1, text: '《' })
    changes.push({ start: end - 1, end, text: '》' })
  }
  return changes
}
