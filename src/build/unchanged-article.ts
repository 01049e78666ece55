/**
 * The report of an article in which nothing changed.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { Locale } from '../model/index.ts'
import {
  type ArticleWork,
  addMessages,
  type EditCounts,
  noEdits,
} from './article-work.ts'
import {
  type KeptFinding,
  type KeptSummary,
  restoreFinding,
} from './kept-article.ts'
import type { ArticleReport, EditionReport } from './report.ts'

/** Where the rest of an article's report comes from. */
interface Rest {
  /** Path from the project's folder. */
  shown: string
  /** Reads the article as it is kept, with the names of its files or without. */
  read: (files: boolean) => ArticleWork
  /** Reports it. */
  report: (work: ArticleWork) => ArticleReport
  /** Its links that lead nowhere. */
  links: readonly KeptFinding[]
}

/**
 * Report on an article. There may be a hundred thousand, and most have nothing to say:
 * what a summary does not tell is read when it is asked for.
 *
 * @param summary - What is kept at hand.
 * @param rest - Where the rest comes from.
 */
export function unchangedArticle(
  summary: KeptSummary,
  rest: Rest,
): ArticleReport {
  let told: ArticleReport | undefined
  const tell = (files: boolean): ArticleReport => {
    const work = rest.read(files)
    addMessages(work, rest.links.map(restoreFinding), rest.shown)
    return rest.report(work)
  }
  const read = (): ArticleReport => {
    told ??= tell(false)
    return told
  }
  const readWhole = (): ArticleReport => tell(true)
  const { failed, findings, editions } = summary
  const isQuiet = findings + rest.links.length === 0
  return {
    path: rest.shown,
    get title() {
      return read().title
    },
    editions: editions.map(
      (edition, index) => new UnchangedEdition(edition, index, readWhole),
    ),
    get messages() {
      return isQuiet ? [] : read().messages
    },
    failed,
  } as ArticleReport
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
