import type { EngineSettings } from '../model/index.ts'
import type { CompareNumbers } from './check-answer.ts'
import type { EngineUsage } from './engine.ts'
import type { JournalEntry } from './journal.ts'
import type { Outcome } from './outcome.ts'
import type { Clock, RetrySettings } from './retry.ts'

/** How far a run is. */
export interface RunProgress {
  /** Segments that are done. */
  done: number
  /** Segments there are. */
  total: number
  /** Article of the last one. */
  article: string
  /** What was used so far. */
  usage: EngineUsage
}

/** Remembers answers that were paid for. */
export interface RunJournal {
  /** Finds one. */
  find(key: string): JournalEntry | undefined
  /** Adds some; they are safe when it returns. */
  append(entries: readonly JournalEntry[]): Promise<void>
}

/** What a run is bounded by, and whom it tells. */
export interface RunOptions {
  /** Size of batches, requests at a time, rates, timeout. */
  settings?: Partial<
    Pick<
      EngineSettings,
      | 'batch'
      | 'concurrency'
      | 'timeout'
      | 'requestsPerMinute'
      | 'charactersPerMinute'
    >
  >
  /** How requests are tried again. */
  retry?: Partial<RetrySettings>
  /** Compares amounts. Default: amounts are not compared. */
  compareNumbers?: CompareNumbers
  /** Remembers answers. Default: nothing is remembered. */
  journal?: RunJournal
  /** Takes what is done, before more is asked. */
  keep?: (outcomes: readonly Outcome[]) => Promise<void>
  /** Hears of every batch. */
  onProgress?: (progress: RunProgress) => void
  /** Ends the run. */
  signal?: AbortSignal
  /** Clock. Default: the machine's. */
  clock?: Clock
}
