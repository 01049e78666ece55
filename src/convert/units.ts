/**
 * Text as UTF-16 units. Lone surrogates stay as they are, which rules out
 * `TextDecoder`.
 */

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Node copies whole strings, in the byte order of UTF-16LE. */
const hasBuffer = isLittleEndian && typeof Buffer === 'function'

/** Below this, calling Node costs more than it saves. */
const shortText = 32

/** Above this, a call copies faster than a loop. */
const longStretch = 128

/** How much room an empty buffer may keep. */
const mostKept = 1 << 18

/** Units that more can be put behind. */
export class UnitBuffer {
  units = new Uint16Array(64)
  length = 0

  /** Drop all units, and the memory of very many. */
  clear(): void {
    this.length = 0
    if (this.units.length > mostKept) this.units = new Uint16Array(64)
  }

  /** Make room for more units. */
  reserve(count: number): void {
    if (this.units.length - this.length >= count) return
    const larger = new Uint16Array((this.length + count) * 2)
    larger.set(this.units.subarray(0, this.length))
    this.units = larger
  }

  /** Put a unit behind. */
  push(unit: number): void {
    if (this.length === this.units.length) this.reserve(1)
    this.units[this.length++] = unit
  }

  /** Put a string behind. */
  write(text: string): void {
    for (let i = 0; i < text.length; i++) this.push(text.charCodeAt(i))
  }

  /** Put part of an array behind. */
  append(from: Uint16Array, start: number, end: number): void {
    this.reserve(end - start)
    const { units, length } = this
    if (end - start > longStretch) {
      units.set(from.subarray(start, end), length)
      this.length = length + end - start
      return
    }
    for (let i = start; i < end; i++) {
      units[length + i - start] = from[i] as number
    }
    this.length = length + end - start
  }
}

/**
 * Copy part of a string.
 *
 * @param text - String.
 * @param start - Where the part begins.
 * @param count - How many units it has.
 * @param units - Where to put it, from the front.
 */
export function copyUnits(
  text: string,
  start: number,
  count: number,
  units: Uint16Array,
): void {
  if (hasBuffer && count > shortText) {
    const part = count === text.length ? text : text.slice(start, start + count)
    bytesOf(units, count).write(part, 'utf16le')
    return
  }
  for (let i = 0; i < count; i++) units[i] = text.charCodeAt(start + i)
}

/**
 * Make a string.
 *
 * @param units - Units.
 * @param count - How many of them.
 * @returns The string.
 */
export function readUnits(units: Uint16Array, count: number): string {
  if (hasBuffer) return bytesOf(units, count).toString('utf16le')
  // More arguments than this overflow the stack of some engines.
  const step = 0x2000
  let text = ''
  for (let start = 0; start < count; start += step) {
    const end = Math.min(count, start + step)
    text += String.fromCharCode(...units.subarray(start, end))
  }
  return text
}

function bytesOf(units: Uint16Array, count: number): Buffer {
  return Buffer.from(units.buffer, units.byteOffset, count * 2)
}

/** Whether two units are a surrogate pair. */
export function isPair(high: number, low: number): boolean {
  return (high & 0xfc00) === 0xd800 && (low & 0xfc00) === 0xdc00
}

/** The code point of a surrogate pair. */
export function joinPair(high: number, low: number): number {
  return ((high & 0x3ff) << 10) + (low & 0x3ff) + 0x10000
}

/** How many units the character at a place has. */
export function characterLength(units: Uint16Array, at: number): number {
  return isPair(units[at] as number, units[at + 1] ?? 0) ? 2 : 1
}

/**
 * Whether a unit begins an ideographic description sequence. opencc-js leaves
 * the sequence alone: U+2FF0–U+2FFF and the parts that it describes.
 */
export function isDescription(unit: number): boolean {
  return (unit & 0xfff0) === 0x2ff0
}

/** How many parts a description has. opencc-js gives U+2FFE and U+2FFF two. */
export function partsOf(unit: number): number {
  return (unit & 0xfffe) === 0x2ff2 ? 3 : 2
}

/**
 * Measure a description sequence that has all its parts.
 *
 * @param text - Text.
 * @param start - Where the sequence begins.
 * @returns How many units it has, or 0 where the text ends first.
 */
export function describedLength(text: string, start: number): number {
  let at = start
  for (let missing = 1; missing > 0; missing--) {
    const codePoint = text.codePointAt(at)
    if (codePoint === undefined) return 0
    at += codePoint > 0xffff ? 2 : 1
    if (isDescription(codePoint)) missing += partsOf(codePoint)
  }
  return at - start
}

/**
 * Say where each description sequence of a text ends.
 *
 * At the end of a text a description may lack parts. opencc-js then takes it
 * for a character, and that may be the part that a description before it
 * lacked. From the back, each place needs only those behind it.
 *
 * @param units - Text.
 * @param length - How long it is.
 * @returns By place: where the sequence ends, or 0 where there is none.
 */
export function descriptionEnds(
  units: Uint16Array,
  length: number,
): Int32Array {
  const ends = new Int32Array(length)
  for (let start = length - 1; start >= 0; start--) {
    const unit = units[start] as number
    if (!isDescription(unit)) continue
    let at = start + 1
    for (let part = partsOf(unit); part > 0; part--) {
      if (at >= length) {
        at = 0
        break
      }
      at = (ends[at] as number) || at + characterLength(units, at)
    }
    ends[start] = at
  }
  return ends
}

/** Whether a unit is half of a surrogate pair. */
export function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800
}
