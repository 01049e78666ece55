import type { Unit, Why } from '../model/index.ts'
import type { Change } from './change.ts'
import { isHan } from './lexicon.ts'

/**
 * Find the spaces that stood between Chinese and a Latin word that is Chinese in
 * the edition: 掃 QR Code 付款 becomes 扫二维码付款.
 *
 * A space beside a mark is left where it is: without it `**` may not close.
 *
 * @param unit - Unit.
 * @param changes - Changes of its words, in order, without overlap.
 * @returns A change for each space, in order; it takes it away.
 * @see https://www.w3.org/TR/clreq/#mixed_text_composition_in_chinese_and_western
 */
export function orphanSpaces(
  { text, pieces }: Unit,
  changes: readonly Change[],
): Change[] {
  const found: Change[] = []
  const isWideBefore = (at: number, before: Change | undefined): boolean => {
    const isChanged = before?.end === at
    return isWide(isChanged ? lastUnit(before.text) : text.charCodeAt(at - 1))
  }
  const isWideBehind = (at: number, next: Change | undefined): boolean => {
    const isChanged = next?.start === at
    return isWide((isChanged ? next.text : text.charAt(at)).charCodeAt(0))
  }
  const add = (at: number): void => {
    if (found.at(-1)?.start === at) return
    const isInside = pieces.some(({ offset, length }) => {
      return offset < at && at + 1 < offset + length
    })
    if (!isInside) return
    const why: Why = { rule: 'spaces', source: 'CLREQ', before: ' ', after: '' }
    found.push({ start: at, end: at + 1, text: '', why })
  }
  for (let index = 0; index < changes.length; index++) {
    const { start, end, text: after } = changes[index] as Change
    const before = changes[index - 1]
    const next = changes[index + 1]
    const isLatin = !isHan(text.charCodeAt(start))
    // A change that touches this one is of the space itself.
    if (isLatin && isHan(after.charCodeAt(0)) && before?.end !== start) {
      const at = start - 1
      if (text[at] === ' ' && isWideBefore(at, before)) add(at)
    }
    const endsLatin = !isHan(text.charCodeAt(end - 1))
    if (endsLatin && isHan(lastUnit(after)) && next?.start !== end) {
      if (text[end] === ' ' && isWideBehind(end + 1, next)) add(end)
    }
  }
  return found
}

/**
 * Tell whether a space is an orphan: between Chinese of an edition that stands where
 * a Latin word was, and Chinese or its punctuation.
 *
 * @param changed - Unit beside it of what stands there now.
 * @param other - Unit on its other side; none at the end of a text.
 */
export function isOrphan(changed: number, other: number | undefined): boolean {
  return other !== undefined && isHan(changed) && isWide(other)
}

function lastUnit(text: string): number {
  return text.charCodeAt(text.length - 1)
}

/** Whether a unit is Chinese, or of the punctuation that needs no space. */
function isWide(unit: number): boolean {
  const isPunctuation = unit >= 0x3000 && unit <= 0x303f
  return isHan(unit) || isPunctuation || (unit >= 0xff01 && unit <= 0xff60)
}
