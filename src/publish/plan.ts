import { createHash } from 'node:crypto'
import type { Manifest, ManifestArticle, ManifestFile } from './manifest.ts'

/** File that is wanted in the output folder. */
export interface Output {
  /** Path from the output folder, with `/`. */
  path: string
  /** SHA-256 of its bytes, in hex. */
  sha256: string
  /**
   * Its bytes, the file to copy, or the draft to put in its place; left out where
   * it is there already.
   */
  content?: Uint8Array | { copy: string } | { draft: string }
  /** File it is made from, from the project's folder. */
  source?: string
  /** Edition it belongs to. */
  edition?: string
  /** Digest of what it was made of. Default: nobody asks. */
  made?: string
}

/** What stands at a path that is no regular file: a folder, a link. */
export const noFile = 'no-file'

/** What is in the output folder now. */
export interface Snapshot {
  /** SHA-256 by path, {@link noFile}, or no entry where nothing stands. */
  files: ReadonlyMap<string, string>
  /** What earlier builds wrote. */
  manifest: Manifest
  /** SHA-256 of the bytes the manifest was read from, in hex. */
  manifestHash?: string | undefined
}

/** What a build does to one file. */
export interface Change {
  /** Path from the output folder, with `/`. */
  path: string
  /** What happens to it. */
  kind: 'create' | 'update' | 'unchanged' | 'delete'
}

/** File a build leaves alone because somebody else's work is in it. */
export interface Conflict {
  /** Path from the output folder. */
  path: string
  /**
   * `edited`: a build wrote it and somebody changed it. `foreign`: no build
   * wrote it. `orphan`: it was edited, and nothing is to be there any more.
   */
  kind: 'edited' | 'foreign' | 'orphan'
  /** File it is made from, from the project's folder. */
  source?: string | undefined
  /** Edition it belongs to. */
  edition?: string | undefined
}

/** What is to be done to the output folder. */
export interface Plan {
  /** One for each wanted or deleted file, in the order of their paths. */
  changes: readonly Change[]
  /** Files to write, in the order they were wanted. */
  writes: readonly Output[]
  /** Files to delete. */
  deletes: readonly Conflict[]
  /** Files left alone. */
  conflicts: readonly Conflict[]
  /** What the plan was made on. */
  before: Snapshot
  /** Manifest once it is done. */
  manifest: Manifest
}

/** What a plan may do. */
export interface PlanOptions {
  /** Write over what was edited by hand. Default: `false`. */
  force?: boolean
  /**
   * Whether a file of an earlier build that is not wanted stays, as it does
   * when only a part of the project is built. Default: it goes.
   */
  keeps?: (file: ManifestFile, path: string) => boolean
  /** Articles that are published now. Default: none. */
  articles?: Readonly<Record<string, ManifestArticle>>
}

/**
 * Decide what a build does to each file.
 *
 * What a person edited, and what no build wrote, is left alone.
 *
 * @param wanted - Files that are to be there.
 * @param existing - What is there.
 * @param options - Whether to write over edits, and what else to keep.
 * @returns Plan.
 */
export function planPublish(
  wanted: readonly Output[],
  existing: Snapshot,
  options: PlanOptions = {},
): Plan {
  const { manifest } = existing
  const changes: Change[] = []
  const writes: Output[] = []
  const deletes: Conflict[] = []
  const conflicts: Conflict[] = []
  const files: Record<string, ManifestFile> = {}
  const isOurs = (path: string, hash: string): boolean =>
    hash === manifest.files[path]?.sha256 || hash === manifest.pending[path]

  for (const output of wanted) {
    const { path, sha256, source, edition, made } = output
    const entry: ManifestFile = {
      sha256,
      ...(source === undefined ? {} : { source }),
      ...(edition === undefined ? {} : { edition }),
      ...(made === undefined ? {} : { made }),
    }
    const there = existing.files.get(path)
    const known = manifest.files[path]
    if (there === sha256) {
      files[path] = entry
      changes.push({ path, kind: 'unchanged' })
    } else if (there === undefined) {
      files[path] = entry
      changes.push({ path, kind: 'create' })
      writes.push(output)
    } else if (
      isOurs(path, there) ||
      (options.force === true && there !== noFile)
    ) {
      files[path] = entry
      changes.push({ path, kind: 'update' })
      writes.push(output)
    } else {
      if (known) files[path] = known
      const kind = known && there !== noFile ? 'edited' : 'foreign'
      conflicts.push({ path, kind, source, edition })
    }
  }

  const paths = new Set(wanted.map((output) => output.path))
  for (const [path, file] of Object.entries(manifest.files)) {
    if (paths.has(path)) continue
    const there = existing.files.get(path)
    const { source, edition } = file
    if (options.keeps?.(file, path)) files[path] = file
    else if (there === undefined) continue
    else if (isOurs(path, there)) {
      changes.push({ path, kind: 'delete' })
      deletes.push({ path, kind: 'orphan', source, edition })
    } else {
      files[path] = file
      conflicts.push({ path, kind: 'orphan', source, edition })
    }
  }
  // What a build that was cut off wrote, and is not wanted any more, is nobody else's.
  const pending: Record<string, string> = {}
  for (const [path, sha256] of Object.entries(manifest.pending)) {
    if (paths.has(path) || manifest.files[path]) continue
    if (existing.files.get(path) !== sha256) continue
    if (options.keeps?.({ sha256 }, path)) pending[path] = sha256
    else {
      changes.push({ path, kind: 'delete' })
      deletes.push({ path, kind: 'orphan' })
    }
  }
  const { articles = {} } = options
  return {
    changes: changes.sort(byPath),
    writes,
    deletes,
    conflicts,
    before: existing,
    manifest: { files, pending, articles },
  }
}

/**
 * Hash bytes the way the manifest does.
 *
 * @param bytes - Bytes, or text that is taken as UTF-8.
 * @returns SHA-256 in hex, as `sha256sum` prints it.
 */
export function hashBytes(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
