/**
 * One process at a time for one file.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { basename, dirname, join } from 'node:path'
import { sweepClaims, withLock } from '../lock/index.ts'
import { UserError } from '../model/index.ts'

/**
 * Run a task while no other Yiwen writes a file.
 *
 * @param path - Absolute path of the file; its folder has to be there.
 * @param shown - Path to show to people.
 * @param task - What to do.
 * @param patience - Milliseconds to wait for another process. Default: 30 s.
 * @returns What the task returns.
 * @throws UserError when another process keeps the lock.
 */
export function withFileLock<T>(
  path: string,
  shown: string,
  task: () => Promise<T>,
  patience?: number,
): Promise<T> {
  const busy = (lock: string): UserError =>
    new UserError(`Another process is writing ${shown}.`, {
      hint: `Wait for it to end; if there is none, delete ${lock}.`,
      wording: { key: 'glossary-busy', values: { path: shown, lock } },
    })
  return withLock({ path: lockOf(path), busy, patience }, task)
}

/**
 * Take away locks that processes which were killed have left beside a file.
 *
 * @param path - Absolute path of the file.
 */
export function sweepFileLock(path: string): Promise<void> {
  return sweepClaims(lockOf(path))
}

function lockOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.lock`)
}
