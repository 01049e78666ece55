/** Where a runner gets the time and waits. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number
  /**
   * Wait.
   *
   * @param milliseconds - How long.
   * @param signal - Ends the wait.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const end = (): void => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', end)
        resolve()
      }, milliseconds)
      signal?.addEventListener('abort', end, { once: true })
    }),
}

/** How a request is tried again. */
export interface RetrySettings {
  /** Requests for one batch at most, the first included. Default: `5`. */
  attempts: number
  /** Milliseconds before the second request. Default: `1000`. */
  base: number
  /** Milliseconds between two requests at most. Default: `60 000`. */
  most: number
  /**
   * Milliseconds a service may ask to wait; one that asks for more ends the run.
   * Default: five minutes.
   */
  patience: number
  /** Failures in a row, of all requests, after which a run ends. Default: `5`. */
  failures: number
}

/** How a request is tried again where nothing is said. */
export const defaultRetry: RetrySettings = {
  attempts: 5,
  base: 1000,
  most: 60_000,
  patience: 300_000,
  failures: 5,
}

/**
 * Tell how long to wait before the next request.
 *
 * It is doubled each time, and half of it is chance, so that many who failed
 * together do not come back together. A service that says how long is obeyed.
 *
 * @param attempt - Requests that failed, from 1.
 * @param retryAfter - Milliseconds the service asks for.
 * @param settings - Bounds.
 * @param random - Number from 0 to 1. Default: by chance.
 * @returns Milliseconds.
 */
export function backoff(
  attempt: number,
  retryAfter: number | undefined,
  { base, most }: RetrySettings,
  random: number = Math.random(),
): number {
  const whole = Math.min(most, base * 2 ** (attempt - 1))
  const own = whole / 2 + (whole / 2) * random
  return retryAfter === undefined ? own : Math.max(retryAfter, own)
}
