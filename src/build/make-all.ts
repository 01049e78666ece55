/**
 * Make the articles of a project that no earlier build made.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { finding, type Tracing, UserError } from '../model/index.ts'
import {
  guardDrafts,
  type Manifest,
  type Outputs,
  type WantedFile,
} from '../publish/index.ts'
import { spanClock } from '../trace/index.ts'
import { type ArticleWork, addMessages, blankWork } from './article-work.ts'
import { type BuildCache, publishedKey, type RebuildReason } from './cache.ts'
import type { GlossaryReading } from './glossary.ts'
import { type KeptFile, restoreWork } from './kept-article.ts'
import {
  type Answers,
  type ArticleMaker,
  createArticleMaker,
  type DraftedArticle,
  guessPublished,
  type MadeArticle,
  type MakeSetup,
  type MakeTask,
} from './make-article.ts'
import type { Pictures } from './pictures.ts'
import type { Profiler } from './profile.ts'
import { articlesOf, hasError } from './published.ts'
import type { ProjectOptions, Rebuilt } from './report.ts'
import type { Scope } from './scope.ts'
import { shownFrom } from './shown.ts'
import {
  bugOf,
  chooseThreads,
  SetAside,
  type SetAsideReason,
  Threads,
} from './threads.ts'

/** What articles are made of, and where they go. */
interface Making {
  scope: Scope
  glossary: GlossaryReading
  assets: readonly string[]
  pictures: Pictures
  outputs: Outputs
  cache: BuildCache
  /** Whether the plan is for writing. */
  writes: boolean
  /**
   * Editions that were published before, by path from the project's folder. Default: as
   * the manifest says.
   */
  published?: Readonly<Record<string, readonly string[]>>
  profiler: Profiler
  /** Is told of each article that is made. */
  tracing: Tracing
  options: Pick<ProjectOptions, 'jobs' | 'threads' | 'onProgress'>
}

/** Article that has to be made. */
interface Job {
  /** Its number among those that are built. */
  index: number
  path: string
  shown: string
  reason: RebuildReason
  answers: Answers | undefined
}

/** What came of an article. */
interface Outcome {
  work: ArticleWork
  /** None where the article was set aside. */
  made: MadeArticle | undefined
}

/**
 * Make every article, or take it as an earlier build made it.
 *
 * @param making - What of, and where to.
 * @returns Articles in their order, and why those that were made were.
 * @throws UserError when the disk does not allow it.
 */
