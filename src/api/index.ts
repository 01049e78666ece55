/**
 * A project's editions over HTTP, for programs in other languages.
 *
 * Takes requests with articles; gives their editions, edits and terms, as
 * `localize` makes them in threads. It reads a project's settings, glossary and
 * keys, and writes nothing. Like `cli` it sits on top.
 *
 * @module
 */
export { openApiDocument } from './openapi.ts'
export { Pool, type PoolOptions } from './pool.ts'
export { Problem } from './problem.ts'
export type { Localized } from './schema.ts'
export { type ApiServer, type ServeApiOptions, serveApi } from './serve.ts'
export type { Snapshot } from './worker.ts'
