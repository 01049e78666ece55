/**
 * What became of an article.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFile } from 'vfile'
import {
  countFindings,
  type FindingCounts,
  type Locale,
} from '../model/index.ts'
import type { OutputFolder } from '../publish/index.ts'
import type { ArticleWork, EditCounts, EditionWork } from './article-work.ts'
import type { ArticleReport, EditionReport } from './report.ts'

/**
 * Say what became of an article.
 *
 * @param work - Article.
 * @param folder - Output folder.
 */
export function reportOf(
  work: ArticleWork,
  folder: OutputFolder,
): ArticleReport {
  const { shown: path, title, made, messages, failed } = work
  return {
    path,
    ...(title === undefined ? {} : { title }),
    editions: made.map((edition) => new MadeEdition(edition, folder.name)),
    messages,
    counts: messages.length > 0 ? countFindings(messages) : noFindings,
    failed,
  }
}

/** What most articles have, once. */
const noFindings: FindingCounts = { error: 0, warning: 0, info: 0 }

/** Edition of a report. There may be a million; what it says is read when asked for. */
class MadeEdition implements EditionReport {
  readonly id: string
  readonly locale: Locale
  readonly #work: EditionWork
  readonly #folder: string

  constructor(work: EditionWork, folder: string) {
    this.id = work.id
    this.locale = work.locale
    this.#work = work
    this.#folder = folder
  }

  get edits(): EditCounts {
    return this.#work.edits
  }

  get file(): VFile {
    return this.#work.file
  }

  get outputs(): string[] {
    const prefix = this.#folder === '.' ? '' : `${this.#folder}/`
    return this.#work.files.map(({ path }) => `${prefix}${path}`)
  }

  toJSON(): EditionReport {
    const { id, locale, outputs, edits, file } = this
    return { id, locale, outputs, edits, file }
  }
}
