import type { Span, Wording } from '../model/index.ts'
import type { UnitBuilder } from './unit-builder.ts'

/** String in front matter; one of several where its key holds a list. */
export interface Entry {
  /** Key, and the keys it stands under: `seo.title`. */
  path: string
  /** Last key. */
  key: string
  /** Source range of the value, quotes included. */
  span: Span
  /** Add the value's text to a unit. */
  read(builder: UnitBuilder): void
}

/** What a front-matter reader gives. */
export interface FrontMatterEntries {
  entries: readonly Entry[]
  data: Readonly<Record<string, unknown>>
}

/** Front matter that cannot be read. */
export class FrontMatterError extends Error {
  override readonly name = 'FrontMatterError'
  /** Offset in the source. */
  readonly offset: number
  /** Which text says the same in other languages. */
  readonly wording: Wording

  /**
   * @param reason - What is wrong.
   * @param offset - Where, in the source.
   * @param wording - Which text says the same in other languages.
   */
  constructor(reason: string, offset: number, wording: Wording) {
    super(reason)
    this.offset = offset
    this.wording = wording
  }
}

const single: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xA0',
  L: '\u2028',
  P: '\u2029',
}

/**
 * Decode a backslash escape of a double-quoted YAML or TOML string.
 *
 * @param written - From the backslash on; one line break may be in it.
 * @returns Text it stands for; nothing for an escaped line break.
 */
export function decodeEscape(written: string): string {
  if (/[\r\n]/.test(written)) return ''
  if (/^\\[xuU][0-9a-fA-F]/.test(written)) {
    return written
      .split(/\\[xuU]/)
      .slice(1)
      .map((hex) => fromCode(Number.parseInt(hex, 16)))
      .join('')
  }
  const letter = written.slice(1)
  return single[letter] ?? letter
}

function fromCode(code: number): string {
  return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
}
