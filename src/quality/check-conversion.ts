import {
  type Edit,
  type Finding,
  finding,
  type Locale,
  type SourceUnit,
  type Span,
  spanOf,
  type Unit,
} from '../model/index.ts'
import { doubledWord, unbalanced } from './marks.ts'
import type { CompareNumbers, NumberProblem } from './numbers.ts'
import { createPrintedReader, type PrintedText } from './printed-text.ts'

/** What a conversion is held against. */
export interface CheckConversionOptions {
  /** Text of the article, that spans point into. */
  source: string
  /** Blocks of the article. */
  units: readonly Unit[]
  /** Their sentences, in the same order. */
  sourceUnits: readonly SourceUnit[]
  /** Locale of the edition. */
  to: Locale
  /** Compares amounts of the article with those of the edition. */
  compareNumbers: CompareNumbers
  /** Tells whether a text has no character that only another script has. */
  isWritten: (text: string) => boolean
}

/** Sentence of an edition beside the article's. */
interface Sentence {
  unit: Unit
  start: number
  end: number
  source: string
  printed: PrintedText
}

/**
 * Look for what a conversion may have broken: amounts and dates, pairs of
 * brackets and quotation marks, words that stand there twice, characters of the
 * other script.
 *
 * Glosses are left out, and sentences that somebody rewrote, which
 * `checkTranslation` looks at. Whatever is wrong with the article is not the
 * conversion's.
 *
 * @param edits - Edits of an edition, written as source.
 * @param options - Article and edition.
 * @returns `quality-number`, `quality-brackets`, `quality-doubled-word` and
 * `quality-script-mixed`, placed in the article, in its order.
 */
export function checkConversion(
  edits: readonly Edit[],
  options: CheckConversionOptions,
): Finding[] {
  const sentences = sentencesOf(edits, options)
  const changed = sentences.filter(({ printed }) => printed.edits.length > 0)
  return [
    ...changed.flatMap((one) => [
      ...checkAmounts(one, options),
      ...checkPairs(one, options),
      ...checkRepeats(one, options),
    ]),
    ...checkScript(sentences, options),
  ]
}

function sentencesOf(
  edits: readonly Edit[],
  { source, units, sourceUnits }: CheckConversionOptions,
): Sentence[] {
  const read = createPrintedReader(source, edits)
  return sourceUnits.flatMap(({ segments }, index) => {
    const unit = units[index]
    // What the author says is in another language is not converted.
    if (!unit || unit.lang !== undefined) return []
    return segments.flatMap(({ start, end }) => {
      const printed = read(unit, start, end)
      if (!printed) return []
      const own = unit.text.slice(start, end)
      return [{ unit, start, end, source: own, printed }]
    })
  })
}

const remedy =
  'Correct the entry of the glossary or of `words` that made it, or keep the author’s words with `:keep[…]`.'

function checkAmounts(
  sentence: Sentence,
  options: CheckConversionOptions,
): Finding[] {
  const { source, printed } = sentence
  if (source === printed.text) return []
  return options
    .compareNumbers(source, printed.text)
    .filter((problem) => problem.kind !== 'precision' && !isName(problem))
    .map((problem) => reportAmount(problem, sentence, options))
}

/** A product's name with a number in it, which the glossary gave: GLM-4.5. */
function isName({ source, target = '' }: NumberProblem): boolean {
  return source === undefined && /^[A-Za-z]+[-.]?\d/.test(target)
}

function reportAmount(
  { source, target, span, factor }: NumberProblem,
  sentence: Sentence,
  options: CheckConversionOptions,
): Finding {
  const { to } = options
  const key =
    source === undefined
      ? 'extra'
      : target === undefined
        ? 'lost'
        : factor === undefined
          ? 'changed'
          : 'factor'
  const says = {
    extra: `The conversion into ${to} says ${target}, and the article does not.`,
    lost: `The conversion into ${to} does not say ${source} any more.`,
    changed: `The conversion into ${to} made ${target} of ${source}.`,
    factor: `The conversion into ${to} made ${target} of ${source}, which is ${factor} times as much.`,
  }
  return report('quality-number', says[key], sentence, options, {
    ...(span ? { at: span } : {}),
    actual: target ?? source ?? '',
    note: remedy,
    key: `quality-number.converted-${key}`,
    values: {
      locale: to,
      ...(source === undefined ? {} : { source }),
      ...(target === undefined ? {} : { target }),
      ...(factor === undefined ? {} : { factor }),
    },
  })
}

