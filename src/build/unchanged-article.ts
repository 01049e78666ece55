/**
 * The report of an article in which nothing changed.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { FindingCounts, Locale } from '../model/index.ts'
import { type EditCounts, noEdits } from './article-work.ts'
import type { KeptSummary } from './kept-article.ts'
import type { ArticleReport, EditionReport } from './report.ts'

/** What is known of all articles, and where the rest of their reports comes from. */
export interface KeptReports {
  /** Paths from the folder of sources. */
  readonly paths: readonly string[]
  /** The path of that folder from the project's, with a slash behind, or nothing. */
  readonly start: string
  /** What was counted of an article, by its number. */
  counted(at: number): { failed: boolean; counts: FindingCounts }
  /** Reads what a list says of an article. */
  summary(path: string): KeptSummary
  /** Reads an article's report, with the names of its files or without. */
  read(path: string, shown: string, files: boolean): ArticleReport
}

/**
 * Report of an article. There may be a hundred thousand, and most have nothing to say:
 * what is not known is read when it is asked for.
 */
export class UnchangedArticle implements ArticleReport {
  readonly #at: number
  readonly #kept: KeptReports
  #told: ArticleReport | undefined
  #editions: readonly EditionReport[] | undefined

  /**
   * @param at - Number of the article.
   * @param kept - What is known.
   */
  constructor(at: number, kept: KeptReports) {
    this.#at = at
    this.#kept = kept
  }

  get #source(): string {
    return this.#kept.paths[this.#at] as string
  }

  get path(): string {
    return this.#kept.start + this.#source
  }

  get failed(): boolean {
    return this.#kept.counted(this.#at).failed
  }

  get counts(): FindingCounts {
    return this.#kept.counted(this.#at).counts
  }

  get title(): string | undefined {
    return this.#read().title
  }

  get editions(): readonly EditionReport[] {
    this.#editions ??= this.#kept
      .summary(this.#source)
      .editions.map(
        (edition, index) =>
          new UnchangedEdition(edition, index, () => this.#readWhole()),
      )
    return this.#editions
  }

  get messages(): readonly VFileMessage[] {
    const { error, warning, info } = this.counts
    return error + warning + info === 0 ? [] : this.#read().messages
  }

  #read(): ArticleReport {
    this.#told ??= this.#kept.read(this.#source, this.path, false)
    return this.#told
  }

  #readWhole(): ArticleReport {
    return this.#kept.read(this.#source, this.path, true)
  }

  toJSON(): ArticleReport {
    const { path, title, editions, messages, counts, failed } = this
    return {
      ...{ path, editions, messages, counts, failed },
      ...(title === undefined ? {} : { title }),
    }
  }
}

class UnchangedEdition implements EditionReport {
  readonly id: string
  readonly locale: Locale
  readonly #edits: Partial<EditCounts>
  readonly #index: number
  readonly #readArticle: () => ArticleReport
  #whole: EditionReport | undefined

  constructor(
    [id, locale, edits]: KeptSummary['editions'][number],
    index: number,
    readArticle: () => ArticleReport,
  ) {
    this.id = id
    this.locale = locale
    this.#edits = edits
    this.#index = index
    this.#readArticle = readArticle
  }

  get edits(): EditCounts {
    return { ...noEdits(), ...this.#edits }
  }

  get file(): VFile {
    return this.#read().file
  }

  get outputs(): readonly string[] {
    return this.#read().outputs
  }

  #read(): EditionReport {
    this.#whole ??= this.#readArticle().editions[this.#index]
    return this.#whole as EditionReport
  }

  toJSON(): EditionReport {
    const { id, locale, outputs, edits, file } = this
    return { id, locale, outputs, edits, file }
  }
}
