import type { Content } from '../model/index.ts'

/**
 * Write a content as a person edits it: text with tags for its codes.
 *
 * Unlike `printContent` it escapes only what would be read as a tag or a
 * reference, so that `AT&T` and `a < b` read as they are. `parseContent` reads it.
 *
 * @param content - Content.
 * @returns Text.
 */
export function editableText(content: Content): string {
  return content
    .map((part) => {
      if (typeof part === 'string') {
        return part
          .replace(/&(?=(?:amp|lt|gt);)/g, '&amp;')
          .replace(/<(?=\/?\d{1,6}\s?\/?>)/g, '&lt;')
      }
      if ('ph' in part) return `<${part.ph}/>`
      return 'open' in part ? `<${part.open}>` : `</${part.close}>`
    })
    .join('')
}

/**
 * Take out of what was typed what a sentence can not have: line ends, and
 * characters that no file of translations can hold.
 *
 * @param text - Text.
 * @returns Text on one line, without white space around it.
 */
export function sentenceText(text: string): string {
  return text
    .replace(/\s+/g, (space) =>
      /[\r\n\u2028\u2029]/.test(space) ? ' ' : space,
    )
    .replace(/\t/g, ' ')
    .replace(/[\p{Cc}\uFFFE\uFFFF]|\p{Cs}/gu, '')
    .trim()
}