function checkPairs(
  sentence: Sentence,
  options: CheckConversionOptions,
): Finding[] {
  const mark = unbalanced(sentence.printed.text)
  if (mark === undefined || unbalanced(sentence.source) !== undefined) return []
  const reason = `${mark} has no other half in the conversion into ${options.to}.`
  return [
    report('quality-brackets', reason, sentence, options, {
      actual: mark,
      note: remedy,
      key: 'quality-brackets.converted',
      values: { mark, locale: options.to },
    }),
  ]
}

function checkRepeats(
  sentence: Sentence,
  options: CheckConversionOptions,
): Finding[] {
  const { to } = options
  const text = doubledWord(sentence.printed.text, to)
  if (text === undefined || doubledWord(sentence.source, to)) return []
  const reason = `The conversion into ${to} says “${text}”.`
  return [
    report('quality-doubled-word', reason, sentence, options, {
      actual: text,
      note: remedy,
      key: 'quality-doubled-word.converted',
      values: { text, locale: to },
    }),
  ]
}

/** One finding an article: what is quoted in the other script is quoted at length. */
function checkScript(
  sentences: readonly Sentence[],
  options: CheckConversionOptions,
): Finding[] {
  const { isWritten, to } = options
  const found = sentences.flatMap((sentence) => {
    const text = withoutKept(sentence)
    if (isWritten(text)) return []
    return (text.match(/\p{Script=Han}/gu) ?? [])
      .filter((character) => !isWritten(character))
      .map((character) => ({ character, sentence }))
  })
  const [first] = found
  if (!first) return []
  const characters = [...new Set(found.map(({ character }) => character))]
  const list = characters.slice(0, 8).join('')
  const at = first.sentence.source.indexOf(first.character)
  const { length } = found
  const says = {
    simplified: `Characters of simplified Chinese stand in a text of traditional Chinese: ${list} (${length}).`,
    traditional: `Characters of traditional Chinese stand in a text of simplified Chinese: ${list} (${length}).`,
  }
  const script = to === 'zh-CN' ? 'traditional' : 'simplified'
  return [
    report('quality-script-mixed', says[script], first.sentence, options, {
      ...(at < 0
        ? {}
        : { at: { start: at, end: at + first.character.length } }),
      actual: list,
      note: 'Write them as the rest, or mark the quotation with its language or `:keep[…]`.',
      key: `quality-script-mixed.${script}`,
      values: { characters: list, count: length },
    }),
  ]
}

/** What was printed, without what the author keeps as it is. */
function withoutKept({ unit, start, end, printed }: Sentence): string {
  const kept = unit.marks
    .filter((mark) => mark.kind === 'keep' && mark.start < end)
    .map((mark) => unit.text.slice(Math.max(start, mark.start), mark.end))
  return kept.reduce((text, one) => text.replace(one, ''), printed.text)
}

interface Report {
  /** Range in the sentence. */
  at?: Span
  actual: string
  note: string
  key: string
  values: Readonly<Record<string, string | number>>
}

function report(
  rule: Parameters<typeof finding>[0],
  reason: string,
  { unit, start, end }: Sentence,
  { source }: CheckConversionOptions,
  { at, actual, note, key, values }: Report,
): Finding {
  const span = at
    ? spanOf(unit, start + at.start, start + at.end)
    : spanOf(unit, start, end)
  return finding(rule, reason, {
    source,
    ...(span ? { span } : {}),
    actual,
    note,
    wording: { key, values },
  })
}
