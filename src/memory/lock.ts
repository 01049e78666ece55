import { randomUUID } from 'node:crypto'
import {
  closeSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { UserError } from '../model/index.ts'

/** Locks this process holds, to tell them from those of an earlier one. */
const held = new Set<string>()

/** Milliseconds after which a lock that says nothing was left by the dead. */
const silence = 5000

/** Milliseconds nobody holds a lock for: each is one transaction. */
const longest = 600_000

const host = hostname()
const sleeper = new Int32Array(new SharedArrayBuffer(4))

/**
 * Run a task while no other Yiwen uses a memory.
 *
 * SQLite's own locks keep transactions apart, but not from a process that finds the
 * file damaged and empties it; and libsql does not recover from waiting for them
 * in vain. The process waits without doing anything else; a transaction is short.
 *
 * @param path - Path of the memory.
 * @param task - What to do.
 * @param patience - Milliseconds to wait for another process. Default: 60 s.
 * @returns What the task returns.
 * @throws UserError when another process keeps the lock.
 */
export function withMemoryLock<T>(
  path: string,
  task: () => T,
  patience = 60_000,
): T {
  const lock = `${path}.owner`
  const token = randomUUID()
  held.add(token)
  try {
    let end = 0
    while (!take(lock, token)) {
      end ||= Date.now() + patience
      if (isStale(lock)) takeAway(lock)
      else if (Date.now() > end) throw busy(path, lock)
      // Those who wait do not all come back at once.
      else sleep(1 + Math.random() * 8)
    }
    try {
      return task()
    } finally {
      rmSync(lock, { force: true })
    }
  } finally {
    held.delete(token)
  }
}

function busy(path: string, lock: string): UserError {
  return new UserError(`Another process is using ${path}.`, {
    hint: `Wait for it to end; if there is none, delete ${lock}.`,
    wording: { key: 'memory-busy', values: { path, lock } },
  })
}

function sleep(milliseconds: number): void {
  Atomics.wait(sleeper, 0, 0, milliseconds)
}

function take(lock: string, token: string): boolean {
  let file: number
  try {
    file = openSync(lock, 'wx')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Windows says EPERM of a file that is just being deleted.
    if (code === 'EEXIST' || code === 'EPERM') {
      if (code === 'EEXIST' || isThere(lock)) return false
    }
    throw error
  }
  try {
    writeSync(file, JSON.stringify({ pid: process.pid, host, token }))
  } catch (error) {
    closeSync(file)
    rmSync(lock, { force: true })
    throw error
  }
  closeSync(file)
  return true
}

/** Take a dead one's lock away, unless another process is about to. */
function takeAway(lock: string): void {
  const breaking = `${lock}.break`
  if (take(breaking, randomUUID())) {
    try {
      if (isStale(lock)) rmSync(lock, { force: true })
    } finally {
      rmSync(breaking, { force: true })
    }
  } else if ((ageOf(breaking) ?? 0) > silence) {
    // Nobody holds it for more than an instant.
    rmSync(breaking, { force: true })
  } else sleep(5)
}

function isThere(path: string): boolean {
  return ageOf(path) !== undefined
}

function ageOf(path: string): number | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && Date.now() - stat.mtimeMs
}

function isStale(lock: string): boolean {
  const age = ageOf(lock)
  if (age === undefined) return false
  if (age > longest) return true
  let owner: { pid?: unknown; host?: unknown; token?: unknown }
  try {
    owner = JSON.parse(readFileSync(lock, 'utf8')) as typeof owner
  } catch {
    // Being written, unless whoever opened it was killed before it wrote.
    return age > silence
  }
  if (owner.host !== host || typeof owner.pid !== 'number') return false
  if (owner.pid === process.pid) return !held.has(String(owner.token))
  try {
    process.kill(owner.pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
