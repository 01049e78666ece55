import {
  type Edit,
  type Finding,
  finding,
  readForms,
  type Span,
  type Unit,
} from '../model/index.ts'
import { decodeBase64 } from './base64.ts'
import { common, others } from './standard-characters-data.ts'

const first = 0x4e00
const last = 0x9fff

let table: { bits: Uint8Array; others: ReadonlySet<string> } | undefined

/**
 * Tell whether a character is one of the 8,105 of the Table of General Standard
 * Chinese Characters (通用规范汉字表), which the State Council published in 2013.
 *
 * @param character - Character.
 * @returns Whether it is in the table. What is no Chinese character is not.
 * @see https://www.unicode.org/reports/tr38/#kTGH
 */
export function isStandardCharacter(character: string): boolean {
  table ??= { bits: decodeBase64(common), others: new Set(others) }
  const code = character.codePointAt(0) ?? 0
  if (code < first || code > last) return table.others.has(character)
  const at = code - first
  return (((table.bits[at >> 3] ?? 0) >> (at & 7)) & 1) === 1
}

/** Chinese characters, without 々 and 〇, which no table of characters lists. */
const ideograph = /[\p{Unified_Ideograph}\u{F900}-\u{FAFF}\u{2F800}-\u{2FA1F}]/u

/** By UTF-16 unit, whether it is in the table, or no Chinese character; filled once. */
let settled: Uint8Array | undefined

function settledUnits(): Uint8Array {
  if (settled) return settled
  settled = new Uint8Array(0x10000)
  for (let unit = 0; unit < settled.length; unit++) {
    // The first half of a pair says nothing, and the second is no character.
    const isHigh = unit >= 0xd800 && unit < 0xdc00
    const character = String.fromCharCode(unit)
    const isOther =
      isHigh || (ideograph.test(character) && !isStandardCharacter(character))
    settled[unit] = isOther ? 0 : 1
  }
  return settled
}

/**
 * Read the Chinese character at a place, where it is not in the table. It is asked
 * of each unit of an edition, and nearly all are in the table: those make no string.
 */
function otherAt(text: string, at: number): string | undefined {
  const unit = text.charCodeAt(at)
  if (settledUnits()[unit]) return undefined
  const character = String.fromCodePoint(text.codePointAt(at) ?? unit)
  const isOther = !isStandardCharacter(character) && ideograph.test(character)
  return isOther ? character : undefined
}

/** Which units of a source are replaced: nothing waits, so short ones share it. */
const reused = new Uint8Array(1 << 16)

/**
 * Report Chinese characters of an edition that the Mainland's table has not.
 *
 * Names and quotations may need them; anything else is a word that was not
 * converted.
 *
 * @param units - Units.
 * @param edits - Edits of them.
 * @param source - Text that spans point into.
 * @returns A `convert-character-outside-standard` for each character, where it
 * stands first, with how often it does.
 */
export function reportOutsideStandard(
  units: readonly Unit[],
  edits: readonly Edit[],
  source: string,
): Finding[] {
  const found = new Map<string, { span: Span; count: number }>()
  const add = (character: string, span: Span): void => {
    const known = found.get(character)
    if (!known) found.set(character, { span, count: 1 })
    else {
      known.count++
      if (span.start < known.span.start) known.span = span
    }
  }
  const addAll = (text: string, span: Span): void => {
    for (let at = 0; at < text.length; at++) {
      const character = otherAt(text, at)
      if (character !== undefined) add(character, span)
    }
  }
  const { length } = source
  const isShort = length <= reused.length
  const replaced = isShort ? reused.fill(0, 0, length) : new Uint8Array(length)
  for (const { span, text } of edits) {
    for (let at = span.start; at < span.end; at++) replaced[at] = 1
    addAll(text, span)
  }
  for (const { text, pieces, marks, overrides = [] } of units) {
    for (const { offset, length, span } of pieces) {
      const exact = length === span.end - span.start
      for (let at = 0; at < length; at++) {
        const start = exact ? span.start + at : span.start
        if (replaced[start]) continue
        const character = otherAt(text, offset + at)
        if (character === undefined) continue
        const end = exact ? start + character.length : span.end
        add(character, { start, end })
      }
    }
    // What the author keeps is in the edition all the same.
    for (const { kind, span } of marks) {
      if (kind === 'keep') addAll(source.slice(span.start, span.end), span)
    }
    for (const { text, span } of overrides) {
      const isText = !readForms(text.slice(2, -2))
      if (isText) addAll(text, span)
    }
  }
  return [...found]
    .sort(([, a], [, b]) => a.span.start - b.span.start)
    .map(([character, { span, count }]) =>
      report(character, String(count), source, span),
    )
}

function report(
  character: string,
  count: string,
  source: string,
  span: Span,
): Finding {
  return finding(
    'convert-character-outside-standard',
    `${character} (${count}×) is not in the Mainland’s table of 8,105 standard characters.`,
    {
      source,
      span,
      actual: character,
      note: 'Keep it in a name or a quotation; else write another word, or put the word in the glossary.',
      wording: { values: { character, count } },
    },
  )
}
