/**
 * What is known of an article while it is made.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { EditRule, Locale } from '../model/index.ts'
import type { Listing, SourceLink, WantedFile } from '../publish/index.ts'

/** Number of changes per rule. */
export type EditCounts = Readonly<Record<EditRule, number>>

/** One edition of an article, before it is published. */
export interface EditionWork {
  id: string
  locale: Locale
  edits: EditCounts
  /** Carries the findings; its text is let go of. */
  file: VFile
  /** What lists say of it. */
  listing: Listing
  /** Files it makes. */
  files: readonly WantedFile[]
  /** It lacks translations, and stays as it was published before. */
  incomplete: boolean
}

/** Article, before it is published. */
export interface ArticleWork {
  /** Path from the folder of sources, with `/`. */
  path: string
  /** Path from the project's folder, with `/`. */
  shown: string
  title: string | undefined
  sourceHash: string
  /** Ids of the editions it is published in. */
  editions: readonly string[]
  /** Editions that were made. */
  made: readonly EditionWork[]
  /** Findings of the article itself, whatever its editions. */
  own: VFileMessage[]
  /** Findings, each once. */
  messages: VFileMessage[]
  /** Relative links to other sources. */
  links: readonly SourceLink[]
  /** Ids of the concepts whose words stand in it. */
  concepts: readonly string[]
  failed: boolean
  /** Mistake of Yiwen's that kept it from being made. */
  bug?: { error: unknown }
}

/**
 * Begin what is known of an article.
 *
 * @param path - Path from the folder of sources.
 * @param shown - Path from the project's folder.
 * @returns Article of which nothing is known or wrong yet.
 */
export function blankWork(path: string, shown: string): ArticleWork {
  return {
    path,
    shown,
    title: undefined,
    sourceHash: '',
    editions: [],
    made: [],
    own: [],
    messages: [],
    links: [],
    concepts: [],
    failed: false,
  }
}

/** Edits that a mark split share their reason: they are one. */
export function countEdits(
  edits: readonly { why: { rule: EditRule } }[],
): Record<EditRule, number> {
  const counts = noEdits()
  for (const { rule } of new Set(edits.map(({ why }) => why))) counts[rule]++
  return counts
}

/** Count nothing. */
export function noEdits(): Record<EditRule, number> {
  return {
    translation: 0,
    override: 0,
    characters: 0,
    term: 0,
    vocabulary: 0,
    quotes: 0,
    brackets: 0,
    punctuation: 0,
    ellipsis: 0,
    dashes: 0,
    spaces: 0,
    gloss: 0,
    lang: 0,
    reference: 0,
    'front-matter': 0,
    appendix: 0,
  }
}

/**
 * Add findings to an article, each once: its editions share most of theirs.
 *
 * @param work - Article.
 * @param messages - Findings.
 * @param shown - File they are in, where they do not say.
 */
export function addMessages(
  work: Pick<ArticleWork, 'messages' | 'failed'>,
  messages: readonly VFileMessage[],
  shown: string,
): void {
  const seen = new Set(work.messages.map(keyOf))
  for (const message of messages) {
    message.file ||= shown
    // What is wrong with a translation keeps only its editions back.
    if (message.fatal === true && !isOfTranslation(message)) work.failed = true
    const key = keyOf(message)
    if (seen.has(key)) continue
    seen.add(key)
    work.messages.push(message)
  }
}

function isOfTranslation({ ruleId }: VFileMessage): boolean {
  return ruleId?.startsWith('quality-') === true
}

function keyOf(message: VFileMessage): string {
  const { ruleId, line, column, reason, file } = message
  return JSON.stringify([ruleId, line, column, reason, file])
}
