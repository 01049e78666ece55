import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import { decodeNumericCharacterReference } from 'micromark-util-decode-numeric-character-reference'
import type { Codec, Span } from '../model/index.ts'
import type { UnitBuilder } from './unit-builder.ts'

const reference =
  /&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z0-9]{1,31}));/

/**
 * Decode one character reference.
 *
 * @param text - From `&` to `;`.
 * @returns Text it stands for, or `undefined` when it is not a reference.
 */
export function decodeReference(text: string): string | undefined {
  const match = reference.exec(text)
  if (match?.[0].length !== text.length) return undefined
  const [, hex, decimal, name] = match
  if (hex) return decodeNumericCharacterReference(hex, 16)
  if (decimal) return decodeNumericCharacterReference(decimal, 10)
  return decodeNamedCharacterReference(name ?? '') || undefined
}

/**
 * Add text that may hold character references to a unit.
 *
 * @param builder - Unit.
 * @param source - Whole source.
 * @param span - Range of the text.
 * @param codec - How text is written there.
 */
export function addReferencedText(
  builder: UnitBuilder,
  source: string,
  span: Span,
  codec: Codec,
): void {
  const text = source.slice(span.start, span.end)
  let from = 0
  for (const match of text.matchAll(new RegExp(reference, 'g'))) {
    const decoded = decodeReference(match[0])
    if (decoded === undefined) continue
    const start = span.start + match.index
    builder.text(source, { start: span.start + from, end: start }, codec)
    builder.atom(decoded, { start, end: start + match[0].length }, codec)
    from = match.index + match[0].length
  }
  builder.text(source, { start: span.start + from, end: span.end }, codec)
}
