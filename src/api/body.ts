import type { IncomingMessage } from 'node:http'
import { Problem } from './problem.ts'

/** What a body is bounded by. */
export interface BodyLimits {
  /** Bytes of a body, or of a line of a stream. */
  bytes: number
  /** Milliseconds a body may take to come, or a stream may be silent. */
  patience: number
}

/** Bytes of bodies that are held at once, over all requests. */
export class Budget {
  private left: number

  /** @param bytes - Bytes there are. */
  constructor(bytes: number) {
    this.left = bytes
  }

  /**
   * Take some.
   *
   * @param bytes - How many.
   * @returns Whether there were as many.
   */
  take(bytes: number): boolean {
    if (bytes > this.left) return false
    this.left -= bytes
    return true
  }

  /** Give back what was taken. */
  give(bytes: number): void {
    this.left += bytes
  }
}

/**
 * Read a body whole.
 *
 * @param incoming - Request.
 * @param limits - Most bytes, and how long they may take.
 * @param take - Asked before bytes are kept; throws where there is no room.
 * @returns Text.
 * @throws Problem when it is too large, too slow or no UTF-8. The rest is left.
 */
export async function readBody(
  incoming: IncomingMessage,
  limits: BodyLimits,
  take: (bytes: number) => void,
): Promise<string> {
  const declared = Number(incoming.headers['content-length'] ?? 0)
  if (declared > limits.bytes) throw tooLarge(limits)
  const deadline = performance.now() + limits.patience
  const chunks: Buffer[] = []
  let length = 0
  for (const source = chunksOf(incoming); ; ) {
    const left = Math.max(0, deadline - performance.now())
    const next = await within(left, source.next(), limits)
    if (next.done) break
    length += next.value.length
    if (length > limits.bytes) throw tooLarge(limits)
    take(next.value.length)
    chunks.push(next.value)
  }
  return decode(Buffer.concat(chunks))
}

/** Line of a stream: its text, or why it has none. */
export type Line = { text: string } | { problem: Problem }

/**
 * Read a stream line by line, no faster than lines are taken.
 *
 * @param incoming - Request.
 * @param limits - Most bytes of a line, and how long it may be silent.
 * @returns Lines that are not blank. One that is too large or no UTF-8 is a
 *   problem, and the next are read.
 * @throws Problem when nothing comes for too long.
 */
export async function* readLines(
  incoming: IncomingMessage,
  limits: BodyLimits,
): AsyncGenerator<Line, void, undefined> {
  let parts: Buffer[] = []
  let length = 0
  const end = (): Line | undefined => {
    const whole = Buffer.concat(parts)
    const large = length > limits.bytes
    parts = []
    length = 0
    if (large) return { problem: tooLarge(limits) }
    try {
      const text = decode(whole)
      return text.trim() === '' ? undefined : { text }
    } catch (problem) {
      return { problem: problem as Problem }
    }
  }
  const add = (part: Buffer): void => {
    length += part.length
    // What is too large is counted, and let go of.
    if (length > limits.bytes) parts = []
    else parts.push(part)
  }
  for (const source = chunksOf(incoming); ; ) {
    const next = await within(limits.patience, source.next(), limits)
    if (next.done) break
    const chunk = next.value
    let start = 0
    for (;;) {
      const at = chunk.indexOf(0x0a, start)
      if (at < 0) break
      add(chunk.subarray(start, at))
      start = at + 1
      const line = end()
      if (line) yield line
    }
    if (start < chunk.length) add(chunk.subarray(start))
  }
  const line = end()
  if (line) yield line
}

function chunksOf(incoming: IncomingMessage): AsyncIterator<Buffer> {
  // What stops reading must still be able to answer.
  return incoming.iterator({ destroyOnReturn: false })
}

async function within<Value>(
  milliseconds: number,
  promise: Promise<Value>,
  { patience }: BodyLimits,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      const values = { seconds: patience / 1000 }
      fail(
        new Problem('body-too-slow', {
          values,
          headers: { Connection: 'close' },
        }),
      )
    }, milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

function tooLarge({ bytes }: BodyLimits): Problem {
  // The rest of the body is not read, so nothing can follow it.
  return new Problem('too-large', {
    values: { bytes },
    headers: { Connection: 'close' },
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Problem('not-utf8')
  }
}
