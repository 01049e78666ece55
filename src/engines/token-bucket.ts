import type { Clock } from './retry.ts'

/**
 * Bucket of tokens: lets through a number a minute, and no more in any minute.
 *
 * It holds a tenth of a minute's tokens and is filled with the rest, so what a
 * burst takes is not given a second time within the minute.
 */
export class TokenBucket {
  readonly #capacity: number
  readonly #perMillisecond: number
  readonly #clock: Clock
  #tokens: number
  #at: number
  #queue: Promise<void> = Promise.resolve()

  /**
   * @param perMinute - Tokens a minute.
   * @param clock - Clock.
   */
  constructor(perMinute: number, clock: Clock) {
    this.#capacity = Math.max(1, Math.floor(perMinute / 10))
    this.#perMillisecond = (perMinute - this.#capacity + 1) / 60_000
    this.#clock = clock
    this.#tokens = this.#capacity
    this.#at = clock.now()
  }

  /**
   * Take tokens, in the order of asking; waits until they are there.
   *
   * More than it holds are lent when it is full, and waited for afterwards.
   *
   * @param count - Tokens.
   * @param signal - Ends the wait.
   */
  take(count: number, signal: AbortSignal): Promise<void> {
    const turn = this.#queue.then(() => this.#take(count, signal))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #take(count: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const now = this.#clock.now()
      const gained = (now - this.#at) * this.#perMillisecond
      this.#tokens = Math.min(this.#capacity, this.#tokens + gained)
      this.#at = now
      const missing = Math.min(count, this.#capacity) - this.#tokens
      // Sums of fractions of a token may be a hair below the whole.
      if (missing <= 1e-9) break
      const wait = Math.ceil(missing / this.#perMillisecond)
      await this.#clock.sleep(wait, signal)
    }
    this.#tokens -= count
  }
}
