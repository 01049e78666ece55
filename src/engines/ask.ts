import { charactersOf } from './count-characters.ts'
import type { Engine, EngineBatch, EngineReply, EngineUsage } from './engine.ts'
import { EngineError, finalFaults, passingFaults } from './engine-error.ts'
import { asEngineError } from './guarded-fetch.ts'
import { backoff, type Clock, type RetrySettings } from './retry.ts'
import type { TokenBucket } from './token-bucket.ts'

/** What the workers of a run share. */
export interface RunState {
  /** Engine. */
  engine: Engine
  /** Clock. */
  clock: Clock
  /** How requests are tried again. */
  retry: RetrySettings
  /** Milliseconds a request may take. */
  timeout: number
  /** Ends all of it; its reason is an EngineError. */
  stop: AbortController
  /** Requests a minute. */
  requests?: TokenBucket
  /** Characters a minute. */
  characters?: TokenBucket
  /** What was used so far. */
  usage: EngineUsage
  /** Requests that failed since the last that did not. */
  failures: number
  /** Nobody asks before this time of the clock. */
  pausedUntil: number
}

/**
 * Ask an engine for a batch, again where that may help.
 *
 * @param state - What the workers share. It is ended when the engine is down.
 * @param batch - Batch.
 * @returns Answers.
 * @throws EngineError when there are none.
 */
export async function ask(
  state: RunState,
  batch: EngineBatch,
): Promise<EngineReply> {
  const { clock, retry, stop } = state
  for (let attempt = 1; ; attempt++) {
    try {
      const reply = await askOnce(state, batch)
      state.failures = 0
      return reply
    } catch (thrown) {
      if (stop.signal.aborted) throw stop.signal.reason
      if (!(thrown instanceof EngineError)) throw thrown
      const { fault, retryAfter } = thrown
      state.usage = { ...state.usage, requests: state.usage.requests + 1 }
      // A refusal may be the fault of one segment, which is looked for by
      // halves; too many requests are no sign that a service is down.
      if (fault === 'request' || fault === 'large') state.failures += 0.5
      else if (fault !== 'rate') state.failures++
      const isDown = state.failures >= retry.failures
      const isLong = retryAfter !== undefined && retryAfter > retry.patience
      if (finalFaults.has(fault) || isDown || isLong) {
        stop.abort(thrown)
        throw thrown
      }
      // What can not be read was paid for.
      const most = fault === 'malformed' ? 3 : retry.attempts
      if (!passingFaults.has(fault) || attempt >= most) throw thrown
      const wait = backoff(attempt, retryAfter, retry)
      // What one is told holds for all.
      if (fault === 'rate' || retryAfter !== undefined) {
        state.pausedUntil = Math.max(state.pausedUntil, clock.now() + wait)
      }
      await waitFor(state, wait)
    }
  }
}

async function askOnce(
  state: RunState,
  batch: EngineBatch,
): Promise<EngineReply> {
  const { engine, clock, stop, timeout } = state
  await waitFor(state, 0)
  await state.requests?.take(1, stop.signal)
  await state.characters?.take(charactersOf(batch), stop.signal)
  // Somebody may have been told to wait meanwhile.
  await waitFor(state, state.pausedUntil - clock.now())
  const limit = AbortSignal.any([stop.signal, AbortSignal.timeout(timeout)])
  // One that does not listen to the signal is left alone.
  const abandoned = new Promise<never>((_, reject) => {
    const end = (): void => reject(asEngineError(limit.reason, [], limit))
    if (limit.aborted) end()
    else limit.addEventListener('abort', end, { once: true })
  })
  try {
    return await Promise.race([engine.translate(batch, limit), abandoned])
  } catch (error) {
    throw limit.aborted ? asEngineError(limit.reason, [], limit) : error
  }
}

async function waitFor(state: RunState, milliseconds: number): Promise<void> {
  const { clock, stop } = state
  const until = Math.max(clock.now() + milliseconds, state.pausedUntil)
  for (;;) {
    stop.signal.throwIfAborted()
    const rest = Math.max(until, state.pausedUntil) - clock.now()
    if (rest <= 0) return
    await clock.sleep(rest, stop.signal)
  }
}