export async function makeAll(
  making: Making,
): Promise<{ works: ArticleWork[]; rebuilt: Rebuilt[] }> {
  const { scope, outputs, profiler } = making
  const { selected } = scope
  const works: ArticleWork[] = []
  const questions: Answers[] = []
  const rebuilt = new Map<string, Rebuilt>()
  const setup = setupOf(making)
  const jobs = await findAll(making, setup, works, questions)
  profiler.end('find')
  const maker = new Maker(making, setup, jobs.length)
  const take = (job: Job, { work, made }: Outcome): void => {
    const { index, shown, reason } = job
    works[index] = work
    questions[index] = made?.questions ?? []
    if (!rebuilt.has(shown)) rebuilt.set(shown, { path: shown, reason })
  }
  try {
    await maker.run(jobs, take)
    // What is published is known by now: links that were made for something else
    // are made again. Nothing that is asked depends on links, so once is enough.
    const articles = articlesOf(works, scope, outputs.manifest)
    const moved = selected.flatMap((path, index): Job[] => {
      if (works[index]?.failed) return []
      const shown = works[index]?.shown ?? ''
      const answers = (questions[index] ?? []).map(([key]) => {
        const [other = '', id = ''] = key.split('\u0000')
        const there = articles[other]
          ? articles[other].listings[id] !== undefined
          : making.published?.[other]?.includes(id) === true
        return [key, there] as const
      })
      const paths = (questions[index] ?? []).flatMap(([key, there], at) =>
        answers[at]?.[1] === there ? [] : [key.replace('\u0000', ' ')],
      )
      if (paths.length === 0) return []
      return [{ index, path, shown, answers, reason: { kind: 'links', paths } }]
    })
    await maker.run(moved, take)
  } finally {
    await maker.end()
  }
  return {
    works,
    rebuilt: [...rebuilt.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}

/** What every article shares. */
function setupOf({
  scope,
  glossary,
  assets,
  pictures,
  outputs,
  writes,
  published,
}: Making): MakeSetup {
  const { cwd, config, chosen, paths, folder, templates } = scope
  return {
    cwd,
    config,
    concepts: glossary.concepts,
    chosen: [...chosen],
    files: [...paths, ...assets],
    pictures,
    templates,
    published: published ?? publishedIn(outputs.manifest),
    folder: writes ? folder : undefined,
  }
}

function publishedIn({ articles }: Manifest): MakeSetup['published'] {
  const before = Object.entries(articles)
  if (before.length === 0) return undefined
  return Object.fromEntries(
    before.map(([path, { listings }]) => [path, Object.keys(listings)]),
  )
}

/** Take what earlier builds made, and list what is left. */
async function findAll(
  { scope, glossary, outputs, cache, writes }: Making,
  setup: MakeSetup,
  works: ArticleWork[],
  questions: Answers[],
): Promise<Job[]> {
  const { cwd, root, selected, chosen } = scope
  const blocked = hasError(glossary.messages)
  const files = new Set(setup.files)
  const guess = guessPublished(setup)
  const jobs: Job[] = []
  for (const [index, path] of selected.entries()) {
    const shown = shownFrom(cwd, resolve(root, path))
    const asked: [string, boolean][] = []
    const found = await cache.find(path, {
      shown,
      chosen,
      has: (path) => files.has(path),
      pictureAt: (path) => setup.pictures.get(path),
      isPublished: (other, id) => {
        const there = guess(other, id)
        asked.push([publishedKey(other, id), there])
        return there
      },
    })
    const reason = await reasonToMake(found, { outputs, writes }, blocked)
    if (reason) {
      jobs.push({ index, path, shown, reason, answers: undefined })
      continue
    }
    const work = found as ArticleWork
    if (blocked) work.failed = true
    await addFiles(work, outputs)
    works[index] = work
    questions[index] = asked
  }
  return jobs
}

/** Why what was found of an article is of no use; nothing where it is. */
async function reasonToMake(
  found: ArticleWork | RebuildReason,
  { outputs, writes }: { outputs: Outputs; writes: boolean },
  blocked: boolean,
): Promise<RebuildReason | undefined> {
  if ('kind' in found) return found
  if (!writes || blocked || found.failed) return undefined
  const paths: string[] = []
  for (const { path, content } of found.made.flatMap(({ files }) => files)) {
    const isThere =
      typeof content === 'object' &&
      'sha256' in content &&
      (await outputs.holds(path, content.sha256))
    if (!isThere) paths.push(path)
  }
  return paths.length > 0 ? { kind: 'outputs', paths } : undefined
}

/** Add what an article is published in, and let go of it; by edition. */
async function addFiles(
  { made, failed }: ArticleWork,
  outputs: Outputs,
): Promise<KeptFile[][]> {
  const all: KeptFile[][] = []
  for (const { files } of made) {
    const own: KeptFile[] = []
    for (const file of failed ? [] : files) {
      own.push([file.path, await outputs.add(file)])
    }
    all.push(own)
    // What has to be written is in `outputs`; the rest is let go of.
    for (const file of files) file.content = ''
  }
  return all
}

/** Makes articles, here or in threads. */
class Maker {
  private readonly making: Making
  private readonly setup: MakeSetup
  /** With half a glossary, editions would be worse than those that are there. */
  private readonly blocked: boolean
  private readonly keeps: boolean
  private make: ArticleMaker | undefined
  private threads: Threads | undefined
  private done = 0
  private readonly total: number

  constructor(making: Making, setup: MakeSetup, total: number) {
    this.total = total
    const { scope, glossary } = making
    this.making = making
    this.blocked = hasError(glossary.messages)
    this.keeps = !this.blocked && scope.chosen.size === scope.site.size
    // What is not published needs no drafts.
    this.setup = this.blocked ? { ...setup, folder: undefined } : setup
  }

  /**
   * Make articles.
   *
   * As many are on their way as there are threads; what came of one is taken in the
   * order of the articles, whichever is done first.
   *
   * @param jobs - Articles.
   * @param take - Gets what came of each.
   */
  async run(
    jobs: readonly Job[],
    take: (job: Job, outcome: Outcome) => void,
  ): Promise<void> {
    const threads = await this.threadsFor(jobs)
    if (threads) return this.runThreads(threads, jobs, take)
    const make = this.make ?? createArticleMaker(this.setup)
    this.make = make
    for (const job of jobs) {
      const begun = spanClock()
      const keep = await this.making.cache.follow(job.path)
      const outcome = outcomeOf(
        await makeHere(make, job),
        job,
        this.making.scope,
      )
      const files = await this.add(outcome.work)
      await this.keep(job, outcome, files, keep)
      this.tell(job, outcome, begun)
      take(job, outcome)
    }
  }

  private async runThreads(
    threads: Threads,
    jobs: readonly Job[],
    take: (job: Job, outcome: Outcome) => void,
  ): Promise<void> {
    const { cache, scope, profiler } = this.making
    const ready = new Map<number, Outcome>()
    let next = 0
    let taken: Promise<void> = Promise.resolve()
    // Which of two articles is told that the other has its path is not by chance.
    const takeReady = async (): Promise<void> => {
      for (let one = ready.get(next); one; one = ready.get(next)) {
        ready.delete(next)
        const job = jobs[next++] as Job
        await this.add(one.work)
        take(job, one)
      }
    }
    let started = 0
    const lane = async (): Promise<void> => {
      while (started < jobs.length) {
        const at = started++
        const job = jobs[at] as Job
        const begun = spanClock()
        const keep = await cache.follow(job.path)
        const result = await makeThere(threads, job, this.bytesOf(job))
        const outcome = outcomeOf(result, job, scope)
        const files = 'files' in result ? result.files : []
        await this.keep(job, outcome, files, keep)
        this.tell(job, outcome, begun)
        ready.set(at, outcome)
        taken = taken.then(takeReady)
        await taken
      }
    }
    try {
      await Promise.all(Array.from({ length: profiler.threads }, lane))
    } finally {
      // Where one could not go on, nobody does.
      started = jobs.length
    }
  }

  private tell(job: Job, { work, made }: Outcome, begun: number): void {
    const facts = {
      'yiwen.article.path': job.shown,
      'yiwen.article.reason': job.reason.kind,
      'yiwen.article.failed': work.failed,
      'yiwen.article.findings': work.messages.length,
    }
    this.making.tracing.record('article', facts, {
      begun,
      ended: spanClock(),
      taken: made,
      // What is wrong with a text is no trouble of Yiwen's.
      problem: made ? undefined : 'build-set-aside',
    })
  }

  /** End the threads. */
  async end(): Promise<void> {
    await this.threads?.end()
  }

  private async threadsFor(jobs: readonly Job[]): Promise<Threads | undefined> {
    if (this.threads || jobs.length === 0) return this.threads
    const { options, profiler } = this.making
    const { jobs: asked, threads = {} } = options
    let bytes = 0
    let largest = 0
    for (const job of jobs) {
      const size = this.bytesOf(job)
      bytes += size
      largest = Math.max(largest, size)
    }
    const work = { articles: jobs.length, bytes }
    const count = chooseThreads(asked, work, threads.worker)
    if (count === 0) return undefined
    if (this.setup.folder) await guardDrafts(this.setup.folder)
    this.threads = await Threads.start(count, this.setup, largest, threads)
    profiler.threads = count
    return this.threads
  }

  private bytesOf({ path }: Job): number {
    const { root } = this.making.scope
    return statSync(resolve(root, path), { throwIfNoEntry: false })?.size ?? 0
  }

  private async add(work: ArticleWork): Promise<KeptFile[][]> {
    if (this.blocked) work.failed = true
    return addFiles(work, this.making.outputs)
  }

  /** Keep what came of an article, and say that it is done. */
  private async keep(
    job: Job,
    { made }: Outcome,
    files: readonly (readonly KeptFile[])[],
    keep: Awaited<ReturnType<BuildCache['follow']>>,
  ): Promise<void> {
    const { cache, outputs, options, profiler, writes } = this.making
    const { shown: path } = job
    if (!made) await cache.drop(job.path)
    else if (this.keeps) {
      const paths = files.flat().map(([path]) => path)
      await keep(made, files, writes && paths.every(outputs.isOnDisk))
    }
    const milliseconds = profiler.add(path, made?.steps ?? {})
    if (job.answers !== undefined) return
    this.done++
    options.onProgress?.({
      done: this.done,
      total: this.total,
      path,
      milliseconds,
    })
  }
}

/** Article as it was made in this thread or another one, or why it was not. */
type Result =
  | { work: ArticleWork; made: MadeArticle }
  | DraftedArticle
  | SetAside

async function makeHere(make: ArticleMaker, job: Job): Promise<Result> {
  try {
    return await make(taskOf(job))
  } catch (error) {
    if (error instanceof UserError) throw error
    return bugOf(error)
  }
}

async function makeThere(
  threads: Threads,
  job: Job,
  bytes: number,
): Promise<Result> {
  try {
    return await threads.make(taskOf(job), bytes)
  } catch (error) {
    if (error instanceof SetAside) return error
    throw error
  }
}

function taskOf({ path, shown, answers }: Job): MakeTask {
  return { path, shown, ...(answers ? { answers } : {}) }
}

function outcomeOf(
  result: Result,
  { path, shown }: Job,
  { cwd, chosen }: Scope,
): Outcome {
  if (result instanceof SetAside) {
    return { work: setAside(path, shown, result), made: undefined }
  }
  if ('work' in result) return result
  const { report, files, drafts } = result
  const work = restoreWork(report, files, { path, shown, cwd, chosen })
  for (const file of work.made.flatMap(({ files }) => files) as WantedFile[]) {
    const draft = drafts[file.path]
    if (draft === undefined || typeof file.content !== 'object') continue
    file.content = { ...file.content, draft } as typeof file.content
  }
  return { work, made: result }
}

/** Article that can not be made. What was published of it before stays. */
function setAside(
  path: string,
  shown: string,
  { why, cause }: SetAside,
): ArticleWork {
  const work: ArticleWork = {
    ...blankWork(path, shown),
    failed: true,
    ...(why.kind === 'bug' ? { bug: { error: cause } } : {}),
  }
  const { reason, note, values } = wordsFor(why)
  const found = finding('build-set-aside', reason, {
    place: { line: 1, column: 1 },
    note,
    cause,
    wording: { key: `build-set-aside.${why.kind}`, values },
  })
  work.own.push(found)
  addMessages(work, [found], shown)
  return work
}

function wordsFor(why: SetAsideReason): {
  reason: string
  note: string
  values: Record<string, string | number>
} {
  switch (why.kind) {
    case 'memory':
      return {
        reason: `Making its editions took more than ${why.megabytes} MB of memory, twice.`,
        note: 'Split the article, or build with fewer --jobs.',
        values: { megabytes: why.megabytes },
      }
    case 'time':
      return {
        reason: `Making its editions took longer than ${why.seconds} s, twice.`,
        note: 'Split the article, and report it with its text.',
        values: { seconds: why.seconds },
      }
    case 'ended':
      return {
        reason: 'The thread that made its editions ended, twice.',
        note: 'Build again; if it happens again, report it with its text.',
        values: {},
      }
    case 'bug':
      return {
        reason: `Yiwen failed at it: ${why.message}`,
        note: 'This is a mistake of Yiwen; report it with the text of the article.',
        values: { message: why.message },
      }
  }
}
