import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../model/index.ts'
import {
  codeOf,
  environmentError,
  type OutputFolder,
  shownPath,
} from './folder.ts'

const lockPath = '.yiwen/lock'

/** Locks this process holds, to tell them from those of an earlier one. */
const held = new Set<string>()

/**
 * Run a task while no other build writes to the folder.
 *
 * A lock whose process is gone is taken over.
 *
 * @param folder - Output folder.
 * @param task - What to do.
 * @param patience - Milliseconds to wait for another build. Default: 30 s.
 * @returns What the task returns.
 * @throws UserError when another build keeps the lock, or the folder can not
 *   be written to.
 */
export async function withLock<T>(
  folder: OutputFolder,
  task: () => Promise<T>,
  patience = 30_000,
): Promise<T> {
  const path = resolve(folder.path, lockPath)
  const shown = shownPath(folder, lockPath)
  const end = Date.now() + patience
  while (!(await take(path, folder.name))) {
    if (await isStale(path)) {
      // Renamed first: of two builds that find it stale, one takes it away.
      const away = `${path}.${process.pid}.${Date.now()}`
      await rename(path, away).then(() => rm(away, { force: true }), ignore)
    } else if (Date.now() > end) {
      throw new UserError(`Another build is writing to ${folder.name}.`, {
        hint: `Wait for it to end; if there is none, delete ${shown}.`,
        wording: {
          key: 'build-running',
          values: { folder: folder.name, path: shown },
        },
      })
    } else await sleep(50)
  }
  held.add(path)
  try {
    return await task()
  } finally {
    held.delete(path)
    await rm(path, { force: true }).catch(ignore)
  }
}

async function take(path: string, shown: string): Promise<boolean> {
  let opened = false
  try {
    await mkdir(dirname(path), { recursive: true })
    const handle = await open(path, 'wx')
    opened = true
    try {
      await handle.writeFile(
        JSON.stringify({ pid: process.pid, host: hostname() }),
      )
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (opened) await rm(path, { force: true }).catch(ignore)
    // From the folder's name being a file, the same code means something else.
    else if (isTaken(error, path)) return false
    throw environmentError(error, shown, 'written')
  }
}

function isTaken(error: unknown, path: string): boolean {
  const at = (error as NodeJS.ErrnoException).path
  return codeOf(error) === 'EEXIST' && at === path
}

async function ageOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (status) => Date.now() - status.mtimeMs,
    () => undefined,
  )
}

async function isStale(path: string): Promise<boolean> {
  let owner: { pid?: unknown; host?: unknown }
  try {
    owner = JSON.parse(await readFile(path, 'utf8')) as typeof owner
  } catch {
    // Being written, unless whoever opened it was killed before it wrote.
    return ((await ageOf(path)) ?? 0) > 5000
  }
  if (owner.host !== hostname() || typeof owner.pid !== 'number') return false
  if (owner.pid === process.pid) return !held.has(path)
  try {
    process.kill(owner.pid, 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}

function ignore(): undefined {
  return undefined
}
