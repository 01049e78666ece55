import type { LeftOut } from './exchanged.ts'

/** What XML 1.0 has no way to write: controls, lone surrogates, U+FFFE, U+FFFF. */
const unwritable =
  /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/**
 * Make text what comes back from an indented XML file.
 *
 * Spaces at the ends of lines go, and a line that is indented continues the one
 * before it. Doing it twice is doing it once.
 *
 * @param text - Text.
 * @returns Text with plain line breaks.
 */
export function unwrapped(text: string): string {
  if (!/[\t\n\r]|^ | $/.test(text)) return text
  let result = ''
  let first = true
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const bare = trimmed(line)
    if (first) result = bare
    else if (bare === '' || !/^[ \t]/.test(line) || /(?:^|\n)$/.test(result)) {
      result += `\n${bare}`
    } else result += ` ${bare}`
    first = false
  }
  return trimmed(result)
}

/**
 * Make text what XML 1.0 can carry.
 *
 * @param text - Text.
 * @param leftOut - Counts what can not be carried.
 * @returns Text; U+FFFD stands for a character that XML has no way to write.
 */
export function carried(text: string, leftOut: LeftOut): string {
  const writable = text.replace(unwritable, '\u{FFFD}')
  if (writable !== text) leftOut.add('character')
  const plain = unwrapped(writable)
  if (plain !== trimmed(writable)) leftOut.add('white space')
  return plain
}

/** Text without XML's white space around it; a regular expression is quadratic. */
function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d
}
