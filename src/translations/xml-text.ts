/** Characters that XML 1.0 has no way to write. */
const forbidden =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu

/**
 * Write text between tags.
 *
 * @param text - Text; what XML can not hold is written by `other`.
 * @param other - Writes a character by its number. Default: U+FFFD.
 * @returns Text with references.
 */
export function xmlText(
  text: string,
  other: (code: number) => string = () => '\uFFFD',
): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replace(forbidden, (character) => other(character.charCodeAt(0)))
}

/**
 * Write the value of an attribute.
 *
 * @param value - Value; what XML can not hold becomes U+FFFD.
 * @returns Value with references, without quotation marks.
 */
export function xmlValue(value: string): string {
  return xmlText(value)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
}

/**
 * Write attributes.
 *
 * @param attributes - Values by name; `undefined` is left out.
 * @returns Attributes, each with a space before it.
 */
export function xmlAttributes(
  attributes: Readonly<Record<string, string | undefined>>,
): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${xmlValue(value)}"`],
    )
    .join('')
}
