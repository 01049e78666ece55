import { Problem } from './problem.ts'

/** How a gate is set. */
export interface GateOptions {
  /** Articles worked on at once. */
  width: number
  /** Articles that may wait; one more is turned away. */
  queue: number
  /** Milliseconds an article may wait. */
  patience: number
}

interface Waiting {
  start: () => void
  fail: (problem: unknown) => void
}

/**
 * Lets articles through to the threads, a few at a time, the first first.
 *
 * Whoever gives up while waiting costs nothing more.
 */
export class Gate {
  private readonly options: GateOptions
  private readonly line = new Set<Waiting>()
  private running = 0
  /** Milliseconds an article took lately. */
  private usual = 100

  /** @param options - How many at once, how many may wait, how long. */
  constructor(options: GateOptions) {
    this.options = options
  }

  /** Articles that wait. */
  get waiting(): number {
    return this.line.size
  }

  /** Articles that are worked on. */
  get working(): number {
    return this.running
  }

  /** Seconds after which there is room, as far as can be told: 1 to 60. */
  get retryAfter(): number {
    const { width } = this.options
    const seconds = (this.line.size * this.usual) / width / 1000
    return Math.min(60, Math.max(1, Math.ceil(seconds)))
  }

  /**
   * Do some work when it is its turn.
   *
   * @param work - Work.
   * @param signal - Takes it out of the line; what has begun is not stopped.
   * @param patient - Wait however many and long: a stream brings only a few at
   *   a time. Default: `false`.
   * @returns What the work gives.
   * @throws Problem `busy` when the line is full, or too slow.
   */
  async pass<Value>(
    work: () => Promise<Value>,
    signal: AbortSignal,
    patient = false,
  ): Promise<Value> {
    await this.enter(signal, patient)
    const start = performance.now()
    try {
      return await work()
    } finally {
      this.usual += (performance.now() - start - this.usual) / 10
      this.running--
      const [next] = this.line
      if (next) this.let(next)
    }
  }

  /** Say that there is no room now, and when there will be. */
  busy(): Problem {
    const seconds = this.retryAfter
    return new Problem('busy', {
      values: { seconds },
      headers: { 'Retry-After': String(seconds) },
    })
  }

  private async enter(signal: AbortSignal, patient: boolean): Promise<void> {
    signal.throwIfAborted()
    const { width, queue, patience } = this.options
    if (this.running < width) {
      this.running++
      return
    }
    if (!patient && this.line.size >= queue) throw this.busy()
    await new Promise<void>((done, fail) => {
      const timer = patient
        ? undefined
        : setTimeout(() => one.fail(this.busy()), patience)
      const leave = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        this.line.delete(one)
      }
      const giveUp = (): void => one.fail(signal.reason)
      const one: Waiting = {
        start: () => {
          leave()
          done()
        },
        fail: (problem) => {
          leave()
          fail(problem)
        },
      }
      signal.addEventListener('abort', giveUp)
      this.line.add(one)
    })
  }

  private let(next: Waiting): void {
    this.running++
    next.start()
  }
}
