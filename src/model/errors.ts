import type { Wording } from './wording.ts'

/** Exit codes of the command line. */
export const exitCodes = {
  /** All is well. */
  ok: 0,
  /** Content has errors, or an edition is missing or stale. */
  findings: 1,
  /** Command, configuration or environment is wrong; nothing was written. */
  misuse: 2,
  /** Yiwen is wrong. */
  bug: 3,
} as const

/**
 * Mistake of the person running Yiwen: a flag, a setting, a missing file.
 *
 * Its message says what is wrong and `hint` what to do next.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** What to do next. */
  readonly hint: string | undefined
  /** Which text says its message and hint in other languages. */
  readonly wording: Wording | undefined
  /** Exit code: {@link exitCodes}`.misuse`. */
  readonly exitCode = exitCodes.misuse

  /**
   * @param message - What is wrong, in one sentence.
   * @param options - What to do next, the error underneath, and which text of
   *   `locales/<tag>/errors.json` says the same in other languages.
   */
  constructor(
    message: string,
    options: { hint?: string; cause?: unknown; wording?: Wording } = {},
  ) {
    super(message, { cause: options.cause })
    this.hint = options.hint
    this.wording = options.wording
  }
}

/** Mistake of ours. Its message names the invariant that broke. */
export class InternalError extends Error {
  override readonly name = 'InternalError'
  /** Exit code: {@link exitCodes}`.bug`. */
  readonly exitCode = exitCodes.bug
}
