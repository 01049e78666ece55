/** Characters whose form is longer or shorter than they are. */
export interface Uneven {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Converted text in which every offset is the source's. */
export interface Aligned {
  /** Text; where a character's form has another length, the character. */
  readonly text: string
  /** Forms of another length, in order. */
  readonly uneven: readonly Uneven[]
}

/**
 * Convert characters so that every offset stays what it is.
 *
 * @param text - Text.
 * @param convert - Conversion that keeps how many code points there are.
 * @param hasPairs - Whether the text has surrogates.
 * @returns Text of the source's length.
 */
export function align(
  text: string,
  convert: (text: string) => string,
  hasPairs: boolean,
): Aligned {
  const converted = convert(text)
  if (converted.length === text.length && !hasPairs) {
    return { text: converted, uneven: [] }
  }
  const uneven: Uneven[] = []
  let result = ''
  /** Where what is not yet in the result starts in the converted text. */
  let kept = 0
  let to = 0
  for (let at = 0; at < text.length; ) {
    const size = sizeAt(text, at)
    const otherSize = sizeAt(converted, to)
    if (size !== otherSize) {
      uneven.push({
        start: at,
        end: at + size,
        text: converted.slice(to, to + otherSize),
      })
      result += converted.slice(kept, to) + text.slice(at, at + size)
      kept = to + otherSize
    }
    at += size
    to += otherSize
  }
  if (to !== converted.length) return alignEach(text, convert)
  return { text: result + converted.slice(kept), uneven }
}

/** Align character by character, where their number does change. */
function alignEach(text: string, convert: (text: string) => string): Aligned {
  const uneven: Uneven[] = []
  let result = ''
  for (const character of text) {
    const other = convert(character)
    if (other.length === character.length) {
      result += other
      continue
    }
    const start = result.length
    uneven.push({ start, end: start + character.length, text: other })
    result += character
  }
  return { text: result, uneven }
}

/** How many units the character at an offset has. */
function sizeAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if ((unit & 0xfc00) !== 0xd800) return 1
  return (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 1
}
