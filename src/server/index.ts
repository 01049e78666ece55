/**
 * Review of a glossary and of translations in the browser.
 *
 * Takes a project; answers requests of its own page, from this machine alone.
 * Decisions go through `glossary` and the store of translations; what they change
 * in articles comes from `build`.
 * Like `cli` it sits on top.
 *
 * @module
 */

export type { Candidate, DeskOptions } from './desk-options.ts'
export { type DevOptions, serveDev } from './dev.ts'
export {
  openBrowser,
  type ReviewServer,
  type ServeOptions,
  serveReview,
} from './serve.ts'
