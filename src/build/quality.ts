/**
 * What is held against an article and its translations.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { Nodes, Root } from 'mdast'
import type { VFileMessage } from 'vfile-message'
import { characterConverter, wordsOf } from '../convert/index.ts'
import {
  addAll,
  type ChineseLocale,
  type Edit,
  type Finding,
  finding,
  type Locale,
  type Occurrence,
  type QualitySettings,
  type SourceUnit,
  type Translation,
  type Unit,
} from '../model/index.ts'
import {
  applyWaivers,
  type CompareNumbers,
  checkConversion,
  checkSource,
  checkTranslation,
  type NumberProblem,
  type Waived,
} from '../quality/index.ts'
import {
  compareQuantities,
  findQuantities,
  hasSameNumerals,
  type Quantity,
  type QuantityIssue,
  type QuantityOptions,
  statedCurrency,
  suggestEnglish,
} from '../quantity/index.ts'
import { matchGlob } from '../read/index.ts'

/** Article whose translations are looked at. */
export interface CheckedArticle {
  /** Its text. */
  source: string
  /** Blocks. */
  units: readonly Unit[]
  /** Their sentences, in the same order. */
  sourceUnits: readonly SourceUnit[]
  /** Terms of the glossary in the blocks. */
  occurrences: readonly Occurrence[]
  /** Its locale. */
  from: Locale
  /** Day it was written, as `2026-01-08`: what 今日 and 去年 count from. */
  date?: string
}

/**
 * Look for slips of an article itself.
 *
 * @param article - Article.
 * @returns Findings.
 */
export function checkArticle({
  source,
  units,
  sourceUnits,
}: CheckedArticle): Finding[] {
  return checkSource(source, units, sourceUnits)
}

/**
 * Look for what may be wrong with translations of an article: amounts by
 * value, terms, codes, marks, script, length.
 *
 * @param translation - Translations into one locale.
 * @param article - Article.
 * @param quality - Settings.
 * @returns Findings, placed in the article.
 */
export function checkEditionOf(
  translation: Translation,
  article: CheckedArticle,
  quality: Pick<QualitySettings, 'headingCase'>,
): Finding[] {
  return checkTranslation(translation, {
    ...article,
    headingCase: quality.headingCase,
    compareNumbers: comparerOf(translation.target, article),
    findAmounts: (text) =>
      findQuantities(text, { locale: article.from }).map(({ span }) => span),
  })
}

/**
 * Look for what the conversion of an article may have broken.
 *
 * @param edits - Edits of an edition, written as source.
 * @param to - Locale of the edition.
 * @param article - Article.
 * @returns Findings, placed in the article.
 */
export function checkConversionOf(
  edits: readonly Edit[],
  to: ChineseLocale,
  article: CheckedArticle,
): Finding[] {
  const { source, units, sourceUnits, from } = article
  const compare = comparerOf(to, article)
  const fold = simplifierOf(from, to)
  return checkConversion(edits, {
    source,
    units,
    sourceUnits,
    to,
    compareNumbers: (source, text) =>
      hasSameNumerals(fold(source), fold(text)) ? [] : compare(source, text),
    isWritten: isWrittenIn(to),
  })
}

/** Where only one of two texts is simplified, makes both so. */
function simplifierOf(from: Locale, to: Locale): (text: string) => string {
  const isOne = (from === 'zh-CN') !== (to === 'zh-CN')
  return isOne ? characterConverter('zh-TW', 'zh-CN') : (text) => text
}

/** Simplified characters that writers of traditional Chinese have as well. */
const shared = /[踪幂麽]/g

/** Hong Kong writes 户 and 脱, which are simplified elsewhere. */
function isWrittenIn(locale: ChineseLocale): (text: string) => boolean {
  const { isWritten } = wordsOf(locale)
  if (locale === 'zh-CN') return isWritten
  const convert = characterConverter('zh-HK', 'zh-TW')
  return (text) =>
    isWritten(text) || isWritten(convert(text.replace(shared, '')))
}

/** Nodes that are printed as they stand, whatever the edition. */
const kept = /^(?:math|inlineMath|mdx(?:Text|Flow)Expression)$/

/**
 * Look for Chinese that no translation reaches: words of formulas (`\text{…}`)
 * and of MDX expressions, which are printed as they stand.
 *
 * @param tree - Tree of the article.
 * @param source - Its text.
 * @returns A `quality-han-left` for each, placed in the article.
 */
