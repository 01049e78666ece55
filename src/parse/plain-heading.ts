import type { Heading } from 'mdast'

const plain =
  /^# ([\p{Script=Han}A-Za-z0-9（「《，、：；。？！…—“](?:[\p{Script=Han}A-Za-z0-9（）「」『』《》，、：；。？！…—“”%/,-]| (?! ))*)(?<! )$/u

/**
 * Read a heading of depth 1 in which nothing means anything but itself.
 *
 * @param line - Line.
 * @returns Heading as a parser would give it, with positions in the line;
 *   `undefined` where a parser has to be asked.
 */
export function readPlainHeading(line: string): Heading | undefined {
  const [, value] = plain.exec(line) ?? []
  if (value === undefined) return undefined
  const point = (offset: number) => ({ line: 1, column: offset + 1, offset })
  const end = point(line.length)
  const position = { start: point(2), end: { ...end } }
  return {
    type: 'heading',
    depth: 1,
    children: [{ type: 'text', value, position }],
    position: { start: point(0), end },
  }
}
