import { Unzip, UnzipInflate, unzipSync } from 'fflate'
import { ExchangeError } from './exchanged.ts'

/** Bytes that may come out of a file: far more than any glossary has. */
const most = 256_000_000

/** Bytes that are inflated at a time; one may become a thousand. */
const step = 16_384

/** ZIP file whose files can be taken out. */
export interface Zip {
  /** Names of its files as written: they are keys here and never paths. */
  names: ReadonlySet<string>
  /**
   * Take files out. What comes out is counted as it comes, over all calls, whatever
   * the file says about its size.
   *
   * @param wanted - Names.
   * @returns Their bytes by name; those that are not there are left out.
   * @throws ExchangeError when it is broken, or more comes out than may.
   */
  take(wanted: readonly string[]): Map<string, Uint8Array>
}

/**
 * Open a ZIP file.
 *
 * @param bytes - Its bytes.
 * @param limit - Most bytes that may come out. Default: 256 million.
 * @returns What is in it.
 * @throws ExchangeError when it is none, or is cut off.
 */
export function openZip(bytes: Uint8Array, limit: number = most): Zip {
  const names = new Set<string>()
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        names.add(name)
        return false
      },
    })
  } catch {
    throw new ExchangeError('not-xlsx', 1)
  }
  let left = limit
  const spend = (count: number) => {
    left -= count
    if (left < 0) throw new ExchangeError('inflates', 1)
  }
  return { names, take: (wanted) => take(bytes, new Set(wanted), spend) }
}

function take(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
  spend: (count: number) => void,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const started = new Set<string>()
  const reader = new Unzip()
  reader.register(UnzipInflate)
  reader.onfile = (file) => {
    // Of two with one name the first is read.
    if (!wanted.has(file.name) || started.has(file.name)) return
    started.add(file.name)
    const parts: Uint8Array[] = []
    file.ondata = (error, part, final) => {
      if (error) throw error
      spend(part.length)
      parts.push(part)
      if (final) files.set(file.name, joined(parts))
    }
    file.start()
  }
  try {
    for (let at = 0; at < bytes.length; at += step) {
      const end = Math.min(at + step, bytes.length)
      reader.push(bytes.subarray(at, end), end === bytes.length)
    }
  } catch (error) {
    if (error instanceof ExchangeError) throw error
    throw new ExchangeError('not-xlsx', 1)
  }
  return files
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
