import type { Translate } from '../messages/index.ts'
import type { Colors } from './context.ts'
import type { Output } from './io.ts'

const issuesUrl = 'https://github.com/yiwen-zh/yiwen/issues'

/**
 * Say that Yiwen made a mistake, with all that a report of it needs.
 *
 * @param error - What was thrown.
 * @param stderr - Where it is said.
 * @param t - Messages.
 * @param colors - Colours of standard error.
 * @param path - Article it was thrown at, if at one.
 */
export function explainBug(
  error: unknown,
  stderr: Output,
  t: Translate,
  colors: Colors,
  path?: string,
): void {
  const said = error instanceof Error ? error.message : String(error)
  const message = path === undefined ? said : `${path}: ${said}`
  stderr.write(`${colors.red(t('cli:frame.bug', { message }))}\n`)
  const stack = stackOf(error)
  if (stack) stderr.write(`${colors.dim(stack)}\n`)
  stderr.write(`${t('cli:frame.bugHint', { url: issuesUrl })}\n`)
}

/**
 * Tell where an error was thrown, and the error underneath.
 *
 * @param error - What was thrown.
 * @returns Stacks, one below the other; empty where there is none.
 */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const { stack = '', cause } = error
  if (!(cause instanceof Error)) return stack
  return `${stack}\n${cause.stack ?? cause.message}`
}
