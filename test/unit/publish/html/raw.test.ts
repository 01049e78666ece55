import fc from 'fast-check'
import type { Root } from 'hast'
import rehypeRaw from 'rehype-raw'
import rehypeStringify from 'rehype-stringify'
import remarkRehype from 'remark-rehype'
import { type Plugin, unified } from 'unified'
import { expect, test } from 'vitest'
import { rehypeAuthorsHtml } from '../../../../src/publish/html/raw.ts'
import { documents } from '../../../fuzz/markdown-grammar.ts'
import { parseMarkdown, parseMdx, render } from './render.ts'

/** Trees that came back as what they were, not as the parser made them. */
let untouched = 0

function htmlWith(source: string, isOurs: boolean): string {
  const markdown = parseMarkdown(source)
  const tree = unified()
    .use(remarkRehype, { allowDangerousHtml: true })
    .runSync(markdown)
  const plugin: Plugin<[], Root, Root> = isOurs
    ? () => rehypeAuthorsHtml(markdown)
    : rehypeRaw
  const read = unified().use(plugin).runSync(tree)
  if (read === tree) untouched++
  return unified().use(rehypeStringify).stringify(read)
}

/**
 * Without the line ends that the parser takes from a code block, and without the
 * value of attributes that have none.
 */
function alike(html: string): string {
  return html.replace(/(<pre><code[^>]*>)\n+/g, '$1').replaceAll('=""', '')
}

test('a page is what the parser of HTML would make of it', () => {
  fc.assert(
    fc.property(documents, (source) => {
      expect(alike(htmlWith(source, true))).toBe(alike(htmlWith(source, false)))
    }),
    { numRuns: 400 },
  )
  expect(untouched).toBeGreaterThan(20)
})

test.each([
  ['HTML', '<b>文\n\n字</b>'],
  ['a link in a link', '[文[^1]](a.md)\n\n[^1]: 註'],
  ['a picture in a paragraph', '![圖](a.png)'],
  ['a task', '- [x] 做'],
])('%s is, too', (_, source) => {
  expect(htmlWith(source, true)).toBe(htmlWith(source, false))
})

test.each([
  ['without HTML beside it', ''],
  ['with HTML beside it', '\n\n<b>字</b>'],
])('a code block keeps the empty line it begins with, %s', (_, beside) => {
  expect(render(`\`\`\`\n\n一\n\`\`\`${beside}`)).toContain(
    '<code>\n一\n</code>',
  )
})

test('what JSX puts into an empty element stands behind it', () => {
  const source = '<img src="a.png" alt="圖">文字</img>'
  const html = render(source, { tree: parseMdx(source) })
  expect(html).toContain('文字')
  expect(html).not.toContain('</img>')
})
