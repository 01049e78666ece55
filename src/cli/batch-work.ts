import { availableParallelism } from 'node:os'
import { type Localized, Pool, Problem } from '../api/index.ts'
import type { Locale, Tracing } from '../model/index.ts'
import { articleFromBytes } from '../node.ts'
import {
  type BatchWorker,
  type KnownProject,
  type Made,
  openStore,
  startWorker,
} from '../queue/index.ts'
import { findTracing } from '../trace/index.ts'
import { batchName, queueAddress, wholeNumber } from './batch-options.ts'
import type { Context } from './context.ts'
import type { Values } from './options.ts'
import { readVersion } from './version.ts'

/** Megabytes of heap a thread may have. */
const megabytes = 1024

/** What a worker tells of its articles. */
export interface WorkEvents {
  onMade: (path: string, milliseconds: number) => void
  onFailed: (path: string, reason: string, isLast: boolean) => void
  onOtherVersion: (version: string) => void
}

/**
 * Start a worker with the options of the command line.
 *
 * @param context - Context.
 * @param values - Options.
 * @param events - Is told of articles.
 * @returns Worker that has begun.
 * @throws UserError when no queue answers, or an option is wrong.
 */
export async function startBatchWorker(
  context: Context,
  values: Values,
  events: WorkEvents,
): Promise<BatchWorker> {
  const { cwd, env } = context.io
  const threads =
    wholeNumber(context, values, 'batch-threads', [1, 256]) ??
    availableParallelism()
  const seconds = wholeNumber(context, values, 'time-limit', [1, 3600]) ?? 30
  const rate = wholeNumber(context, values, 'rate', [1, 1_000_000])
  const lost = wholeNumber(context, values, 'lost-after', [1, 3600]) ?? 30
  const tracing = await findTracing()
  const makers = new Makers(threads, seconds, tracing)
  const worker = await startWorker(
    queueAddress(context, values),
    batchName(values),
    {
      version: readVersion(),
      make: (project, path, bytes) => makers.make(project, path, bytes),
      open: (address) => openStore(address, { cwd, env }),
      // One more is read or written while all threads are busy.
      concurrency: threads + 1,
      lock: lost * 1000,
      ...(rate === undefined ? {} : { rate }),
      tracing,
      ...events,
    },
  )
  return {
    async close(force) {
      await worker.close(force)
      await makers.close(force)
    },
  }
}

/** Threads that make editions, for one project at a time. */
class Makers {
  readonly #threads: number
  readonly #milliseconds: number
  readonly #tracing: Tracing
  #digest = ''
  #pool: Pool | undefined
  #closing: Promise<unknown> = Promise.resolve()

  constructor(threads: number, seconds: number, tracing: Tracing) {
    this.#tracing = tracing
    this.#threads = threads
    this.#milliseconds = seconds * 1000
  }

  async make(
    project: KnownProject,
    path: string,
    bytes: Uint8Array,
  ): Promise<Made> {
    const { config, editions } = project
    const { encoding, limits } = config
    const file = articleFromBytes(bytes, path, { encoding, limits })
    const broken = file.messages.find(({ fatal }) => fatal === true)
    if (broken) return { refused: broken.reason }
    const task = {
      kind: 'localize' as const,
      request: {
        text: String(file),
        format: formatOf(path),
        path,
        editions: [...editions],
      },
    }
    const lang: Locale = 'en'
    const localized = JSON.parse(
      await this.#poolFor(project).run(task, lang).catch(explainProblem),
    ) as Localized
    return read(localized, path)
  }

  #poolFor({ digest, config, concepts }: KnownProject): Pool {
    if (this.#pool && this.#digest === digest) return this.#pool
    const before = this.#pool
    if (before) this.#closing = Promise.all([this.#closing, before.close()])
    this.#digest = digest
    this.#pool = new Pool(
      { config, concepts },
      {
        threads: this.#threads,
        milliseconds: this.#milliseconds,
        megabytes,
        tracing: this.#tracing,
        worker: new URL('../api/worker.js', import.meta.url),
      },
    )
    return this.#pool
  }

  async close(force = false): Promise<void> {
    await this.#closing
    await (force ? this.#pool?.destroy() : this.#pool?.close())
  }
}

/** An error that a queue can keep: one line. */
function explainProblem(error: unknown): never {
  if (!(error instanceof Problem)) throw error
  throw new Error(error.message, { cause: error })
}

function read({ editions }: Localized, path: string): Made {
  const findings: Record<string, number> = {}
  for (const edition of editions) {
    for (const { rule = 'unknown' } of edition.findings) {
      findings[rule] = (findings[rule] ?? 0) + 1
    }
    if (!edition.failed) continue
    const error = edition.findings.find(({ severity }) => severity === 'error')
    const place = error?.line === undefined ? '' : `:${error.line}`
    return {
      refused: `${path}${place}: ${error?.reason ?? 'It has an error.'} (${error?.rule})`,
    }
  }
  return {
    files: editions.map(({ id, text = '' }) => ({
      path: `${id}/${path}`,
      text,
    })),
    findings,
  }
}

function formatOf(path: string): 'md' | 'mdx' | 'txt' {
  if (/\.mdx$/i.test(path)) return 'mdx'
  return /\.txt$/i.test(path) ? 'txt' : 'md'
}
