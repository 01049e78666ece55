import {
  type Locale,
  locales,
  type SegmentState,
  segmentStates,
} from '../model/index.ts'
import { asBytes, type Database, textIn } from './database.ts'

/** What a memory has. */
export interface MemoryStats {
  /** Entries. */
  entries: number
  /** Entries by pair of locales, the most first. */
  pairs: readonly { source: Locale; target: Locale; entries: number }[]
  /** Entries by state; states without entries are left out. */
  states: Readonly<Partial<Record<SegmentState, number>>>
  /** Files, with the entries that each of them was the first to have. */
  files: readonly { path: string; entries: number }[]
  /** Bytes of its file. */
  bytes: number
}

/**
 * Count what a memory has.
 *
 * @param db - Memory's file, in a transaction.
 * @returns Counts.
 */
export function statsOf(db: Database): Omit<MemoryStats, 'bytes'> {
  const pairs = new Map<number, number>()
  const states: Partial<Record<SegmentState, number>> = {}
  const files = new Map<number, number>()
  let entries = 0
  const rows = db.all(
    'SELECT pair, state, file, count(*) n FROM entry GROUP BY pair, state, file',
  )
  for (const row of rows) {
    const n = Number(row['n'])
    const pair = Number(row['pair'])
    const state = segmentStates[Number(row['state'])]
    const file = Number(row['file'])
    entries += n
    pairs.set(pair, (pairs.get(pair) ?? 0) + n)
    files.set(file, (files.get(file) ?? 0) + n)
    if (state) states[state] = (states[state] ?? 0) + n
  }
  return {
    entries,
    pairs: [...pairs]
      .sort((a, b) => b[1] - a[1])
      .flatMap(([pair, count]) => {
        const source = locales[pair >> 4]
        const target = locales[pair & 15]
        return source && target ? [{ source, target, entries: count }] : []
      }),
    states,
    files: db
      .all(`SELECT id, ${asBytes('path')} FROM file ORDER BY path`)
      .map(({ id, path }) => ({
        path: textIn(path),
        entries: files.get(Number(id)) ?? 0,
      })),
  }
}
