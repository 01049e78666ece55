/**
 * What of an edited edition can not be adopted.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { type Finding, finding } from '../model/index.ts'
import { alignEqual } from '../translations/index.ts'

/** What keeps an edit from being adopted. */
export type AdoptProblem =
  | 'added'
  | 'removed'
  | 'marks'
  | 'sentences'
  | 'shape'
  | 'breaks'
  | 'source'
  | 'beside-added'
  | 'beside-removed'
  | 'beside-moved'
  | 'beside-unclear'
  | 'beside-once'

/** Where a problem is, and what its words need. */
export interface ProblemPlace {
  /** Text of the edition. */
  source: string
  /** Range in it. Default: the problem has no place in the edition. */
  span?: { start: number; end: number }
  /** Place in the article, or file of a translation. */
  where?: string
}

/**
 * Report an edit that can not be adopted.
 *
 * @param problem - What keeps it.
 * @param words - Words of the block; of long ones the start is shown.
 * @param place - Where it is.
 * @returns Finding.
 */
export function reportProblem(
  problem: AdoptProblem,
  words: string,
  { where = '', ...place }: ProblemPlace,
): Finding {
  const characters = [...words]
  const text =
    characters.length > 30 ? `${characters.slice(0, 30).join('')}…` : words
  const reasons: Record<AdoptProblem, string> = {
    added: `A block was added, which no sentence of the article stands behind: “${text}”.`,
    removed: `A block of the article is missing: “${text}”.`,
    marks: `The marks or links of “${text}” are not those of the article.`,
    sentences: `The sentences of “${text}” could not be told apart any more.`,
    shape: `What stands around the text was changed: “${text}”.`,
    breaks: `A build writes a rewritten sentence with line breaks and escapes of its own: “${text}”.`,
    source: `“${text}” is the article’s own text, and was changed here.`,
    'beside-added': `A translation was set beside a block that has none: “${text}”.`,
    'beside-removed': `The translation beside “${text}” is missing.`,
    'beside-moved': `It can not be told which block “${text}” translates.`,
    'beside-unclear': `“${text}” was changed where a translation is missing; the two can not be told apart.`,
    'beside-once': `“${text}” was rewritten around a picture or an id that stands in the other language only.`,
  }
  const notes: Record<AdoptProblem, string> = {
    added: 'Write it in the article; it can not be adopted.',
    removed: 'Take it out of the article; it can not be adopted.',
    marks: 'Change them in the article; only the words can be adopted.',
    sentences: 'Write as many sentences as the article has there.',
    shape:
      'Change it in the article; only the words of sentences can be adopted.',
    breaks:
      'Its words are kept; `yiwen build --force` writes the edition with them.',
    source: `Edit ${where}, and build.`,
    'beside-added': `Translate the block in ${where}.`,
    'beside-removed': `Put its <span lang> back, or take the translation out of ${where}.`,
    'beside-moved': `Put it behind its block, or edit ${where}.`,
    'beside-unclear':
      'Put the <span lang> of the translation back around its words, and adopt again.',
    'beside-once': `Edit ${where}, which says where the picture or the id stands.`,
  }
  return finding('translations-structure', reasons[problem], {
    ...place,
    note: notes[problem],
    wording: {
      key: `translations-structure.${problem}`,
      values: { text, where },
    },
  })
}

/**
 * Report what a build would write otherwise, line by line, where nothing else
 * says so.
 *
 * A sentence is kept without the line breaks and escapes in it, which no reader
 * sees.
 *
 * @param built - What a build writes.
 * @param edited - What is there.
 * @param known - What is reported already.
 * @returns Findings, one for lines in a row.
 */
export function reportShapes(
  built: string,
  edited: string,
  known: readonly Finding[] = [],
): Finding[] {
  const lines = built.split('\n')
  const own = edited.split('\n')
  const words = (some: readonly string[]): string =>
    some.join('').replace(/[\s>\\]+/g, '')
  const isPlaceless = known.some(({ line }) => line === undefined)
  return hunksOf(lines, own).flatMap(({ from, to, wasFrom, wasTo }) => {
    const isKnown = known.some(({ line, place }) => {
      if (line === undefined || line === null) return false
      const last = place && 'end' in place ? place.end.line : line
      // What is gone was near what is said of it.
      const near = from === to ? 2 : 0
      return line <= to + 1 + near && last + near >= from
    })
    if (isKnown || (from === to && isPlaceless)) return []
    const now = own.slice(from, to)
    const was = lines.slice(wasFrom, wasTo)
    const problem = words(was) === words(now) ? 'breaks' : 'shape'
    const at = Math.min(from, own.length - 1)
    const start = own.slice(0, at).join('\n').length + (at > 0 ? 1 : 0)
    const shown = now.find((line) => line.trim() !== '') ?? was[0] ?? ''
    return [
      reportProblem(problem, shown.trim(), {
        source: edited,
        span: { start, end: start },
      }),
    ]
  })
}

/** Lines in a row that differ, by their indexes. */
interface Hunk {
  from: number
  to: number
  wasFrom: number
  wasTo: number
}

function hunksOf(was: readonly string[], now: readonly string[]): Hunk[] {
  const hunks: Hunk[] = []
  let wasFrom = 0
  let from = 0
  const pairs = alignEqual(was, now)
  for (const [i, j] of [...pairs, [was.length, now.length] as const]) {
    if (i > wasFrom || j > from) {
      hunks.push({ from, to: j, wasFrom, wasTo: i })
    }
    wasFrom = i + 1
    from = j + 1
  }
  return hunks
}
