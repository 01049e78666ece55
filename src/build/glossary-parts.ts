/**
 * Many concepts, added to a glossary file by file.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import picomatch from 'picomatch'
import {
  type GlossaryFile,
  openGlossary,
  saveGlossary,
  type WrittenConcept,
} from '../glossary/index.ts'
import { withLock } from '../lock/index.ts'

/**
 * Concepts a file gets before the next ones go to another: one is written whole for
 * each concept that is edited.
 */
export const mostInFile = 20_000

/** Concept, and the file it is meant for. */
export interface AddedConcept {
  /** Concept; it was checked already. */
  concept: WrittenConcept
  /** File, as it was opened. */
  file: GlossaryFile
}

/** A file that concepts are added to. */
interface Part {
  file: GlossaryFile
  /** How many it may still get. */
  room: number
  pending: WrittenConcept[]
}

/**
 * Add concepts to files, and to more files where one has enough: `terms.yaml` goes
 * on in `terms-2.yaml`.
 *
 * Each file is written whole or not at all, one after the other; there are never
 * more than that many concepts in memory. A file that is named in the settings, and
 * not found by a pattern, gets all of them.
 *
 * @param cwd - Folder of the project.
 * @param patterns - Paths and glob patterns of the glossary.
 * @param concepts - Concepts, none of which is there yet.
 * @param most - Concepts of a file, and in memory. Default: {@link mostInFile}.
 * @returns Paths of the files that were written, in order.
 * @throws UserError when the disk does not allow it, or somebody else wrote one of
 *   the concepts meanwhile; files before it are written.
 */
export async function addInParts(
  cwd: string,
  patterns: readonly string[],
  concepts: AsyncIterable<AddedConcept>,
  most = mostInFile,
): Promise<string[]> {
  const isFound = picomatch([...patterns])
  const parts = new Map<string, Part>()
  const written = new Set<string>()
  let pending = 0
  const partOf = (file: GlossaryFile): Part => {
    const canGoOn = isFound(nextPath(file.path))
    const room = canGoOn
      ? most - file.concepts.length
      : Number.POSITIVE_INFINITY
    return { file, room, pending: [] }
  }
  const save = async (part: Part): Promise<void> => {
    if (part.pending.length === 0) return
    const edits = part.pending.map((concept) => ({
      kind: 'add' as const,
      concept,
    }))
    const how = { check: () => [], lock: withLock }
    part.file = await saveGlossary(part.file, edits, how)
    written.add(part.file.path)
    pending -= edits.length
    part.room -= edits.length
    part.pending = []
  }
  for await (const { concept, file } of concepts) {
    let part = parts.get(file.path)
    if (!part) {
      part = partOf(file)
      parts.set(file.path, part)
    }
    while (part.pending.length >= part.room) {
      await save(part)
      part = partOf(await openGlossary(cwd, nextPath(part.file.path)))
      parts.set(file.path, part)
    }
    part.pending.push(concept)
    pending++
    if (pending <= most) continue
    for (const one of parts.values()) {
      if (Number.isFinite(one.room)) await save(one)
    }
  }
  for (const part of parts.values()) await save(part)
  return [...written]
}

/**
 * Name the file that goes on where one is full.
 *
 * @param path - `terms.yaml`, or `terms-2.yaml`.
 * @returns `terms-2.yaml`, or `terms-3.yaml`.
 */
export function nextPath(path: string): string {
  const [, base = path, number, end = ''] =
    /^(.*?)(?:-(\d+))?(\.[^./]*)?$/s.exec(path) ?? []
  return `${base}-${number === undefined ? 2 : Number(number) + 1}${end}`
}

/**
 * Name the first of the files that a concept's file goes on from.
 *
 * @param path - `terms-2.yaml`.
 * @param isThere - Tells whether there is a file.
 * @returns `terms.yaml`, where it is there.
 */
export function firstPath(
  path: string,
  isThere: (path: string) => boolean,
): string {
  const first = path.replace(/-\d+(\.[^./]*)?$/, '$1')
  return isThere(first) ? first : path
}
