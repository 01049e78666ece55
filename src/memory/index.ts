/**
 * Translation memory: sentences and their translations, found by likeness.
 *
 * Takes entries, keeps them in a SQLite file that can be made again at any time,
 * and gives those that are like a sentence, or that have a text in them.
 *
 * @module
 */
export type { Added } from './add.ts'
export { entriesOf, type MemoryContext, type MemoryEntry } from './entry.ts'
export type { Match, MatchKind } from './match.ts'
export {
  type ImportOptions,
  type LookupOptions,
  Memory,
  openMemory,
  type VariantSource,
} from './memory.ts'
export type { Found, SearchOptions } from './search.ts'
export type { MemoryStats } from './stats.ts'
export { type MemorySource, type SyncReport, syncMemory } from './sync.ts'
