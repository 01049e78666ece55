import { createHash, randomBytes } from 'node:crypto'
import {
  constants,
  copyFile,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Hash the bytes of a file.
 *
 * @param bytes - Bytes.
 * @returns SHA-256 in hex.
 */
export function hashFileBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Write a file whole, unless it is no longer what it was.
 *
 * The new text is written beside it, flushed to the disk, and renamed.
 *
 * @param target - Absolute path of the file.
 * @param bytes - What to write.
 * @param revision - {@link hashFileBytes} of what was read; `undefined` where
 *   there was no file.
 * @returns Whether it was written.
 */
export async function replaceFile(
  target: string,
  bytes: Uint8Array,
  revision: string | undefined,
): Promise<boolean> {
  const draft = draftOf(target)
  try {
    const mode = await stat(target).then(
      (status) => status.mode & 0o777,
      () => 0o666,
    )
    const handle = await open(draft, 'wx', mode)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    const now = await readFile(target).then(hashFileBytes, () => undefined)
    if (now === revision) {
      await rename(draft, target)
      return true
    }
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await rm(draft, { force: true })
  return false
}

/**
 * Copy a file, so that under its new name it is whole or not there.
 *
 * @param from - Absolute path of the file.
 * @param to - Absolute path of the copy.
 */
export async function copyWhole(from: string, to: string): Promise<void> {
  const draft = draftOf(to)
  try {
    await copyFile(from, draft, constants.COPYFILE_EXCL)
    // What may only be read may still be copied; Windows does not flush it then.
    const handle = await open(draft, 'r')
    await handle.sync().catch(() => undefined)
    await handle.close()
    await rename(draft, to)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** A name that nobody has, which {@link sweepDrafts} knows. */
function draftOf(target: string): string {
  const name = `.${basename(target)}.${randomBytes(8).toString('hex')}.tmp`
  return join(dirname(target), name)
}

/**
 * Take away what a process that was killed left under a temporary name.
 *
 * @param target - Absolute path of the file.
 */
export async function sweepDrafts(target: string): Promise<void> {
  const folder = dirname(target)
  const start = `.${basename(target)}.`
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const rest = name.startsWith(start) ? name.slice(start.length) : ''
    if (/^[0-9a-f]{16}\.tmp$/.test(rest)) {
      await rm(join(folder, name), { force: true })
    }
  }
}
