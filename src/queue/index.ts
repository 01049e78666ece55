/**
 * A batch of articles on any number of machines.
 *
 * Takes paths of articles, where they are and what they are made with; workers
 * make their editions through a queue in Redis or Valkey (BullMQ), and write them
 * where they go (unstorage). What makes the editions is given. The queue delivers
 * at least once; the ledger beside it makes the effect exactly once.
 *
 * @module
 */
export * from './batch.ts'
export type { BatchCounts, BatchProject } from './ledger.ts'
export * from './metrics-server.ts'
export { isArticlePath } from './paths.ts'
export * from './storage.ts'
export * from './worker.ts'
