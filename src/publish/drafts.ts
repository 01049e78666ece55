import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import {
  createGuard,
  environmentError,
  type OutputFolder,
  shownPath,
} from './folder.ts'
import { hashBytes } from './plan.ts'
import { hashFile, hashOutput } from './snapshot.ts'

/** Where drafts lie in the output folder, on the disk they are to be on. */
const draftsPath = '.yiwen/drafts'

/**
 * Tell where the draft of a file is.
 *
 * Its name says what it is to be and where, so builds share drafts, and one that
 * was cut off leaves the next one what it has done.
 *
 * @param folder - Output folder.
 * @param path - Path from it that the file is to have.
 * @param sha256 - SHA-256 of its bytes, in hex.
 * @returns Absolute path.
 */
function draftPath(folder: OutputFolder, path: string, sha256: string): string {
  const place = createHash('sha256').update(path).digest('hex').slice(0, 32)
  const group = place.slice(0, 2)
  return resolve(folder.path, draftsPath, group, `${place}-${sha256}`)
}

/**
 * Draft of a file, by what it is to be. Its path is put together when it is asked for,
 * for there may be a million.
 */
export class Draft {
  readonly #folder: OutputFolder
  readonly #path: string
  readonly #sha256: string

  /**
   * @param folder - Output folder.
   * @param path - Path from it that the file is to have.
   * @param sha256 - SHA-256 of its bytes, in hex.
   */
  constructor(folder: OutputFolder, path: string, sha256: string) {
    this.#folder = folder
    this.#path = path
    this.#sha256 = sha256
  }

  /** Absolute path of the draft. */
  get draft(): string {
    return draftPath(this.#folder, this.#path, this.#sha256)
  }
}

/**
 * Check that drafts may be written, before the first is.
 *
 * @param folder - Output folder.
 * @throws UserError when they would be written elsewhere.
 */
export async function guardDrafts(folder: OutputFolder): Promise<void> {
  await createGuard(folder)(`${draftsPath}/00/draft`)
}

/**
 * Write what a file is to be, whole, where the plan finds it later.
 *
 * @param folder - Output folder, guarded.
 * @param path - Path from it that the file is to have.
 * @param content - Text or bytes.
 * @param sha256 - SHA-256 of them in hex. Default: it is computed.
 * @returns Absolute path of the draft.
 * @throws UserError when the disk does not allow it.
 */
export async function writeDraft(
  folder: OutputFolder,
  path: string,
  content: string | Uint8Array,
  sha256 = hashBytes(content),
): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const target = draftPath(folder, path, sha256)
  // Another build, or an earlier one, may have been here.
  const there = await stat(target).catch(() => undefined)
  if (there?.size === bytes.length && (await isWhole(target, sha256))) {
    return target
  }
  const parent = dirname(target)
  const name = `${randomBytes(8).toString('hex')}.tmp`
  try {
    // The folder is there but for the first draft of a group; and a build that ends
    // may take it away between two steps.
    for (let attempt = 1; ; attempt++) {
      try {
        if (attempt > 1) await mkdir(parent, { recursive: true })
        await put(join(parent, name), bytes)
        await rename(join(parent, name), target)
        return target
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code !== 'ENOENT' || attempt === 6) throw error
      }
    }
  } catch (error) {
    await rm(join(parent, name), { force: true }).catch(() => undefined)
    throw environmentError(error, shownPath(folder, path), 'written')
  }
}

async function put(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Write what a file is to be, unless that is there.
 *
 * @param folder - Output folder, guarded.
 * @param path - Path from it.
 * @param content - Text or bytes.
 * @returns SHA-256 in hex; the draft, where the file is not that yet.
 * @throws UserError when the disk does not allow it.
 */
export async function draftUnlessThere(
  folder: OutputFolder,
  path: string,
  content: string | Uint8Array,
): Promise<{ sha256: string; draft?: string }> {
  const sha256 = hashBytes(content)
  if ((await hashOutput(folder, path)) === sha256) return { sha256 }
  return { sha256, draft: await writeDraft(folder, path, content, sha256) }
}

/**
 * Find the draft of a file.
 *
 * @param folder - Output folder.
 * @param path - Path from it that the file is to have.
 * @param sha256 - SHA-256 of its bytes, in hex.
 * @returns Absolute path; nothing where there is none that is whole.
 */
export async function findDraft(
  folder: OutputFolder,
  path: string,
  sha256: string,
): Promise<string | undefined> {
  const target = draftPath(folder, path, sha256)
  return (await isWhole(target, sha256)) ? target : undefined
}

async function isWhole(path: string, sha256: string): Promise<boolean> {
  return hashFile(path).then(
    (hash) => hash === sha256,
    () => false,
  )
}

/**
 * Tell whether there are drafts, of whatever build.
 *
 * @param folder - Output folder.
 */
export async function hasDrafts(folder: OutputFolder): Promise<boolean> {
  return stat(resolve(folder.path, draftsPath)).then(
    (status) => status.isDirectory(),
    () => false,
  )
}

/**
 * Take drafts away. A build that still wants some finds that they are gone and
 * plans again.
 *
 * @param folder - Output folder, guarded and locked.
 */
export async function removeDrafts(folder: OutputFolder): Promise<void> {
  const path = resolve(folder.path, draftsPath)
  // Nothing depends on it: what stays is removed by the next build.
  const options = { recursive: true, force: true, maxRetries: 3 }
  await rm(path, options).catch(() => undefined)
}
