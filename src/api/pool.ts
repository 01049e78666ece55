import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Locale, Tracing } from '../model/index.ts'
import { untraced } from '../trace/index.ts'
import type { Task } from './answers.ts'
import { Problem } from './problem.ts'
import type { Result, Snapshot } from './worker.ts'

/** How threads are run. */
export interface PoolOptions {
  /** Number of threads. */
  threads: number
  /** Milliseconds one article may take. */
  milliseconds: number
  /** Megabytes of heap a thread may have. */
  megabytes: number
  /** Module of the threads. */
  worker: URL
  /** Is told of each piece of work. Default: nobody is. */
  tracing?: Tracing
}

/** Threads that localize with one state of a project. */
export class Pool {
  private readonly options: PoolOptions
  private readonly threads: Piscina

  /**
   * @param snapshot - Settings and glossary.
   * @param options - How many threads, and their bounds.
   */
  constructor(snapshot: Snapshot, options: PoolOptions) {
    const { threads, megabytes, worker } = options
    this.options = options
    this.threads = new Piscina({
      filename: fileURLToPath(worker),
      name: 'run',
      workerData: snapshot,
      minThreads: threads,
      maxThreads: threads,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
      // Whoever calls has a queue of its own.
      maxQueue: 'auto',
      recordTiming: false,
    })
    // A task that fails says so itself; so does a thread that ends.
    this.threads.on('error', () => undefined)
  }

  /**
   * Load the tables before the first request.
   *
   * @returns When every thread has.
   */
  async warm(): Promise<void> {
    const task: Task = { kind: 'localize', request: { text: '軟體' } }
    const { threads } = this.options
    await Promise.all(
      Array.from({ length: threads }, () =>
        this.threads.run({ task, lang: 'en' }),
      ),
    )
  }

  /**
   * Do one request's work in a thread.
   *
   * @param task - Work.
   * @param lang - Language of messages.
   * @returns Answer as JSON.
   * @throws Problem when it takes too long, too much memory, or wants an
   *   edition that is not there. A thread that is stopped is replaced.
   */
  run(task: Task, lang: Locale): Promise<string> {
    const { tracing = untraced } = this.options
    return tracing.during(task.kind, {}, async () => {
      const { json, taken } = await this.attempt(task, lang)
      tracing.steps(taken)
      return json
    })
  }

  private async attempt(
    task: Task,
    lang: Locale,
  ): Promise<Extract<Result, { json: string }>> {
    const { milliseconds } = this.options
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), milliseconds)
    let result: Result
    try {
      const { signal } = stop
      result = (await this.threads.run({ task, lang }, { signal })) as Result
    } catch (cause) {
      if (stop.signal.aborted) {
        const seconds = milliseconds / 1000
        throw new Problem('took-too-long', {
          values: { seconds },
          headers: { 'Retry-After': String(Math.ceil(seconds)) },
        })
      }
      const { code } = cause as NodeJS.ErrnoException
      if (code === 'ERR_WORKER_OUT_OF_MEMORY') throw new Problem('too-costly')
      throw cause
    } finally {
      clearTimeout(timer)
    }
    if ('json' in result) return result
    const { message: detail, hint: advice } = result.refused
    throw new Problem('unknown-edition', { detail, advice })
  }

  /**
   * Finish what is under way, and end the threads.
   *
   * @returns When they have ended.
   */
  async close(): Promise<void> {
    await this.threads.close()
  }

  /** End the threads whatever they do. */
  async destroy(): Promise<void> {
    await this.threads.destroy()
  }
}
