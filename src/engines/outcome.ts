import type { Content } from '../model/index.ts'
import type { AnswerProblem } from './answer-problem.ts'
import type { EngineUsage } from './engine.ts'
import type { EngineError } from './engine-error.ts'
import type { Repair } from './repair-tags.ts'

/** What became of a segment. */
export interface Outcome {
  /** Path of the article. */
  article: string
  /** Id of the segment. */
  id: string
  /**
   * `accepted`: `content` is its translation. `refused`: the answer was wrong,
   * as `problems` say. `failed`: there was no answer, as `error` says. `open`: it
   * was not asked, because the run ended.
   */
  state: 'accepted' | 'refused' | 'failed' | 'open'
  /** Translation. */
  content?: Content
  /** Answer, as the engine gave it. */
  text?: string
  /** What is wrong with the answer. */
  problems: readonly AnswerProblem[]
  /** What was put right in it. */
  repairs: readonly Repair[]
  /** Why there is no answer. */
  error?: EngineError
  /** It was answered in an earlier run that did not end. */
  resumed: boolean
}

/** What a run has brought. */
export interface RunResult {
  /** One for each segment, in their order. */
  outcomes: readonly Outcome[]
  /** What was used in this run. */
  usage: EngineUsage
  /** Segments that were asked in this run. */
  asked: number
  /** Why the run ended before its time. */
  stopped?: EngineError
}
