/**
 * What went wrong between Yiwen and an engine.
 *
 * - `key`: the key was refused (401, 403)
 * - `quota`: nothing is left to spend (402, 456)
 * - `missing`: no such address or model (404)
 * - `redirect`: the address leads elsewhere, and is not followed
 * - `rate`: too many requests (429)
 * - `server`: the service failed (5xx), or the command did
 * - `network`: no connection, or one that broke off
 * - `timeout`: no answer in time
 * - `malformed`: an answer that is not what the protocol says
 * - `large`: more was asked or answered than goes through
 * - `request`: the service refused what was asked (400, 422)
 * - `stopped`: somebody ended the run
 */
export type EngineFault =
  | 'key'
  | 'quota'
  | 'missing'
  | 'redirect'
  | 'rate'
  | 'server'
  | 'network'
  | 'timeout'
  | 'malformed'
  | 'large'
  | 'request'
  | 'stopped'

/** Faults that will not go away while a run lasts. */
export const finalFaults: ReadonlySet<EngineFault> = new Set([
  'key',
  'quota',
  'missing',
  'redirect',
  'stopped',
])

/** Faults that may be gone a moment later. */
export const passingFaults: ReadonlySet<EngineFault> = new Set([
  'rate',
  'server',
  'network',
  'timeout',
  'malformed',
])

/** Request that brought no answers. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  /** What went wrong. */
  readonly fault: EngineFault
  /** Milliseconds the service asks to wait. */
  readonly retryAfter: number | undefined

  /**
   * @param fault - What went wrong.
   * @param detail - What was said, in one line without keys.
   * @param options - How long to wait. The error underneath is not kept: nobody
   *   knows what is in it.
   */
  constructor(
    fault: EngineFault,
    detail: string,
    options: { retryAfter?: number | undefined } = {},
  ) {
    super(detail)
    this.fault = fault
    this.retryAfter = options.retryAfter
  }
}

/**
 * Tell the fault of an HTTP status.
 *
 * @param status - Status that is no success.
 * @returns Fault.
 */
export function faultOf(status: number): EngineFault {
  if (status === 401 || status === 403 || status === 407) return 'key'
  // 456 is DeepL's.
  if (status === 402 || status === 456) return 'quota'
  if (status === 404 || status === 405 || status === 410) return 'missing'
  if (status === 408 || status === 504) return 'timeout'
  // 529 is Anthropic's: overloaded.
  if (status === 429 || status === 529) return 'rate'
  if (status === 413 || status === 414) return 'large'
  if (status >= 300 && status < 400) return 'redirect'
  return status >= 500 ? 'server' : 'request'
}

/**
 * Read a `Retry-After` header.
 *
 * @param value - Seconds, or an HTTP date (RFC 9110, 10.2.3).
 * @param now - The time, in milliseconds. Default: the clock's.
 * @returns Milliseconds to wait, or `undefined` where it says nothing.
 */
export function readRetryAfter(
  value: string | null | undefined,
  now = Date.now(),
): number | undefined {
  if (value === null || value === undefined || value.trim() === '') {
    return undefined
  }
  const text = value.trim()
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000
  // Only a date: Date.parse takes a bare negative number for a year.
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/**
 * Write what a service said as one short line without keys.
 *
 * @param text - What it said.
 * @param secrets - Values that nobody may see.
 * @returns Line of at most 200 characters.
 */
export function tell(text: string, secrets: readonly string[]): string {
  let line = text
  for (const secret of secrets) {
    if (secret.length > 3) line = line.replaceAll(secret, '***')
  }
  line = line.replaceAll(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}
