import { Readable } from 'node:stream'
import {
  checkConcept,
  type PlacedEdit,
  saveGlossaries,
} from '../build/glossary-edit.ts'
import {
  type AddedConcept,
  addInParts,
  mostInFile,
} from '../build/glossary-parts.ts'
import { assertWritable } from '../glossary/index.ts'
import type { Judged } from './judge-incoming.ts'

/** What an import did, or would do. */
export interface TakenIn {
  /** Whether nothing was to be written. */
  dryRun: boolean
  /** Files that were written. */
  files: readonly string[]
  /** How many are new, changed, and as they were. */
  counts: { added: number; changed: number; same: number }
  /** Ids of concepts that were reviewed and stay as they are. */
  kept: readonly string[]
  /** Ids of concepts that were reviewed and are others now. */
  rewritten: readonly string[]
  /** Gives the edits; more than fit into memory are made again. */
  edits: () => AsyncIterable<PlacedEdit>
}

/**
 * Do what is judged, once all of it was.
 *
 * @param judged - Gives what becomes of each concept, the same each time.
 * @param options - Folder and patterns of the glossary; whether to write; how many
 *   new concepts are held in memory and put into one file.
 * @returns What was done.
 * @throws UserError when a concept is refused, before anything is written, or the disk
 *   does not allow it.
 */
export async function takeIn(
  judged: () => AsyncIterable<Judged>,
  {
    cwd,
    patterns,
    dryRun,
    most = mostInFile,
  }: {
    cwd: string
    patterns: readonly string[]
    dryRun: boolean
    most?: number
  },
): Promise<TakenIn> {
  let edits: PlacedEdit[] = []
  const counts = { added: 0, changed: 0, same: 0 }
  const kept: string[] = []
  const rewritten: string[] = []
  for await (const one of judged()) {
    if (one.kind === 'same') counts.same++
    else if (one.kind === 'kept') kept.push(one.id)
    else {
      const { edit } = one
      if (one.rewritten && 'id' in edit) rewritten.push(edit.id)
      if (edit.kind !== 'add') counts.changed++
      else if (++counts.added > most) {
        // They are made again when they are written.
        for (const other of edits) if (other.kind === 'add') assertValid(other)
        assertValid(edit)
        edits = edits.filter(({ kind }) => kind !== 'add')
        continue
      }
      edits.push(edit)
    }
  }
  const isLarge = counts.added > most
  const said = { dryRun, counts, kept, rewritten }
  const files = await saveGlossaries(edits, { dryRun })
  if (!isLarge) {
    return { ...said, files, edits: () => Readable.from(edits) }
  }
  const all = () => editsOf(judged())
  if (!dryRun)
    files.push(...(await addInParts(cwd, patterns, addsOf(all()), most)))
  return { ...said, files: [...new Set(files)], edits: all }
}

function assertValid(edit: PlacedEdit): void {
  if (edit.kind === 'remove') return
  assertWritable(edit.file.path, edit.concept, checkConcept)
}

async function* editsOf(
  judged: AsyncIterable<Judged>,
): AsyncGenerator<PlacedEdit> {
  for await (const one of judged) if (one.kind === 'edit') yield one.edit
}

async function* addsOf(
  edits: AsyncIterable<PlacedEdit>,
): AsyncGenerator<AddedConcept> {
  for await (const edit of edits) if (edit.kind === 'add') yield edit
}
