import { randomUUID } from 'node:crypto'
import { open, readFile, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../model/index.ts'

/** Locks this process holds, to tell them from those of an earlier one. */
const held = new Set<string>()

/** Milliseconds after which a lock that says nothing was left by the dead. */
const silence = 5000

/**
 * Run a task while no other Yiwen writes a file.
 *
 * The lock is a file beside it. One whose process is gone is taken over: under a
 * lock of its own, so that of two that find it, neither takes the other's.
 *
 * @param path - Absolute path of the file.
 * @param shown - Path to show to people.
 * @param task - What to do.
 * @param patience - Milliseconds to wait for another process. Default: 30 s.
 * @returns What the task returns.
 * @throws UserError when another process keeps the lock.
 */
export async function withFileLock<T>(
  path: string,
  shown: string,
  task: () => Promise<T>,
  patience = 30_000,
): Promise<T> {
  const lock = join(dirname(path), `.${basename(path)}.lock`)
  const end = Date.now() + patience
  const token = randomUUID()
  held.add(token)
  try {
    while (!(await take(lock, token))) {
      if (await isStale(lock)) await takeAway(lock)
      else if (Date.now() > end) throw busy(shown, lock)
      // Those who wait do not all come back at once.
      else await sleep(2 + Math.random() * 15)
    }
    try {
      // Left by one that was killed while it took a lock over. As this lock is held
      // by the living, whoever breaks in next finds nothing to take away.
      const left = breakingOf(lock)
      if (await isStale(left)) await rm(left, { force: true })
      return await task()
    } finally {
      await rm(lock, { force: true })
    }
  } finally {
    held.delete(token)
  }
}

function busy(path: string, lock: string): UserError {
  return new UserError(`Another process is writing ${path}.`, {
    hint: `Wait for it to end; if there is none, delete ${lock}.`,
    wording: { key: 'glossary-busy', values: { path, lock } },
  })
}

async function take(lock: string, token: string): Promise<boolean> {
  let opened = false
  try {
    const handle = await open(lock, 'wx')
    opened = true
    try {
      const owner = { pid: process.pid, host: hostname(), token }
      await handle.writeFile(JSON.stringify(owner))
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (opened) await rm(lock, { force: true }).catch(() => undefined)
    else if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function breakingOf(lock: string): string {
  return `${lock}.break`
}

async function takeAway(lock: string): Promise<void> {
  const breaking = breakingOf(lock)
  if (await take(breaking, randomUUID())) {
    try {
      if (await isStale(lock)) await rm(lock, { force: true })
    } finally {
      await rm(breaking, { force: true })
    }
  } else if (((await ageOf(breaking)) ?? 0) > silence) {
    // Nobody holds it for more than an instant.
    await rm(breaking, { force: true })
  } else await sleep(5)
}

async function ageOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => undefined,
  )
}

async function isStale(lock: string): Promise<boolean> {
  let owner: { pid?: unknown; host?: unknown; token?: unknown }
  try {
    owner = JSON.parse(await readFile(lock, 'utf8')) as typeof owner
  } catch {
    // Being written, unless whoever opened it was killed before it wrote.
    return ((await ageOf(lock)) ?? 0) > silence
  }
  if (owner.host !== hostname() || typeof owner.pid !== 'number') return false
  if (owner.pid === process.pid) return !held.has(String(owner.token))
  try {
    process.kill(owner.pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
