import type {
  TranslateFinding,
  TranslateSegment,
  TranslateView,
} from '../translate-protocol.ts'
import { tags } from './detail.ts'
import { type Child, element } from './element.ts'
import { number, t, tOr } from './messages.ts'
import type { ListedRow } from './segment-list.ts'
import { sourceText, taggedText } from './tagged-text.ts'

/** Sentence in the list. */
export interface SegmentRow extends ListedRow {
  segment: TranslateSegment
  findings: readonly TranslateFinding[]
  /** Whether a draft of it is not saved. */
  draft: boolean
}

/** Which sentences are shown. */
export type SegmentFilter = 'all' | 'todo' | 'stale' | 'findings'

/** Filters, in the order they are listed. */
export const filters: readonly SegmentFilter[] = [
  'all',
  'todo',
  'stale',
  'findings',
]

/**
 * Tell whether something is to be done about a sentence.
 *
 * @param segment - Sentence.
 * @param locale - Locale of the translation.
 * @returns Whether it is stale, not translated, or rewritten and not looked at.
 */
export function isToDo(
  { state, stale, same, target }: TranslateSegment,
  locale: string,
): boolean {
  if (stale) return true
  if (locale === 'en') return state === 'initial' && !same
  return target !== '' && state === 'translated'
}

/**
 * Tell whether a row is shown.
 *
 * @param row - Row.
 * @param filter - Filter.
 * @param locale - Locale of the translation.
 * @returns Whether it is.
 */
export function isShown(
  { segment, findings }: Pick<SegmentRow, 'segment' | 'findings'>,
  filter: SegmentFilter,
  locale: string,
): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'todo':
      return isToDo(segment, locale)
    case 'stale':
      return segment.stale !== undefined
    case 'findings':
      return findings.length > 0
  }
}

/** Name of the state of a sentence, as a person sees it. */
export function stateOf(segment: TranslateSegment, locale: string): string {
  if (segment.stale) return 'stale'
  if (segment.state !== 'initial') return segment.state
  if (locale !== 'en') return 'converted'
  return segment.same ? 'same' : 'initial'
}

/**
 * Make the element of a row.
 *
 * @param row - Row.
 * @param view - Article it is of.
 * @param active - What stands in the place of the translation, where a person works
 *   on it.
 * @returns Element.
 */
export function segmentRow(
  { segment, findings, draft }: SegmentRow,
  view: TranslateView,
  active: readonly Child[] | undefined,
): HTMLElement {
  const { parts, codes, conversion, target, notes, stale, kind, line } = segment
  const { locale } = view
  const state = stateOf(segment, locale)
  const worst = ['error', 'warning', 'info'].find((severity) =>
    findings.some((one) => one.severity === severity),
  )
  const isConversion = target === '' && locale !== 'en'
  const shown = isConversion ? (conversion ?? '') : target
  return element(
    'div.segment',
    {
      'data-state': state,
      'data-kind': kind,
      'aria-current': active ? 'true' : undefined,
    },
    element(
      'div.segment-meta',
      {},
      element(
        'span.line',
        { title: t('translate.line', { line }) },
        number(line),
      ),
      element(
        'span.badge',
        { 'data-state': state },
        t(`translate.state.${state}`),
      ),
      worst !== undefined &&
        element(
          'span.badge',
          { 'data-severity': worst },
          t('translate.findings', { count: findings.length }),
        ),
      draft && element('span.badge.warn', {}, t('translate.editor.unsaved')),
      notes.length > 0 &&
        element(
          'span.badge',
          {},
          t('translate.note.count', { count: notes.length }),
        ),
    ),
    cell(
      'source',
      t('translate.column.source'),
      view.source,
      ...sourceText(parts),
    ),
    locale === view.conversion && isConversion && !active
      ? false
      : cell(
          'conversion',
          t('translate.column.conversion', {
            locale: t(`locale.${view.conversion}`),
          }),
          view.conversion,
          ...(conversion === undefined ? ['—'] : taggedText(conversion, codes)),
        ),
    element(
      'div.segment-target',
      {},
      ...(active ?? [
        element('span.cell-label', {}, t('translate.column.target')),
        element(
          `p${isConversion ? '.soft' : ''}`,
          { lang: tags[locale] },
          ...taggedText(shown, codes),
        ),
      ]),
    ),
    active && stale !== undefined
      ? element(
          'div.stale-source',
          {},
          element(
            'span.cell-label',
            {},
            t('translate.stale', {
              state: t(`translate.state.${stale.state}`),
            }),
          ),
          element(
            'p',
            { lang: tags[view.source] },
            ...taggedText(stale.source, []),
          ),
        )
      : false,
    active && (notes.length > 0 || segment.origin !== undefined)
      ? element(
          'div.segment-notes',
          {},
          ...notes.map((note) => element('p.note', {}, note)),
          segment.origin && element('small', {}, originOf(segment.origin)),
        )
      : false,
  )
}

function originOf({
  by,
  name = '',
  at = '',
}: NonNullable<TranslateSegment['origin']>): string {
  const day = at.slice(0, 10)
  return [tOr(`translate.origin.${by}`, by), name, day]
    .filter(Boolean)
    .join(' · ')
}

function cell(
  name: string,
  label: string,
  locale: string,
  ...text: Child[]
): HTMLElement {
  return element(
    `div.segment-${name}` as 'div',
    {},
    element('span.cell-label', {}, label),
    element('p', { lang: tags[locale] }, ...text),
  )
}

/** A sentence is that of a block where this much of it stands there. */
const enough = 0.6

/**
 * Find the first sentence of a block that was read on a page.
 *
 * @param rows - Sentences of the article.
 * @param near - Text of the block, in any of the article's languages, with the glosses
 *   that the page has in it.
 * @returns Sentence, or nothing where none is like it.
 */
export function findNear<Row extends { segment: TranslateSegment }>(
  rows: readonly Row[],
  near: string,
): Row | undefined {
  const there = new Set(pairsOf(near))
  let best: Row | undefined
  let most = enough
  for (const row of rows) {
    const { parts, conversion = '', target } = row.segment
    const source = parts
      .map((part) => ('text' in part ? part.text : ''))
      .join('')
    for (const text of [source, conversion, target]) {
      const pairs = pairsOf(text.replace(/<[^<>]*>/g, ''))
      const share =
        pairs.filter((pair) => there.has(pair)).length / pairs.length
      // Of two that are there as much the first one is meant.
      if (!(share > most)) continue
      best = row
      most = share
    }
  }
  return best
}

/** Letters and digits of a text, two by two; one alone is itself. */
function pairsOf(text: string): string[] {
  const letters = [...text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()]
  if (letters.length < 2) return letters
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}
