import type { Root } from 'mdast'
import type { Codec } from '../model/index.ts'

/** Characters and beginnings that could mean something in Markdown. */
const risky = /[\\`*_{}[\]<>&~$|@#]|:[A-Za-z:]|\bwww\.|\bhttps?:/

/**
 * Write a reader's text the way its place wants it.
 *
 * @param text - Text.
 * @param codec - How text is written there.
 * @param stringify - Prints Markdown.
 * @returns Source text, or `undefined` where it cannot be written there.
 */
export function encode(
  text: string,
  codec: Codec,
  stringify: (tree: Root) => string,
): string | undefined {
  switch (codec) {
    case 'markdown':
      return isWide(text) || !risky.test(text)
        ? text
        : markdown(text, stringify)
    case 'html':
      return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    case 'attribute':
      return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;')
    case 'yaml-plain':
      // `: `, ` #` and indicators would end or start something.
      return /:(?:\s|$)|\s#|[\n[\]{},]|^[-?:&*!|>'"%@`]/.test(text)
        ? undefined
        : text
    case 'yaml-single':
      return text.replaceAll("'", "''")
    case 'yaml-double':
    case 'json':
      return JSON.stringify(text).slice(1, -1)
    case 'plain':
      return text
  }
}

/** Whether a text has nothing of ASCII, as most edits: no pattern is asked then. */
function isWide(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 128) return false
  }
  return true
}

function markdown(text: string, stringify: (tree: Root) => string): string {
  const printed = stringify({
    type: 'root',
    children: [
      { type: 'paragraph', children: [{ type: 'text', value: text }] },
    ],
  })
  return printed.replace(/\n$/, '')
}
