import type { Nodes, Text } from 'mdast'

// Han, kana, bopomofo, and the punctuation that is as wide as they are.
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u2014\u2018-\u201D\u2026\u3000-\u303F\uFE30-\uFE4F\uFF01-\uFF60]/u

/**
 * Join lines of Chinese that the author broke.
 *
 * A browser shows the line ending as a space, and Chinese has none.
 * Between other words the line ending stays.
 *
 * @param node - Tree, which is changed.
 */
export function joinLines(node: Nodes): void {
  if (!('children' in node)) return
  switch (node.type) {
    case 'heading':
    case 'paragraph':
    case 'tableCell': {
      const parts = listParts(node)
      parts.forEach((part, index) => {
        if (typeof part !== 'string' && part.value.includes('\n')) {
          part.value = joinText(part.value, parts, index)
        }
      })
      break
    }
    default:
      for (const child of node.children) joinLines(child)
  }
}

/** Text nodes in order; a string stands for what is shown and not text. */
function listParts(node: Nodes): (Text | string)[] {
  if (node.type === 'text') return [node]
  if ('children' in node) return node.children.flatMap(listParts)
  // A tag is not shown, so that the text on both sides of it is adjacent.
  return node.type === 'html' ? [] : ['x']
}

function joinText(
  text: string,
  parts: readonly (Text | string)[],
  index: number,
): string {
  return text.replace(
    /(?:(?<![ \t])[ \t]+)?\n[ \t]*/g,
    (ending, offset: number) => {
      const end = offset + ending.length
      const before =
        offset > 0 ? text.slice(Math.max(0, offset - 2), offset) : shown(-1)
      const after = end < text.length ? text.slice(end, end + 2) : shown(1)
      const joins =
        wide.test([...before].at(-1) ?? '') && wide.test([...after][0] ?? '')
      return joins ? '' : ending
    },
  )

  /** Text of the nearest part in a direction that has any. */
  function shown(step: 1 | -1): string {
    for (let at = index + step; at >= 0 && at < parts.length; at += step) {
      const part = parts[at]
      const value = typeof part === 'object' ? part.value : part
      if (value) return step > 0 ? value.slice(0, 2) : value.slice(-2)
    }
    return ''
  }
}
