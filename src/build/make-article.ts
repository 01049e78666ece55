/**
 * Make one article's editions: what a thread, or a worker on another machine, does.
 *
 * All that it depends on is in a setup that can be copied; all that comes of it can
 * be, too. So where and in which order articles are made changes nothing.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { createLocalizer } from '../localize.ts'
import { type Concept, type Config, UserError } from '../model/index.ts'
import {
  draftUnlessThere,
  foldersOf,
  hashBytes,
  type OutputFolder,
  type Templates,
  type WantedFile,
} from '../publish/index.ts'
import { spanClock } from '../trace/index.ts'
import { workOn } from './article.ts'
import type { LocalizedArticle } from './article-context.ts'
import { type ArticlePlaces, createPlacesFinder } from './article-impact.ts'
import type { ArticleWork } from './article-work.ts'
import { filterOf, pictureKey, publishedKey } from './cache.ts'
import { bareConcepts } from './claims.ts'
import {
  type KeptFile,
  type KeptReport,
  keepPhrases,
  keepReport,
  restorePhrases,
} from './kept-article.ts'
import type { Pictures } from './pictures.ts'
import { createStopwatch, type StepTimes } from './profile.ts'
import { siteOf } from './site-edition.ts'

/** What the articles of a build share; it can be copied to a thread. */
export interface MakeSetup {
  /** Folder of the project, absolute. */
  cwd: string
  config: Config
  /** Concepts of the glossary. */
  concepts: readonly Concept[]
  /** Ids of the editions to make. */
  chosen: readonly string[]
  /** Paths that are published, from the folder of sources. */
  files: readonly string[]
  /** Files that pages share for pictures, from {@link sharePictures}. */
  pictures: Pictures
  /** Templates of pages; nothing where pages are Yiwen's. */
  templates: Templates | undefined
  /**
   * Editions that were published before, by path from the project's folder; nothing
   * where nothing was.
   */
  published: Readonly<Record<string, readonly string[]>> | undefined
  /** Output folder; nothing where nothing is to be written, as in a check. */
  folder: OutputFolder | undefined
}

/** Answers to questions about other articles, by {@link publishedKey}. */
export type Answers = readonly (readonly [key: string, there: boolean])[]

/** Article to make. */
export interface MakeTask {
  /** Path from the folder of sources, with `/`. */
  path: string
  /** Path from the project's folder, with `/`. */
  shown: string
  /** What is known of other articles by now. Default: it is guessed. */
  answers?: Answers
}

/** What came of an article; it can be copied from a thread. */
export interface MadeArticle {
  report: KeptReport
  /** Whether the report says all. */
  isComplete: boolean
  /** Questions about files and other articles, and what was answered. */
  asked: Answers
  /** Those about other articles. */
  questions: Answers
  /** SHA-256 of the bytes it was read from; nothing where it was not read. */
  source: string | undefined
  /** Which words may stand in it. */
  filter: Uint8Array
  /** Where concepts stand in it. */
  impact: Omit<ArticlePlaces, 'editions'> | undefined
  /** When it was begun, by {@link spanClock}. */
  begun: number
  /** Milliseconds by step, each of which followed the one before. */
  steps: Readonly<StepTimes>
}

/** The same, with its files written as drafts. */
export interface DraftedArticle extends MadeArticle {
  /** Files by edition. */
  files: readonly (readonly KeptFile[])[]
  /** Draft of each file by its path; files that are there have none. */
  drafts: Readonly<Record<string, string>>
}

/** Makes the articles of one build. */
export type ArticleMaker = (
  task: MakeTask,
) => Promise<{ work: ArticleWork; made: MadeArticle }>

/**
 * Guess which editions of articles there will be.
 *
 * Before anything is published, Chinese ones are; later, those that were.
 *
 * @param setup - Build.
 * @returns Function that takes a path from the project's folder and an edition.
 */
export function guessPublished({
  config,
  chosen,
  published,
}: Pick<MakeSetup, 'config' | 'chosen' | 'published'>): (
  shown: string,
  id: string,
) => boolean {
  return (shown, id) => {
    if (published) return published[shown]?.includes(id) ?? false
    const edition = config.editions.find((one) => one.id === id)
    const isSure = edition?.locale !== 'en' || edition.incomplete === 'source'
    return chosen.includes(id) && isSure
  }
}

