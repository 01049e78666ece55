import { type Content, type Inline, parseContent } from '../model/index.ts'

/**
 * Write a content for people: codes are tags, and text is as it stands.
 *
 * Only what would be taken for a tag or a reference is written as one.
 *
 * @param content - Content.
 * @returns Its text with tags; `parseContent` reads it.
 */
export function printTagged(content: Content): string {
  return content
    .map((part: Inline) => {
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
 * Read what a person or a program made of {@link printTagged}.
 *
 * Full-width brackets, which input methods write, and spaces in a tag are taken
 * for what they stand for.
 *
 * @param text - Text with tags.
 * @returns Content.
 */
export function parseTagged(text: string): Content {
  return parseContent(
    text.replace(
      /[<＜]\s*(?:([/／])\s*)?(\d{1,6})\s*(?:([/／])\s*)?[>＞]/g,
      (_, a, id, b) => {
        return `<${a ? '/' : ''}${id}${b ? '/' : ''}>`
      },
    ),
  )
}
