/** Opening marks, and what closes each. */
const pairs: ReadonlyMap<string, string> = new Map(
  [...'「」『』“”‘’（）()【】《》〈〉〔〕［］[]｛｝{}'].flatMap(
    (character, index, all) =>
      index % 2 === 0 ? [[character, all[index + 1] ?? ''] as const] : [],
  ),
)
const closing = new Set(pairs.values())

/**
 * Pair the brackets and quotation marks of a line.
 *
 * What has no partner is left out: a list's `1)`, an apostrophe, a quotation
 * that goes on in the next paragraph. A closing mark ends what was opened
 * inside.
 *
 * @param text - Text.
 * @param from - Where the line starts.
 * @param to - Where it ends.
 * @returns Partner of each, by offset, both ways.
 */
export function pairUp(
  text: string,
  from: number,
  to: number,
): Map<number, number> {
  const partner = new Map<number, number>()
  const open: { at: number; closes: string }[] = []
  /** How many of a kind are open: a mark that closes none costs nothing. */
  const counts = new Map<string, number>()
  const add = (closes: string, by: number): void => {
    counts.set(closes, (counts.get(closes) ?? 0) + by)
  }
  for (let at = from; at < to; at++) {
    const character = text.charAt(at)
    const closes = character === '"' ? '"' : pairs.get(character)
    const isOpen = (counts.get(character) ?? 0) > 0
    if (isOpen && (closing.has(character) || character === '"')) {
      if (character === '’' && isApostrophe(text, at)) continue
      for (;;) {
        const last = open.pop()
        if (!last) break
        add(last.closes, -1)
        if (last.closes !== character) continue
        partner.set(last.at, at).set(at, last.at)
        break
      }
    } else if (closes !== undefined) {
      // 27" is a length.
      if (character === '"' && /\d/.test(text.charAt(at - 1))) continue
      open.push({ at, closes })
      add(closes, 1)
    }
  }
  return partner
}

function isApostrophe(text: string, at: number): boolean {
  return (
    /[A-Za-z]/.test(text.charAt(at - 1)) && /[a-z]/.test(text.charAt(at + 1))
  )
}
