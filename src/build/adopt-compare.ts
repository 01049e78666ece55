/**
 * An edition that was edited, compared with what was built, block by block.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { LocalizeOptions, Localizer } from '../localize.ts'
import {
  type Finding,
  isChinese,
  printContent,
  type TranslationUnit,
  textOf,
  type Unit,
} from '../model/index.ts'
import { type PlacedUnit, segmentUnits } from '../segment/index.ts'
import {
  alignEqual,
  alignSimilar,
  bigramsOf,
  likeness,
} from '../translations/index.ts'
import { reportProblem, reportShapes } from './adopt-findings.ts'
import {
  type AdoptedUnit,
  adoptUnit,
  bytesOf,
  changedAt,
} from './adopt-unit.ts'

/** What a text is compared with. */
export interface Comparison {
  /** Text as it was built. */
  text: string
  /** Text as it is. */
  edited: string
  /** Blocks of the article. */
  units: readonly PlacedUnit[]
  /**
   * Their translations, one for each; `undefined` where the text is the article's
   * own, of which nothing can be adopted.
   */
  kept: readonly TranslationUnit[] | undefined
  /** Cuts a text into its blocks. */
  cut: (text: string) => PlacedUnit[]
  /** Text that places are shown in, and where an offset of `edited` is in it. */
  shown: { text: string; at: (offset: number) => number }
  /** Names the place of an offset of the article, for what is its own. */
  articlePlace: (offset: number) => string
  /** Text of the article, which `units` point into. */
  article: string
  /** Finds the blocks whose words can not be told from a translation. */
  unclear?: (blocks: Blocks) => ReadonlySet<number>
}

/** Blocks of a text, as they were built and as they are. */
export interface Blocks {
  /** The blocks as they were built, by the article's. */
  before: readonly PlacedUnit[]
  /** The blocks as they are. */
  after: readonly PlacedUnit[]
  /** Index of such a block by that of the article's. */
  pairs: ReadonlyMap<number, number>
}

/** What became of the blocks of a text. */
export interface Compared extends Blocks {
  /** Blocks with sentences that were rewritten. */
  adopted: AdoptedUnit[]
  /** What can not be adopted. */
  findings: Finding[]
}

/**
 * Compare a text with what was built.
 *
 * @param comparison - Both, and the article behind them.
 * @returns What can be adopted, and what can not.
 */
export function compareText(comparison: Comparison): Compared {
  const { text, edited, units, kept, cut, shown } = comparison
  const cutBefore = cut(text)
  // What is behind the article's own is an appendix, or notes with glosses.
  const before = cutBefore.slice(0, units.length)
  const after = cut(edited)
  const findings: Finding[] = []
  const adopted: AdoptedUnit[] = []
  const same = units.every((unit, index) => unit.kind === before[index]?.kind)
  if (!same) {
    findings.push(...reportShapes(text, edited))
    return { adopted, findings, before, after, pairs: new Map() }
  }
  const pairs = new Map(alignUnits(before, after))
  const unclear = comparison.unclear?.({ before, after, pairs })
  const seen = new Set(pairs.values())
  const tail = cutBefore.length - before.length
  const place = (unit: PlacedUnit) => ({
    source: shown.text,
    ...spanIn(unit, shown.at),
  })
  for (const [index, unit] of before.entries()) {
    const other = after[pairs.get(index) ?? -1]
    const source = units[index]
    const translation = kept?.[index]
    if (!source || (kept && !translation)) continue
    if (!other) {
      const missing = { source: shown.text }
      findings.push(reportProblem('removed', wordsOf(unit), missing))
      continue
    }
    if (bytesOf(unit) === bytesOf(other)) continue
    if (!translation) {
      const own = { source, before: unit, after: other }
      findings.push(reportOwn(own, comparison))
      continue
    }
    const isJoined = [index - 1, index + 1].some((near) => {
      const gone = pairs.has(near) ? undefined : before[near]
      return gone && hasTaken(gone, unit, other)
    })
    const edit = { source, kept: translation, before: unit, after: other }
    const { targets, problem } = isJoined
      ? ({ targets: new Map(), problem: 'sentences' } as const)
      : unclear?.has(index)
        ? ({ targets: new Map(), problem: 'beside-unclear' } as const)
        : adoptUnit(edit)
    if (problem) {
      findings.push(reportProblem(problem, wordsOf(other), place(other)))
    } else if (targets.size > 0) {
      adopted.push({ unit: index, targets })
    }
  }
  for (const [index, unit] of after.entries()) {
    if (seen.has(index) || index >= after.length - tail) continue
    findings.push(reportProblem('added', wordsOf(unit), place(unit)))
  }
  return { adopted, findings, before, after, pairs }
}

