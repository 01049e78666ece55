import { mkdir, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import {
  type Finding,
  Phrase,
  UserError,
  type WithLock,
  type Wording,
} from '../model/index.ts'
import { GlossaryText } from './glossary-text.ts'
import { printFlow } from './print-yaml.ts'
import { hashFileBytes, replaceFile, sweepDrafts } from './whole-file.ts'
import { isSame, type Written, type WrittenConcept } from './written.ts'

/** One thing to do to a glossary file. */
export type GlossaryEdit =
  | { kind: 'add'; concept: WrittenConcept }
  | { kind: 'replace'; id: string; concept: WrittenConcept }
  | { kind: 'remove'; id: string }

/** A glossary file as it was read. */
export interface GlossaryFile {
  /** Path as the person wrote it, or from the project's folder. */
  path: string
  /** Absolute path, links resolved. */
  target: string
  /** SHA-256 of its bytes; a file that was not there has none. */
  revision: string | undefined
  /** Concepts as written. */
  concepts: readonly WrittenConcept[]
}

/** What saving needs from outside. */
export interface SaveOptions {
  /**
   * Checks a concept that is to be written.
   *
   * @returns Findings; an error among them refuses the edit.
   */
  check: (concept: WrittenConcept) => readonly VFileMessage[]
  /** Runs one task at a time. */
  lock: WithLock
  /** Milliseconds to wait for another process. Default: 30 s. */
  patience?: number
  /** Do everything but write, so that what would be refused is. Default: no. */
  dryRun?: boolean
}

/** An edit met one that somebody else made meanwhile. */
export class GlossaryConflictError extends UserError {
  /** Id of the concept. */
  readonly id: string
  /** What the file says now; nothing where the concept is gone. */
  readonly found: WrittenConcept | undefined
  /** What it was to say; nothing where it was to be removed. */
  readonly wanted: WrittenConcept | undefined

  /**
   * @param path - File.
   * @param id - Concept.
   * @param found - What the file says now.
   * @param wanted - What it was to say.
   */
  constructor(
    path: string,
    id: string,
    found: WrittenConcept | undefined,
    wanted: WrittenConcept | undefined,
  ) {
    const gone = new Phrase('nothing', 'phrases:kind.nothing')
    const values = {
      id,
      path,
      found: found ? printFlow(found) : gone,
      wanted: wanted ? printFlow(wanted) : gone,
    }
    super(
      `\`${id}\` in ${path} was changed by somebody else meanwhile, and was left as it is.\n  On disk: ${values.found}\n  Wanted: ${values.wanted}`,
      {
        hint: `Look at it with \`yiwen glossary show ${id}\`, and do it again.`,
        wording: { key: 'glossary-conflict', values },
      },
    )
    this.id = id
    this.found = found
    this.wanted = wanted
  }
}

/**
 * Read a glossary file for editing.
 *
 * @param cwd - Folder the path starts at.
 * @param path - Path.
 * @returns Its concepts and revision; one that is not there has no concepts.
 * @throws UserError when it can not be read, is not UTF-8, or is broken YAML.
 */
export async function openGlossary(
  cwd: string,
  path: string,
): Promise<GlossaryFile> {
  const named = resolve(cwd, path)
  // A link stays a link; what it leads to is edited.
  const target = await realpath(named).catch(() => named)
  const { text, revision } = await readText(target, path)
  const glossary = new GlossaryText(withoutMark(text), path)
  const file = { path, target, revision, concepts: glossary.concepts }
  opened.set(file, glossary)
  return file
}

/** Texts of files as they were opened, each good for one save. */
const opened = new WeakMap<GlossaryFile, GlossaryText>()

/**
 * Do edits to a glossary file: all of them, or none.
 *
 * Under a lock the file is read again. Where it is no longer what was opened,
 * edits of concepts that are still what they were are done to what is there now.
 * The new text is written beside it, flushed to the disk, and renamed.
 *
 * @param file - File as it was opened.
 * @param edits - Edits, in order.
 * @param options - Check for concepts; the lock, and how long to wait for it.
 * @returns The file as it is now; nothing is written where nothing changes.
 * @throws GlossaryConflictError when a concept was changed meanwhile.
 * @throws UserError when a concept is not valid, can not be edited in place, or
 *   the disk does not allow it. Nothing was written then.
 */
export async function saveGlossary(
  file: GlossaryFile,
  edits: readonly GlossaryEdit[],
  options: SaveOptions,
): Promise<GlossaryFile> {
  for (const edit of edits) {
    if (edit.kind !== 'remove') {
      assertWritable(file.path, edit.concept, options.check)
    }
  }
  const { path, target } = file
  try {
    if (options.dryRun) return await saveLocked(file, edits, options)
    if (file.revision === undefined) {
      await mkdir(dirname(target), { recursive: true })
    }
    const lock = join(dirname(target), `.${basename(target)}.lock`)
    const busy = (holder: string): UserError =>
      new UserError(`Another process is writing ${path}.`, {
        hint: `Wait for it to end; if there is none, delete ${holder}.`,
        wording: { key: 'glossary-busy', values: { path, lock: holder } },
      })
    return await options.lock(
      { path: lock, busy, patience: options.patience },
      () => saveLocked(file, edits, options),
    )
  } catch (error) {
    throw explain(error, path)
  }
}

async function saveLocked(
  file: GlossaryFile,
  edits: readonly GlossaryEdit[],
  { dryRun = false }: SaveOptions,
): Promise<GlossaryFile> {
  const { path, target } = file
  if (!dryRun) await sweepDrafts(target)
  for (;;) {
    const { text, revision } = await readText(target, path)
    const same = revision === file.revision
    const known = same ? opened.get(file) : undefined
    opened.delete(file)
    const glossary = known ?? new GlossaryText(withoutMark(text), path)
    if (!same) assertUntouched(file, glossary, edits)
    for (const edit of edits) {
      if (edit.kind === 'remove') glossary.remove(edit.id)
      else if (edit.kind === 'replace') glossary.replace(edit.id, edit.concept)
      else addNew(glossary, edit.concept, path)
    }
    const made = (text.startsWith(mark) ? mark : '') + glossary.print()
    const { concepts } = glossary
    if (made === text || dryRun) return { ...file, revision, concepts }
    const bytes = new TextEncoder().encode(made)
    // An editor knows nothing of locks: what it saved meanwhile comes first.
    if (await replaceFile(target, bytes, revision)) {
      const saved = { path, target, revision: hashFileBytes(bytes), concepts }
      opened.set(saved, glossary)
      return saved
    }
  }
}

function addNew(
  glossary: GlossaryText,
  concept: WrittenConcept,
  path: string,
): void {
  const id = String(concept['id'])
  if (glossary.find(id)) {
    throw new UserError(`There is a concept \`${id}\` in ${path} already.`, {
      hint: `Take another id, or change it with \`yiwen glossary edit ${id}\`.`,
      wording: { key: 'glossary-taken', values: { id, path } },
    })
  }
  glossary.add(concept)
}

/** Every concept of the edits has to be what it was when the file was opened. */
function assertUntouched(
  file: GlossaryFile,
  glossary: GlossaryText,
  edits: readonly GlossaryEdit[],
): void {
  for (const edit of edits) {
    const id = edit.kind === 'add' ? String(edit.concept['id']) : edit.id
    const before = file.concepts.find((concept) => concept['id'] === id)
    const found = glossary.find(id)
    if (isSame(before, found)) continue
    const wanted = edit.kind === 'remove' ? undefined : edit.concept
    throw new GlossaryConflictError(file.path, id, found, wanted)
  }
}

/**
 * Refuse a concept that no file may hold.
 *
 * @param path - File it is meant for, to show to people.
 * @param concept - Concept.
 * @param check - Checks it as if it stood in a file.
 * @throws UserError when it is not valid.
 */
export function assertWritable(
  path: string,
  concept: WrittenConcept,
  check: SaveOptions['check'],
): void {
  const id = String(concept['id'])
  if (hasHalfCharacter(concept)) {
    throw new UserError(
      `\`${id}\` has half a character, which no file can hold.`,
      {
        hint: 'Type the word again; it was cut inside a character when it was copied.',
        wording: { key: 'glossary-surrogate', values: { id } },
      },
    )
  }
  const wrong = check(concept).find(({ fatal }) => fatal === true)
  if (!wrong) return
  const wording: Wording | undefined = (wrong as Finding).wording
  const say = (english: string, part: string): string | Phrase =>
    wording
      ? new Phrase(english, `findings:${wording.key}.${part}`, wording.values)
      : english
  const note = wrong.note ?? ''
  throw new UserError(`\`${id}\` would be no valid concept: ${wrong.reason}.`, {
    hint: `${note} ${path} was left as it is.`,
    wording: {
      key: 'glossary-not-valid',
      values: {
        id,
        path,
        problem: say(wrong.reason, 'reason'),
        advice: say(note, 'note'),
      },
    },
  })
}

/** Whether a text has a surrogate without its other half. */
function hasHalfCharacter(value: Written): boolean {
  if (typeof value === 'string') return /\p{Cs}/u.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).flat().some(hasHalfCharacter)
}

const mark = '\ufeff'

function withoutMark(text: string): string {
  return text.startsWith(mark) ? text.slice(1) : text
}

async function readText(
  target: string,
  path: string,
): Promise<{ text: string; revision: string | undefined }> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return { text: '', revision: undefined }
    }
    throw explain(error, path)
  }
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return { text: decoder.decode(bytes), revision: hashFileBytes(bytes) }
  } catch (cause) {
    throw new UserError(`${path} is not in UTF-8.`, {
      hint: 'Save it as UTF-8; only such files are edited.',
      cause,
      wording: { key: 'glossary-encoding', values: { path } },
    })
  }
}

function explain(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (error instanceof UserError || typeof code !== 'string') return error
  return new UserError(`${path} can not be read or written: ${code}.`, {
    hint: 'Check who may write there, and the room on the disk; the file is as it was.',
    cause: error,
    wording: { key: 'glossary-system', values: { path, reason: code } },
  })
}
