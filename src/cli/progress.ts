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
  /** Milliseconds it took, where that is known. */
  milliseconds?: number
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

/** Most articles that get a line each where nobody looks at a bar. */
const mostLines = 200
/** Milliseconds between two lines where there are more. */
const pause = 2000
/** Milliseconds before a rate means something. */
const early = 1000
/** Milliseconds that make an article worth naming as the slowest. */
const slow = 500

/**
 * Create what shows how far a job is, on standard error.
 *
 * A terminal gets a bar that is gone at the end; anything else gets a line for
 * each article, or one now and then where there are many. Both say how many are done
 * in a second, how long the rest will take at that rate, and which took the longest.
 *
 * @param context - Context.
 * @returns Progress.
 */
export function createProgress(context: Context): Progress {
  const { io, t, err } = context
  const { stderr } = io
  const pace = createPace(context)
  if (!stderr.isTTY || io.env['TERM'] === 'dumb') {
    let next = 0
    return {
      update: (step) => {
        const { done, total, path } = step
        const more = pace(step)
        const now = performance.now()
        const isMany = total > mostLines
        if (isMany && now < next && done < total) return
        next = now + pause
        const head = t('cli:progress.step', { done, total })
        const tail = isMany ? more : ''
        stderr.write(`[${head}] ${visible(path)}${tail}\n`)
      },
      end: () => {},
    }
  }
  return {
    update: (step) => {
      const { done, total, path } = step
      const more = pace(step)
      const full = Math.round((barWidth * done) / Math.max(1, total))
      const bar =
        err.green('━'.repeat(full)) + err.dim('━'.repeat(barWidth - full))
      const head = t('cli:progress.step', { done, total })
      const columns = (stderr.columns ?? 80) - barWidth - 2
      const text = `${head}${more}  ${visible(path)}`
      stderr.write(`${clearLine}${bar} ${cutEnd(text, Math.max(8, columns))}`)
    },
    end: () => stderr.write(clearLine),
  }
}

/** Rate, remaining time and the slowest article, once they mean something. */
function createPace({ t }: Context): (step: Step) => string {
  const start = performance.now()
  let slowest: Step | undefined
  return (step) => {
    const { done, total, milliseconds = 0 } = step
    if (milliseconds > (slowest?.milliseconds ?? slow)) slowest = step
    const elapsed = performance.now() - start
    if (elapsed < early) return ''
    const rate = done / (elapsed / 1000)
    const parts = [
      t('cli:progress.rate', { rate: rate >= 10 ? Math.round(rate) : rate }),
      t('cli:progress.left', { time: durationOf((total - done) / rate, t) }),
    ]
    if (slowest) {
      parts.push(
        t('cli:progress.slowest', {
          path: visible(slowest.path),
          seconds: (slowest.milliseconds ?? 0) / 1000,
        }),
      )
    }
    return ` · ${parts.join(' · ')}`
  }
}

/**
 * Write a stretch of time for people: `40 s`, `12:05`, `1:02:03`.
 *
 * @param seconds - Seconds.
 * @param t - Messages.
 */
export function durationOf(seconds: number, t: Context['t']): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return t('cli:summary.seconds', { seconds: whole })
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  const hours = Math.floor(whole / 3600)
  return [...(hours > 0 ? [hours] : []), ...parts].join(':')
}
