/**
 * What a desk is opened with, and what it refuses.
 *
 * @module
 */
import type { WrittenConcept } from '../glossary/index.ts'
import { type Config, UserError } from '../model/index.ts'

/** Concept that a machine proposes and no file has yet. */
export interface Candidate {
  /** The concept, as a file would have it; its state is `proposed`. */
  concept: WrittenConcept
}

/** What a desk is opened with. */
export interface DeskOptions {
  /** Folder of the project. */
  cwd: string
  /** Settings. */
  config: Config
  /** Name of the person who decides. */
  by: string
  /**
   * Gives concepts to decide that stand in no file: what an extraction found.
   * It is asked once, when the desk starts. A candidate is written to a file by
   * the first decision on it, a rejection too, so that it does not come again.
   * Default: none.
   */
  candidates?: () => Promise<readonly Candidate[]>
  /** Clock. Default: the system's. */
  now?: () => Date
}

/** What a client has seen is not what is there. */
export class StaleError extends UserError {
  /** Id of the concept; of an undo none. */
  readonly id: string | undefined

  /** @param id - Concept, or nothing for an undo that came too late. */
  constructor(id?: string) {
    super(
      id === undefined
        ? 'The last decision is another one now, or its concept was changed since.'
        : `\`${id}\` was changed by somebody else meanwhile.`,
      {
        hint: 'Look at what is there now, and decide again.',
        wording:
          id === undefined
            ? { key: 'review-undo-stale' }
            : { key: 'review-stale', values: { id } },
      },
    )
    this.id = id
  }
}
