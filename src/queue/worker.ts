import {
  DelayedError,
  type Job,
  Queue,
  UnrecoverableError,
  Worker,
} from 'bullmq'
import type { Redis } from 'ioredis'
import type { Tracing } from '../model/index.ts'
import { untraced } from '../trace/index.ts'
import { type ArticleJob, jobName, queuePrefix } from './batch.ts'
import { openRedis } from './connection.ts'
import { articleId, type BatchProject, Ledger } from './ledger.ts'
import { isArticlePath } from './paths.ts'
import type { Store } from './storage.ts'

/** Editions of an article, or why there are none and never will be. */
export type Made =
  | {
      /** Editions: where each is written, and its text. */
      files: readonly { path: string; text: string }[]
      /** Findings by rule. */
      findings: Readonly<Record<string, number>>
    }
  | { refused: string }

/** Project with its digest. */
export type KnownProject = BatchProject & { digest: string }

/** How a worker works. */
export interface WorkerOptions {
  /** Version of Yiwen: articles of another are left to others. */
  version: string
  /** Makes the editions of an article. */
  make: (
    project: KnownProject,
    path: string,
    bytes: Uint8Array,
  ) => Promise<Made>
  /** Opens where articles are and where editions go. */
  open: (address: string) => Promise<Store>
  /** Articles at a time. */
  concurrency: number
  /** Articles a second, of all workers of the batch. Default: no limit. */
  rate?: number
  /** Milliseconds without a sign of life after which others take its articles. */
  lock?: number
  /** Is told of each article that is made, and waited for. */
  onMade?: (path: string, milliseconds: number) => unknown
  /** Is told of each attempt that failed, and whether it was the last. */
  onFailed?: (path: string, reason: string, isLast: boolean) => void
  /** Is told when the batch is another version's. */
  onOtherVersion?: (version: string) => void
  /** Is told of each article, in the trace it was submitted in. Default: nobody is. */
  tracing?: Tracing
}

/** Worker of a batch. */
export interface BatchWorker {
  /**
   * Take nothing new and finish what is under way.
   *
   * @param force - Do not finish it: others will make it.
   * @returns When it has.
   */
  close(force?: boolean): Promise<void>
}

/** How often an article may be left behind by workers that vanish. */
const maxStalledCount = 20

/** Milliseconds before an article of another version is offered again. */
const otherVersionDelay = 2000

/**
 * Work on a batch until told to stop.
 *
 * @param address - Address of Redis or Valkey.
 * @param name - Name of the batch.
 * @param options - How.
 * @returns Worker that has begun.
 * @throws UserError when nothing answers.
 */
export async function startWorker(
  address: string,
  name: string,
  options: WorkerOptions,
): Promise<BatchWorker> {
  const redis = await openRedis(address)
  const work = new Work(redis, name, options)
  const { concurrency, rate, lock = 30_000 } = options
  const worker = new Worker<ArticleJob>(name, (job) => work.on(job), {
    connection: redis,
    prefix: queuePrefix,
    concurrency,
    lockDuration: lock,
    stalledInterval: lock,
    maxStalledCount,
    ...(rate === undefined ? {} : { limiter: { max: rate, duration: 1000 } }),
  })
  worker.on('error', () => undefined)
  // Asked for after it was entered and before its job was over, an article was
  // not put into the queue: it still was in it.
  const queue = new Queue<ArticleJob>(name, {
    connection: redis,
    prefix: queuePrefix,
  })
  queue.on('error', () => undefined)
  const checks = new Set<Promise<unknown>>()
  worker.on('completed', ({ data, opts }) => {
    const putIn = async (): Promise<void> => {
      if (!(await work.isAskedAgain(data.path))) return
      await queue.add(jobName, data, opts)
    }
    const check = putIn()
      .catch(() => undefined)
      .finally(() => checks.delete(check))
    checks.add(check)
  })
  worker.on('failed', (job, error) => {
    if (!job) return
    const isLast =
      error instanceof UnrecoverableError ||
      job.attemptsMade >= (job.opts.attempts ?? 1)
    options.onFailed?.(job.data.path, error.message, isLast)
  })
  await worker.waitUntilReady()
  return {
    async close(force = false) {
      await worker.close(force)
      await Promise.all(checks)
      await queue.close()
      await work.close()
      redis.disconnect()
    },
  }
}

