import iconv from 'iconv-lite'
import type { WordingValues } from '../model/index.ts'

/** Encodings articles may be written in, by the WHATWG's names. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'big5' | 'gb18030'

/** Bytes that are no text in the encoding they were read in. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError'
  /** Offset of the first bad byte in the file, its BOM counted. */
  readonly offset: number
  /** The bytes that form no character. */
  readonly bytes: Uint8Array
  /** Encoding that was tried. */
  readonly encoding: Encoding
  /** What its message has in its places. */
  readonly values: WordingValues

  /**
   * @param encoding - Encoding that was tried.
   * @param offset - Offset of the first bad byte.
   * @param bytes - Bad bytes.
   */
  constructor(encoding: Encoding, offset: number, bytes: Uint8Array) {
    const shown = [...bytes]
      .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
      .join(' ')
    super(`Bytes ${shown} at offset ${offset} are not valid ${encoding}`)
    this.encoding = encoding
    this.offset = offset
    this.bytes = bytes
    this.values = { bytes: shown, offset, encoding }
  }
}

/**
 * Decode bytes, and never put U+FFFD where bytes make no character.
 *
 * A U+FFFD the author wrote himself is kept, and so is a BOM.
 *
 * @param bytes - Bytes.
 * @param encoding - Their encoding.
 * @param skip - Bytes at the start to pass over, a BOM. Default: `0`.
 * @returns Text.
 * @throws DecodeError when some bytes are no character.
 */
export function decodeStrict(
  bytes: Uint8Array,
  encoding: Encoding,
  skip = 0,
): string {
  const text = tryDecode(bytes.subarray(skip), encoding)
  if (text !== undefined) return text
  let start = skip
  while (start < bytes.length) {
    // Characters are only decoded one by one in the block that has the fault:
    // a file of many megabytes would take seconds otherwise.
    let end = start
    while (end < bytes.length && end - start < 4096) {
      end += unitLength(bytes, end, encoding)
    }
    if (tryDecode(bytes.subarray(start, end), encoding) === undefined) {
      for (let at = start; at < end; ) {
        const next = at + unitLength(bytes, at, encoding)
        const unit = bytes.subarray(at, next)
        if (tryDecode(unit, encoding) === undefined) {
          throw new DecodeError(encoding, at, unit)
        }
        at = next
      }
    }
    start = end
  }
  // Each part is text and the whole is not: the fault has no single place.
  throw new DecodeError(encoding, skip, bytes.subarray(skip, skip + 4))
}

function tryDecode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding === 'big5') {
    // Node's own decoder maps HKSCS characters to private-use ones.
    const text = iconv.decode(asBuffer(bytes), 'big5-hkscs', {
      stripBOM: false,
    })
    // Big5 has no U+FFFD, so here it always stands for bad bytes.
    return text.includes('\uFFFD') ? undefined : text
  }
  try {
    const options = { fatal: true, ignoreBOM: true }
    return new TextDecoder(encoding, options).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * View bytes as a Buffer without copying them.
 *
 * @param bytes - Bytes.
 * @returns Buffer over the same memory.
 */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/**
 * Count the bytes that stand together at an offset, as a character or a fault.
 *
 * @param bytes - Bytes.
 * @param at - Offset.
 * @param encoding - Encoding.
 * @returns Length, at least 1.
 */
export function unitLength(
  bytes: Uint8Array,
  at: number,
  encoding: Encoding,
): number {
  const left = bytes.length - at
  const lead = bytes[at] ?? 0
  const next = bytes[at + 1] ?? 0
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    if (left < 2) return 1
    const high = encoding === 'utf-16le' ? next : lead
    const low = bytes[at + (encoding === 'utf-16le' ? 3 : 2)] ?? 0
    const pair = left >= 4 && high >> 2 === 0b110110 && low >> 2 === 0b110111
    return pair ? 4 : 2
  }
  if (lead < 0x80 || left < 2) return 1
  if (encoding === 'utf-8') {
    const wanted = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    let length = 1
    while (length < wanted && ((bytes[at + length] ?? 0) & 0xc0) === 0x80) {
      length++
    }
    return lead > 0xf4 ? 1 : length
  }
  if (lead === 0x80 || lead === 0xff) return 1
  if (encoding === 'gb18030' && next >= 0x30 && next <= 0x39) {
    return Math.min(4, left)
  }
  // A trail byte that is ASCII and can not be one belongs to what follows.
  return next < 0x40 || next === 0x7f ? 1 : 2
}
