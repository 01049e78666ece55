/**
 * Machine translation that is never trusted: takes segments with what helps to
 * translate them, gives translations that passed every check, and says why others
 * did not.
 *
 * @module
 */
export type { AnswerProblem, ProblemKind } from './answer-problem.ts'
export { limitsOf } from './batches.ts'
export {
  type CheckedAnswer,
  type CompareNumbers,
  checkAnswer,
} from './check-answer.ts'
export { type Cost, costOf, estimateCost } from './cost.ts'
export { createEngine, type EngineSurroundings } from './create-engine.ts'
export type {
  Engine,
  EngineArticle,
  EngineBatch,
  EngineItem,
  EngineMatch,
  EngineReply,
  EngineRequest,
  EngineSegment,
  EngineTerm,
  EngineUsage,
  Neighbour,
  NumberHint,
} from './engine.ts'
export { EngineError, type EngineFault } from './engine-error.ts'
export { Journal, journalKey } from './journal.ts'
export type { Outcome, RunResult } from './outcome.ts'
export { faultPhrase, outcomeFindings } from './outcome-findings.ts'
export { runEngine } from './run-engine.ts'
export type { RunOptions, RunProgress } from './run-options.ts'
