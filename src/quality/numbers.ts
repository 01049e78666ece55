import type { Issue, Pair } from './pair.ts'

/** Amount or date of a sentence that a translation does not have as it is. */
export interface NumberProblem {
  /**
   * What is wrong: another value (`factor` names the power of ten or other
   * factor between them), another unit or currency, missing, added, or only
   * less exact.
   */
  kind: 'factor' | 'value' | 'unit' | 'missing' | 'extra' | 'date' | 'precision'
  /** What the source says, as it stands there. */
  source?: string
  /** Where it stands in the sentence's text, in UTF-16 units. */
  span?: { start: number; end: number }
  /** What the translation says, as it stands there. */
  target?: string
  /** How it could be written. */
  expected?: string
  /** By what the value is off, where `kind` is `factor`. */
  factor?: number
}

/**
 * Compares the amounts of a sentence and its translation.
 *
 * @param source - Sentence.
 * @param target - Translation.
 * @returns What differs.
 */
export type CompareNumbers = (
  source: string,
  target: string,
) => readonly NumberProblem[]

/**
 * Report amounts, dates and other numbers that a translation changed.
 *
 * @param pair - Sentence and translation.
 * @param compare - Compares them.
 * @returns `quality-number` for another value or unit, `quality-number-missing`
 * for what is missing or was added.
 */
export function checkNumbers(pair: Pair, compare: CompareNumbers): Issue[] {
  return compare(pair.source, pair.text).flatMap((problem) =>
    issueOf(pair, problem),
  )
}

/** Texts of a problem: with what could be written, and without. */
const keys = {
  factor: ['quality-number.factor', 'quality-number.factor-open'],
  value: ['quality-number.value', 'quality-number.value-open'],
  unit: ['quality-number.unit', 'quality-number.unit-open'],
  missing: [
    'quality-number-missing.missing',
    'quality-number-missing.missing-open',
  ],
  extra: ['quality-number-missing.extra', 'quality-number-missing.extra-open'],
  date: ['quality-number-missing.date', 'quality-number-missing.date-open'],
} as const

function issueOf(pair: Pair, problem: NumberProblem): Issue[] {
  const { kind, source = '', target = '', expected, factor } = problem
  if (kind === 'precision') return []
  const says = {
    factor: `${source} became ${target}, which is ${factor} times as much.`,
    value: `${source} became ${target}.`,
    unit: `${source} became ${target}, in another unit.`,
    date: `The date ${source} is not in the translation.`,
    missing: `${source} is not in the translation.`,
    extra: `${target} is not in the source.`,
  }
  const start = pair.segment.start + (problem.span?.start ?? 0)
  const end = pair.segment.start + (problem.span?.end ?? 0)
  const [suggested, open] = keys[kind]
  return [
    {
      rule: suggested.startsWith('quality-number.')
        ? 'quality-number'
        : 'quality-number-missing',
      pair,
      ...(problem.span && pair.segment.content.length === 1
        ? { at: { start, end } }
        : {}),
      reason: says[kind],
      ...(target ? { actual: target } : {}),
      ...(expected ? { expected: [expected] } : {}),
      note: expected
        ? `Write ${expected}.`
        : 'Correct it, or give a waiver a reason where it is meant.',
      key: expected ? suggested : open,
      values: {
        source,
        target,
        ...(expected ? { expected } : {}),
        ...(factor === undefined ? {} : { factor }),
      },
    },
  ]
}
