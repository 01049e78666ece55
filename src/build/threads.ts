/**
 * Threads that make articles, and what is done when one of them dies.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import { InternalError } from '../model/index.ts'
import {
  type DraftedArticle,
  type MakeSetup,
  type MakeTask,
  restoreUserError,
} from './make-article.ts'
import type { ThreadResult } from './worker.ts'

/** How threads are run. */
export interface ThreadOptions {
  /** Milliseconds an article may take, besides a minute for each megabyte. Default: two minutes. */
  milliseconds?: number
  /**
   * Megabytes of heap of a thread. Default: what the machine has for each, up to 2000,
   * or to 4096 where an article is large.
   */
  megabytes?: number
  /** Module of the threads. Default: Yiwen's. */
  worker?: URL
}

/** Why an article could not be made, whoever tried. */
export type SetAsideReason =
  /** It took more memory than a thread has. */
  | { kind: 'memory'; megabytes: number }
  /** It took longer than articles may. */
  | { kind: 'time'; seconds: number }
  /** The thread that made it ended. */
  | { kind: 'ended' }
  /** Something is wrong with Yiwen. */
  | { kind: 'bug'; message: string }

/** Thrown where an article can not be made, and others may be. */
export class SetAside extends Error {
  /** Why. */
  readonly why: SetAsideReason

  /**
   * @param why - Why.
   * @param cause - Error underneath.
   */
  constructor(why: SetAsideReason, cause?: unknown) {
    super(why.kind, { cause })
    this.name = 'SetAside'
    this.why = why
  }
}

/**
 * Tell what is wrong when making an article throws.
 *
 * @param error - What was thrown, which is no UserError.
 */
export function bugOf(error: unknown): SetAside {
  const message =
    error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const place = error instanceof Error ? placeIn(error.stack) : undefined
  const said = place === undefined ? message : `${message} (${place})`
  return new SetAside({ kind: 'bug', message: said }, error)
}

/** File and line of Yiwen's in which it was thrown. */
function placeIn(stack: string | undefined): string | undefined {
  return /(?:dist|src)\/([\w/.-]+:\d+):\d+/.exec(stack ?? '')?.[1]
}

/** Fewest articles, and bytes of them, that threads are started for unasked. */
const manyArticles = 64
const manyBytes = 1024 * 1024

/**
 * Choose how many threads make articles.
 *
 * Each costs time to start, as it reads all tables anew.
 *
 * @param asked - Number that was asked for.
 * @param work - Articles to make, and their bytes in all.
 * @param worker - Module of the threads.
 * @returns Number; 0 where the thread that asks does it itself.
 */
export function chooseThreads(
  asked: number | undefined,
  work: { articles: number; bytes: number },
  worker = defaultWorker,
): number {
  const { articles, bytes } = work
  // Somebody may have bundled Yiwen into one file.
  if (articles === 0 || !existsSync(worker)) return 0
  const isMuch =
    articles >= manyArticles || (articles > 1 && bytes >= manyBytes)
  if (asked === undefined && !isMuch) return 0
  // Alone, and for little, a thread would only cost.
  if (asked === 1 && !isMuch) return 0
  return Math.min(asked ?? availableParallelism(), articles)
}

const defaultWorker = new URL('./worker.js', import.meta.url)

/** Bytes of an article that may need more heap than most. */
const largeArticle = 4 * 1024 * 1024

/**
 * Megabytes of heap up to which V8 lets a heap grow to less than twice what lives in it
 * before it collects garbage. Above, it is four times, and a thread that needs 50 MB
 * has 220.
 */
const frugalHeap = 2000

/** Megabytes of what a thread has just made; V8 would take three times that. */
const youngHeap = 16

/** Most tries to make an article. */
const mostTries = 2

/** Threads that make the articles of a build. */
export class Threads {
  private readonly pool: Piscina
  private readonly milliseconds: number
  private readonly megabytes: number
  private readonly broken = new AbortController()
  private trouble: unknown

  private constructor(pool: Piscina, milliseconds: number, megabytes: number) {
    this.pool = pool
    // An article that fails says so itself; so does a thread that ends. What is
    // said here is of a thread that could not start, and is not replaced.
    pool.on('error', (error) => {
      this.trouble = error
      if (pool.threads.length === 0) this.broken.abort()
    })
    this.milliseconds = milliseconds
    this.megabytes = megabytes
  }

  /**
   * Start threads.
   *
   * @param count - How many.
   * @param setup - What the articles share.
   * @param largest - Bytes of the largest article.
   * @param options - How they are run.
   */
  static async start(
    count: number,
    setup: MakeSetup,
    largest: number,
    options: ThreadOptions = {},
  ): Promise<Threads> {
    const { Piscina } = await import('piscina')
    const { milliseconds = 120_000, worker = defaultWorker } = options
    const share = Math.floor((totalmem() * 0.6) / count / 1024 ** 2)
    const most = largest > largeArticle ? 4096 : frugalHeap
    const megabytes = options.megabytes ?? Math.max(512, Math.min(most, share))
    const pool = new Piscina({
      filename: fileURLToPath(worker),
      name: 'run',
      workerData: setup,
      minThreads: count,
      maxThreads: count,
      resourceLimits: {
        maxOldGenerationSizeMb: megabytes,
        maxYoungGenerationSizeMb: youngHeap,
      },
      recordTiming: false,
    })
    return new Threads(pool, milliseconds, megabytes)
  }

  /**
   * Make an article. A thread that dies of it is replaced, and it is tried once more.
   *
   * @param task - Article.
   * @param bytes - Its size.
   * @returns What came of it.
   * @throws SetAside when it can not be made; UserError when the disk does not allow it.
   */
  async make(task: MakeTask, bytes: number): Promise<DraftedArticle> {
    for (let tries = 1; ; tries++) {
      const result = await this.attempt(task, bytes)
      if (result instanceof SetAside) {
        if (tries === mostTries) throw result
        continue
      }
      if ('made' in result) return result.made
      throw restoreUserError(result.refused)
    }
  }

  private async attempt(
    task: MakeTask,
    bytes: number,
  ): Promise<ThreadResult | SetAside> {
    const limit = this.milliseconds + Math.floor((bytes / 1024 ** 2) * 60_000)
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), limit)
    const { broken } = this
    try {
      const signal = AbortSignal.any([stop.signal, broken.signal])
      if (this.pool.threads.length === 0) broken.abort()
      return (await this.pool.run(task, { signal })) as ThreadResult
    } catch (error) {
      if (broken.signal.aborted) {
        throw new InternalError('No thread could be started.', {
          cause: this.trouble ?? error,
        })
      }
      if (stop.signal.aborted) {
        const seconds = Math.round(limit / 1000)
        return new SetAside({ kind: 'time', seconds }, error)
      }
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
        const { megabytes } = this
        return new SetAside({ kind: 'memory', megabytes }, error)
      }
      if (hasEnded(error)) return new SetAside({ kind: 'ended' }, error)
      return bugOf(error)
    } finally {
      clearTimeout(timer)
    }
  }

  /** End the threads, whatever they do. */
  async end(): Promise<void> {
    await this.pool.destroy()
  }
}

/** Piscina says so in words only. */
function hasEnded(error: unknown): boolean {
  return (
    error instanceof Error &&
    /worker (?:exited|thread)|terminating worker/i.test(error.message)
  )
}
