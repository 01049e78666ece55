import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UserError, type WithLock } from '../model/index.ts'
import { environmentError, type OutputFolder, shownPath } from './folder.ts'

/** What the names of lock files begin with, in the output folder. */
const lockPath = '.yiwen/lock'

/**
 * Run a task while no other build writes to the folder.
 *
 * @param folder - Output folder.
 * @param lock - Runs one task at a time.
 * @param task - What to do.
 * @param patience - Milliseconds to wait for another build. Default: 30 s.
 * @returns What the task returns.
 * @throws UserError when another build keeps the lock, or the folder can not
 *   be written to.
 */
export async function lockFolder<T>(
  folder: OutputFolder,
  lock: WithLock,
  task: () => Promise<T>,
  patience?: number,
): Promise<T> {
  const path = resolve(folder.path, lockPath)
  const busy = (holder: string): UserError => {
    const values = { folder: folder.name, path: shownPath(folder, holder) }
    return new UserError(`Another build is writing to ${folder.name}.`, {
      hint: `Wait for it to end; if there is none, delete ${values.path}.`,
      wording: { key: 'build-running', values },
    })
  }
  let entered = false
  try {
    await mkdir(dirname(path), { recursive: true })
    return await lock({ path, busy, patience }, () => {
      entered = true
      return task()
    })
  } catch (error) {
    throw entered ? error : environmentError(error, folder.name, 'written')
  }
}
