import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'

/** Characters that are kept in memory before they go to the disk. */
const mostInMemory = 1 << 24

/** Bytes that are read at once. */
const slice = 1 << 20

/**
 * Values that are gone through in order, as often as wanted, and of which a few are
 * in memory at a time: what does not fit goes to a file of the system's temporary
 * folder, which has no name any more where the system allows that.
 */
export class Spool<T> implements Iterable<T> {
  #lines: string[] = []
  #size = 0
  #file: number | undefined
  #path = ''

  /**
   * Put a value behind the others.
   *
   * @param value - Value that JSON can say.
   */
  add(value: T): void {
    const line = JSON.stringify(value)
    this.#lines.push(line)
    this.#size += line.length
    if (this.#size > mostInMemory) this.#spill()
  }

  /** Give the values, in order. */
  *[Symbol.iterator](): Generator<T> {
    for (const line of this.#spilled()) yield JSON.parse(line) as T
    for (const line of this.#lines) yield JSON.parse(line) as T
  }

  /** Let go of the values. */
  close(): void {
    this.#lines = []
    if (this.#file === undefined) return
    closeSync(this.#file)
    this.#file = undefined
    rmSync(this.#path, { force: true })
  }

  #spill(): void {
    if (this.#file === undefined) {
      const name = `yiwen-${process.pid}-${Math.random().toString(36).slice(2)}`
      this.#path = join(tmpdir(), name)
      this.#file = openSync(this.#path, 'wx+', 0o600)
      try {
        rmSync(this.#path)
      } catch {
        // Windows keeps the name of what is open; `close` takes it away.
      }
    }
    const bytes = Buffer.from(`${this.#lines.join('\n')}\n`)
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(this.#file, bytes, at)
    }
    this.#lines = []
    this.#size = 0
  }

  *#spilled(): Generator<string> {
    if (this.#file === undefined) return
    const decoder = new StringDecoder('utf8')
    const bytes = Buffer.alloc(slice)
    let rest = ''
    for (let at = 0; ; ) {
      const count = readSync(this.#file, bytes, 0, slice, at)
      if (count === 0) return
      at += count
      const lines = (rest + decoder.write(bytes.subarray(0, count))).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  }
}
