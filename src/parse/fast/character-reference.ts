import { decodeNamedCharacterReference } from 'decode-named-character-reference'

const reference = /&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|([A-Za-z0-9]{1,31}));/y

/** End of the character reference at an offset; -1 if there is none. */
export function referenceEnd(source: string, at: number): number {
  reference.lastIndex = at
  const match = reference.exec(source)
  if (!match) return -1
  const [, name] = match
  const isKnown = name === undefined || decodeNamedCharacterReference(name)
  return isKnown ? reference.lastIndex : -1
}
