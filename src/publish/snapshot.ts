import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  codeOf,
  createGuard,
  environmentError,
  type Guard,
  type OutputFolder,
  shownPath,
} from './folder.ts'
import { type Manifest, manifestPath, parseManifest } from './manifest.ts'
import { hashBytes, noFile, type Snapshot } from './plan.ts'

/**
 * Hash a file without holding it in memory.
 *
 * @param path - Absolute path.
 * @returns SHA-256 in hex.
 */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Hashes of files that are known without reading them. */
export interface KnownHashes {
  /** SHA-256 of a file, by its absolute path, where it is certain. */
  find(path: string): string | undefined
  /** Hash a file, unless that is known. */
  hash(path: string, compute: () => Promise<string>): Promise<string>
}

/**
 * Hash what stands at a path of the output folder.
 *
 * @param folder - Output folder.
 * @param path - Path from it.
 * @param hashes - What is known. Default: nothing.
 * @returns SHA-256, `noFile` for a link or a folder, `undefined` for nothing.
 * @throws UserError when it can not be read.
 */
export async function hashOutput(
  folder: OutputFolder,
  path: string,
  hashes?: KnownHashes,
): Promise<string | undefined> {
  const absolute = resolve(folder.path, path)
  const known = hashes?.find(absolute)
  if (known !== undefined) return known
  try {
    const status = await lstat(absolute)
    if (!status.isFile()) return noFile
    const compute = (): Promise<string> => hashFile(absolute)
    return await (hashes ? hashes.hash(absolute, compute) : compute())
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw environmentError(error, shownPath(folder, path), 'read')
  }
}

/** Manifest, and the hash of what it was read from. */
export type KnownManifest = Pick<Snapshot, 'manifest' | 'manifestHash'>

/** Read the manifest, and let go of its text, which may be large. */
async function readManifest(folder: OutputFolder): Promise<KnownManifest> {
  const shown = shownPath(folder, manifestPath)
  const path = resolve(folder.path, manifestPath)
  const bytes = await unlessMissing(folder, () => readFile(path))
  const text = bytes?.toString('utf8')
  return {
    manifest: parseManifest(text, shown),
    manifestHash: bytes && hashBytes(bytes),
  }
}

/**
 * Hash the manifest that is in an output folder now.
 *
 * @param folder - Output folder.
 * @returns SHA-256 in hex, or `undefined` where there is none.
 * @throws UserError when it can not be read.
 */
export function hashWrittenManifest(
  folder: OutputFolder,
): Promise<string | undefined> {
  const path = resolve(folder.path, manifestPath)
  return unlessMissing(folder, () => hashFile(path))
}

async function unlessMissing<T>(
  folder: OutputFolder,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw environmentError(error, shownPath(folder, manifestPath), 'read')
  }
}

/** Reads the output folder path by path, so that outputs can be let go of. */
export interface SnapshotReader {
  /** What earlier builds wrote. */
  readonly manifest: Manifest
  /** Hash what stands at a path, and remember it. */
  look(path: string): Promise<string | undefined>
  /** Look at what earlier builds wrote, too, and give all that was seen. */
  finish(): Promise<Snapshot>
}

/**
 * Start to read what is in an output folder.
 *
 * @param folder - Output folder.
 * @param hashes - What is known of files that did not change. Default: nothing.
 * @param known - Manifest. Default: it is read.
 * @returns Reader.
 * @throws UserError when the folder leads elsewhere or can not be read.
 */
export async function readSnapshot(
  folder: OutputFolder,
  hashes?: KnownHashes,
  known?: KnownManifest,
): Promise<SnapshotReader> {
  const guard: Guard = createGuard(folder)
  await guard(manifestPath)
  const { manifest, manifestHash } = known ?? (await readManifest(folder))
  const files = new Map<string, string>()
  const seen = new Set<string>()
  const look = async (path: string): Promise<string | undefined> => {
    if (seen.has(path)) return files.get(path)
    await guard(path)
    const hash = await hashOutput(folder, path, hashes)
    seen.add(path)
    if (hash !== undefined) files.set(path, hash)
    return hash
  }
  return {
    manifest,
    look,
    async finish() {
      for (const files of [manifest.files, manifest.pending]) {
        for (const path of Object.keys(files)) {
          if (!seen.has(path)) await look(path)
        }
      }
      return { files, manifest, manifestHash }
    },
  }
}
