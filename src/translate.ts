/**
 * The step of the pipeline that prints a translation.
 *
 * Takes an article as it was read and the edits that would be made without the
 * translation, gives the edits with it and findings on what it lacks.
 *
 * @module
 */
import type { Nodes, Root } from 'mdast'
import {
  addAll,
  type Edit,
  type Finding,
  finding,
  formFor,
  type Locale,
  languageTag,
  readForms,
  type Translation,
  type Unit,
} from './model/index.ts'
import {
  applyEdits,
  encode,
  printParts,
  type Stringify,
  shiftBy,
} from './print/index.ts'
import {
  type ComposedPart,
  type Fallback,
  type MatchedUnit,
  matchTranslation,
  type PlacedUnit,
  segmentUnits,
  type Unwritten,
  type WrittenPlace,
  writeUnits,
} from './segment/index.ts'

/** Article that is translated. */
export interface TranslatedArticle {
  /** Text that spans point into. */
  text: string
  /** Locale of the article. */
  source: Locale
  /** Units. */
  units: readonly Unit[]
  /** Ranges that nothing may change. */
  untouchable?: readonly Edit['span'][]
  /** Prints Markdown, where the article is Markdown. */
  stringify?: Stringify
}

/** What came of a translation. */
export interface Translated {
  /** All edits. */
  edits: Edit[]
  /** What to do where an edit breaks its block. */
  fallbacks: ReadonlyMap<Edit, Fallback>
  /** Findings. */
  findings: Finding[]
  /** Segments in Chinese without a translation that was printed. */
  missing: {
    count: number
    total: number
    first?: Edit['span']
    /** Indexes of their units. */
    units: readonly number[]
  }
  /** How many segments each unit has. */
  sizes: readonly number[]
}

/**
 * Print a translation over an article.
 *
 * Into English a block is written whole or not at all. In a Chinese edition a
 * sentence somebody rewrote takes the place of its conversion.
 *
 * @param article - Article.
 * @param translation - Its translation into the edition's locale.
 * @param edits - Edits that are made anyway, as source text.
 * @returns Edits, and what the translation lacks.
 */
export function translate(
  article: TranslatedArticle,
  translation: Translation,
  edits: readonly Edit[],
): Translated {
  const { text, units, source } = article
  const { target } = translation
  const stringify = article.stringify ?? (() => '')
  const segmented = segmentUnits(units, { source: text, locale: source })
  const matched = matchTranslation(segmented, translation)
  const written = writeUnits({
    source: text,
    units,
    segmented,
    matched,
    by: target === 'en' ? 'unit' : 'segment',
    edits,
    print: (parts, place) =>
      article.untouchable?.some(
        ({ start, end }) => place.span.start < end && place.span.end > start,
      )
        ? undefined
        : printAt(parts, place, text, stringify),
    apply: applyEdits,
    override: ({ text: mark, codec }) => {
      const form = formOf(mark, target)
      return form === undefined ? undefined : encode(form, codec, stringify)
    },
  })
  const findings = [
    ...reportStale(segmented, matched, article),
    ...written.unwritten.map((one) => reportUnwritten(one, segmented, article)),
  ]
  const lacking = target === 'en' ? written.missing : []
  const unwritten = target === 'en' ? written.unwritten : []
  const places = [...lacking, ...unwritten].map(
    ({ unit, segment }) => segmented[unit]?.segments[segment]?.span,
  )
  const [first] = places
    .filter((span) => span !== undefined)
    .sort((a, b) => a.start - b.start)
  return {
    edits: written.edits,
    fallbacks: written.fallbacks,
    findings,
    missing: {
      count: places.length,
      total: segmented.reduce((sum, unit) => sum + unit.segments.length, 0),
      ...(first ? { first } : {}),
      units: [...lacking, ...unwritten].map(({ unit }) => unit),
    },
    sizes: segmented.map((unit) => unit.segments.length),
  }
}

/**
 * Say in the tree of an edition which blocks are not in its language, so that
 * pages of it have a `lang` there. HTML of the author's has none.
 *
 * @param tree - Tree of the edition; data is added to its nodes.
 * @param units - Units that stand in the article's language.
 * @param edits - Edits between the article and the edition.
 * @param locale - Locale of the article.
 */
