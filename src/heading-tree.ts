/**
 * What an article and its editions are called, without reading all of them.
 *
 * Takes a text, gives a tree of its first heading.
 *
 * @module
 */
import type { Root } from 'mdast'
import type { EditionData, LocalizeOptions } from './localize.ts'
import { defaultConfig, isChinese } from './model/index.ts'
import { parse } from './parse/index.ts'
import { applyEdits } from './print/index.ts'

/** What may be HTML, a definition, or a link or picture of the same site. */
const leading = /<|\]:|\]\((?!https?:\/\/)/

/** A heading in which nothing means anything but itself. */
const plainHeading =
  /^(#{1,6}) ([\p{Script=Han}A-Za-z0-9（「《，、：；。？！…—“](?:[\p{Script=Han}A-Za-z0-9（）「」『』《》，、：；。？！…—“”%/,-]| (?! ))*)(?<! )$/u

const opening = /^(?:[ \t]*(?:\r\n?|\n))*#[ \t][^\r\n]*/

/**
 * Read a source as far as it tells what it is called, where nothing in it leads to
 * another source.
 *
 * @param text - Source.
 * @param matterEnd - Where its front matter ends.
 * @param isTitled - Whether its front matter has its title.
 * @param options - What it is localized with.
 * @returns Tree of its front matter and first heading, or of nothing where its title is
 *   known; `undefined` where only the whole source tells.
 */
export function openingTree(
  text: string,
  matterEnd: number,
  isTitled: boolean,
  { markdown, limits }: LocalizeOptions,
): Root | undefined {
  if (markdown?.mdx || leading.test(text)) return undefined
  if (isTitled) return { type: 'root', children: [] }
  const heading = opening.exec(text.slice(matterEnd))?.[0]
  if (heading === undefined) return undefined
  const plain = matterEnd === 0 && readPlainHeading(heading)
  if (plain) return plain
  const { tree } = parse(
    text.slice(0, matterEnd + heading.length),
    { ...defaultConfig.markdown, ...markdown },
    { ...defaultConfig.limits, ...limits },
  )
  return tree.children.at(-1)?.type === 'heading' ? tree : undefined
}

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
  if (plain) return plain
  const { tree } = parse(
    written,
    { ...defaultConfig.markdown, ...markdown },
    { ...defaultConfig.limits, ...limits },
  )
  return tree.children[0]?.type === 'heading' ? tree : undefined
}

/** Tree of a heading that can be read without a parser, as that would give it. */
function readPlainHeading(line: string): Root | undefined {
  const [, marks = '', value = ''] = plainHeading.exec(line) ?? []
  const depth = marks.length
  if (depth < 1 || depth > 6) return undefined
  const point = (offset: number) => ({ line: 1, column: offset + 1, offset })
  const end = point(line.length)
  const text = { start: point(depth + 1), end }
  const whole = { start: point(0), end }
  return {
    type: 'root',
    children: [
      {
        type: 'heading',
        depth: depth as 1,
        children: [{ type: 'text', value, position: text }],
        position: whole,
      },
    ],
    position: whole,
  }
}
