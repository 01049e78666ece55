import type { UserError } from './errors.ts'

/** What is asked for where only one may work at a time. */
export interface LockRequest {
  /**
   * Absolute path that the lock's files begin with; its folder has to be there.
   * Who asks for the same path asks for the same lock.
   */
  path: string
  /**
   * Words that somebody else keeps the lock.
   *
   * @param holder - Absolute path of the file that says so.
   */
  busy: (holder: string) => UserError
  /** Milliseconds to wait for others. Default: 30 s. */
  patience?: number | undefined
}

/**
 * Runs a task while nobody else who asks for the same lock runs one: `lock` gives
 * it to the rooms that write.
 */
export type WithLock = <T>(
  request: LockRequest,
  task: () => Promise<T>,
) => Promise<T>
