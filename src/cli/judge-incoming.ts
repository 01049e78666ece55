import type { OpenGlossary, PlacedEdit } from '../build/glossary-edit.ts'
import {
  type Act,
  type GlossaryFile,
  isSame,
  type WrittenConcept,
  withHistory,
  withState,
} from '../glossary/index.ts'
import type { Incoming, IncomingConcepts } from './incoming-concepts.ts'

/** What incoming concepts are judged by. */
export interface JudgeOptions {
  /** Glossary as it is. */
  glossary: OpenGlossary
  /** Who imports, when and why. */
  act: Act
  /** File they come from. */
  path: string
  /** Domain of those that say none. */
  domain: string | undefined
  /** Whether concepts that were reviewed are changed. */
  overwrite: boolean
  /** Chooses the file of a new concept. */
  fileOf: (concept: WrittenConcept) => Promise<GlossaryFile>
}

/** What becomes of an incoming concept. */
export type Judged =
  /** It says nothing new. */
  | { kind: 'same' }
  /** It was reviewed, and stays as it is. */
  | { kind: 'kept'; id: string }
  /** It is added or changed. */
  | { kind: 'edit'; edit: PlacedEdit; rewritten: boolean }

/**
 * Tell what becomes of each incoming concept.
 *
 * @param incoming - Concepts.
 * @param options - Glossary, who imports, and how.
 * @yields One for each, in order.
 */
export async function* judgeIncoming(
  incoming: IncomingConcepts,
  options: JudgeOptions,
): AsyncGenerator<Judged> {
  for (const [id, one] of incoming) yield judge(id, one, options)
}

async function judge(
  id: string,
  one: Incoming,
  { glossary, act, path, domain: given, overwrite, fileOf }: JudgeOptions,
): Promise<Judged> {
  const known = glossary.concepts.get(id)
  const start: WrittenConcept = known?.concept ?? { id, state: 'proposed' }
  const { state, domain = given } = one
  const concept = one.into(
    known || domain === undefined ? start : { ...start, domain },
  )
  const before = known?.concept['state']
  const moved = state !== undefined && state !== (before ?? 'proposed')
  if (known && isSame(concept, known.concept) && !moved) return { kind: 'same' }
  const reviewed = before === 'approved' || before === 'rejected'
  if (reviewed && !overwrite) return { kind: 'kept', id }
  const place = `${path}:${one.line}`
  const note = act.reason === undefined ? place : `${place}: ${act.reason}`
  const noted = withHistory(concept, 'imported', { ...act, reason: note })
  const done = moved ? withState(noted, state, act) : noted
  const edit: PlacedEdit = known
    ? { kind: 'replace', id, concept: done, file: known.file }
    : { kind: 'add', concept: done, file: await fileOf(done) }
  return { kind: 'edit', edit, rewritten: reviewed }
}
