/**
 * The thread that localizes, so that the one that listens never waits.
 *
 * @module
 */
import { workerData } from 'piscina'
import { createLocalizer } from '../localize.ts'
import {
  createTranslator,
  type Translate,
  wordError,
} from '../messages/index.ts'
import {
  type Concept,
  type Config,
  type Locale,
  UserError,
} from '../model/index.ts'
import { answer, type Task } from './answers.ts'

/** What threads are started with. */
export interface Snapshot {
  /** Settings of the project. */
  config: Config
  /** Its glossary. */
  concepts: readonly Concept[]
}

/** What a thread gives back: the answer as JSON, or why there is none. */
export type Result =
  | { json: string }
  | { refused: { message: string; hint: string } }

const { config, concepts } = workerData as Snapshot
const { vocabulary } = config
const localizer = createLocalizer({ concepts, vocabulary })
const translators = new Map<Locale, Translate>()

/**
 * Do what one request asks for.
 *
 * @param job - Work, and the language of messages.
 * @returns Answer; half a character in it is an escape, as in the request.
 */
export function run({ task, lang }: { task: Task; lang: Locale }): Result {
  const t = translators.get(lang) ?? createTranslator(lang)
  translators.set(lang, t)
  try {
    return { json: JSON.stringify(answer(task, { config, localizer }, t)) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { message, hint = '' } = wordError(error, t)
    return { refused: { message, hint } }
  }
}
