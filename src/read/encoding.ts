import iconv from 'iconv-lite'
import { UserError } from '../model/index.ts'
import { DecodeError, decodeStrict, type Encoding } from './decode-strict.ts'
import { detectEncoding, looksBigEndian } from './detect-encoding.ts'

export { DecodeError, type Encoding } from './decode-strict.ts'

/** Text of a file and how it was written. */
export interface Decoded {
  /** Text, without its BOM. */
  text: string
  /** Encoding the text was in. */
  encoding: Encoding
  /** Whether a byte order mark stood before it. */
  bom: boolean
}

/** Text that an encoding has no bytes for. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError'
  /** UTF-16 offset of the character in the text. */
  readonly offset: number
  /** The character. */
  readonly character: string
  /** Encoding that lacks it. */
  readonly encoding: Encoding

  /**
   * @param encoding - Encoding that lacks the character.
   * @param offset - Its offset in the text.
   * @param character - The character.
   */
  constructor(encoding: Encoding, offset: number, character: string) {
    const code = character.codePointAt(0) ?? 0
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    super(`${name} at offset ${offset} can not be written in ${encoding}`)
    this.encoding = encoding
    this.offset = offset
    this.character = character
  }
}

const labels: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  big5: 'big5',
  big5hkscs: 'big5',
  cp950: 'big5',
  ms950: 'big5',
  windows950: 'big5',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  cp936: 'gb18030',
}

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
]

/** Names of encodings that are offered to people. */
export const encodingNames: readonly string[] = [
  'auto',
  'utf-8',
  'utf-16le',
  'utf-16be',
  'big5',
  'big5-hkscs',
  'gb18030',
  'gbk',
]

/**
 * Read an encoding's name, however it is spelled.
 *
 * @param label - Name such as `UTF-8`, `Big5-HKSCS`, `gbk`.
 * @returns Encoding, or `undefined` when the name is none of ours.
 *
 * @example
 * ```ts
 * import { parseEncoding } from 'yiwen/node'
 *
 * parseEncoding('Big5-HKSCS') // 'big5'
 * parseEncoding('latin1') // undefined
 * ```
 */
export function parseEncoding(label: string): Encoding | undefined {
  const key = label.toLowerCase().replace(/[\s_-]/g, '')
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}

/**
 * Decode an article's bytes.
 *
 * A byte order mark decides, then the encoding that is given, then valid UTF-8,
 * then what the bytes look like.
 *
 * @param bytes - Bytes of the file.
 * @param options - Encoding to expect. Default: `auto`, which detects it.
 * @returns Text without BOM, its encoding, and whether it had a BOM.
 * @throws DecodeError when bytes are no text; it names the first of them.
 * @throws UserError when the encoding is not one of ours.
 *
 * @example
 * ```ts
 * import { decode } from 'yiwen/node'
 *
 * const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)
 * decode(bytes) // { text: 'A', encoding: 'utf-8', bom: true }
 * ```
 */
export function decode(
  bytes: Uint8Array,
  options: { encoding?: string } = {},
): Decoded {
  const label = options.encoding ?? 'auto'
  const given = label === 'auto' ? undefined : parseEncoding(label)
  if (label !== 'auto' && !given) {
    throw new UserError(`Encoding "${label}" is not known.`, {
      hint: `Use one of ${encodingNames.join(', ')}.`,
      wording: {
        key: 'encoding-unknown',
        values: { encoding: label, known: encodingNames.join(', ') },
      },
    })
  }
  for (const [encoding, mark] of marks) {
    if (!mark.every((byte, index) => bytes[index] === byte)) continue
    const text = decodeStrict(bytes, encoding, mark.length)
    return { text, encoding, bom: true }
  }
  const encoding =
    given === 'utf-16le' && /^utf[\s_-]?16$/i.test(label)
      ? looksBigEndian(bytes)
        ? 'utf-16be'
        : 'utf-16le'
      : (given ?? detectEncoding(bytes))
  return { text: decodeStrict(bytes, encoding), encoding, bom: false }
}

/**
 * Encode text, the way back from {@link decode}.
 *
 * @param text - Text, without BOM.
 * @param options - Encoding (default: `utf-8`) and whether to write a BOM
 *   (default: `false`; Big5 has none and ignores it).
 * @returns Bytes that decode to the same text.
 * @throws EncodeError when the encoding lacks a character; it names the first.
 *
 * @example
 * ```ts
 * import { decode, encode } from 'yiwen/node'
 *
 * const bytes = encode('軟體', { encoding: 'big5' })
 * bytes.length // 4
 * decode(bytes, { encoding: 'big5' }).text // '軟體'
 * ```
 */
export function encode(
  text: string,
  options: { encoding?: Encoding; bom?: boolean } = {},
): Uint8Array {
  const { encoding = 'utf-8', bom = false } = options
  const body = encodeBody(text, encoding)
  if (!decodesTo(body, encoding, text)) {
    throw firstLacking(text, encoding)
  }
  const mark = marks.find(([name]) => name === encoding)?.[1]
  return bom && mark ? Buffer.concat([Uint8Array.from(mark), body]) : body
}

function encodeBody(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(text)
    case 'utf-16le':
      return Buffer.from(text, 'utf16le')
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16()
    case 'big5':
      return iconv.encode(text, 'big5-hkscs')
    case 'gb18030':
      return iconv.encode(text, 'gb18030')
  }
}

function decodesTo(
  bytes: Uint8Array,
  encoding: Encoding,
  text: string,
): boolean {
  try {
    return decodeStrict(bytes, encoding) === text
  } catch (error) {
    if (error instanceof DecodeError) return false
    throw error
  }
}

// A prefix that can be written ends before the fault, a longer one holds it:
// halving finds the place without trying every character.
function firstLacking(text: string, encoding: Encoding): EncodeError {
  const fits = (length: number): boolean => {
    const prefix = text.slice(0, length)
    return decodesTo(encodeBody(prefix, encoding), encoding, prefix)
  }
  let good = 0
  let bad = text.length
  while (bad - good > 1) {
    let middle = (good + bad) >> 1
    if (isPairAt(text, middle - 1)) middle++
    if (middle >= bad) break
    if (fits(middle)) good = middle
    else bad = middle
  }
  const code = text.codePointAt(good) ?? 0
  return new EncodeError(encoding, good, String.fromCodePoint(code))
}

function isPairAt(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff
}
