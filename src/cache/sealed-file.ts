import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'

/** Bytes before the content: length and sum, each eight hexadecimal digits. */
export const headLength = 18

/**
 * Read a file as {@link writeSealed} wrote it.
 *
 * @param path - File.
 * @returns Content; `missing` where there is no such file; `damaged` where it can not
 *   be read, or is not what was written.
 */
export async function readSealed(
  path: string,
): Promise<Buffer | 'missing' | 'damaged'> {
  try {
    return contentOf(await readWhole(path))
  } catch (error) {
    return lossOf(error)
  }
}

/**
 * Read such a file at once, while nothing else happens.
 *
 * @param path - File.
 * @returns The same.
 */
export function readSealedNow(path: string): Buffer | 'missing' | 'damaged' {
  try {
    return contentOf(readFileSync(path))
  } catch (error) {
    return lossOf(error)
  }
}

function contentOf(bytes: Buffer): Buffer | 'damaged' {
  const content = bytes.subarray(headLength)
  const head = bytes.toString('latin1', 0, headLength)
  return head === headOf([content]) ? content : 'damaged'
}

function lossOf(error: unknown): 'missing' | 'damaged' {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'damaged'
}

/**
 * Read such a file into memory that threads may share.
 *
 * @param path - File.
 * @returns The same; its bytes begin at a multiple of eight.
 */
export async function readSealedShared(
  path: string,
): Promise<Buffer | 'missing' | 'damaged'> {
  const start = Math.ceil(headLength / 8) * 8 - headLength
  try {
    return contentOf(
      await readWhole(path, (size) =>
        Buffer.from(new SharedArrayBuffer(start + size), start),
      ),
    )
  } catch (error) {
    return lossOf(error)
  }
}

/** Bytes that the system reads at once. */
const mostRead = 2 ** 30

/** Read a file at once, where `readFile` would take it in small pieces. */
async function readWhole(
  path: string,
  allocate: (size: number) => Buffer = Buffer.allocUnsafeSlow,
): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const bytes = allocate(size)
    for (let end = 0; end < size; ) {
      const length = Math.min(size - end, mostRead)
      const { bytesRead } = await handle.read(bytes, end, length, end)
      if (bytesRead === 0) return bytes.subarray(0, end)
      end += bytesRead
    }
    return bytes
  } finally {
    await handle.close()
  }
}

/**
 * Read the length and sum of a file that {@link writeSealed} wrote, which tell it from
 * others, without reading it whole.
 *
 * @param path - File.
 * @returns Text; nothing where it can not be read.
 */
export async function sealOf(path: string): Promise<string | undefined> {
  try {
    const handle = await open(path)
    try {
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(headLength),
        0,
        headLength,
        0,
      )
      return bytesRead === headLength ? buffer.toString('latin1') : undefined
    } finally {
      await handle.close()
    }
  } catch {
    return undefined
  }
}

/**
 * Write a file with its length and a sum of its bytes before it, whole or not at
 * all.
 *
 * @param path - File; its folder is made.
 * @param chunks - Content, in parts.
 * @returns Time at which it was written, by the clock of its disk.
 * @throws Errors of the system.
 */
export async function writeSealed(
  path: string,
  chunks: readonly Uint8Array[],
): Promise<number> {
  const folder = dirname(path)
  const name = `.${basename(path)}.${randomBytes(8).toString('hex')}.tmp`
  const draft = join(folder, name)
  await mkdir(folder, { recursive: true })
  try {
    const handle = await open(draft, 'wx')
    try {
      await handle.writeFile(headOf(chunks))
      for (const chunk of chunks) await handle.writeFile(chunk)
    } finally {
      await handle.close()
    }
    const { mtimeMs } = await stat(draft)
    await rename(draft, path)
    return mtimeMs
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
}

function headOf(chunks: readonly Uint8Array[]): string {
  let length = 0
  let sum = 0
  for (const chunk of chunks) {
    length += chunk.length
    sum = crc32(chunk, sum)
  }
  const digits = (number: number): string =>
    (number >>> 0).toString(16).padStart(8, '0')
  return `${digits(length)}-${digits(sum)}\n`
}
