/**
 * The glossary of a project, opened for editing.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFileMessage } from 'vfile-message'
import {
  type GlossaryEdit,
  type GlossaryFile,
  openGlossary,
  redirectRelations,
  saveGlossary,
  type WrittenConcept,
} from '../glossary/index.ts'
import { withLock } from '../lock/index.ts'
import type { Concept } from '../model/index.ts'
import { parseGlossary } from '../read/index.ts'
import { findGlossaries } from './glossary.ts'

/** Edit, and the file it is for. */
export type PlacedEdit = GlossaryEdit & {
  /** File, as it was opened. */
  file: GlossaryFile
}

/** Concept, and the file it is in. */
export interface PlacedConcept {
  /** File. */
  file: GlossaryFile
  /** Concept as written. */
  concept: WrittenConcept
}

/** Files of a glossary, opened together. */
export interface OpenGlossary {
  /** Files, in the order of their names. */
  files: readonly GlossaryFile[]
  /** Every concept by its id; the first of those that share one. */
  concepts: ReadonlyMap<string, PlacedConcept>
}

/**
 * Open every file of a glossary for editing.
 *
 * @param cwd - Folder of the project.
 * @param patterns - Paths and glob patterns from it.
 * @returns Files and their concepts.
 * @throws UserError when a file can not be read or is broken.
 */
export async function openGlossaries(
  cwd: string,
  patterns: readonly string[],
): Promise<OpenGlossary> {
  const paths = await findGlossaries(cwd, patterns)
  const files: GlossaryFile[] = []
  const concepts = new Map<string, PlacedConcept>()
  for (const path of paths) {
    const file = await openGlossary(cwd, path)
    files.push(file)
    for (const concept of file.concepts) {
      const id = String(concept['id'])
      if (!concepts.has(id)) concepts.set(id, { file, concept })
    }
  }
  return { files, concepts }
}

/**
 * Do edits, those of each file together.
 *
 * A file is written whole or not at all, one after the other in the order of the
 * edits: what is added stands in its file before anything is removed from another.
 *
 * @param edits - Edits.
 * @param options - With `dryRun`, everything is done but the writing. Default: no.
 * @returns Paths of the files that changed.
 * @throws UserError when an edit is refused; files before it are written.
 */
export async function saveGlossaries(
  edits: readonly PlacedEdit[],
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<string[]> {
  const files = [...new Set(edits.map(({ file }) => file))]
  const written: string[] = []
  for (const file of files) {
    const own = edits.filter((edit) => edit.file === file)
    const saved = await saveGlossary(file, own, {
      check: checkConcept,
      lock: withLock,
      dryRun,
    })
    if (!dryRun && saved.revision !== file.revision) written.push(file.path)
  }
  return written
}

/**
 * Check a concept as if it stood in a file.
 *
 * @param concept - Concept as written.
 * @returns Findings; their places mean nothing.
 */
export function checkConcept(concept: WrittenConcept): readonly VFileMessage[] {
  return readConcept(concept).messages
}

/**
 * Read a concept as if it stood in a file.
 *
 * @param written - Concept as written.
 * @returns Concept where it is right, and findings; their places mean nothing.
 */
export function readConcept(written: WrittenConcept): {
  concept: Concept | undefined
  messages: readonly VFileMessage[]
} {
  // A key a line, each with JSON, which is YAML: the plain form is read fastest.
  const lines = Object.entries(written).map(
    ([key, value], index) =>
      `${index === 0 ? '  - ' : '    '}${JSON.stringify(key)}: ${JSON.stringify(value)}\n`,
  )
  const text = `concepts:\n${lines.join('')}`
  const { concepts, messages } = parseGlossary(text, String(written['id']))
  return { concept: concepts[0], messages }
}

/**
 * Let the relations of every concept lead to another one.
 *
 * @param glossary - Glossary.
 * @param from - Id they lead to now.
 * @param to - Id they are to lead to.
 * @returns Edits, none for the two concepts themselves.
 */
export function redirectAll(
  { concepts }: OpenGlossary,
  from: string,
  to: string,
): PlacedEdit[] {
  return [...concepts].flatMap(([id, { file, concept }]): PlacedEdit[] => {
    if (id === from || id === to) return []
    const led = redirectRelations(concept, from, to)
    return led === concept ? [] : [{ kind: 'replace', id, concept: led, file }]
  })
}
