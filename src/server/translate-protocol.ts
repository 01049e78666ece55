/**
 * What the page and the server say to each other about translations.
 *
 * Types alone: the page is bundled without anything of the server.
 *
 * @module
 */

/** States a person can give a translation. */
export type GivenState = 'translated' | 'reviewed' | 'final'

/** How far a translation is. */
export interface TranslateCounts {
  /** Sentences that are to be translated, or that somebody rewrote. */
  segments: number
  /** Of them by state. */
  states: Readonly<Record<GivenState | 'initial', number>>
  /** Sentences that changed after they were translated. */
  stale: number
}

/** Article of the list. */
export interface TranslateArticle {
  /** Path from the folder of sources. */
  path: string
  /** Path from the project's folder. */
  shown: string
  title: string
  /** Its locale. */
  source: string
  /** Its translations. */
  translations: readonly {
    locale: string
    counts: TranslateCounts
    /** Its file can not be read. */
    broken: boolean
  }[]
}

/** Articles, and how far they were looked through. */
export interface TranslateList {
  articles: readonly TranslateArticle[]
  progress: { done: number; total: number; running: boolean }
}

/** Stretch of a sentence: text, or a code. */
export type TranslatePart =
  | { text: string; term?: number; number?: number }
  | { code: string; end?: 'open' | 'close'; shown: string }

/** Term of the glossary in a sentence. */
export interface TranslateTerm {
  id: string
  word: string
  translations: readonly string[]
  state: string
  definition?: string
}

/** Amount in a sentence. */
export interface TranslateNumber {
  text: string
  suggestion?: string
}

/** Something that may be wrong. */
export interface TranslateFinding {
  rule: string
  severity: 'error' | 'warning' | 'info'
  reason: string
  note?: string
  /** What the translation has. */
  actual?: string
  /** What to write instead. */
  expected: readonly string[]
}

/** Sentence with its translation. */
export interface TranslateSegment {
  /** Id of its unit. */
  unit: string
  /** Its own id. */
  id: string
  /** What kind of block it stands in. */
  kind: string
  /** Line of the article. */
  line: number
  parts: readonly TranslatePart[]
  /** Its codes, in its order. */
  codes: readonly { id: string; alone: boolean; shown: string }[]
  /** What it is converted to, as text with tags. */
  conversion?: string
  /** It has no Chinese, and needs no translation. */
  same: boolean
  /** Translation, as text with tags; empty where there is none. */
  target: string
  state: GivenState | 'initial'
  /** What it was translated from, where that changed. */
  stale?: { source: string; state: string }
  /** Where the translation comes from. */
  origin?: { by: string; name?: string; at?: string; match?: number }
  notes: readonly string[]
  terms: readonly TranslateTerm[]
  numbers: readonly TranslateNumber[]
  /** What the person has seen; a decision brings it back. */
  revision: string
}

/** Findings by sentence: the ids of its unit and its own, with a space between. */
export type TranslateFindings = Readonly<
  Record<string, readonly TranslateFinding[]>
>

/** Decision that can be taken back. */
export interface TranslateAction {
  action: number
  kind: 'text' | 'state' | 'notes'
  /** Beginning of the sentence. */
  label: string
  path: string
  locale: string
  unit: string
  segment: string
}

/** Translation of an article. */
export interface TranslateView {
  path: string
  shown: string
  title: string
  source: string
  locale: string
  /** Locale of the conversion. */
  conversion: string
  /** File that it is kept in. */
  file: string
  /** What is wrong with the file; nothing can be written then. */
  problems: readonly string[]
  broken: boolean
  segments: readonly TranslateSegment[]
  findings: TranslateFindings
  counts: TranslateCounts
  last: TranslateAction | null
  /** Changes whenever the article, its translation or the glossary does. */
  version: string
}

/** Sentence of an article's translation. */
export interface SegmentAddress {
  path: string
  locale: string
  unit: string
  segment: string
}

/** What is done to a sentence's translation; what is left out stays. */
export interface SegmentDecision extends SegmentAddress {
  /** What the person has seen. */
  revision: string
  /** Text with tags; empty for no translation. */
  text?: string
  state?: GivenState
  notes?: readonly string[]
}

/** What came of a decision. */
export interface SegmentSaved {
  segment: TranslateSegment
  findings: TranslateFindings
  counts: TranslateCounts
  last: TranslateAction | null
  version: string
}

/** Sentence of the memory. */
export interface TranslateMatch {
  /** 0 to 101. */
  score: number
  source: string
  /** Text with tags, in the codes of the sentence. */
  target: string
  state: string
  /** Article or file it is from. */
  from: string
  /** Its sentence is of another variant of Chinese. */
  variant: string
  numbersDiffer: boolean
  codesDiffer: boolean
}

/** What the memory has. */
export interface TranslateMatches {
  matches: readonly TranslateMatch[]
  /** Why there are none. */
  problem?: string
}

/** Why a decision was refused. */
export interface SegmentRefusal {
  error: string
  hint?: string
  /** What is there now, where somebody else changed it. */
  found?: TranslateSegment | null
}
