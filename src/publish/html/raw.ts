import type { Element, Nodes, Root } from 'hast'
import type { Nodes as Markdown } from 'mdast'
import rehypeRaw from 'rehype-raw'
import type { Transformer } from 'unified'

/** Elements that are no part of a paragraph: a browser ends it before them. */
const blocks = new Set(
  (
    'address article aside blockquote center details dialog dir div dl fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu ' +
    'nav ol p pre search section summary table ul'
  ).split(' '),
)

/**
 * Read the HTML that an author wrote in Markdown, as a browser would.
 *
 * A tree without any is left as it is: the parser of HTML would be given every
 * element and give it back, which takes half of the time of a page.
 *
 * @param written - Markdown that the tree was made of: its JSX is HTML, too.
 * @returns Plugin of unified.
 */
export function rehypeAuthorsHtml(written: Markdown): Transformer<Root, Root> {
  const read = rehypeRaw()
  return (tree, file) => {
    if (!hasJsx(written) && !needsParser(tree, false, false)) return tree
    keepFirstLines(tree)
    return read(tree, file) as Root
  }
}

function hasJsx(node: Markdown): boolean {
  return (
    node.type.startsWith('mdxJsx') ||
    ('children' in node && node.children.some(hasJsx))
  )
}

/** Tell whether there is HTML in a tree, or what no parser would give back so. */
function needsParser(
  node: Nodes,
  inParagraph: boolean,
  inLink: boolean,
): boolean {
  if ((node.type as string) === 'raw') return true
  if (!('children' in node)) return false
  let isParagraph = inParagraph
  let isLink = inLink
  if (node.type === 'element') {
    const { tagName } = node
    if (inParagraph && blocks.has(tagName)) return true
    if (inLink && tagName === 'a') return true
    isParagraph ||= tagName === 'p'
    isLink ||= tagName === 'a'
  }
  return node.children.some((child) => needsParser(child, isParagraph, isLink))
}

/**
 * Keep the empty line that a code block begins with: the parser takes the line end
 * for that behind `<pre>`, which is none of the text, though `<code>` is between.
 */
function keepFirstLines(node: Root | Element): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const [code] = child.children
    if (child.tagName === 'pre' && code?.type === 'element') {
      const [text] = code.children
      if (text?.type === 'text' && text.value.startsWith('\n')) {
        text.value = `\n${text.value}`
      }
    }
    keepFirstLines(child)
  }
}