export function checkKept(tree: Root, source: string): Finding[] {
  const findings: Finding[] = []
  const stack: Nodes[] = [tree]
  for (;;) {
    const node = stack.pop()
    if (!node) return findings
    if ('children' in node) addAll(stack, [...node.children].reverse())
    if (!kept.test(node.type) || !('value' in node)) continue
    const isMath = /math/i.test(node.type)
    const comments = isMath ? /(?<!\\)%.*$/gm : /\/\*[\s\S]*?\*\/|\/\/.*$/gm
    const value = node.value.replace(comments, '')
    const text = /\p{Script=Han}[\p{Script=Han}\s]*/u.exec(value)?.[0].trim()
    const { position } = node
    if (text === undefined || !position) continue
    const says = {
      math: `The formula is printed as it stands, with ${text} in it.`,
      expression: `The expression is printed as it stands, with ${text} in it.`,
    }
    const kind = isMath ? 'math' : 'expression'
    const { start, end } = position
    findings.push(
      finding('quality-han-left', says[kind], {
        source,
        span: { start: start.offset ?? 0, end: end.offset ?? 0 },
        actual: text,
        note: 'Write it without Chinese, or move the words into the text; where it is meant, give a waiver a reason.',
        wording: { key: `quality-han-left.${kind}`, values: { text } },
      }),
    )
  }
}

/**
 * Find the day an article is of.
 *
 * @param matter - Its front matter.
 * @returns `2026-01-08`, or `undefined`.
 */
export function dayOf(
  matter: Readonly<Record<string, unknown>>,
): string | undefined {
  const { date } = matter
  const text = date instanceof Date ? date.toISOString() : String(date ?? '')
  return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
}

/**
 * Sort an article's findings by the project's settings: those of rules that
 * are off and accepted ones go, the others get the gravity that is set.
 *
 * @param messages - Findings.
 * @param path - Article's path from the folder of sources.
 * @param quality - Settings.
 * @returns Findings that stay, and accepted ones.
 */
export function waive<Message extends VFileMessage>(
  messages: readonly Message[],
  path: string,
  { waivers, severity }: QualitySettings,
): Waived<Message> {
  const own = waivers.filter(
    ({ files }) =>
      files === undefined ||
      [files].flat().some((glob: string) => matchGlob(path, glob)),
  )
  return applyWaivers(messages, own, severity)
}

/** Compares amounts of sentences; 人民幣，下同 holds for those that follow. */
function comparerOf(target: Locale, article: CheckedArticle): CompareNumbers {
  const { context, amountsOf } = readingOf(article)
  return (source, text) =>
    compareQuantities(
      amountsOf(source),
      findQuantities(text, { locale: target, context }),
      { info: false },
    ).map((issue) => problemOf(issue, target))
}

/** What is read once of an article, for all its editions. */
interface AmountReading {
  readonly context: NonNullable<QuantityOptions['context']>
  readonly amountsOf: (sentence: string) => readonly Quantity[]
}

const readings = new WeakMap<CheckedArticle, AmountReading>()

function readingOf(article: CheckedArticle): AmountReading {
  const known = readings.get(article)
  if (known) return known
  const { source, from, date } = article
  const stated = statedCurrency(source)
  const context = {
    ...(date === undefined ? {} : { date }),
    ...(stated === undefined ? {} : { currency: stated }),
  }
  const found = new Map<string, readonly Quantity[]>()
  const amountsOf = (sentence: string): readonly Quantity[] => {
    let amounts = found.get(sentence)
    if (!amounts) {
      amounts = findQuantities(sentence, { locale: from, context })
      found.set(sentence, amounts)
    }
    return amounts
  }
  const reading = { context, amountsOf }
  readings.set(article, reading)
  return reading
}

function problemOf(issue: QuantityIssue, target: Locale): NumberProblem {
  const { source, power } = issue
  const expected =
    source && target === 'en'
      ? suggestEnglish(source, { dates: 'day-month' })
      : undefined
  return {
    kind: kindOf(issue),
    ...(source ? { source: source.text, span: source.span } : {}),
    ...(issue.target ? { target: issue.target.text } : {}),
    ...(expected ? { expected } : {}),
    ...(power === undefined ? {} : { factor: Number(`1e${power}`) }),
  }
}

function kindOf({
  kind,
  source,
  severity,
}: QuantityIssue): NumberProblem['kind'] {
  switch (kind) {
    case 'factor':
      return 'factor'
    case 'value':
      return source && 'point' in source ? 'date' : 'value'
    case 'currency':
    case 'unit':
      return 'unit'
    case 'missing':
      return source && 'point' in source ? 'date' : 'missing'
    case 'extra':
      return 'extra'
    default:
      return severity === 'info' ? 'precision' : 'value'
  }
}
