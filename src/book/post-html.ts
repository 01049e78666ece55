import type { ElementContent } from 'hast'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { repairContent } from './content-model.ts'
import { hasClass, mapElements } from './nodes.ts'
import { readRaw } from './xhtml.ts'

/** What only the pages of a site read. */
const dropped = ['dataBlock', 'dataEn', 'loading', 'tabIndex', 'rel']

/**
 * Write an article's body as a system keeps it that has pages of its own.
 *
 * @param nodes - Body, as `renderChapter` gives it.
 * @returns HTML, a block on each line.
 */
export function postHtml(nodes: readonly ElementContent[]): string {
  const clean = mapElements(repairContent(readRaw(nodes)), (element) => {
    const { properties, tagName } = element
    for (const name of dropped) delete properties[name]
    // Numbers of blocks are for readers who change the edition.
    const isNumber = /^p\d+$/.test(String(properties['id']))
    if (isNumber && !/^h\d$/.test(tagName)) delete properties['id']
    // A table has a frame to scroll in.
    return hasClass(element, 'table') ? element.children : element
  })
  const children = clean.filter(
    (node) => node.type !== 'text' || node.value.trim() !== '',
  )
  return children
    .map((node) =>
      unified()
        .use(rehypeStringify)
        .stringify({ type: 'root', children: [node] }),
    )
    .join('\n')
}
