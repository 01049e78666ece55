import { type FileHandle, open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Context, misuse } from './context.ts'
import { readStdin } from './io.ts'

/**
 * Open a file that is imported, or standard input for `-`.
 *
 * Only an ordinary file is opened: a pipe would wait for somebody to write into it,
 * where no signal ends the process, and a device may never end.
 *
 * @param name - File as the person wrote it, or `-`.
 * @param context - Context.
 * @yields Its bytes, in pieces.
 * @throws UserError when there is no such file, or it is no ordinary one.
 */
export async function* incomingBytes(
  name: string,
  context: Context,
): AsyncGenerator<Uint8Array | string> {
  if (name === '-') {
    yield* context.io.stdin
    return
  }
  const handle = await openFile(name, context)
  try {
    yield* handle.createReadStream({ autoClose: false })
  } finally {
    await handle.close()
  }
}

/**
 * Read a file that is imported whole, or standard input for `-`.
 *
 * @param name - File as the person wrote it, or `-`.
 * @param most - Most bytes that it may have.
 * @param context - Context.
 * @returns Its bytes.
 * @throws UserError when there is no such file, it is no ordinary one, or has more.
 */
export async function readIncomingFile(
  name: string,
  most: number,
  context: Context,
): Promise<Uint8Array> {
  if (name === '-') {
    const bytes = await readStdin(context.io.stdin, most)
    if (bytes.length > most) throw tooLarge('<stdin>', most, context)
    return bytes
  }
  const handle = await openFile(name, context)
  try {
    const { size } = await handle.stat()
    if (size > most) throw tooLarge(name, most, context)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

async function openFile(name: string, { io, t }: Context): Promise<FileHandle> {
  const path = resolve(io.cwd, name)
  try {
    const status = await stat(path)
    if (status.isFile()) return await open(path)
    if (status.isDirectory()) throw missing(name, t)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
    throw missing(name, t)
  }
  throw misuse(
    t('cli:misuse.notOrdinary', { path: name }),
    t('cli:hint.pipeIn'),
  )
}

function missing(path: string, t: Context['t']): Error {
  return misuse(t('cli:misuse.noIncoming', { path }), t('cli:hint.checkPath'))
}

function tooLarge(path: string, most: number, { t }: Context): Error {
  return misuse(
    t('cli:misuse.tooLarge', { path, most: most / 1_000_000 }),
    t('cli:hint.inParts'),
  )
}
