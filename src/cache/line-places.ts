import { closeSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { Stamp } from './stamp.ts'

/** Numbers of a place: offset in the file, length in bytes, CRC-32. */
export const placeWidth = 3

/**
 * Where the lines of records are in their files, each with a report, so that one is read
 * without the others. They hold for files whose stamps are what they were.
 */
export interface LinePlaces {
  /** Stamps of the files, in the order of their names; null where there was none. */
  stamps: readonly (Stamp | null)[]
  /** Three numbers for each article: see {@link placeWidth}. */
  numbers: Uint32Array
}

/** The same, of articles that are known. */
export interface PlacedLines extends LinePlaces {
  /** Articles in the order of the numbers, which is that of their code units. */
  paths: readonly string[]
}

/**
 * Read part of a file.
 *
 * @param file - File.
 * @param numbers - Offset, length and CRC-32 of the part.
 * @returns Its bytes; nothing where they can not be read or are others.
 */
export function readPlace(
  file: string,
  [offset = 0, length = 0, sum = 0]: Uint32Array,
): Buffer | undefined {
  const bytes = readPart(file, offset, length)
  return bytes?.length === length && crc32(bytes) === sum ? bytes : undefined
}

/**
 * Read part of a file, up to its end.
 *
 * @param file - File.
 * @param offset - Where the part begins.
 * @param length - How many bytes it has at most.
 * @returns Its bytes; nothing where they can not be read.
 */
export function readPart(
  file: string,
  offset: number,
  length: number,
): Buffer | undefined {
  let handle: number | undefined
  try {
    handle = openSync(file, 'r')
    const bytes = Buffer.allocUnsafe(length)
    const count = readSync(handle, bytes, 0, length, offset)
    return bytes.subarray(0, count)
  } catch {
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
