/**
 * The thread that localizes, so that the one that listens never waits.
 *
 * @module
 */
import { workerData } from 'piscina'
import { createStopwatch, type StepTimes } from '../build/profile.ts'
import { createLocalizer } from '../localize.ts'
import { createTranslator, wordError } from '../messages/index.ts'
import {
  type Concept,
  type Config,
  type Locale,
  type StepsTaken,
  UserError,
} from '../model/index.ts'
import { spanClock } from '../trace/index.ts'
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
  | { json: string; taken: StepsTaken }
  | { refused: { message: string; hint: string } }

const { config, concepts } = workerData as Snapshot
const { vocabulary } = config
const localizer = createLocalizer({ concepts, vocabulary })

/**
 * Do what one request asks for.
 *
 * @param job - Work, and the language of messages.
 * @returns Answer; half a character in it is an escape, as in the request.
 */
export function run({ task, lang }: { task: Task; lang: Locale }): Result {
  const t = createTranslator(lang)
  const begun = spanClock()
  const steps: StepTimes = {}
  const onStep = createStopwatch(steps)
  try {
    const made = answer(task, { config, localizer, onStep }, t)
    const json = JSON.stringify(made)
    onStep('answer')
    return { json, taken: { begun, steps } }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { message, hint = '' } = wordError(error, t)
    return { refused: { message, hint } }
  }
}
