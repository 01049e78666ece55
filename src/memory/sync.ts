import type { MemoryEntry } from './entry.ts'
import type { Memory } from './memory.ts'

/** File whose entries a memory has to have. */
export interface MemorySource {
  /** Path, by which the memory knows it. */
  path: string
  /** What tells this state of the file from others, such as size and time. */
  stamp: string
  /**
   * Read it.
   *
   * @returns Entries, always in the same order.
   */
  entries(): AsyncIterable<MemoryEntry> | Iterable<MemoryEntry>
}

/** What a memory had to do to have what the files say. */
export interface SyncReport {
  /** Paths of files that were read, as they were new or changed. */
  read: readonly string[]
  /** Paths of files that are gone. */
  gone: readonly string[]
  /** Entries that are new. */
  added: number
  /** Entries that were there, of another file. */
  known: number
  /** Files that could not be read, and why; what was read of them is left out. */
  failed: readonly { path: string; error: unknown }[]
}

/**
 * Bring a memory up to date with the files it is a cache of.
 *
 * Files whose stamp it knows are not read. A file that cannot be read keeps nobody
 * from reading the others. If the memory is found damaged meanwhile, all are read
 * again.
 *
 * @param memory - Memory.
 * @param sources - Every file it has to have.
 * @param onProgress - Called with the path of a file and how many of its entries
 * are done. Default: nothing.
 * @returns What was done.
 */
export async function syncMemory(
  memory: Memory,
  sources: readonly MemorySource[],
  onProgress: (path: string, done: number) => void = () => {},
): Promise<SyncReport> {
  const first = await syncOnce(memory, sources, onProgress)
  if (first.resets === 0) return first.report
  const second = await syncOnce(memory, sources, onProgress)
  return { ...second.report, gone: first.report.gone }
}

async function syncOnce(
  memory: Memory,
  sources: readonly MemorySource[],
  onProgress: (path: string, done: number) => void,
): Promise<{ report: SyncReport; resets: number }> {
  // A file that is new, or was found damaged, is emptied by the first look at it.
  const known = memory.files()
  const { resets } = memory
  const read: string[] = []
  const failed: { path: string; error: unknown }[] = []
  const counts = { added: 0, known: 0 }
  const paths = new Set(sources.map(({ path }) => path))
  const gone = [...known.keys()].filter((path) => !paths.has(path))
  for (const path of gone) memory.remove(path)
  for (const source of sources) {
    const { path, stamp } = source
    if (known.get(path) === stamp) continue
    try {
      const added = await memory.importEntries(source.entries(), {
        file: path,
        stamp,
        onProgress: (done) => onProgress(path, done),
      })
      read.push(path)
      counts.added += added.added
      counts.known += added.known
    } catch (error) {
      memory.remove(path)
      failed.push({ path, error })
    }
  }
  const report = { read, gone, ...counts, failed }
  return { report, resets: memory.resets - resets }
}
