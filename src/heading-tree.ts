/**
 * What an edition is called, without reading all of it.
 *
 * Takes an edition, gives a tree of its first heading.
 *
 * @module
 */
import type { Root } from 'mdast'
import type { EditionData, LocalizeOptions } from './localize.ts'
import { defaultConfig, isChinese } from './model/index.ts'
import { parse, readPlainHeading } from './parse/index.ts'
import { applyEdits } from './print/index.ts'

/**
 * Read the first heading of an edition as the whole edition would have it.
 *
 * An edition is built as its source is, so its heading is where the source's is, with
 * the edits that were made there. One that could refer to what stands elsewhere is
 * left to the whole parser.
 *
 * @param data - Edition.
 * @param options - What the article was localized with.
 * @param sourceTree - Tree of its source, as far as its first heading.
 * @returns Tree of a heading of depth 1, or of nothing where there is none; `undefined`
 *   where only the whole edition tells.
 */
export function headingTree(
  { text, edits, target }: EditionData,
  { markdown, limits, beside }: LocalizeOptions,
  sourceTree: Root | undefined,
): Root | undefined {
  if (!sourceTree || !isChinese(target) || markdown?.mdx || beside) {
    return undefined
  }
  const heading = sourceTree.children.find(
    (node) => node.type === 'heading' && node.depth === 1,
  )
  if (!heading) return { type: 'root', children: [] }
  const start = heading.position?.start.offset ?? 0
  const end = heading.position?.end.offset ?? 0
  const moved = edits
    .filter(({ span }) => start < span.start && span.end <= end)
    .map(({ span, text }) => ({
      span: { start: span.start - start, end: span.end - start },
      text,
    }))
  const own = text.slice(start, end)
  const written = applyEdits(own, moved)
  if (!own.startsWith('#') || /[[\]\r\n]/.test(written)) return undefined
  const plain = readPlainHeading(written)
  if (plain) return { type: 'root', children: [plain] }
  const { tree } = parse(
    written,
    { ...defaultConfig.markdown, ...markdown },
    { ...defaultConfig.limits, ...limits },
  )
  return tree.children[0]?.type === 'heading' ? tree : undefined
}
