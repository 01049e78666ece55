import type { LeftOut } from './exchanged.ts'

/** What XML 1.0 has no way to write: controls, lone surrogates, U+FFFE, U+FFFF. */
const unwritable =
  /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** Text without these has nothing of the kind, whatever its pairs. */
const suspect = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/

/**
 * Replace what XML 1.0 has no way to write.
 *
 * @param text - Text.
 * @param onLeftOut - Called with `character` where there is any.
 * @returns Text, with U+FFFD in its place.
 */
export function writable(
  text: string,
  onLeftOut: (what: string) => void,
): string {
  if (!suspect.test(text)) return text
  const result = text.replace(unwritable, '\u{FFFD}')
  if (result !== text) onLeftOut('character')
  return result
}

/**
 * Escape text of an element; a carriage return comes back as one.
 *
 * @param text - Text that XML can write.
 * @returns XML.
 */
export function escaped(text: string): string {
  if (!/[&<>\r]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

/**
 * Escape the value of an attribute in double quotation marks.
 *
 * @param text - Text that XML can write.
 * @returns XML; white space comes back as it was.
 */
export function attribute(text: string): string {
  if (!/[&<>\r\n\t"]/.test(text)) return text
  return escaped(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
}

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
  const whole = writable(text, (what) => leftOut.add(what))
  const plain = unwrapped(whole)
  if (plain !== trimmed(whole)) leftOut.add('white space')
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