export function markLanguage(
  tree: Root,
  units: readonly Unit[],
  edits: readonly Edit[],
  locale: Locale,
): void {
  const shift = shiftBy(edits)
  const places = units
    .map(({ span }) => shift.start(span.start))
    .sort((a, b) => a - b)
  const lang = languageTag(locale)
  const stack: Nodes[] = [tree]
  for (;;) {
    const node = stack.pop()
    if (!node) return
    if (/^(?:paragraph|heading|tableCell)$/.test(node.type)) {
      const start = node.position?.start.offset ?? 0
      const end = node.position?.end.offset ?? 0
      const first = places[countBelow(places, start)]
      if (first !== undefined && first < end) {
        const data = node.data as
          | { hProperties?: Record<string, unknown> }
          | undefined
        node.data = {
          ...data,
          hProperties: { ...data?.hProperties, lang },
        } as never
      }
    } else if ('children' in node) addAll(stack, node.children)
  }
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** What a `-{…}-` mark says for a locale, where it says something for each. */
function formOf(mark: string, locale: Locale): string | undefined {
  const forms = readForms(mark.slice(2, -2))
  return forms && formFor(forms, locale)
}

/** Strings that YAML takes for something else where they are not quoted. */
const unquoted = /^(?:true|false|null|yes|no|on|off|y|n|~|\.(?:inf|nan))$/i

function printAt(
  parts: readonly ComposedPart[],
  place: WrittenPlace,
  source: string,
  stringify: Stringify,
): { text: string; span: Edit['span'] } | undefined {
  const { span, unit, codec } = place
  const printed = printParts(parts, place, stringify)
  if (unit.kind !== 'front-matter') {
    return printed === undefined ? undefined : { text: printed, span }
  }
  const words = parts
    .map((part) => ('words' in part ? part.words : part.bytes))
    .join('')
  const isPlain = codec === 'yaml-plain'
  const isLiteral = codec === 'plain' && source[unit.span.start] === "'"
  const needsQuotes = isPlain
    ? printed === undefined ||
      unquoted.test(words) ||
      !/^[\p{L}\p{Script=Han}]/u.test(words)
    : isLiteral && words.includes("'")
  if (needsQuotes) {
    // Quotation marks go around all of a value.
    return place.whole
      ? { text: JSON.stringify(words), span: unit.span }
      : undefined
  }
  return printed === undefined ? undefined : { text: printed, span }
}

function reportStale(
  segmented: readonly PlacedUnit[],
  matched: readonly MatchedUnit[],
  { text }: TranslatedArticle,
): Finding[] {
  return segmented.flatMap((unit, index) =>
    unit.segments.flatMap(({ span }, place) => {
      const kept = matched[index]?.[place]?.kept
      if (!kept?.staleSource || kept.state !== 'initial') return []
      return [
        finding(
          'translation-stale',
          'The sentence was changed after it was translated.',
          {
            source: text,
            span,
            actual: text.slice(span.start, span.end),
            note: 'Look at its translation again, and give it its state back.',
          },
        ),
      ]
    }),
  )
}

function reportUnwritten(
  { unit, segment, reason, code }: Unwritten,
  segmented: readonly PlacedUnit[],
  { text }: TranslatedArticle,
): Finding {
  const cut = segmented[unit]
  const span = cut?.segments[segment]?.span ?? { start: 0, end: 0 }
  const bytes = cut?.codes.find(({ id }) => id === code)?.before ?? ''
  const number = code ?? ''
  return reason === 'codes'
    ? finding(
        'translation-not-printed',
        `The translation does not have ${bytes} (${number}) once and in order, and is not printed.`,
        {
          source: text,
          span,
          actual: bytes,
          note: 'Each code of the source has to stand in the translation once.',
          wording: {
            key: 'translation-not-printed.codes',
            values: { code: bytes, number },
          },
        },
      )
    : finding(
        'translation-not-printed',
        'The translation has characters that can not stand here, and is not printed.',
        {
          source: text,
          span,
          note: 'Write it without the marks that end a string or a label here.',
          wording: { key: 'translation-not-printed.words' },
        },
      )
}
