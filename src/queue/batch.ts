import { type Job, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { type TraceFields, type Tracing, UserError } from '../model/index.ts'
import { untraced } from '../trace/index.ts'
import { openRedis } from './connection.ts'
import {
  articleId,
  type BatchCounts,
  type BatchProject,
  Ledger,
} from './ledger.ts'

/** What a job of the queue says: which article. The ledger knows the rest. */
export interface ArticleJob {
  /** Path of the article in its store. */
  path: string
  /** Trace that it was submitted in, as W3C's Trace Context says it. */
  trace?: TraceFields
}

/** Prefix of all keys of BullMQ. */
export const queuePrefix = 'yiwen-queue'

/** Name of all jobs. */
export const jobName = 'article'

/** Articles that are put into the queue at once. */
const chunkSize = 500

/** How articles are submitted. */
export interface SubmitOptions {
  /** Go on with the last submission: what it has made is left out. */
  resume?: boolean
  /** How often an article is tried. Default: 5. */
  attempts?: number
  /** Milliseconds before it is tried again, doubled each time. Default: 1000. */
  backoff?: number
  /** Jobs that may wait before submitting waits, too. Default: 100,000. */
  ahead?: number
  /** Is told how many were submitted so far. */
  onProgress?: (submitted: number, waits: boolean) => void
  /** Ends submitting early. */
  signal?: AbortSignal
  /** Is told of it; the jobs belong to its trace. Default: nobody is. */
  tracing?: Tracing
}

/** How far a batch is. */
export interface BatchStatus extends BatchCounts {
  /** Articles that wait for a worker. */
  waiting: number
  /** Articles that are being made. */
  active: number
  /** Articles that will be tried again. */
  delayed: number
  /** Articles that were given up. */
  failed: number
  /** Milliseconds since the batch was submitted. */
  elapsed: number
}

/** Article that was given up. */
export interface DeadLetter {
  /** Its path. */
  path: string
  /** Why, in one line. */
  reason: string
  /** How often it was tried. */
  attempts: number
  /** When it was given up, as an ISO 8601 date. */
  at: string
}

/** A batch of articles: its queue and its ledger. */
export class Batch {
  readonly #redis: Redis
  readonly #queue: Queue<ArticleJob>
  /** What was asked for and what is made. */
  readonly ledger: Ledger
  /** Its name. */
  readonly name: string

  private constructor(redis: Redis, name: string) {
    this.#redis = redis
    this.name = name
    this.ledger = new Ledger(redis, name)
    this.#queue = new Queue(name, { connection: redis, prefix: queuePrefix })
    this.#queue.on('error', () => undefined)
  }

  /**
   * Connect to a batch.
   *
   * @param address - Address of Redis or Valkey.
   * @param name - Name of the batch: letters, digits, `.`, `_` and `-`.
   * @returns Batch; it need not have been submitted.
   * @throws UserError when the name can not be one, or nothing answers.
   */
  static async open(address: string, name: string): Promise<Batch> {
    if (!/^[\w.-]{1,100}$/.test(name)) {
      throw new UserError(`"${name}" can not be the name of a batch.`, {
        hint: 'Use letters, digits, dots, hyphens and underscores.',
        wording: { key: 'queue-name', values: { name } },
      })
    }
    return new Batch(await openRedis(address), name)
  }

  /**
   * Ask for the editions of articles.
   *
   * Submitting again is safe: an article that waits is not put in twice, one that
   * is being made is made again afterwards, one that was given up gets new
   * attempts.
   *
   * @param project - What they are made with.
   * @param paths - Paths of the articles.
   * @param options - Attempts, back-pressure.
   * @returns How many were put into the queue.
   */
  submit(
    project: BatchProject,
    paths: AsyncIterable<string> | Iterable<string>,
    options: SubmitOptions = {},
  ): Promise<number> {
    const { tracing = untraced } = options
    const facts = { 'yiwen.batch.name': this.name }
    return tracing.during('batch submit', facts, async (note) => {
      const submitted = await this.#submit(project, paths, options)
      note({ 'yiwen.articles': submitted })
      return submitted
    })
  }

  async #submit(
    project: BatchProject,
    paths: AsyncIterable<string> | Iterable<string>,
    options: SubmitOptions,
  ): Promise<number> {
    const { resume = false, ahead = 100_000, onProgress, signal } = options
    const generation = await this.ledger.begin(project, resume)
    let submitted = 0
    const put = async (all: readonly string[]): Promise<void> => {
      while ((await this.#queue.getWaitingCount()) >= ahead) {
        onProgress?.(submitted, true)
        await new Promise((wake) => setTimeout(wake, 200))
        if (signal?.aborted) return
      }
      const lacks = await this.ledger.lacks(all.map(articleId), generation)
      const chunk = all.filter((_, i) => lacks[i])
      if (chunk.length > 0) {
        // The wish first: whoever is making the article sees that it is old.
        await this.ledger.ask(chunk.map(articleId), generation)
        await this.#revive(chunk)
        await this.#add(chunk, options)
      }
      submitted += chunk.length
      onProgress?.(submitted, false)
    }
    let chunk: string[] = []
    for await (const path of paths) {
      if (signal?.aborted) break
      chunk.push(path)
      if (chunk.length < chunkSize) continue
      await put(chunk)
      chunk = []
    }
    if (chunk.length > 0 && !signal?.aborted) await put(chunk)
    return submitted
  }

  async #add(
    paths: readonly string[],
    { attempts = 5, backoff: delay = 1000, tracing = untraced }: SubmitOptions,
  ): Promise<void> {
    const trace = tracing.carry()
    await this.#queue.addBulk(
      paths.map((path) => ({
        name: jobName,
        data: { path, ...(trace ? { trace } : {}) },
        opts: {
          jobId: articleId(path),
          attempts,
          backoff: { type: 'exponential', delay, jitter: 0.5 },
          // The ledger knows what is made; the queue need not.
          removeOnComplete: true,
          removeOnFail: false,
          keepLogs: 0,
        },
      })),
    )
  }

  /** Take those that were given up out of the way of new attempts. */
  async #revive(paths: readonly string[]): Promise<void> {
    const ids = paths.map(articleId)
    const given = `${queuePrefix}:${this.name}:failed`
    const found = await this.#redis.zmscore(given, ...ids)
    const dead = ids.filter((_, i) => found[i] !== null)
    await Promise.all(dead.map((id) => this.#queue.remove(id)))
  }

  /**
   * Tell how far the batch is.
   *
   * @returns Numbers.
   */
  async status(): Promise<BatchStatus> {
    const { since, ...counts } = await this.ledger.counts()
    const jobs = await this.#queue.getJobCounts(
      'waiting',
      'active',
      'delayed',
      'failed',
      'prioritized',
    )
    const number = (name: string): number => jobs[name] ?? 0
    return {
      ...counts,
      waiting: number('waiting') + number('prioritized'),
      active: number('active'),
      delayed: number('delayed'),
      failed: number('failed'),
      elapsed: since === 0 ? 0 : Date.now() - since,
    }
  }

  /**
   * List articles that were given up, the last first.
   *
   * @param limit - How many at most.
   * @returns Dead letters.
   */
  async deadLetters(limit = 1000): Promise<DeadLetter[]> {
    const jobs = await this.#queue.getFailed(0, limit - 1)
    return jobs.filter(Boolean).map((job: Job<ArticleJob>) => ({
      path: job.data.path,
      reason: job.failedReason,
      attempts: job.attemptsMade,
      at: new Date(job.finishedOn ?? job.timestamp).toISOString(),
    }))
  }

  /**
   * Try articles again that were given up.
   *
   * @param paths - Paths; default: all.
   * @returns Paths that wait again, and those that were not given up.
   */
  async replay(
    paths?: readonly string[],
  ): Promise<{ replayed: string[]; unknown: string[] }> {
    const wanted =
      paths ?? (await this.deadLetters(-1 >>> 1)).map(({ path }) => path)
    const replayed: string[] = []
    const unknown: string[] = []
    for (const path of wanted) {
      const job = await this.#queue.getJob(articleId(path))
      if (job && (await job.isFailed())) {
        await job.retry('failed', { resetAttemptsMade: true })
        replayed.push(path)
      } else unknown.push(path)
    }
    return { replayed, unknown }
  }

  /**
   * Let go of the connection.
   *
   * @returns When it is closed.
   */
  async close(): Promise<void> {
    await this.#queue.close()
    this.#redis.disconnect()
  }
}
