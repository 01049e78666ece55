import type { ChineseLocale } from '../model/index.ts'
import { isHan } from './lexicon.ts'

/** Stretch that is replaced. */
export interface BracketChange {
  start: number
  end: number
  text: string
}

const pair = /\(([^()（）\n]{1,200})\)( ?)/y
const han = /[\u3400-\u9fff]/

/**
 * Write half-width brackets around Chinese as full-width ones, which is how
 * the Mainland sets them.
 *
 * Brackets count as Chinese where Chinese stands in them, and where they hold
 * a number between characters, as in 今 (8) 日. Those of programs, formulas and
 * English stay, and so do accelerators such as 瀏覽(_B). The space a half-width
 * bracket needs beside Chinese goes with it.
 *
 * @param text - Text of a unit.
 * @param to - Locale of the edition.
 * @returns Stretches to replace, in order.
 * @see https://www.w3.org/TR/clreq/
 */
export function convertBrackets(
  text: string,
  to: ChineseLocale,
): BracketChange[] {
  if (to !== 'zh-CN') return []
  const changes: BracketChange[] = []
  let end = 0
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
    pair.lastIndex = at
    const [whole = '', inner = '', after = ''] = pair.exec(text) ?? []
    if (whole === '') continue
    const before = at > end && text[at - 1] === ' ' ? ' ' : ''
    const start = at - before.length
    end = at + whole.length
    const isBetween =
      isHan(text.charCodeAt(start - 1)) && isHan(text.charCodeAt(end))
    // An address would go on into a full-width bracket.
    const chinese = han.test(inner) && !/^[_&]|:\/\/|www\.|@/.test(inner)
    const numbered = /^\d{1,4}$/.test(inner) && isBetween
    if (!chinese && !numbered) continue
    const previous = text.charCodeAt(start - 1)
    const open = start + before.length
    const close = end - after.length - 1
    // The spaces are changes of their own: something else may stand there.
    if (before && isHan(previous)) changes.push({ start, end: open, text: '' })
    changes.push({ start: open, end: open + 1, text: '（' })
    changes.push({ start: close, end: close + 1, text: '）' })
    if (after && isHan(text.charCodeAt(end))) {
      changes.push({ start: close + 1, end, text: '' })
    }
  }
  return changes
}
