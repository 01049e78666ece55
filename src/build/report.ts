/**
 * What a build takes and gives.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { Config, FindingCounts, Locale } from '../model/index.ts'
import type { Change } from '../publish/index.ts'
import type { EditCounts } from './article-work.ts'
import type { RebuildReason } from './cache.ts'
import type { Profile } from './profile.ts'
import type { ThreadOptions } from './threads.ts'

/** What of a project is built, and where it is. */
export interface ProjectOptions {
  /** Folder of the project. */
  cwd: string
  /** Settings. */
  config: Config
  /** Only these articles: paths, folders or globs. Default: all. */
  only?: readonly string[]
  /** Only these editions, by id; the others stay as they are. Default: all. */
  editions?: readonly string[]
  /** Use what earlier builds kept of the project. Default: `true`. */
  cache?: boolean
  /**
   * Threads that make articles. Default: none for few, one for each core for many.
   * What is made is the same for any number.
   */
  jobs?: number
  /**
   * Make the books that the settings ask for; `false` leaves them as they are. A build
   * of some articles does so, too. Default: `true`.
   */
  books?: boolean
  /** Environment, in which Chromium is looked for. Default: that of the process. */
  env?: Readonly<Record<string, string | undefined>>
  /** How threads are run. */
  threads?: ThreadOptions
  /** Called where not all is as the last build left it, before articles are read. */
  onChanged?: () => void
  /** Called after each article that was made. */
  onProgress?: (progress: BuildProgress) => void
}

/** How far a build is. */
export interface BuildProgress {
  /** Articles that are done. */
  done: number
  /** Articles that have to be made. */
  total: number
  /** Article that was done last, from the project's folder. */
  path: string
  /** Milliseconds it took. */
  milliseconds: number
  /**
   * What was done, where it is no article of the site: an article for the books, or a
   * book.
   */
  kind?: 'chapter' | 'book'
}

/** Edition of one article. */
export interface EditionReport {
  /** Edition's id. */
  id: string
  /** Its locale. */
  locale: Locale
  /** Files it is published in, from the project's folder. */
  outputs: readonly string[]
  /** Number of changes per rule. */
  edits: EditCounts
  /** Carries the findings; its text is published and not kept. */
  file: VFile
}

/** One article and its editions. */
export interface ArticleReport {
  /** Path from the project's folder, with `/`. */
  path: string
  /** Title in its own language. */
  title?: string | undefined
  /** Editions. */
  editions: readonly EditionReport[]
  /** Findings of all editions, each once. */
  messages: readonly VFileMessage[]
  /** Number of its findings, by gravity; told without reading them. */
  counts: FindingCounts
  /** Whether an error kept it, or a file of it, from being published. */
  failed: boolean
}

/** What became of a project in numbers, which are told without reading its articles. */
export interface ProjectTotals {
  /** Articles that failed. */
  failed: number
  /** Editions of articles. */
  editions: number
  /** Ids of editions, in the order they come up. */
  ids: readonly string[]
  /** Number of changes per rule, in all editions. */
  edits: EditCounts
  /** Number of findings of articles, by gravity. */
  findings: FindingCounts
  /** Number of files by what the build did, or would do, to them. */
  files: Readonly<Record<Change['kind'], number>>
}

/** Article that was made. */
export interface Rebuilt {
  /** Path from the project's folder, with `/`. */
  path: string
  /** Why no earlier build's was used. */
  reason: RebuildReason
}

/** Mistake of Yiwen's that kept an article from being made. */
export interface BuildBug {
  /** Path of the article from the project's folder, with `/`. */
  path: string
  /** What was thrown, with the stack it was thrown from. */
  error: unknown
}

/** What became of a project. */
export interface ProjectReport {
  /** Articles, in the order of their paths. */
  articles: readonly ArticleReport[]
  /** All of that in numbers. */
  totals: ProjectTotals
  /** Glossary. */
  glossary: {
    /** Files, from the project's folder. */
    files: readonly string[]
    /** Number of concepts. */
    concepts: number
    /** Findings. */
    messages: readonly VFileMessage[]
  }
  /** What the build did, or would do, to each file; paths are from `output`. */
  changes: readonly Change[]
  /** Findings that belong to no article. */
  messages: readonly VFileMessage[]
  /** Articles that were made, and why; the others are as an earlier build made them. */
  rebuilt: readonly Rebuilt[]
  /** Mistakes of Yiwen's; the articles that are named failed, the rest was made. */
  bugs: readonly BuildBug[]
  /** Where the time went; nothing where nothing was left to do. */
  profile?: Profile
  /** How long it took. */
  milliseconds: number
  /** Output folder, from the project's folder. */
  output: string
}
