import {
  classifyCharacter,
  isCjk,
  isCjkOrIvs,
  isNonCjkPunctuation,
  isNonEmojiGeneralUseVS,
  isSpaceOrPunctuation,
  isUnicodeWhitespace,
} from 'micromark-extension-cjk-friendly-util'

const asterisk = 42
const underscore = 95
const tilde = 126

/** Classes of the characters of the first plane, once they were asked for. */
const known = new Int16Array(0x10000).fill(-1)

type Class = ReturnType<typeof classifyCharacter>

/** Whether a run of delimiters can open and close; neither is text. */
export interface Flanking {
  open: boolean
  close: boolean
}

/**
 * Tell what a run of `*` or `_` can do, by the characters beside it.
 *
 * @param marker - Character of the run.
 * @param before - Code point before it, `undefined` at the start of a line.
 * @param after - Code point after it, `undefined` at the end of a line.
 * @returns What it can do, or `undefined` where a variation selector makes that
 * a longer question.
 * @see https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md
 */
export function flankingOf(
  marker: number,
  before: number | undefined,
  after: number | undefined,
): Flanking | undefined {
  const left = classOf(before)
  const right = classOf(after)
  if (isNonEmojiGeneralUseVS(left) || isNonEmojiGeneralUseVS(right)) {
    return undefined
  }
  const leftMarks = isNonCjkPunctuation(left)
  const rightMarks = isNonCjkPunctuation(right)
  const leftEdge = leftMarks || isUnicodeWhitespace(left) || isMarker(before)
  const rightEdge = rightMarks || isUnicodeWhitespace(right) || isMarker(after)
  const open =
    !rightEdge ||
    (rightMarks && (leftEdge || isCjkOrIvs(left))) ||
    after === tilde
  const close =
    !leftEdge || (leftMarks && (rightEdge || isCjk(right))) || before === tilde
  if (marker === asterisk) return { open, close }
  return {
    open: open && (isSpaceOrPunctuation(left) || !close),
    close: close && (isSpaceOrPunctuation(right) || !open),
  }
}

function isMarker(code: number | undefined): boolean {
  return code === asterisk || code === underscore
}

function classOf(code: number | undefined): Class {
  if (code === undefined) return classifyCharacter(null)
  if (code > 0xffff) return classifyCharacter(code)
  let value: number = known[code] ?? -1
  if (value < 0) {
    value = classifyCharacter(code)
    known[code] = value
  }
  return value as Class
}

/** Code point that ends at an offset. */
export function codePointBefore(source: string, at: number): number {
  const unit = source.charCodeAt(at - 1)
  if (unit < 0xdc00 || unit > 0xdfff || at < 2) return unit
  const point = source.codePointAt(at - 2) ?? unit
  return point > 0xffff ? point : unit
}
