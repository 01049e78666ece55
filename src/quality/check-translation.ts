import {
  addAll,
  type Finding,
  finding,
  type Locale,
  type Occurrence,
  type SourceUnit,
  type Span,
  spanOf,
  type Translation,
  textOf,
  type Unit,
} from '../model/index.ts'
import { checkAbbreviations } from './abbreviations.ts'
import { checkCodes } from './codes.ts'
import { checkForeignText } from './foreign-text.ts'
import { checkHeadings, type HeadingCase } from './headings.ts'
import { checkLengths } from './length.ts'
import { checkAddresses, checkBrackets, checkDoubledWords } from './marks.ts'
import { type CompareNumbers, checkNumbers } from './numbers.ts'
import type { Issue, Mention, Pair } from './pair.ts'
import { checkTerms } from './terms.ts'

/** What a translation is held against. */
export interface CheckTranslationOptions {
  /** Text of the article, that the units' spans point into. */
  source: string
  /** Blocks of the article. */
  units: readonly Unit[]
  /** Their sentences, in the same order. */
  sourceUnits: readonly SourceUnit[]
  /** Terms of the glossary in the blocks. */
  occurrences: readonly Occurrence[]
  /** Locale of the article. */
  from: Locale
  /** Compares amounts. Default: they are not compared. */
  compareNumbers?: CompareNumbers
  /** Finds amounts in a text of the article. Default: none are known. */
  findAmounts?: (text: string) => readonly Span[]
  /** How headings are written in English. Default: `consistent`. */
  headingCase?: HeadingCase | 'consistent'
}

/**
 * Look for what may be wrong with a translation.
 *
 * Only usable translations of the article's present sentences are looked at;
 * stale and missing ones are for the edition to report.
 *
 * @param translation - Translations of the article into one locale.
 * @param options - Article and what is known of it.
 * @returns Findings, placed in the article, in its order.
 */
export function checkTranslation(
  translation: Translation,
  options: CheckTranslationOptions,
): Finding[] {
  const pairs = pairsOf(translation, options)
  const to = translation.target
  const issues: Issue[] = []
  const { units, findAmounts } = options
  const amountsIn = ({ index, segment }: Pair): readonly Span[] => {
    const text = units[index]?.text.slice(segment.start, segment.end) ?? ''
    return (findAmounts?.(text) ?? []).map(({ start, end }) => ({
      start: start + segment.start,
      end: end + segment.start,
    }))
  }
  for (const pair of pairs) {
    issues.push(
      ...checkCodes(pair),
      ...(options.compareNumbers
        ? checkNumbers(pair, options.compareNumbers)
        : []),
      ...checkTerms(pair, to, amountsIn(pair)),
      ...checkForeignText(pair, to),
      ...checkBrackets(pair),
      ...checkDoubledWords(pair, to),
      ...checkAddresses(pair),
    )
  }
  addAll(issues, checkLengths(pairs, to))
  if (to === 'en') {
    const { headingCase = 'consistent' } = options
    addAll(issues, checkHeadings(pairs, headingCase))
    addAll(issues, checkAbbreviations(pairs))
  }
  return issues
    .sort((a, b) => placeIn(a) - placeIn(b))
    .map((issue) => toFinding(issue, options))
}

/**
 * Put the sentences of an article beside their translations.
 *
 * @param translation - Translations.
 * @param options - Article.
 * @returns Sentences that have a usable translation, in order.
 */
export function pairsOf(
  translation: Translation,
  {
    units,
    sourceUnits,
    occurrences,
  }: Pick<CheckTranslationOptions, 'units' | 'sourceUnits' | 'occurrences'>,
): Pair[] {
  const kept = new Map(translation.units.map((unit) => [unit.id, unit]))
  const mentionsIn = new Map<number, Mention[]>()
  for (const { unit, concept, term, start, end } of occurrences) {
    const list = mentionsIn.get(unit) ?? []
    list.push({ concept, term, start, end })
    mentionsIn.set(unit, list)
  }
  const pairs: Pair[] = []
  for (const [index, unit] of sourceUnits.entries()) {
    const text = units[index]?.text ?? ''
    const segments = new Map(
      kept.get(unit.id)?.segments.map((one) => [one.id, one]),
    )
    const block = unit.segments
      .map(({ id }) => textOf(segments.get(id)?.target ?? []))
      .join(' ')
    for (const segment of unit.segments) {
      const found = segments.get(segment.id)
      if (!found?.target || found.state === 'initial') continue
      pairs.push({
        index,
        unit,
        segment,
        source: textOf(segment.content),
        target: found.target,
        text: textOf(found.target),
        state: found.state,
        mentions: (mentionsIn.get(index) ?? []).filter(
          ({ start, end }) => start >= segment.start && end <= segment.end,
        ),
        block: block.trim() || text,
      })
    }
  }
  return pairs
}

function placeIn({ pair, at }: Issue): number {
  return pair.index * 2 ** 20 + (at?.start ?? pair.segment.start)
}

function toFinding(
  issue: Issue,
  { source, units }: CheckTranslationOptions,
): Finding {
  const { pair, at = pair.segment, rule } = issue
  const unit = units[pair.index]
  const span = unit && spanOf(unit, at.start, at.end)
  return finding(rule, issue.reason, {
    source,
    ...(span ? { span } : {}),
    ...(issue.actual === undefined ? {} : { actual: issue.actual }),
    ...(issue.expected ? { expected: issue.expected } : {}),
    note: issue.note,
    wording: { key: issue.key ?? rule, values: { ...issue.values } },
  })
}
