import { constants, openSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** Windows has no such flag, and no such pipes. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * Open a file to read it.
 *
 * Opening a pipe that nobody writes to yet would wait, in a thread that keeps the
 * process from ending. On Linux it does not wait; where else one does, a second signal
 * ends the process.
 *
 * @param path - Absolute path.
 * @returns File. What is no ordinary file or folder is read as {@link readPipe} does or
 *   in order.
 * @throws Errors of the system.
 */
export async function openToRead(path: string): Promise<FileHandle> {
  if (process.platform !== 'linux') return open(path, constants.O_RDONLY)
  const handle = await open(path, withoutWaiting)
  const status = await handle.stat()
  if (status.isFile() || status.isDirectory() || status.isFIFO()) return handle
  // A terminal would say that nobody typed yet.
  await handle.close()
  return open(path, constants.O_RDONLY)
}

/**
 * Read a pipe as its bytes come. Waiting for them holds no thread.
 *
 * @param path - Absolute path; on Linux.
 * @param limit - Most bytes.
 * @returns Bytes, or how many there are at least where that is too many.
 * @throws Errors of the system.
 */
export async function readPipe(
  path: string,
  limit: number,
): Promise<Uint8Array | number> {
  const { Socket } = await import('node:net')
  const fd = openSync(path, withoutWaiting)
  const socket = new Socket({ fd, readable: true, writable: false })
  const chunks: Uint8Array[] = []
  let length = 0
  // Whoever leaves the loop closes the pipe.
  for await (const chunk of socket as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) return length
  }
  return Buffer.concat(chunks)
}
