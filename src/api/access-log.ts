/** Line of the log: plain values, and never text of an article. */
export interface LogEntry {
  /** What happened. */
  event: 'start' | 'request' | 'error' | 'reload' | 'stop'
  /** Everything else. */
  [key: string]: string | number | boolean | readonly string[] | undefined
}

/** Writes one line of the log. */
export type Log = (entry: LogEntry) => void

/**
 * Create a log of JSON lines.
 *
 * @param write - Writes text, such as standard error's.
 * @param now - Clock. Default: the system's.
 * @returns Log.
 */
export function createLog(
  write: (text: string) => unknown,
  now: () => Date = () => new Date(),
): Log {
  return (entry) => {
    write(`${JSON.stringify({ time: now().toISOString(), ...entry })}\n`)
  }
}

/**
 * Tell where an error comes from. Its message may have text of an article.
 *
 * @param error - Error.
 * @returns Its name and the places of its stack.
 */
export function traceOf(error: unknown): {
  name: string
  stack: readonly string[]
} {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] }
  const stack = (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line))
  return { name: error.name, stack: stack.slice(0, 12) }
}
