import { lstatSync, type Stats, statSync } from 'node:fs'

/**
 * What the system says of a file, so that another one is told without reading:
 * when it was written, when it was last changed in any way (milliseconds), its
 * size in bytes, its inode.
 */
export type Stamp = readonly [
  written: number,
  changed: number,
  size: number,
  inode: number,
]

/**
 * Ask the system about a file.
 *
 * @param path - File.
 * @param follows - Whether links are followed. Default: `false`.
 * @returns Stamp; nothing where there is no regular file.
 */
export function stampOf(path: string, follows = false): Stamp | undefined {
  const look = follows ? statSync : lstatSync
  let status: Stats | undefined
  try {
    status = look(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
  if (!status?.isFile()) return undefined
  const { mtimeMs, ctimeMs, size, ino } = status
  return [mtimeMs, ctimeMs, size, ino]
}

/**
 * Tell whether a file has a stamp; made for hundreds of thousands in a row.
 *
 * @param path - File.
 * @param stamps - Stamps, one behind the other.
 * @param at - Where its stamp begins.
 */
export function hasStamp(
  path: string,
  stamps: Float64Array,
  at: number,
): boolean {
  let status: Stats | undefined
  try {
    status = lstatSync(path, onlyIfThere)
  } catch {
    return false
  }
  return (
    status?.isFile() === true &&
    status.mtimeMs === stamps[at] &&
    status.ctimeMs === stamps[at + 1] &&
    status.size === stamps[at + 2] &&
    status.ino === stamps[at + 3]
  )
}

const onlyIfThere = { throwIfNoEntry: false } as const

/**
 * Tell whether two stamps are one.
 *
 * @param a - Stamp, or none.
 * @param b - Stamp, or none.
 * @returns Whether both are there and say the same.
 */
export function sameStamp(a: Stamp | undefined, b: Stamp | undefined): boolean {
  if (!a || !b) return false
  return a.every((part, index) => part === b[index])
}

/**
 * Tell whether whatever happens to a file from now on changes its stamp.
 *
 * A clock of files goes in steps. A file that was changed within the step that
 * is now can change once more and keep its stamp (git calls it racily clean).
 *
 * @param stamp - Stamp of the file, taken no later than `now`.
 * @param now - Time by the clock of the file's disk, in milliseconds.
 */
export function isSettled([written, changed]: Stamp, now: number): boolean {
  const last = Math.max(written, changed)
  // Kernels count in steps of up to 10 ms, some disks in seconds, FAT in two.
  const isFine = written % 1000 !== 0 && changed % 1000 !== 0
  return now - last > (isFine ? 100 : 3000)
}
