import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { open, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LockRequest } from '../model/index.ts'

/** Claims of this process, to tell them from those of an earlier one. */
const held = new Set<string>()

/** This machine, in the name of a claim. */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** When this process began, in the name of a claim; 0 where the system does not tell. */
const began = stateOf(process.pid)?.began ?? '0'

/**
 * Run a task while nobody else who asks for the same lock runs one.
 *
 * Burns and Lamport's one-bit algorithm ("The Mutual Exclusion Problem", 1986), with
 * files for bits: whoever wants the lock puts down a claim, a file that nobody
 * had before. Where a claim stands that comes before it by name, it takes its own
 * back and tries again under another name; else it waits for those that come
 * after it, which give way, and has the lock. Of two that hold it, one would have
 * put down its claim before the other looked.
 *
 * A claim says in its name whose it is, so it is never half written, and as no
 * name comes back, one whose process is gone can be removed by anybody, at any
 * time, without removing that of the living.
 *
 * @param request - Path, patience, words for those who wait in vain.
 * @param task - What to do.
 * @returns What the task returns.
 * @throws UserError of the request, when somebody else keeps the lock; errors of
 *   the system, when its folder can not be written to.
 */
export async function withLock<T>(
  request: LockRequest,
  task: () => Promise<T>,
): Promise<T> {
  const claim = await acquire(request)
  try {
    return await task()
  } finally {
    await drop(claim)
  }
}

async function acquire(request: LockRequest): Promise<string> {
  const { path, busy, patience = 30_000 } = request
  const end = Date.now() + patience
  for (;;) {
    const token = randomBytes(8).toString('hex')
    const claim = `${path}-${token}.${process.pid}.${began}.${host}`
    held.add(claim)
    try {
      await (await open(claim, 'wx')).close()
      const before = (await livingClaims(path)).find((one) => one < claim)
      if (before === undefined) {
        for (;;) {
          const after = (await livingClaims(path)).find((one) => one > claim)
          if (after === undefined) return claim
          if (Date.now() > end) throw busy(after)
          await pause()
        }
      }
      if (Date.now() > end) throw busy(before)
      await drop(claim)
      await pause()
    } catch (error) {
      await drop(claim)
      throw error
    }
  }
}

/**
 * Take away claims of processes that are gone.
 *
 * Whoever takes the lock does so, too; this is for those who do not need it.
 *
 * @param path - Path of the lock.
 */
export async function sweepClaims(path: string): Promise<void> {
  // Where nobody may look or remove, nothing of ours was put down.
  await livingClaims(path).catch(() => undefined)
}

/** Those who wait do not all come back at once. */
function pause(): Promise<void> {
  return sleep(2 + Math.random() * 15)
}

async function drop(claim: string): Promise<void> {
  await rm(claim, { force: true }).catch(() => undefined)
  held.delete(claim)
}

/** Claims whose process lives, or may live; the others are removed. */
async function livingClaims(path: string): Promise<string[]> {
  const folder = dirname(path)
  const start = `${basename(path)}-`
  const living: string[] = []
  for (const name of await readdir(folder)) {
    if (!name.startsWith(start)) continue
    const [, pid, since = '0', on] =
      /^[\da-f]{16}\.(\d+)(?:\.(\d+))?\.([\da-f]{8})$/.exec(
        name.slice(start.length),
      ) ?? []
    if (pid === undefined) continue
    const claim = join(folder, name)
    if (on !== host || isAlive(Number(pid), since, claim)) living.push(claim)
    else await drop(claim)
  }
  return living
}

function isAlive(pid: number, since: string, claim: string): boolean {
  // A number may come back: what this process does not know is of an earlier one.
  if (pid === process.pid) return held.has(claim)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const state = stateOf(pid)
  if (state === undefined) return true
  // One that is dead keeps its number until its parent asks for it, which in a
  // container may be never; and in one the same numbers come back at each start.
  if (state.isDead) return false
  return since === '0' || since === state.began
}

/**
 * Ask Linux about a process; other systems do not tell.
 *
 * @param pid - Number of the process.
 * @returns Whether it is dead, and when it began, in ticks since the system did; nothing
 *   where that is not told.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function stateOf(pid: number): { isDead: boolean; began: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // Its name stands in brackets and may hold any. Behind it is the third field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state = '', began] = [fields[0], fields[19]]
    return began === undefined
      ? undefined
      : { isDead: /^[ZXx]$/.test(state), began }
  } catch {
    return undefined
  }
}
