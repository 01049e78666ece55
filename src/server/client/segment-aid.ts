import type {
  TranslateMatch,
  TranslateMatches,
  TranslateSegment,
} from '../translate-protocol.ts'
import { tags } from './detail.ts'
import { type Child, element, fill } from './element.ts'
import { t } from './messages.ts'
import { taggedText } from './tagged-text.ts'

/** What the help is used for. */
export interface AidEvents {
  /** Write a match in the place of the translation. */
  match: (match: TranslateMatch) => void
  /** Write a word where the cursor is. */
  insert: (word: string) => void
}

/** What helps to translate a sentence: matches, terms, amounts. */
export class SegmentAid {
  /** Element. */
  readonly root: HTMLElement
  private readonly events: AidEvents
  private readonly matchList = element('ol.aid-matches')
  private readonly termList = element('ul.aid-terms')
  private readonly numberList = element('ul.aid-numbers')
  private found: readonly TranslateMatch[] = []
  private segment: TranslateSegment | undefined
  private text = ''

  /** @param events - What to do when a person asks for something. */
  constructor(events: AidEvents) {
    this.events = events
    this.root = element(
      'div.aid',
      {},
      section(t('translate.matches.title'), this.matchList),
      section(t('translate.numbers.title'), this.numberList),
      section(t('translate.terms.title'), this.termList),
    )
  }

  /**
   * Show what a sentence has; matches come later.
   *
   * @param segment - Sentence; nothing for none.
   */
  show(segment: TranslateSegment | undefined): void {
    this.segment = segment
    this.found = []
    fill(this.matchList, element('li.none', {}, t('translate.matches.looking')))
    this.used(segment?.target ?? '')
  }

  /**
   * Show what the memory has.
   *
   * @param matches - Matches, or why there are none.
   * @param locale - Locale of the translation.
   */
  matches({ matches, problem }: TranslateMatches, locale: string): void {
    this.found = matches
    const codes = this.segment?.codes ?? []
    fill(
      this.matchList,
      ...matches.map((match, index) =>
        element(
          'li',
          {},
          element(
            'button.match',
            {
              type: 'button',
              'aria-keyshortcuts': `Control+${index + 1}`,
              onclick: () => this.events.match(match),
            },
            element(
              'span.match-head',
              {},
              element('kbd', { 'aria-hidden': 'true' }, String(index + 1)),
              element('strong', {}, `${match.score} %`),
              match.variant !== '' &&
                element('span.badge', {}, t(`locale.${match.variant}`)),
              match.numbersDiffer &&
                element('span.badge.warn', {}, t('translate.matches.numbers')),
              match.codesDiffer &&
                element('span.badge', {}, t('translate.matches.codes')),
              element('small', {}, match.from),
            ),
            element(
              'span.match-target',
              { lang: tags[locale] },
              ...taggedText(match.target, codes),
            ),
            element(
              'span.match-source',
              { lang: 'zh' },
              ...taggedText(match.source, []),
            ),
          ),
        ),
      ),
      matches.length === 0 &&
        element('li.none', {}, problem ?? t('translate.matches.none')),
    )
  }

  /**
   * Give a match by its number.
   *
   * @param index - Number, from 0.
   * @returns Match, or `undefined`.
   */
  matchAt(index: number): TranslateMatch | undefined {
    return this.found[index]
  }

  /**
   * Say which terms and amounts a text has.
   *
   * @param text - Text being typed.
   */
  used(text: string): void {
    this.text = text
    const { terms = [], numbers = [] } = this.segment ?? {}
    fill(
      this.termList,
      ...terms.map(({ word, translations, definition }) =>
        element(
          'li',
          {},
          element('span', { lang: 'zh', title: definition }, word),
          ...this.words(translations),
          translations.length === 0 &&
            element('small', {}, t('translate.terms.noWord')),
        ),
      ),
      terms.length === 0 && element('li.none', {}, t('translate.terms.none')),
    )
    fill(
      this.numberList,
      ...numbers.map(({ text, suggestion }) =>
        element(
          'li',
          {},
          element('span', { lang: 'zh' }, text),
          ...this.words(suggestion === undefined ? [] : [suggestion]),
        ),
      ),
      numbers.length === 0 &&
        element('li.none', {}, t('translate.numbers.none')),
    )
  }

  /**
   * Give the first term, or amount, that the text does not have yet.
   *
   * @param kind - Which of them.
   * @returns What to write, or `undefined` where it has all.
   */
  next(kind: 'term' | 'number'): string | undefined {
    const { terms = [], numbers = [] } = this.segment ?? {}
    const wanted =
      kind === 'term'
        ? terms.map(({ translations }) => translations)
        : numbers.flatMap(({ suggestion }) =>
            suggestion === undefined ? [] : [[suggestion]],
          )
    return wanted.find((words) => !words.some((word) => this.has(word)))?.[0]
  }

  private has(word: string): boolean {
    return this.text.toLowerCase().includes(word.toLowerCase())
  }

  private words(words: readonly string[]): Child[] {
    return words.map((word) => {
      const isUsed = this.has(word)
      return element(
        'button.suggestion',
        {
          type: 'button',
          'data-used': isUsed ? 'true' : undefined,
          onclick: () => this.events.insert(word),
        },
        word,
        isUsed && element('span.used', { 'aria-hidden': 'true' }, ' ✓'),
        isUsed && element('span.sr', {}, ` ${t('translate.terms.used')}`),
      )
    })
  }
}

function section(title: string, list: HTMLElement): HTMLElement {
  return element('section', {}, element('h3', {}, title), list)
}
