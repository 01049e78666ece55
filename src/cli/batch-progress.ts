import type { BatchStatus } from '../queue/index.ts'
import type { Context } from './context.ts'

const clearLine = '\r\x1b[2K'

/** Milliseconds between lines where nobody looks at a terminal. */
const quietPause = 10_000

/** Shows how far a batch is. */
export interface BatchProgress {
  /** Shows where it is now. */
  update(status: BatchStatus): void
  /** Takes the line away. */
  end(): void
}

/**
 * Create what shows how far a batch is, on standard error.
 *
 * @param context - Context.
 * @returns Progress: a line that changes in a terminal, elsewhere one every ten
 *   seconds.
 */
export function createBatchProgress(context: Context): BatchProgress {
  const { stderr } = context.io
  const { io } = context
  const isSeen = stderr.isTTY === true && io.env['TERM'] !== 'dumb'
  let last = 0
  let seen: { made: number; at: number } | undefined
  return {
    update(status) {
      const now = Date.now()
      seen ??= { made: status.made, at: now }
      if (!isSeen && now - last < quietPause) return
      last = now
      const seconds = (now - seen.at) / 1000
      const rate = seconds > 1 ? (status.made - seen.made) / seconds : 0
      const text = statusLine(context, status, rate)
      stderr.write(isSeen ? `${clearLine}${text}` : `${text}\n`)
    },
    end() {
      if (isSeen) stderr.write(clearLine)
    },
  }
}

/**
 * Say how far a batch is, in one line.
 *
 * @param context - Context.
 * @param status - Where it is.
 * @param rate - Articles a second; 0 where that is not known.
 * @returns Line.
 */
export function statusLine(
  { t }: Context,
  status: BatchStatus,
  rate: number,
): string {
  const { made, submitted, active, delayed, failed, waiting } = status
  const parts = [
    t('cli:batch.made', { made, submitted }),
    t('cli:batch.waiting', { count: waiting }),
    t('cli:batch.active', { count: active }),
  ]
  if (delayed > 0) parts.push(t('cli:batch.delayed', { count: delayed }))
  if (failed > 0) parts.push(t('cli:batch.failed', { count: failed }))
  if (rate > 0) {
    const left = Math.max(0, submitted - made - failed)
    parts.push(t('cli:batch.rate', { rate: Math.round(rate * 10) / 10 }))
    if (left > 0) {
      const minutes = Math.ceil(left / rate / 60)
      parts.push(t('cli:batch.left', { count: minutes }))
    }
  }
  return parts.join(' · ')
}
