/**
 * Yiwen on Node: whole projects, with their files.
 *
 * Everything of `yiwen`, and what reads, builds and checks on a disk.
 *
 * @module
 */
export * from './build/index.ts'
export {
  type BuildEvent,
  type ProjectWatch,
  type WatchOptions,
  watchProject,
} from './build/watch.ts'
export * from './index.ts'
export {
  createTranslator,
  type MessageKey,
  type MessageValues,
  type Translate,
} from './messages/index.ts'
export type {
  Change,
  Conflict,
  Listing,
  Manifest,
  ManifestArticle,
  ManifestFile,
  Output,
  OutputFolder,
  Plan,
  PlanOptions,
  Snapshot,
} from './publish/index.ts'
export * from './read/index.ts'
