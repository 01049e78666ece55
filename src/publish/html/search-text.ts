import type { Element, ElementContent } from 'hast'

/** Text of a block, and where a link to it leads. */
export interface SearchBlock {
  /** Id of the block, or of the last one before it that has any. */
  id: string
  text: string
  isHeading: boolean
}

/** What is a block of its own, so that words on both sides of it do not meet. */
const blocks =
  /^(?:p|li|h[1-6]|t[dhr]|table|caption|pre|blockquote|dt|dd|div|figure|figcaption|summary|section|br|hr|ul|ol|dl|details|aside)$/

/**
 * Read what a search finds in an article: its text, by the places links lead to.
 *
 * @param nodes - Body of its page.
 * @returns Blocks that have text, in order.
 */
export function searchBlocks(nodes: readonly ElementContent[]): SearchBlock[] {
  const found: SearchBlock[] = []
  let current: SearchBlock = { id: '', text: '', isHeading: false }
  const start = (id: string, isHeading: boolean): void => {
    current = { id, text: '', isHeading }
    found.push(current)
  }
  start('', false)
  const visit = (node: ElementContent): void => {
    if (node.type === 'text') {
      current.text += node.value
      return
    }
    if (node.type !== 'element' || isUnseen(node)) return
    const isHeading = /^h[1-6]$/.test(node.tagName)
    const isBlock = blocks.test(node.tagName)
    const { id } = node.properties
    if (typeof id === 'string' && isBlock) start(id, isHeading)
    else if (current.isHeading && isBlock) start(current.id, false)
    else if (isBlock) current.text += ' '
    node.children.forEach(visit)
    if (isBlock) current.text += ' '
    // What follows a heading is none.
    if (isHeading) start(current.id, false)
  }
  nodes.forEach(visit)
  return found
    .map((block) => ({
      ...block,
      text: block.text.replace(/\s+/g, ' ').trim(),
    }))
    .filter(({ text }) => text !== '')
}

function isUnseen({ tagName, properties }: Element): boolean {
  return (
    /^(?:script|style|template|rp|button)$/.test(tagName) ||
    properties['dataFootnoteBackref'] !== undefined ||
    properties['ariaHidden'] === 'true'
  )
}
