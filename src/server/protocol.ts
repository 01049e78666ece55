/**
 * What the page and the server say to each other.
 *
 * Types alone: the page is bundled without anything of the server.
 *
 * @module
 */

/** Kind of a row: a concept of a file, one proposed by a machine, an unclear word. */
export type RowKind = 'concept' | 'candidate' | 'doubt'

/** Line of the queue. */
export interface Row {
  /** Id of the concept, or what it will be. */
  id: string
  /** Kind. */
  kind: RowKind
  /** Review state; a doubt has none. */
  state: string
  /** Subject field. */
  domain: string
  /** Word in the articles. */
  source: string
  /** Word in zh-CN, where somebody wrote one. */
  target: string
  /** English. */
  english: string
  /** Every other word, to search in. */
  words: string
  /** Number of places it changes. */
  places: number
  /** Number of articles they are in. */
  articles: number
  /** What the concept said; `new` where no file has it. */
  revision: string
}

/** How far the desk is. */
export interface Progress {
  /** Articles that were looked through. */
  done: number
  /** Articles. */
  total: number
  /** Whether it still looks. */
  running: boolean
}

/** Decision that can be taken back. */
export interface LastAction {
  /** Number that names it. */
  action: number
  /** What was done. */
  kind: string
  /** What it was done to: a word, or how many. */
  label: string
}

/** The whole queue, or what changed since a version. */
export interface Changes {
  /** Version of the desk. */
  version: number
  /** Whether `rows` is the whole queue. */
  whole: boolean
  /** Rows that are new or changed. */
  rows: readonly Row[]
  /** Ids of rows that are gone. */
  gone: readonly string[]
  /** How far the index is. */
  progress: Progress
  /** Last decision, that undo takes back. */
  last: LastAction | null
  /** Decisions of this sitting. */
  decided: number
  /** Files that can not be read now, and why. */
  problems: readonly string[]
}

/** Stretch of a sentence. */
export interface Part {
  text: string
  kind?: 'term' | 'gloss'
}

/** Sentence with the word. */
export interface Context {
  /** Article. */
  path: string
  /** Number of the place in the article. */
  place: number
  line?: number
  source: readonly Part[]
  /** In the edition as it is. */
  before: readonly Part[]
  /** In the edition once it is approved. */
  after: readonly Part[]
}

/** Word of a concept. */
export interface Word {
  text: string
  status: string
  type: string
}

/** Forms of an unclear word. */
export interface Choice {
  locale: string
  kept: string
  alternatives: readonly string[]
  /** Form that is shown in the contexts. */
  chosen: string
}

/** Edition of the project. */
export interface EditionName {
  id: string
  locale: string
  name: string
}

/** Article that changes. */
export interface ArticleChange {
  path: string
  shown: string
  places: number
  editions: readonly string[]
}

/** Everything about a row. */
export interface Item extends Row {
  /** Words by locale. */
  terms: Readonly<Record<string, readonly Word[]>>
  /** What converters make of the word where nobody wrote one. */
  suggested: readonly { locale: string; opencc: string; yiwen: string }[]
  definition: string
  note: string
  gloss: boolean
  sources: readonly { title: string; url: string; quotation: string }[]
  history: readonly { at: string; by: string; action: string; note: string }[]
  /** File it is in, or will be written to. */
  file: string
  choices: readonly Choice[]
  editions: readonly EditionName[]
  /** Edition of the contexts. */
  edition: string
  changes: readonly ArticleChange[]
  contexts: readonly Context[]
}

/** Words, domain and texts a person typed. */
export interface ConceptEdit {
  /** Words by locale, the preferred one first. */
  terms: Readonly<Record<string, readonly string[]>>
  domain: string
  note: string
  gloss: boolean
}

/** What is done to a row. */
export type Decision =
  | { kind: 'approve' | 'reject' | 'needs-work' }
  | { kind: 'edit'; edit: ConceptEdit; approve: boolean }
  | { kind: 'forbid'; instead: string }
  | { kind: 'merge'; into: string }

/** A decision on its way to the disk. */
export interface DecideRequest {
  id: string
  /** What the person has seen. */
  revision: string
  decision: Decision
  reason?: string
  /** Forms of an unclear word, by locale. */
  chosen?: Readonly<Record<string, string>>
}

/** The same decision for many. */
export interface BulkRequest {
  items: readonly { id: string; revision: string }[]
  kind: 'approve' | 'reject'
  reason?: string
}

/** Why something was refused. */
export interface Refusal {
  error: string
  hint?: string
  /** What is there now, where somebody else changed it. */
  found?: Item | null
}
