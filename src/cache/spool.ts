import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Where bytes are: in a spool's file, or still in memory. */
export type Slot = Uint8Array | { readonly at: number; readonly length: number }

/** Bytes that are held in memory before any go to the disk. */
const mostHeld = 8 * 1024 * 1024

/** Closes the file of a spool that nobody has any more. */
const closer = new FinalizationRegistry<number>((file) => closeSync(file))

/**
 * Bytes that are put aside and asked for again by the same process: in memory while
 * they are few, else in a file that has no name, so that nothing of it stays.
 */
export class Spool {
  readonly #folder: string
  #file: number | undefined
  #end = 0
  #held = 0

  /** @param folder - Folder for the file. Where it is not there, memory has to do. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * Put bytes aside.
   *
   * @param bytes - Bytes; they are not to change.
   * @returns Where they are.
   */
  put(bytes: Uint8Array): Slot {
    this.#held += bytes.length
    if (this.#held <= mostHeld) return bytes
    try {
      this.#file ??= this.#open()
      const at = this.#end
      for (let done = 0; done < bytes.length; ) {
        const rest = bytes.length - done
        done += writeSync(this.#file, bytes, done, rest, at + done)
      }
      this.#end += bytes.length
      return { at, length: bytes.length }
    } catch {
      // A disk that does not allow it is none the worse for it.
      return bytes
    }
  }

  /**
   * Take bytes out.
   *
   * @param slot - Where they are.
   * @returns Bytes.
   */
  get(slot: Slot): Uint8Array {
    if (slot instanceof Uint8Array) return slot
    const bytes = Buffer.allocUnsafe(slot.length)
    for (let done = 0; done < bytes.length; ) {
      const rest = bytes.length - done
      const read = readSync(this.#file ?? -1, bytes, done, rest, slot.at + done)
      if (read === 0) throw new Error('The spool was cut.')
      done += read
    }
    return bytes
  }

  #open(): number {
    const path = join(this.#folder, `spool-${randomBytes(8).toString('hex')}`)
    const file = openSync(path, 'wx+', 0o600)
    closer.register(this, file)
    try {
      unlinkSync(path)
    } catch {
      // The folder may be deleted at any time, and this with it.
    }
    return file
  }
}
