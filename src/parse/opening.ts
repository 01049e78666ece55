const opening = /^(?:---|\+\+\+)[ \t]*(?=[\r\n])/
const closing = {
  '-': /[\r\n]---[ \t]*(?:[\r\n]|$)/,
  '+': /[\r\n]\+\+\+[ \t]*(?:[\r\n]|$)/,
}

/**
 * Tell whether a text opens with front matter that is closed.
 *
 * micromark-extension-frontmatter looks for the closing fence to the end of the
 * text, and while it does, no line can open a list, a quotation or a footnote. So
 * a text that opens with a rule must be read without it.
 *
 * @param source - Text without a byte order mark.
 * @returns Whether there is front matter.
 */
export function hasFrontMatter(source: string): boolean {
  const [fence] = opening.exec(source) ?? []
  if (fence === undefined) return false
  const closed = closing[fence.startsWith('-') ? '-' : '+']
  return closed.test(source.slice(fence.length))
}
