import type {
  AdministrativeStatus,
  HistoryEntry,
  Locale,
  Source,
  TermType,
} from '../model/index.ts'

/** Word as another format gives it: what it does not say is left out. */
export interface ExchangedTerm {
  /** The word. */
  text: string
  /** Locale it belongs to. */
  locale: Locale
  /** What form of the word it is. */
  type?: TermType
  /** Whether it may be used. */
  status?: AdministrativeStatus
  /** Part of speech. */
  partOfSpeech?: string
  /** Note for reviewers. */
  note?: string
  /** Where the word was found. */
  sources?: readonly Source[]
}

/** Concept as another format gives it: what it does not say is left out. */
export interface ExchangedConcept {
  /** Id as the file has it, if it has one. */
  id?: string
  /** Line it starts on, from 1. */
  line: number
  /** Subject field. */
  domain?: string
  /** What it means. */
  definition?: string
  /** Note for reviewers. */
  note?: string
  /** Words, in the order of the file. */
  terms: readonly ExchangedTerm[]
  /** Where the facts come from. */
  sources?: readonly Source[]
  /** How it relates to others, by the ids the file has for them. */
  relations?: readonly { kind: string; id: string }[]
  /** Pictures of it. */
  images?: readonly { src: string; alt: string }[]
  /** What was done to it, oldest first. */
  history?: readonly HistoryEntry[]
}

/** What a format could not carry, counted by what it is. */
export class LeftOut {
  readonly #counts = new Map<string, number>()

  /**
   * Count something that is left out.
   *
   * @param what - Name of the field or data category.
   */
  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1)
  }

  /**
   * Give what was left out.
   *
   * @returns Names and how often, in the order they were met.
   */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts)
  }
}

/** What is wrong with a file of another format. */
export type ExchangeProblem =
  | 'malformed'
  | 'entities'
  | 'not-tbx'
  | 'not-tmx'
  | 'not-wxr'
  | 'not-json'
  | 'not-xliff'
  | 'not-xlsx'
  | 'compound'
  | 'inflates'
  | 'no-sheet'
  | 'languages'
  | 'too-deep'
  | 'too-long'
  | 'encoding'
  | 'no-header'

/** File of another format that can not be read. */
export class ExchangeError extends SyntaxError {
  override readonly name = 'ExchangeError'
  /** What is wrong. */
  readonly problem: ExchangeProblem
  /** Line it is in, from 1. */
  readonly line: number

  /**
   * @param problem - What is wrong.
   * @param line - Line it is in, from 1.
   * @param detail - More about it, in English. Default: none.
   */
  constructor(problem: ExchangeProblem, line: number, detail = '') {
    super(detail)
    this.problem = problem
    this.line = line
  }
}
