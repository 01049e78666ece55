/**
 * The project: the second file that joins rooms.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import {
  type Concept,
  type Config,
  type EditRule,
  InternalError,
  type Locale,
} from './model/index.ts'
import type { Change } from './publish/index.ts'

/** What of a project is built, and where it is. */
export interface ProjectOptions {
  /** Folder of the project. */
  cwd: string
  /** Settings. */
  config: Config
  /** Only these articles: paths or globs. Default: all. */
  only?: readonly string[]
  /** Called after each article. */
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
  /** Number of edits per rule. */
  edits: Readonly<Partial<Record<EditRule, number>>>
  /** Localized file, with its findings. */
  file: VFile
}

/** One article and its editions. */
export interface ArticleReport {
  /** Path from the project's folder, with `/`. */
  path: string
  /** Title. */
  title?: string
  /** Editions. */
  editions: readonly EditionReport[]
  /** Findings of all editions, each once. */
  messages: readonly VFileMessage[]
  /** Whether an error kept it from being published. */
  failed: boolean
}

/** What became of a project. */
export interface ProjectReport {
  /** Articles, in the order of their paths. */
  articles: readonly ArticleReport[]
  /** Glossary. */
  glossary: {
    files: readonly string[]
    concepts: number
    messages: readonly VFileMessage[]
  }
  /** What the build did, or would do, to each file. */
  changes: readonly Change[]
  /** Findings that belong to no article. */
  messages: readonly VFileMessage[]
  /** How long it took. */
  milliseconds: number
  /** Output folder, from the project's folder. */
  output: string
}

/** Build every edition of every article. */
export async function buildProject(
  _options: ProjectOptions & { force?: boolean },
): Promise<ProjectReport> {
  throw new InternalError('Not yet.')
}

/** Find out what a build would do. */
export async function checkProject(
  _options: ProjectOptions,
): Promise<ProjectReport> {
  throw new InternalError('Not yet.')
}

/** Read a project's glossary. */
export async function readGlossaries(
  _cwd: string,
  _patterns: readonly string[],
): Promise<{
  files: string[]
  concepts: Concept[]
  messages: VFileMessage[]
}> {
  throw new InternalError('Not yet.')
}
