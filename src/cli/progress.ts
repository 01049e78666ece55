import type { Context } from './context.ts'
import { cutEnd, visible } from './terminal-text.ts'

/** What is done so far. */
export interface Step {
  /** Articles that are done. */
  done: number
  /** Articles there are. */
  total: number
  /** Article that was done last. */
  path: string
}

/** Shows how far a job is. */
export interface Progress {
  /** Shows a step. */
  update(step: Step): void
  /** Takes the bar away. */
  end(): void
}

const barWidth = 24
const clearLine = '\r\x1b[2K'

/**
 * Create what shows how far a job is, on standard error.
 *
 * A terminal gets a bar that is gone at the end; anything else gets a line for
 * each article.
 *
 * @param context - Context.
 * @returns Progress.
 */
export function createProgress(context: Context): Progress {
  const { io, t, err } = context
  const { stderr } = io
  if (!stderr.isTTY || io.env['TERM'] === 'dumb') {
    return {
      update: ({ done, total, path }) => {
        const step = t('cli:progress.step', { done, total })
        stderr.write(`[${step}] ${visible(path)}\n`)
      },
      end: () => {},
    }
  }
  return {
    update: ({ done, total, path }) => {
      const full = Math.round((barWidth * done) / Math.max(1, total))
      const bar =
        err.green('━'.repeat(full)) + err.dim('━'.repeat(barWidth - full))
      const step = t('cli:progress.step', { done, total })
      const columns = (stderr.columns ?? 80) - barWidth - 2
      const text = cutEnd(`${step}  ${visible(path)}`, Math.max(8, columns))
      stderr.write(`${clearLine}${bar} ${text}`)
    },
    end: () => stderr.write(clearLine),
  }
}