/**
 * Create what makes the articles of a build, one by one.
 *
 * @param setup - What they share.
 * @returns Function that makes an article. It rejects with UserError where the disk
 *   does not allow it, and with anything else where Yiwen is wrong.
 */
export function createArticleMaker(setup: MakeSetup): ArticleMaker {
  const { cwd, config, concepts } = setup
  const { vocabulary } = config
  const localizer = createLocalizer({
    concepts: bareConcepts(concepts),
    vocabulary,
  })
  const site = new Map(config.editions.map((one) => [one.id, siteOf(one)]))
  const chosen = new Set(setup.chosen)
  const folders = foldersOf(config)
  const files = new Set(setup.files)
  const guess = guessPublished(setup)
  const finder = createPlacesFinder(concepts)

  return async ({ path, shown, answers }) => {
    const known = new Map(answers)
    const asked = new Map<string, boolean>()
    const questions = new Map<string, boolean>()
    let source: string | undefined
    let filter: Uint8Array = new Uint8Array()
    let impact: MadeArticle['impact']
    const begun = spanClock()
    const steps: StepTimes = {}
    const work = await workOn(path, shown, {
      cwd,
      config,
      localizer,
      site,
      folders,
      chosen,
      templates: setup.templates,
      onStep: createStopwatch(steps),
      has: (path) => {
        const there = files.has(path)
        asked.set(path, there)
        return there
      },
      pictureAt: (path) => {
        const shared = setup.pictures.get(path)
        asked.set(pictureKey(path, shared), true)
        return shared
      },
      isPublished: (shown, edition) => {
        const key = publishedKey(shown, edition)
        const there = known.get(key) ?? guess(shown, edition)
        asked.set(key, there)
        questions.set(key, there)
        return there
      },
      onBytes: (bytes) => {
        source = hashBytes(bytes)
      },
      onLocalized: (article: LocalizedArticle) => {
        filter = filterOf(article)
        impact = finder.find(article)
      },
    })
    const made: MadeArticle = {
      ...keepReport(work),
      asked: [...asked],
      questions: [...questions],
      source,
      filter,
      impact,
      begun,
      steps,
    }
    return { work, made }
  }
}

/**
 * Make an article and write its files as drafts, whole, into the output folder.
 *
 * Doing it twice is as good as once: a draft has the name of what is in it.
 *
 * @param make - Makes articles.
 * @param task - Article.
 * @param folder - Output folder, guarded; nothing where nothing is to be written.
 * @returns What came of it.
 * @throws UserError when the disk does not allow it.
 */
export async function makeAndDraft(
  make: ArticleMaker,
  task: MakeTask,
  folder: OutputFolder | undefined,
): Promise<DraftedArticle> {
  const { work, made } = await make(task)
  const steps = { ...made.steps }
  const end = createStopwatch(steps)
  const drafts: Record<string, string> = {}
  const draft = async ({ path, content }: WantedFile): Promise<KeptFile> => {
    // Nobody made it yet, so its content is here.
    if (typeof content === 'object' && 'sha256' in content) {
      return [path, content.sha256]
    }
    if (!folder) return [path, hashBytes(content)]
    const written = await draftUnlessThere(folder, path, content)
    if (written.draft !== undefined) drafts[path] = written.draft
    return [path, written.sha256]
  }
  // At once: what is made safe together takes a disk no longer than one of it.
  const all = await Promise.all(
    work.made.map(({ files }) =>
      Promise.all((work.failed ? [] : files).map(draft)),
    ),
  )
  end('write')
  return { ...made, steps, files: all, drafts }
}

/** UserError as JSON says it. */
export interface KeptUserError {
  message: string
  hint?: string | undefined
  wording?: unknown
}

/**
 * Turn what a person has to put right into what a thread can give back.
 *
 * @param error - Error.
 */
export function keepUserError({
  message,
  hint,
  wording,
}: UserError): KeptUserError {
  return { message, hint, wording: wording && keepPhrases(wording) }
}

/**
 * Turn what was kept of an error into the error.
 *
 * @param kept - What {@link keepUserError} gave.
 */
export function restoreUserError(kept: KeptUserError): UserError {
  const { message, hint, wording } = kept
  return new UserError(message, {
    ...(hint === undefined ? {} : { hint }),
    ...(wording ? { wording: restorePhrases(wording) as never } : {}),
  })
}
