import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { hasStamp } from './stamp.ts'

/** Files, and what the system said of them. */
export interface StampedFiles {
  /** Folder that names are from. */
  root: string
  /** Paths with `/`. */
  names: readonly string[]
  /** Stamps in the order of the names, four numbers each. */
  stamps: Float64Array
}

const worker = new URL('./stamps-worker.js', import.meta.url)

/** Files that one more thread is worth starting for. */
const manyFiles = 20_000

/** The system does not look at files faster for more of them. */
const mostThreads = 4

/**
 * Tell whether files have the stamps they had.
 *
 * @param files - Files.
 * @param fewest - Files that a thread is worth starting for. Default: 20,000.
 * @returns Whether all have.
 */
export async function haveStamps(
  files: StampedFiles,
  fewest = manyFiles,
): Promise<boolean> {
  const { root, names, stamps } = files
  const count = Math.min(
    mostThreads,
    availableParallelism() - 1,
    Math.floor(names.length / fewest),
  )
  // Somebody may have bundled Yiwen into one file.
  if (count < 1 || !existsSync(worker)) return areSame(files)
  const size = Math.ceil(names.length / count)
  const parts = Array.from({ length: count }, (_, part): StampedFiles => {
    const start = part * size
    return {
      root,
      names: names.slice(start, start + size),
      stamps: stamps.slice(start * 4, (start + size) * 4),
    }
  })
  const answers = await Promise.all(
    // What a thread can not tell is found out without it.
    parts.map((part) => ask(part).catch(() => areSame(part))),
  )
  return answers.every(Boolean)
}

/**
 * The same, by the thread that asks.
 *
 * @param files - Files.
 */
export function areSame({ root, names, stamps }: StampedFiles): boolean {
  return names.every((name, at) => hasStamp(`${root}/${name}`, stamps, at * 4))
}

/** Let a thread tell. Nobody waits for it to end. */
function ask({ root, names, stamps }: StampedFiles): Promise<boolean> {
  const thread = new Worker(worker, {
    // One string is handed over faster than a hundred thousand.
    workerData: { root, names: names.join('\0'), stamps },
    execArgv: [],
  })
  return new Promise((resolve, reject) => {
    thread.once('message', (answer) => {
      thread.unref()
      resolve(answer === true)
    })
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('The thread ended.')))
  })
}
