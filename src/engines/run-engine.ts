import { setMaxListeners } from 'node:events'
import { problem } from './answer-problem.ts'
import { ask, type RunState } from './ask.ts'
import { articleOf, cutBatches, limitsOf } from './batches.ts'
import { checkAnswer } from './check-answer.ts'
import {
  addUsage,
  type Engine,
  type EngineArticle,
  type EngineBatch,
  type EngineItem,
  type EngineReply,
  type EngineRequest,
  type EngineSegment,
  noUsage,
} from './engine.ts'
import { EngineError } from './engine-error.ts'
import { journalKey } from './journal.ts'
import type { Outcome, RunResult } from './outcome.ts'
import { defaultRetry, systemClock } from './retry.ts'
import type { RunOptions } from './run-options.ts'
import { TokenBucket } from './token-bucket.ts'

/**
 * Have an engine translate segments.
 *
 * Batches of an article go out in order, several at a time. What fails is tried
 * again, later and later; an engine that is down, or that refuses the key, ends
 * the run. Every answer is checked; a wrong one is asked for once more, with what
 * was wrong, where the engine can make use of that. What is done is in the
 * journal and with `keep` before its worker asks again.
 *
 * @param requests - Segments, by article.
 * @param engine - Engine.
 * @param options - Bounds, checks, journal.
 * @returns An outcome for each segment. It does not throw for what an engine does.
 */
export async function runEngine(
  requests: readonly EngineRequest[],
  engine: Engine,
  options: RunOptions = {},
): Promise<RunResult> {
  return new Run(requests, engine, options).run()
}

class Run {
  readonly #requests: readonly EngineRequest[]
  readonly #engine: Engine
  readonly #options: RunOptions
  readonly #outcomes = new Map<string, Outcome>()
  readonly #state: RunState
  #queue: EngineBatch[] = []
  #total = 0
  #asked = 0

