import type { ChineseLocale, Concept, Unit } from '../model/index.ts'

/** What the room asks of a lexicon; that of the `convert` room satisfies it. */
export interface Background {
  /**
   * Find what a word of two or more characters costs.
   *
   * @param units - Text in simplified characters, as UTF-16 units.
   * @param start - Where the word starts.
   * @param end - Where it ends.
   * @returns Eight times −ln of its probability, or -1 where it is no word.
   */
  cost(units: Uint16Array, start: number, end: number): number
  /**
   * Tell whether two characters may stand side by side in a word.
   *
   * @param first - Unit.
   * @param second - The next.
   */
  joins(first: number, second: number): boolean
  /** Cost of a character by itself, in the same measure. */
  characterCost(unit: number): number
}

/** Range of a unit's text. */
export interface Range {
  start: number
  end: number
}

/** Word whose conversion was doubtful, as `convert` reports it. */
export interface DoubtfulWord extends Range {
  /** Form that was kept. */
  text: string
  /** Other forms that were possible. */
  alternatives: readonly string[]
}

/** One article, located. */
export interface ExtractArticle {
  /** Path, for people. */
  path: string
  /** Its units. */
  units: readonly Unit[]
  /** By unit: regional words, which a lexicon of Mainland text lacks. */
  words?: readonly (readonly Range[])[]
  /** By unit: words whose conversion was doubtful. */
  doubts?: readonly (readonly DoubtfulWord[])[]
}

/** Forms of a word in one locale. */
export interface Form {
  /** What Yiwen makes of it where it first occurs. */
  yiwen: string
  /** What OpenCC makes of it, with its regional phrases. */
  opencc: string
}

/** Where a word first occurs, to be converted. */
export interface Place extends Range {
  /** Index of the article. */
  article: number
  /** Index of the unit in it. */
  unit: number
  /** The word. */
  text: string
}

/** What candidates are taken from, and how. */
export interface ExtractOptions {
  /** Words and what each costs: the background that articles stand out from. */
  background: Background
  /**
   * Write text as the background has it, in simplified characters.
   *
   * @returns Text of the same length in UTF-16 units.
   */
  fold: (text: string) => string
  /** Glossary there is. Default: none. */
  concepts?: readonly Concept[]
  /** Make the forms of a candidate. Default: none are given. */
  formsOf?: (place: Place) => Partial<Record<ChineseLocale, Form>>
  /**
   * 0 takes everything there is some evidence for, 1 only what is all but
   * certain. A stricter list is a part of a laxer one. Default: 0.5.
   */
  strictness?: number
  /** How many candidates to give, the best first. Default: all. */
  limit?: number
  /** Leave out what the glossary has. Default: `false`. */
  newOnly?: boolean
}

/**
 * What kind of thing a candidate is.
 *
 * - `pair`: the author gave it in two languages, or named its short form.
 * - `name`: of a company, person, place, product or work.
 * - `word`: one word, of the lexicon or newly discovered.
 * - `phrase`: several words that are used as one.
 * - `doubt`: a word whose conversion the text did not decide.
 */
export type CandidateKind = 'pair' | 'name' | 'word' | 'phrase' | 'doubt'

/** Why something is a candidate. */
export interface Evidence {
  /**
   * - `author-pair`, `author-alias`: words of the author; `value` quotes them.
   * - `initials`: an abbreviation and the words it is made of.
   * - `name`: which pattern of names it follows.
   * - `quoted`, `marked`: in quotation marks, bold or a heading; `value` is which.
   * - `tf-idf`: how far it stands out from the background, in nats.
   * - `c-value`: C-value of a phrase.
   * - `new-word`: `value` is “PMI / branching entropy”, in bits.
   * - `doubt`: forms that were possible.
   */
  kind:
    | 'author-pair'
    | 'author-alias'
    | 'initials'
    | 'name'
    | 'quoted'
    | 'marked'
    | 'tf-idf'
    | 'c-value'
    | 'new-word'
    | 'doubt'
  /** Measure, pattern or quotation. */
  value: string
}

/** One place where a candidate stands. */
export interface CandidateOccurrence extends Range {
  /** Index of the article. */
  article: number
  /** Index of the unit in it. */
  unit: number
  /** Up to 16 characters before it. */
  left: string
  /** Up to 16 characters after it. */
  right: string
}

/** English for a candidate, and who says so. The room makes none up. */
export interface SuggestedEnglish {
  text: string
  /**
   * The author, in the article; the glossary, for the same word; or an engine
   * that was asked, which this room never does.
   */
  source: 'author' | 'glossary' | 'engine'
  /** Words it is taken from; of an engine its name. */
  quotation: string
}

/** Term of the glossary that is a part of a candidate, or it of the term. */
export interface Relative {
  /** Term. */
  text: string
  /** Its English. */
  english: string
  /** Id of its concept. */
  concept: string
}

/** Something that may be a term. */
export interface Candidate {
  /** As the author writes it. */
  text: string
  kind: CandidateKind
  /** How sure it is, 0 to 1. An order, not a probability. */
  score: number
  /** How often it occurs. */
  count: number
  /** By index of the article: how often it occurs there; none where it does not. */
  counts: ReadonlyMap<number, number>
  /** The first places where it occurs, {@link mostOccurrences} at most. */
  occurrences: readonly CandidateOccurrence[]
  /** Why it is a candidate, what says the most first. */
  evidence: readonly Evidence[]
  /** Forms by locale, where conversions were given. */
  forms: Partial<Record<ChineseLocale, Form>>
  /** English the author or the glossary has for it. */
  english?: SuggestedEnglish
  /** Terms of the glossary it is made of or is part of; three at most. */
  relatives: readonly Relative[]
  /** Id of the concept that has this word already. */
  known?: string
}

/** How many occurrences a candidate keeps with their contexts. */
export const mostOccurrences = 100