/** Whether a block that is gone may have become a part of the one beside it. */
function hasTaken(
  gone: PlacedUnit,
  before: PlacedUnit,
  after: PlacedUnit,
): boolean {
  const words = wordsOf(gone).trim()
  return (
    after.segments.length > before.segments.length ||
    (words !== '' && wordsOf(after).includes(words))
  )
}

/** Say where in the article stands what was changed in an edition of it. */
function reportOwn(
  unit: { source: PlacedUnit; before: PlacedUnit; after: PlacedUnit },
  { text, edited, shown, article, articlePlace }: Comparison,
): Finding {
  const { source, before, after } = unit
  const index = changedAt(before, after)
  const old = before.segments[index]
  const now = after.segments[index]
  const own =
    source.segments[index] ?? source.segments.at(-1) ?? source.segments[0]
  const start = own?.span.start ?? 0
  const same = own && old && article.slice(start, own.span.end)
  const isSame = same !== undefined && same === sliceOf(text, old?.span)
  const skipped = isSame ? sharedLength(same, sliceOf(edited, now?.span)) : 0
  const from = (now?.span.start ?? after.segments[0]?.span.start ?? 0) + skipped
  const end = now?.span.end ?? from
  return reportProblem('source', textOf(now?.content ?? old?.content ?? []), {
    source: shown.text,
    span: { start: shown.at(from), end: shown.at(Math.max(from, end)) },
    where: articlePlace(start + skipped),
  })
}

function sliceOf(
  text: string,
  span: { start: number; end: number } | undefined,
): string {
  return span ? text.slice(span.start, span.end) : ''
}

function sharedLength(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return at
}

/** Range of a block, from its first sentence to its last. */
function spanIn(
  { segments }: PlacedUnit,
  at: (offset: number) => number,
): { span?: { start: number; end: number } } {
  const start = segments[0]?.span.start
  const end = segments.at(-1)?.span.end
  return start === undefined || end === undefined
    ? {}
    : { span: { start: at(start), end: at(end) } }
}

/** Blocks that are the same, then those that are likely the same one edited. */
function alignUnits(
  before: readonly PlacedUnit[],
  after: readonly PlacedUnit[],
): readonly (readonly [number, number])[] {
  const keyOf = ({ kind, segments }: PlacedUnit): string =>
    `${kind} ${segments.map(({ content }) => printContent(content)).join('')}`
  const anchors = alignEqual(before.map(keyOf), after.map(keyOf))
  const bigrams = (unit: PlacedUnit | undefined) =>
    bigramsOf(unit ? wordsOf(unit) : '')
  return alignSimilar(anchors, [before.length, after.length], (i, j) => {
    if (before[i]?.kind !== after[j]?.kind) return 0
    // Between blocks that stayed, one that is written anew stands for the old.
    return 0.05 + likeness(bigrams(before[i]), bigrams(after[j]))
  })
}

/**
 * Read the words of a block.
 *
 * @param unit - Block.
 * @returns Its sentences without codes.
 */
export function wordsOf({ segments }: PlacedUnit): string {
  return segments.map(({ content }) => textOf(content)).join('')
}

/**
 * Cut a text into its sentences, in its own locale.
 *
 * @param file - Text.
 * @param options - How the edition is made.
 * @param localizer - Localizer of the project.
 * @returns Blocks.
 */
export function unitsOf(
  file: VFile,
  options: LocalizeOptions,
  localizer: Localizer,
): PlacedUnit[] {
  const { source, target, markdown, locate, limits } = options
  const own = isChinese(target) ? target : source
  if (!own) return []
  const done = localizer.localize(file, {
    source: own,
    target: own,
    ...(markdown ? { markdown } : {}),
    ...(locate ? { locate } : {}),
    ...(limits ? { limits } : {}),
  })
  const data = done.data.yiwen?.edition
  const units: readonly Unit[] = data?.units ?? []
  return segmentUnits(units, {
    source: data?.text ?? '',
    locale: target,
    occurrences: data?.occurrences ?? [],
  })
}
