import type {
  Concept,
  Content,
  Locale,
  RuleId,
  SegmentState,
  SourceSegment,
  SourceUnit,
  Term,
} from '../model/index.ts'

/** Term of the glossary that stands in a sentence. */
export interface Mention {
  /** Concept that is meant. */
  concept: Concept
  /** Term that was found. */
  term: Term
  /** Start in the unit's text, in UTF-16 units. */
  start: number
  /** End in the unit's text. */
  end: number
}

/** Sentence with its translation. */
export interface Pair {
  /** Index of the unit in the article. */
  index: number
  /** Block it stands in. */
  unit: SourceUnit
  /** Sentence. */
  segment: SourceSegment
  /** Text of the sentence, codes left out. */
  source: string
  /** Translation. */
  target: Content
  /** Text of the translation, codes left out. */
  text: string
  /** State of the translation. */
  state: SegmentState
  /** Terms in the sentence, in order. */
  mentions: readonly Mention[]
  /** Text of the translations of the whole block. */
  block: string
}

/** Article whose translation is looked at. */
export interface Checked {
  /** Locale of the article. */
  from: Locale
  /** Locale of the translation. */
  to: Locale
  /** Sentences that have a translation, in order. */
  pairs: readonly Pair[]
}

/** Something that may be wrong with a translation, before it is a finding. */
export interface Issue {
  /** Rule. */
  rule: RuleId
  /** Pair it is in. */
  pair: Pair
  /** Range in the unit's text; the whole sentence where it is left out. */
  at?: { start: number; end: number }
  /** What is wrong, in one English sentence. */
  reason: string
  /** What was found. */
  actual?: string
  /** What was wanted. */
  expected?: readonly string[]
  /** What to do, in English. */
  note: string
  /** Which text of `findings.json` says it, and its values. Default: the rule's. */
  key?: string
  /** Values of the text. */
  values?: Readonly<Record<string, string | number>>
}
