import { readUnits } from './units.ts'

/** Reads UTF-8 bit by bit, as UTF-16 units. */
export class Utf8Reader {
  readonly #bytes: Uint8Array
  #at = 0
  /** Whether what was to be read is not UTF-8. */
  isBroken = false

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Whether everything has been read. */
  get isDone(): boolean {
    return this.#at === this.#bytes.length
  }

  /**
   * Read into an array until it is full or nothing is left.
   *
   * @param units - Where to put the units.
   * @param start - From where on.
   * @param limit - Up to where.
   * @returns Where they end.
   */
  read(units: Uint16Array, start: number, limit: number): number {
    const bytes = this.#bytes
    const { length } = bytes
    let at = this.#at
    let end = start
    // A character may take two units.
    while (at < length && end < limit - 1) {
      const first = bytes[at] as number
      if (first < 0x80) {
        units[end++] = first
        at++
        continue
      }
      // Behind the end is nothing, and that is no continuation either.
      const second = bytes[at + 1] as number
      if ((second & 0xc0) !== 0x80) break
      if (first < 0xe0) {
        if (first < 0xc2) break
        units[end++] = ((first & 0x1f) << 6) | (second & 0x3f)
        at += 2
        continue
      }
      const third = bytes[at + 2] as number
      if ((third & 0xc0) !== 0x80) break
      if (first < 0xf0) {
        const unit =
          ((first & 0xf) << 12) | ((second & 0x3f) << 6) | (third & 0x3f)
        if (unit < 0x800 || (unit & 0xf800) === 0xd800) break
        units[end++] = unit
        at += 3
        continue
      }
      const fourth = bytes[at + 3] as number
      const codePoint =
        ((first & 0xf) << 18) |
        ((second & 0x3f) << 12) |
        ((third & 0x3f) << 6) |
        (fourth & 0x3f)
      if ((fourth & 0xc0) !== 0x80 || first > 0xf4) break
      if (codePoint < 0x10000 || codePoint > 0x10ffff) break
      units[end++] = 0xd7c0 + (codePoint >>> 10)
      units[end++] = 0xdc00 | (codePoint & 0x3ff)
      at += 4
    }
    this.#at = at
    this.isBroken = at < length && end < limit - 1
    return end
  }
}

/** Takes UTF-16 units bit by bit, as UTF-8. */
export class Utf8Writer {
  readonly #encoder = new TextEncoder()
  #bytes: Uint8Array
  #length = 0

  /** @param size - How many bytes are expected. */
  constructor(size: number) {
    this.#bytes = new Uint8Array(size)
  }

  /** What was written. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /**
   * Write units. Engines encode faster than a loop could, if only strings.
   *
   * @param units - Units.
   * @param count - How many of them.
   */
  write(units: Uint16Array, count: number): void {
    let text = readUnits(units, count)
    for (;;) {
      const free = this.#bytes.subarray(this.#length)
      const { read, written } = this.#encoder.encodeInto(text, free)
      this.#length += written
      if (read === text.length) return
      text = text.slice(read)
      const larger = new Uint8Array(this.#length * 1.25 + text.length * 3)
      larger.set(this.bytes)
      this.#bytes = larger
    }
  }
}

/**
 * Encode a text as UTF-8 with nothing but the language.
 *
 * @param text - Text without lone surrogates.
 * @returns Bytes in a buffer of their own.
 */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (const character of text) {
    const point = character.codePointAt(0) as number
    if (point < 0x80) {
      bytes[length++] = point
      continue
    }
    let shift = point < 0x800 ? 6 : point < 0x10000 ? 12 : 18
    bytes[length++] = ((0x780 >> (shift / 6)) & 0xff) | (point >> shift)
    for (shift -= 6; shift >= 0; shift -= 6) {
      bytes[length++] = 0x80 | ((point >> shift) & 0x3f)
    }
  }
  return bytes.slice(0, length)
}
