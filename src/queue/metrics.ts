import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client'
import type { BatchStatus } from './batch.ts'

/** How an attempt to make an article ended. */
export type Attempt = 'made' | 'failed' | 'put-aside'

/** Milliseconds that the queue may take to say how far the batch is. */
const patience = 2000

/** Counts what a worker of a batch does, in the text format of Prometheus. */
export class BatchMetrics {
  readonly #registry = new Registry()
  readonly #attempts: Counter
  readonly #seconds: Histogram
  readonly #isUp: Gauge
  readonly #articles: Gauge
  readonly #editions: Gauge
  readonly #findings: Gauge
  readonly #status: () => Promise<BatchStatus>

  /**
   * @param name - Name of the batch; all that is counted has it as a label.
   * @param status - Asks the queue how far the batch is.
   */
  constructor(name: string, status: () => Promise<BatchStatus>) {
    this.#status = status
    const registers = [this.#registry]
    this.#registry.setDefaultLabels({ batch: name })
    collectDefaultMetrics({ register: this.#registry })
    this.#attempts = new Counter({
      name: 'yiwen_batch_attempts_total',
      help: 'Attempts of this worker to make an article, by how they ended.',
      labelNames: ['outcome'],
      registers,
    })
    for (const outcome of ['made', 'failed', 'put-aside']) {
      this.#attempts.inc({ outcome }, 0)
    }
    this.#seconds = new Histogram({
      name: 'yiwen_batch_article_duration_seconds',
      help: 'From taking an article until its editions are stored.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    })
    const gauge = (name: string, help: string, ...labelNames: string[]) =>
      new Gauge({ name, help, labelNames, registers })
    this.#isUp = gauge(
      'yiwen_batch_queue_up',
      'Whether the queue said in time how far the batch is.',
    )
    this.#articles = gauge(
      'yiwen_batch_articles',
      'Articles of the whole batch, by what became of them.',
      'state',
    )
    this.#editions = gauge(
      'yiwen_batch_editions',
      'Editions of the whole batch that are made.',
    )
    this.#findings = gauge(
      'yiwen_batch_findings',
      'Findings in the articles of the whole batch, by rule.',
      'rule',
    )
  }

  /** An attempt has ended. */
  attempt(outcome: Attempt): void {
    this.#attempts.inc({ outcome })
  }

  /** An article was made, in so many milliseconds. */
  made(milliseconds: number): void {
    this.attempt('made')
    this.#seconds.observe(milliseconds / 1000)
  }

  /** Type of the text. */
  get contentType(): string {
    return this.#registry.contentType
  }

  /**
   * Ask the queue, and print everything.
   *
   * @returns Text. While the queue does not answer, it has what this worker did.
   */
  async print(): Promise<string> {
    for (const gauge of [this.#articles, this.#findings]) gauge.reset()
    const status = await this.#ask()
    this.#isUp.set(status ? 1 : 0)
    if (status) this.#take(status)
    else this.#editions.remove()
    return this.#registry.metrics()
  }

  #take(status: BatchStatus): void {
    const { submitted, made, waiting, active, delayed, failed } = status
    const states = { submitted, made, waiting, active, delayed, failed }
    for (const [state, count] of Object.entries(states)) {
      this.#articles.set({ state }, count)
    }
    this.#editions.set(status.editions)
    for (const [rule, count] of Object.entries(status.findings)) {
      this.#findings.set({ rule }, count)
    }
  }

  async #ask(): Promise<BatchStatus | undefined> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((give) => {
      timer = setTimeout(give, patience, undefined)
    })
    try {
      return await Promise.race([this.#status(), late])
    } catch {
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }
}
