import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Phrase, UserError } from '../model/index.ts'
import { Draft, findDraft, guardDrafts, writeDraft } from './drafts.ts'
import { type OutputFolder, shownPath } from './folder.ts'
import type { Manifest } from './manifest.ts'
import { hashBytes, type Output, type Snapshot } from './plan.ts'
import {
  type KnownHashes,
  type KnownManifest,
  readSnapshot,
} from './snapshot.ts'

/** File that is wanted, with what is in it. */
export interface WantedFile {
  /** Path from the output folder, with `/`. */
  path: string
  /**
   * Its text or bytes; or its SHA-256 with a file to copy or a draft to put in its
   * place, or only that, for a file that is there already, or whose draft is.
   */
  content:
    | string
    | Uint8Array
    | { sha256: string; copy?: string; draft?: string }
  /** File it is made from, from the project's folder. */
  source?: string
  /** Edition it belongs to. */
  edition?: string
  /** Digest of what it was made of. Default: nobody asks. */
  made?: string
}

/** Files that are wanted, collected one by one. */
export interface Outputs {
  /** What earlier builds wrote. */
  readonly manifest: Manifest
  /**
   * Add a file, or another version of one that the same source made. What the
   * folder holds already is let go of at once.
   *
   * @returns Its SHA-256.
   * @throws UserError when two sources want the same path.
   */
  add(file: WantedFile): Promise<string>
  /** Whether a path is a file with this SHA-256, or there is a draft of it. */
  holds(path: string, sha256: string): Promise<boolean>
  /** Whether what a path is to be is on the disk, there or as a draft. */
  isOnDisk(path: string): boolean
  /** Read a file that is wanted, or that is there as it is wanted. */
  read(path: string): Promise<Uint8Array>
  /** Read what the folder has at a path, whatever is wanted there. */
  readThere(path: string): Promise<Uint8Array>
  /** Let go of a file that is not wanted after all. */
  drop(path: string): void
  /** Whether a path is wanted already. */
  has(path: string): boolean
  /** Files in the order they were added. */
  list(): Output[]
  /** What is in the folder. */
  snapshot(): Promise<Snapshot>
}

/** Bytes that are held in memory before they are written as drafts. */
const mostHeld = 32 * 1024 * 1024

/**
 * Start to collect what is wanted in an output folder.
 *
 * What is to be written is held in memory, up to a bound; the rest is written as
 * drafts into the output folder.
 *
 * @param folder - Output folder.
 * @param options - Whether contents are kept for writing; a check needs none. What is
 *   known of files that did not change. Bytes to hold. Default: 32 MiB. The manifest, where
 *   it was read already.
 * @returns Collector.
 * @throws UserError when the folder leads elsewhere or can not be read.
 */
export async function createOutputs(
  folder: OutputFolder,
  options: {
    keep: boolean
    hashes?: KnownHashes
    held?: number
    manifest?: KnownManifest
  },
): Promise<Outputs> {
  const reader = await readSnapshot(folder, options.hashes, options.manifest)
  const outputs = new Map<string, Output>()
  let room = options.held ?? mostHeld
  let isGuarded = false
  const hold = async (
    path: string,
    content: string | Uint8Array,
    sha256: string,
  ): Promise<NonNullable<Output['content']>> => {
    const bytes =
      typeof content === 'string' ? new TextEncoder().encode(content) : content
    room -= bytes.length
    if (room >= 0) return bytes
    if (!isGuarded) await guardDrafts(folder)
    isGuarded = true
    await writeDraft(folder, path, bytes, sha256)
    return new Draft(folder, path, sha256)
  }
  return {
    manifest: reader.manifest,
    async add({ path, content, source, edition, made }) {
      const other = outputs.get(path)
      // An article that is made again has its own files again.
      const isAgain =
        source !== undefined &&
        other?.source === source &&
        other.edition === edition
      if (other && !isAgain) {
        const [first, second] = [other.source, source].map(
          (name) => name ?? new Phrase('a list', 'phrases:kind.list'),
        ) as [string | Phrase, string | Phrase]
        throw new UserError(
          `${first} and ${second} would both be written to ${shownPath(folder, path)}.`,
          {
            hint: 'Rename one of them.',
            wording: {
              key: 'output-twice',
              values: { first, second, path: shownPath(folder, path) },
            },
          },
        )
      }
      const given = typeof content === 'object' && 'sha256' in content
      const wanted = given ? content.sha256 : hashBytes(content)
      const there = await reader.look(path)
      // One string, not two that say the same.
      const sha256 = there === wanted ? there : wanted
      const output: Output = {
        path,
        sha256,
        ...(source === undefined ? {} : { source }),
        ...(edition === undefined ? {} : { edition }),
        ...(made === undefined ? {} : { made }),
      }
      if (options.keep && there !== sha256) {
        output.content = given
          ? await sourceOf(content, path, folder)
          : await hold(path, content, sha256)
      }
      outputs.set(path, output)
      return sha256
    },
    holds: async (path, sha256) =>
      (await reader.look(path)) === sha256 ||
      (await findDraft(folder, path, sha256)) !== undefined,
    isOnDisk: (path) => {
      const { content } = outputs.get(path) ?? {}
      return content === undefined || 'draft' in content
    },
    read: async (path) => {
      const content = outputs.get(path)?.content
      if (content instanceof Uint8Array) return content
      if (content === undefined) return readFile(resolve(folder.path, path))
      return readFile('draft' in content ? content.draft : content.copy)
    },
    readThere: (path) => readFile(resolve(folder.path, path)),
    drop: (path) => {
      const { content } = outputs.get(path) ?? {}
      if (content instanceof Uint8Array) room += content.length
      outputs.delete(path)
    },
    has: (path) => outputs.has(path),
    list: () => [...outputs.values()],
    snapshot: () => reader.finish(),
  }
}

async function sourceOf(
  content: { sha256: string; copy?: string; draft?: string },
  path: string,
  folder: OutputFolder,
): Promise<{ copy: string } | { draft: string }> {
  const { copy, sha256 } = content
  if (copy !== undefined) return { copy }
  const draft = content.draft ?? (await findDraft(folder, path, sha256))
  if (draft !== undefined) return new Draft(folder, path, sha256)
  // It was there, or its draft was, a moment ago.
  throw outputChanged(shownPath(folder, path))
}

/** Somebody changed a file of the output folder in the middle of a build. */
export function outputChanged(shown: string): UserError {
  return new UserError(
    `${shown} was changed while the build ran, and was left as it is.`,
    {
      hint: 'Build again.',
      wording: { key: 'output-changed', values: { path: shown } },
    },
  )
}
