import { InternalError, Phrase, UserError } from '../model/index.ts'
import { type OutputFolder, shownPath } from './folder.ts'
import type { Manifest } from './manifest.ts'
import { hashBytes, type Output, type Snapshot } from './plan.ts'
import { type KnownHashes, readSnapshot } from './snapshot.ts'

/** File that is wanted, with what is in it. */
export interface WantedFile {
  /** Path from the output folder, with `/`. */
  path: string
  /**
   * Its text or bytes, or a file to copy with its SHA-256, or only that, for a file
   * that is there already.
   */
  content: string | Uint8Array | { copy?: string; sha256: string }
  /** File it is made from, from the project's folder. */
  source?: string
  /** Edition it belongs to. */
  edition?: string
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
  /** Whether a path is a file with this SHA-256. */
  holds(path: string, sha256: string): Promise<boolean>
  /** Whether a path is wanted already. */
  has(path: string): boolean
  /** Files in the order they were added. */
  list(): Output[]
  /** What is in the folder. */
  snapshot(): Promise<Snapshot>
}

/**
 * Start to collect what is wanted in an output folder.
 *
 * @param folder - Output folder.
 * @param options - Whether contents are kept for writing; a check needs none. What is
 *   known of files that did not change.
 * @returns Collector.
 * @throws UserError when the folder leads elsewhere or can not be read.
 */
export async function createOutputs(
  folder: OutputFolder,
  options: { keep: boolean; hashes?: KnownHashes },
): Promise<Outputs> {
  const reader = await readSnapshot(folder, options.hashes)
  const outputs = new Map<string, Output>()
  return {
    manifest: reader.manifest,
    async add({ path, content, source, edition }) {
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
      const sha256 = given ? content.sha256 : hashBytes(content)
      const there = await reader.look(path)
      const output: Output = {
        path,
        sha256,
        ...(source === undefined ? {} : { source }),
        ...(edition === undefined ? {} : { edition }),
      }
      if (options.keep && there !== sha256) {
        output.content = given
          ? copyOf(content, path)
          : typeof content === 'string'
            ? new TextEncoder().encode(content)
            : content
      }
      outputs.set(path, output)
      return sha256
    },
    holds: async (path, sha256) => (await reader.look(path)) === sha256,
    has: (path) => outputs.has(path),
    list: () => [...outputs.values()],
    snapshot: () => reader.finish(),
  }
}

function copyOf({ copy }: { copy?: string }, path: string): { copy: string } {
  if (copy !== undefined) return { copy }
  throw new InternalError(`${path} was taken for a file that is there already.`)
}