/** What the articles of a worker share. */
class Work {
  readonly #ledger: Ledger
  readonly #options: WorkerOptions
  readonly #stores = new Map<string, Promise<Store>>()
  #project: Promise<KnownProject | undefined> | undefined
  #digest = ''

  constructor(redis: Redis, name: string, options: WorkerOptions) {
    this.#ledger = new Ledger(redis, name)
    this.#options = options
  }

  get #tracing(): Tracing {
    return this.#options.tracing ?? untraced
  }

  /** Make the editions of an article, until nobody asks for other ones. */
  async on(job: Job<ArticleJob>): Promise<void> {
    const { path, trace } = job.data
    if (!isArticlePath(path)) {
      throw new UnrecoverableError('That is no path of an article.')
    }
    const facts = {
      'yiwen.batch.name': job.queueName,
      'yiwen.article.path': path,
      'yiwen.batch.attempt': job.attemptsMade + 1,
    }
    const task = (): Promise<void> => this.#work(job)
    return this.#tracing.during('batch job', facts, task, trace)
  }

  async #work(job: Job<ArticleJob>): Promise<void> {
    const { path } = job.data
    const id = articleId(path)
    const start = performance.now()
    for (;;) {
      const wish = await this.#ledger.wish(id)
      const project = wish && (await this.#projectOf(wish.project))
      if (!project) throw new UnrecoverableError('Its batch is gone.')
      const { version } = this.#options
      if (project.version !== version) {
        this.#options.onOtherVersion?.(project.version)
        await job.moveToDelayed(Date.now() + otherVersionDelay, job.token)
        throw new DelayedError()
      }
      const made = await this.#make(project, path)
      // Asked for again, it may be another text now, in another project.
      const isOld =
        (await this.#ledger.wish(id))?.generation !== wish.generation
      if (isOld) continue
      if ('refused' in made) throw new UnrecoverableError(made.refused)
      const { files } = made
      await this.#tracing.during('write', {}, async () => {
        const output = await this.#store(project.output)
        for (const { path, text } of files) {
          if (isArticlePath(path)) await output.write(path, text)
        }
      })
      const numbers = countsOf(made)
      if (!(await this.#ledger.enter(id, wish.generation, numbers))) continue
      await this.#options.onMade?.(path, performance.now() - start)
      return
    }
  }

  /** Tell whether an article was asked for again since it was made. */
  isAskedAgain(path: string): Promise<boolean> {
    return this.#ledger.isAskedAgain(articleId(path))
  }

  async #make(project: KnownProject, path: string): Promise<Made> {
    const bytes = await this.#tracing.during('read', {}, async () => {
      const source = await this.#store(project.source)
      return source.read(path)
    })
    if (!bytes) return { refused: `There is no article ${path} any more.` }
    return this.#options.make(project, path, bytes)
  }

  #projectOf(digest: string): Promise<KnownProject | undefined> {
    if (this.#digest !== digest || !this.#project) {
      this.#digest = digest
      this.#project = this.#ledger.project(digest).then((project) => {
        if (!project) this.#digest = ''
        return project
      })
    }
    return this.#project
  }

  #store(address: string): Promise<Store> {
    let store = this.#stores.get(address)
    if (!store) {
      store = this.#options.open(address)
      this.#stores.set(address, store)
      // What can not be opened now may be opened later.
      store.catch(() => this.#stores.delete(address))
    }
    return store
  }

  async close(): Promise<void> {
    const stores = await Promise.allSettled(this.#stores.values())
    for (const store of stores) {
      if (store.status === 'fulfilled') await store.value.close()
    }
  }
}

function countsOf({
  files,
  findings,
}: Extract<Made, { files: unknown }>): Record<string, number> {
  const rules = Object.entries(findings).map(([rule, count]) => [
    `rule:${rule}`,
    count,
  ])
  return { made: 1, editions: files.length, ...Object.fromEntries(rules) }
}
