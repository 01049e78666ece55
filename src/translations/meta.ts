/** What XML can not hold, and what stands for it. */
const unwritable =
  /[\\\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu

/**
 * Write a value of metadata, in which XLIFF has no `cp`.
 *
 * @param value - Value.
 * @returns Value; `\uXXXX` is a character that XML can not hold, or a backslash.
 */
export function printMeta(value: string): string {
  return value.replace(unwritable, (character) => {
    const hex = character.charCodeAt(0).toString(16).toUpperCase()
    return `\\u${hex.padStart(4, '0')}`
  })
}

/**
 * Read what {@link printMeta} writes.
 *
 * @param text - Text of the metadata.
 * @returns Value.
 */
export function readMeta(text: string): string {
  return text.replace(/\\u([\dA-F]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
