import type { Root } from 'mdast'
import { type Finding, finding, type Span } from '../model/index.ts'
import type { SourceEdit } from './apply-edits.ts'
import { compareFrontMatter } from './check-front-matter.ts'
import { compareShape, type ShapeAllowance } from './compare-shape.ts'
import { shiftBy } from './shift.ts'

/** Edition that is built differently from its source. */
export interface EditionProblem {
  /** What to report. */
  finding: Finding
  /** Where it starts in the source, where that is known. */
  span?: Span
  /** Where translated blocks differ. */
  translated?: readonly Span[]
  /** Where it is in the edition. */
  found?: Span
}

/**
 * Hold an edition against its source: same shape, same front matter.
 *
 * @param source - Source text and its tree.
 * @param edition - Printed text and its tree.
 * @param allowance - What the edition may have that the source has not.
 * @param edits - Edits that lie between the two.
 * @returns First difference, or `undefined`.
 */
export function checkEdition(
  source: { text: string; tree: Root },
  edition: { text: string; tree: Root },
  allowance: ShapeAllowance,
  edits: readonly SourceEdit[],
): EditionProblem | undefined {
  const difference = compareShape(
    source.tree,
    edition.tree,
    allowance,
    shiftBy(edits),
  )
  if (difference) {
    const { before, after, span, translated, found: place } = difference
    const found = finding(
      'print-shape-changed',
      `The edition would be built differently: ${before} became ${after}.`,
      {
        source: source.text,
        ...(span ? { span } : {}),
        actual: after,
        expected: [before],
        note: 'Put spaces around the marks here, and report it if that does not help.',
        wording: {
          key: 'print-shape-changed.shape',
          values: { before, after },
        },
      },
    )
    return {
      finding: found,
      translated,
      ...(place ? { found: place } : {}),
      ...(span ? { span } : {}),
    }
  }
  const path = compareFrontMatter(source.text, edition.text)
  if (path === undefined) return undefined
  const found = finding(
    'print-shape-changed',
    `The edition's front matter would differ from the source's at ${path}.`,
    {
      source: source.text,
      span: { start: 0, end: 0 },
      note: 'Put quotation marks around the value, and report it if that does not help.',
      wording: { key: 'print-shape-changed.front-matter', values: { path } },
    },
  )
  return { finding: found }
}
