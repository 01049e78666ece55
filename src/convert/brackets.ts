import type { ChineseLocale } from '../model/index.ts'
import { isHan } from './lexicon.ts'
import type { Splice } from './splice.ts'

/** Units that brackets hold at most: what is longer is no remark. */
const mostHeld = 200

const opening = 0x28
const closing = 0x29
const wideOpening = 0xff08
const wideClosing = 0xff09
const lineEnd = 0x0a

const letter = /[\p{L}\p{Nd}]/u

/**
 * Write half-width brackets around Chinese as full-width ones, which is how
 * the Mainland sets them.
 *
 * Brackets count as Chinese where Chinese stands in them, and where they hold
 * a number between characters, as in 今 (8) 日. Those of programs, formulas and
 * English stay, and so do accelerators such as 瀏覽(_B). The space a half-width
 * bracket needs beside a letter or a digit goes with it: a full-width one has its own.
 *
 * @param text - Text of a unit.
 * @param to - Locale of the edition.
 * @returns Stretches to replace, in order.
 * @see https://www.w3.org/TR/clreq/
 */
export function convertBrackets(text: string, to: ChineseLocale): Splice[] {
  if (to !== 'zh-CN') return []
  const changes: Splice[] = []
  let end = 0
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
    const held = remarkIn(text, at)
    if (held === undefined) continue
    const { close, isChinese } = held
    const after = text[close + 1] === ' ' ? ' ' : ''
    const before = at > end && text[at - 1] === ' ' ? ' ' : ''
    const start = at - before.length
    end = close + 1 + after.length
    const isShort = close - at <= 5
    if (!isChinese && !isShort) continue
    const inner = text.slice(at + 1, close)
    // An address would go on into a full-width bracket.
    const chinese = isChinese && !/^[_&]|:\/\/|www\.|@/.test(inner)
    const numbered =
      isShort &&
      isHan(text.charCodeAt(start - 1)) &&
      isHan(text.charCodeAt(end)) &&
      /^\d+$/.test(inner)
    if (!chinese && !numbered) continue
    // The spaces are changes of their own: something else may stand there.
    if (before && isLetterAt(text, start - 1)) {
      changes.push({ start, end: at, text: '' })
    }
    changes.push({ start: at, end: at + 1, text: '（' })
    changes.push({ start: close, end: close + 1, text: '）' })
    if (after && isLetterAt(text, end)) {
      changes.push({ start: close + 1, end, text: '' })
    }
  }
  return changes
}

/** Whether a letter or a digit of any script stands at a place. */
function isLetterAt(text: string, at: number): boolean {
  return isHan(text.charCodeAt(at)) || letter.test(text.charAt(at))
}

/**
 * Find the bracket that closes one, with no other and no line end between.
 *
 * @param text - Text.
 * @param open - Where the bracket opens.
 * @returns Where it is, and whether Chinese stands between; or none.
 */
function remarkIn(
  text: string,
  open: number,
): { close: number; isChinese: boolean } | undefined {
  const last = Math.min(text.length, open + mostHeld + 2)
  let isChinese = false
  for (let at = open + 1; at < last; at++) {
    const unit = text.charCodeAt(at)
    if (unit === closing) {
      return at > open + 1 ? { close: at, isChinese } : undefined
    }
    if (
      unit === opening ||
      unit === wideOpening ||
      unit === wideClosing ||
      unit === lineEnd
    ) {
      return undefined
    }
    isChinese ||= isHan(unit)
  }
  return undefined
}
