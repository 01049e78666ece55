import { EngineError, faultOf, readRetryAfter, tell } from './engine-error.ts'

/** Bytes of an answer that are read at most. */
export const answerLimit = 8 * 1024 * 1024

/** What a request may do. */
export interface GuardOptions {
  /** Values that nobody may see. */
  secrets: readonly string[]
  /** Bytes of an answer that are read at most. Default: 8 MiB. */
  limit?: number
}

/** `fetch` that ends in an answer, or in an EngineError. */
export type GuardedFetch = (
  input: string | URL | Request,
  init?: RequestInit,
) => Promise<Response>

/**
 * Make a `fetch` that trusts nobody.
 *
 * It follows no redirect, so that a key goes where the settings say and nowhere
 * else; it reads no more than a limit; and what is no success is an error that
 * says what to do about it.
 *
 * @param options - Secrets, limit.
 * @returns Function like `fetch`.
 */
export function createGuardedFetch(options: GuardOptions): GuardedFetch {
  const { secrets, limit = answerLimit } = options
  return async (input, init) => {
    let response: Response
    try {
      response = await fetch(input, { ...init, redirect: 'manual' })
    } catch (error) {
      throw asEngineError(error, secrets, init?.signal)
    }
    if (response.ok) return bounded(response, limit, secrets, init?.signal)
    const fault = faultOf(response.status)
    const said = await readStart(response)
    const target = response.headers.get('location')
    const detail =
      fault === 'redirect' && target
        ? `${response.status} → ${placeOf(target)}`
        : `${response.status} ${said}`
    throw new EngineError(fault, tell(detail, secrets), {
      retryAfter: readRetryAfter(response.headers.get('retry-after')),
    })
  }
}

// An address may have a key among its parameters.
function placeOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url ? `${url.origin}${url.pathname}` : (address.split('?')[0] ?? '')
}

function bounded(
  response: Response,
  limit: number,
  secrets: readonly string[],
  signal: AbortSignal | null | undefined,
): Response {
  const { body } = response
  if (!body) return response
  const reader = body.getReader()
  let length = 0
  const checked = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        length += value.length
        if (length > limit) {
          const bytes = `more than ${limit} bytes`
          controller.error(new EngineError('large', bytes))
          return await reader.cancel()
        }
        controller.enqueue(value)
      } catch (error) {
        controller.error(asEngineError(error, secrets, signal))
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
  const { status, statusText } = response
  const headers = new Headers(response.headers)
  // The body is decoded already.
  headers.delete('content-encoding')
  headers.delete('content-length')
  return new Response(checked, { status, statusText, headers })
}

/** Enough of a refusal to tell people why. */
async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return response.statusText
  const decoder = new TextDecoder()
  let text = ''
  try {
    while (text.length < 4096) {
      const { done, value } = await reader.read()
      if (done) break
      text += decoder.decode(value, { stream: true })
    }
    await reader.cancel()
  } catch {
    // It broke off; what it said until then is what there is.
  }
  return messageIn(text) ?? (text || response.statusText)
}

function messageIn(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as Record<string, unknown>
    const inner = value['error'] ?? value['message'] ?? value['detail']
    if (typeof inner === 'string') return inner
    const { message } = (inner ?? {}) as { message?: unknown }
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}

/**
 * Find an error of the engine among the causes of another.
 *
 * @param error - What was thrown.
 * @returns The first one, or `undefined`.
 */
export function engineErrorIn(error: unknown): EngineError | undefined {
  for (let one = error, depth = 0; one && depth < 6; depth++) {
    if (one instanceof EngineError) return one
    one = (one as { cause?: unknown }).cause
  }
  return undefined
}

/**
 * Make what a request threw an error of the engine.
 *
 * @param error - What was thrown.
 * @param secrets - Values that nobody may see.
 * @param signal - What could have ended it.
 * @returns Error.
 */
export function asEngineError(
  error: unknown,
  secrets: readonly string[],
  signal?: AbortSignal | null,
): EngineError {
  const known = engineErrorIn(error)
  if (known) return known
  if (signal?.aborted) {
    const { name } = (signal.reason ?? {}) as { name?: string }
    const timely = name === 'TimeoutError' ? 'timeout' : 'stopped'
    return new EngineError(timely, timely)
  }
  const lines: string[] = []
  for (let one = error, depth = 0; one instanceof Error && depth < 4; depth++) {
    const { code } = one as NodeJS.ErrnoException
    lines.push(code ? `${one.message} (${code})` : one.message)
    one = one.cause
  }
  return new EngineError('network', tell(lines.join(': '), secrets))
}

/**
 * Send JSON and read JSON.
 *
 * @param guarded - `fetch` to use.
 * @param url - Address.
 * @param body - What to send.
 * @param headers - Headers besides those of JSON.
 * @param signal - Ends it.
 * @returns What was answered.
 * @throws EngineError when it was no JSON.
 */
export async function postJson(
  guarded: GuardedFetch,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await guarded(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
    signal,
  })
  const text = await readText(response, signal)
  try {
    return JSON.parse(text) as unknown
  } catch {
    const type = response.headers.get('content-type') ?? '?'
    throw new EngineError('malformed', `no JSON (${tell(type, [])})`)
  }
}

async function readText(
  response: Response,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await response.text()
  } catch (error) {
    throw asEngineError(error, [], signal)
  }
}
