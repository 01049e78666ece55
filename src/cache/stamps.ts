import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { hasStamp } from './stamp.ts'

/** Files, and what the system said of them. */
export interface StampedFiles {
  /** Folder that names are from. */
  root: string
  /** How many there are. */
  count: number
  /**
   * Stamps in the order of the names, four numbers each. Threads copy what is not in
   * memory that they may share.
   */
  stamps: Float64Array
  /** Names, paths with `/`, with NUL between them. */
  text: Uint8Array
}

/** What the threads that look at files share. */
export interface SharedStamps {
  root: string
  /** Names, with NUL between them. */
  text: Uint8Array
  stamps: Float64Array
  /** Number of the next part to look at. */
  next: Int32Array
  /** By part: 1 once it was looked at. */
  done: Uint8Array
  /** By file: 1 where it is not what it was. */
  others: Uint8Array
}

const worker = new URL('./stamps-worker.js', import.meta.url)

/** Files that one more thread is worth starting for. */
const manyFiles = 20_000

/** The system does not look at files faster for more of them. */
const mostThreads = 4

/** Files that a thread takes at a time. */
const partSize = 1024

/** Looks at files while the thread that asked does something else. */
export interface StampLook {
  /**
   * Look at what nobody has looked at yet, and wait for the rest.
   *
   * @returns Numbers of the files that are not what they were, in their order.
   */
  finish(): Promise<number[]>
  /** Look at no more. */
  stop(): void
}

/**
 * Start to look whether files have the stamps they had.
 *
 * @param files - Files.
 * @param fewest - Files that a thread is worth starting for. Default: 20,000.
 */
export function lookAtStamps(
  files: StampedFiles,
  fewest = manyFiles,
): StampLook {
  const parts = Math.ceil(files.count / partSize)
  const count = Math.min(
    mostThreads,
    availableParallelism() - 1,
    Math.floor(files.count / fewest),
  )
  // Somebody may have bundled Yiwen into one file.
  const isAlone = count < 1 || !existsSync(worker)
  const shared: SharedStamps = {
    root: files.root,
    text: isAlone ? files.text : share(files.text),
    stamps: isAlone ? files.stamps : shareNumbers(files.stamps),
    next: new Int32Array(new SharedArrayBuffer(4)),
    done: new Uint8Array(new SharedArrayBuffer(parts)),
    others: new Uint8Array(new SharedArrayBuffer(files.count)),
  }
  const threads = Array.from({ length: isAlone ? 0 : count }, () =>
    help(shared),
  )
  const names = new Names(shared.text)
  return {
    stop() {
      Atomics.store(shared.next, 0, parts)
    },
    async finish() {
      while (lookAtPart(shared, names)) await turn()
      await Promise.all(threads)
      // A thread that ended early left the part that it had taken.
      for (const [part, isDone] of shared.done.entries()) {
        if (isDone === 0) lookAt(shared, names, part)
      }
      const others: number[] = []
      for (let at = shared.others.indexOf(1); at >= 0; ) {
        others.push(at)
        at = shared.others.indexOf(1, at + 1)
      }
      return others
    },
  }
}

/**
 * Look at the next part that nobody has taken.
 *
 * @param shared - What threads share.
 * @param names - Names of all files, of this thread's own.
 * @returns Whether there was one.
 */
export function lookAtPart(shared: SharedStamps, names: Names): boolean {
  const part = Atomics.add(shared.next, 0, 1)
  if (part >= shared.done.length) return false
  lookAt(shared, names, part)
  return true
}

function lookAt(
  { root, stamps, done, others }: SharedStamps,
  names: Names,
  part: number,
): void {
  let at = part * partSize
  for (const name of names.of(part)) {
    if (!hasStamp(`${root}/${name}`, stamps, at * 4)) others[at] = 1
    at++
  }
  done[part] = 1
}

/**
 * Reads names part by part: there may be half a million, and each is wanted for a
 * moment.
 */
export class Names {
  readonly #text: Buffer
  #part = 0
  /** Where that part begins. */
  #start = 0

  /** @param text - Names, with NUL between them. */
  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    this.#text = Buffer.from(buffer, byteOffset, byteLength)
  }

  /** Read those of a part; for one behind the last no name is read twice. */
  of(part: number): string[] {
    if (part < this.#part) {
      this.#part = 0
      this.#start = 0
    }
    while (this.#part < part) {
      this.#part++
      this.#start = this.#endOf(this.#start) + 1
    }
    const end = this.#endOf(this.#start)
    return this.#text.toString('utf8', this.#start, end).split('\0')
  }

  /** Where a part ends that starts at a place. */
  #endOf(start: number): number {
    let end = start - 1
    for (let count = 0; count < partSize; count++) {
      end = this.#text.indexOf(0, end + 1)
      if (end < 0) return this.#text.length
    }
    return end
  }
}

/** Let a thread look, too; what it can not is looked at by the one that asked. */
function help(shared: SharedStamps): Promise<void> {
  const thread = new Worker(worker, { workerData: shared, execArgv: [] })
  return new Promise((resolve) => {
    const end = (): void => {
      // Nobody waits for it to end.
      thread.unref()
      resolve()
    }
    thread.once('message', end)
    thread.once('error', end)
    thread.once('exit', end)
  })
}

function share(bytes: Uint8Array): Uint8Array {
  if (isShared(bytes)) return bytes
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  return shared
}

function shareNumbers(numbers: Float64Array): Float64Array {
  if (isShared(numbers)) return numbers
  const shared = new Float64Array(new SharedArrayBuffer(numbers.byteLength))
  shared.set(numbers)
  return shared
}

function isShared({ buffer }: ArrayBufferView): boolean {
  return buffer instanceof SharedArrayBuffer
}
