import type { SegmentState } from './segment.ts'
import type { Span } from './span.ts'
import type { Codec } from './unit.ts'

/** What made an edit: a closed list, so that reports can group by it. */
export type EditRule =
  | 'translation'
  | 'override'
  | 'characters'
  | 'term'
  | 'vocabulary'
  | 'quotes'
  | 'brackets'
  | 'punctuation'
  | 'ellipsis'
  | 'dashes'
  | 'spaces'
  | 'gloss'
  | 'lang'
  | 'reference'
  | 'front-matter'
  | 'appendix'

/** Why an edit was made: enough for a reviewer to judge and override it. */
export interface Why {
  /** What made it. */
  rule: EditRule
  /** Where the rule's knowledge comes from: a glossary file, a dictionary. */
  source: string
  /** Concept or dictionary entry that applied. */
  entry?: string
  /** Reader's text before, marks and line breaks taken out. */
  before: string
  /** Reader's text after. */
  after: string
  /** Other forms that were possible. */
  alternatives?: readonly string[]
  /** Domain of the entry. */
  domain?: string
  /** From 0 (a guess) to 1 (certain). */
  confidence?: number
  /**
   * What chose the sense of a regional word: the word has but one, what stands
   * around it, the field of the text, or what stands around the word elsewhere in the
   * article.
   */
  sense?: 'word' | 'context' | 'field' | 'article'
  /**
   * How much of what the text says of its field, 0 to 1, is for that of the
   * entry: where a field was given, 1.
   */
  share?: number
  /** How far the translation is that was printed; of several, the least far. */
  state?: SegmentState
}

/** Replacement of a source range. An empty span is an insertion. */
export interface Edit {
  /** Source range that is replaced. */
  span: Span
  /** New text. */
  text: string
  /**
   * How text is written there: `text` is a reader's text and gets escaped.
   * Without it, `text` is source already.
   */
  codec?: Codec
  /** Why. Edits that belong to one change (split by a mark) share the object. */
  why: Why
}