  constructor(
    requests: readonly EngineRequest[],
    engine: Engine,
    options: RunOptions,
  ) {
    const { settings = {}, clock = systemClock } = options
    const { requestsPerMinute: rate, charactersPerMinute: speed } = settings
    const stop = new AbortController()
    // Every worker listens.
    setMaxListeners(0, stop.signal)
    this.#requests = requests
    this.#engine = engine
    this.#options = options
    this.#state = {
      engine,
      clock,
      retry: { ...defaultRetry, ...options.retry },
      timeout: (settings.timeout ?? 120) * 1000,
      stop,
      usage: noUsage,
      failures: 0,
      pausedUntil: 0,
      ...(rate ? { requests: new TokenBucket(rate, clock) } : {}),
      ...(speed ? { characters: new TokenBucket(speed, clock) } : {}),
    }
  }

  async run(): Promise<RunResult> {
    const { settings = {}, signal } = this.#options
    const limits = limitsOf(this.#engine, settings.batch)
    for (const request of this.#requests) {
      const items = this.#withoutResumed(request)
      this.#asked += items.length
      this.#queue.push(...cutBatches(articleOf(request), items, limits))
    }
    this.#total = this.#outcomes.size + this.#asked
    const resumed = [...this.#outcomes.values()]
    if (resumed.length > 0) await this.#options.keep?.(resumed)
    const end = (): void =>
      this.#state.stop.abort(new EngineError('stopped', 'stopped'))
    if (signal?.aborted) end()
    signal?.addEventListener('abort', end, { once: true })
    try {
      const workers = Math.min(settings.concurrency ?? 2, this.#queue.length)
      await Promise.all(Array.from({ length: workers }, () => this.#work()))
    } finally {
      signal?.removeEventListener('abort', end)
    }
    const { stop, usage } = this.#state
    return {
      outcomes: this.#requests.flatMap((request) =>
        request.segments.map(
          ({ id }) =>
            this.#outcomes.get(keyOf(request.article, id)) ??
            bare(request.article, id, 'open'),
        ),
      ),
      usage,
      asked: this.#asked,
      ...(stop.signal.aborted ? { stopped: stop.signal.reason } : {}),
    }
  }

  /** Answers that an earlier run left are looked at as if they came now. */
  #withoutResumed(request: EngineRequest): EngineItem[] {
    const items: EngineItem[] = []
    for (const segment of request.segments) {
      const entry = this.#options.journal?.find(this.#keyIn(request, segment))
      if (!entry) {
        items.push({ segment })
        continue
      }
      const outcome = this.#judge(request, segment, entry.text)
      this.#outcomes.set(keyOf(request.article, segment.id), {
        ...outcome,
        resumed: true,
      })
    }
    return items
  }

  #keyIn(
    { article, target }: Pick<EngineRequest, 'article' | 'target'>,
    { id, content }: EngineSegment,
  ): string {
    return journalKey(this.#engine, target, article, id, content)
  }

  async #work(): Promise<void> {
    const { stop } = this.#state
    for (;;) {
      const batch = this.#queue.shift()
      if (!batch || stop.signal.aborted) return
      try {
        await this.#translate(batch)
      } catch (error) {
        // Ours, or the disk's: nobody goes on asking what can not be kept.
        stop.abort(new EngineError('stopped', 'stopped'))
        throw error
      }
    }
  }

  async #translate(batch: EngineBatch): Promise<void> {
    const known = this.#withNeighbours(batch)
    let reply: EngineReply
    try {
      reply = await ask(this.#state, known)
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      return this.#withoutReply(batch, error)
    }
    this.#state.usage = addUsage(this.#state.usage, reply.usage)
    const answers = new Map<string, Set<string>>()
    for (const { id, text } of reply.answers) {
      answers.set(id, (answers.get(id) ?? new Set()).add(text))
    }
    const done: Outcome[] = []
    const again: EngineItem[] = []
    for (const item of batch.items) {
      const texts = [...(answers.get(item.segment.id) ?? [])]
      const outcome = this.#judge(batch.article, item.segment, ...texts)
      const { problems, text = '' } = outcome
      const isLate = item.refused !== undefined
      const isWorth = this.#engine.revises || texts.length === 0
      if (outcome.state === 'accepted' || isLate || !isWorth) {
        done.push(outcome)
        continue
      }
      const reasons = problems.map(({ phrase }) => phrase.english)
      again.push({
        segment: item.segment,
        refused: { text, problems: reasons },
      })
    }
    if (again.length > 0) {
      this.#queue.unshift({ article: batch.article, items: again })
    }
    await this.#finish(batch, done)
  }

  /** Say what is before a segment in the words it was just given. */
  #withNeighbours(batch: EngineBatch): EngineBatch {
    const items = batch.items.map((item) => {
      const { before } = item.segment
      if (!before || before.target) return item
      const key = keyOf(batch.article.article, before.id)
      const { state, content } = this.#outcomes.get(key) ?? {}
      if (state !== 'accepted' || !content) return item
      const segment = {
        ...item.segment,
        before: { ...before, target: content },
      }
      return { ...item, segment }
    })
    return { ...batch, items }
  }

  #judge(
    { article, source, target }: EngineArticle,
    segment: EngineSegment,
    ...texts: string[]
  ): Outcome {
    const [text, other] = texts
    if (text === undefined || other !== undefined) {
      const kind = text === undefined ? 'missing' : 'repeated'
      const outcome = bare(article, segment.id, 'refused')
      return { ...outcome, problems: [problem(kind)] }
    }
    const { compareNumbers } = this.#options
    const checked = checkAnswer(segment, text, {
      source,
      target,
      article,
      compareNumbers,
    })
    return {
      article,
      id: segment.id,
      state: checked.problems.length > 0 ? 'refused' : 'accepted',
      ...checked,
      text,
      resumed: false,
    }
  }

  async #withoutReply(batch: EngineBatch, error: EngineError): Promise<void> {
    const { stop } = this.#state
    if (stop.signal.aborted) return
    const { article, items } = batch
    const isDivisible = error.fault === 'large' || error.fault === 'request'
    if (isDivisible && items.length > 1) {
      // One segment may be what the service refuses; the others go through.
      const middle = items.length >> 1
      const parts = [items.slice(0, middle), items.slice(middle)]
      this.#queue.unshift(...parts.map((one) => ({ article, items: one })))
      return
    }
    const outcomes = items.map(({ segment }) => ({
      ...bare(article.article, segment.id, 'failed'),
      error,
    }))
    await this.#finish(batch, outcomes)
  }

  async #finish(
    { article, items }: EngineBatch,
    outcomes: readonly Outcome[],
  ): Promise<void> {
    const { journal, keep, onProgress } = this.#options
    for (const outcome of outcomes) {
      this.#outcomes.set(keyOf(outcome.article, outcome.id), outcome)
    }
    const entries = outcomes.flatMap(({ id, state, text }) => {
      const item = items.find(({ segment }) => segment.id === id)
      if (!item || text === undefined) return []
      const key = this.#keyIn(article, item.segment)
      return [{ key, text, refused: state !== 'accepted' }]
    })
    await journal?.append(entries)
    if (outcomes.length > 0) await keep?.(outcomes)
    onProgress?.({
      done: this.#outcomes.size,
      total: this.#total,
      article: article.article,
      usage: this.#state.usage,
    })
  }
}

function keyOf(article: string, id: string): string {
  return JSON.stringify([article, id])
}

function bare(article: string, id: string, state: Outcome['state']): Outcome {
  return { article, id, state, problems: [], repairs: [], resumed: false }
}
