/**
 * One at a time.
 *
 * Takes a path and a task, and runs the task while no other process, and no other
 * task of this one, holds the lock of that path. It knows nothing of what is
 * written under it.
 *
 * @module
 */
export { sweepClaims, withLock } from './with-lock.ts'
