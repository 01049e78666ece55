/**
 * What a build takes and gives.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { Config, Locale } from '../model/index.ts'
import type { Change } from '../publish/index.ts'
import type { EditCounts } from './article.ts'
import type { RebuildReason } from './cache.ts'

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
  /** Called after each article that was made. */
  onProgress?: (progress: { done: number; total: number; path: string }) => void
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
  title?: string
  /** Editions. */
  editions: readonly EditionReport[]
  /** Findings of all editions, each once. */
  messages: readonly VFileMessage[]
  /** Whether an error kept it, or a file of it, from being published. */
  failed: boolean
}

/** Article that was made. */
export interface Rebuilt {
  /** Path from the project's folder, with `/`. */
  path: string
  /** Why no earlier build's was used. */
  reason: RebuildReason
}

/** What became of a project. */
export interface ProjectReport {
  /** Articles, in the order of their paths. */
  articles: readonly ArticleReport[]
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
  /** How long it took. */
  milliseconds: number
  /** Output folder, from the project's folder. */
  output: string
}
