/** What XML 1.0 has no place for. */
const refused =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/**
 * Write text so that XML reads it as the same text.
 *
 * @param text - Text; characters that XML can not have are left out.
 * @returns Text for an element or an attribute in double quotation marks.
 */
export function escapeXml(text: string): string {
  return text
    .replace(refused, '')
    .replace(/[&<>"]/g, (character) => references[character] ?? character)
}

/**
 * Write an element on a line of its own.
 *
 * @param name - Name.
 * @param attributes - Attributes; those without a value are left out.
 * @param content - Text, or elements on lines of their own.
 * @returns XML, with a line end.
 */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content?: string | readonly (string | undefined)[],
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) =>
      value === undefined ? '' : ` ${key}="${escapeXml(value)}"`,
    )
    .join('')
  if (content === undefined) return `<${name}${written}/>\n`
  const inside =
    typeof content === 'string'
      ? escapeXml(content)
      : `\n${content.filter((one) => one !== undefined).join('')}`
  return `<${name}${written}>${inside}</${name}>\n`
}

/** First line of every XML file. */
export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
