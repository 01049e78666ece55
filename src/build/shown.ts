/**
 * How paths are shown.
 *
 * A part of `build`.
 *
 * @module
 */
import { relative, sep } from 'node:path'

/**
 * Show a path from a folder, with `/`.
 *
 * @param cwd - Folder.
 * @param path - Absolute path.
 * @returns Path from the folder.
 */
export function shownFrom(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join('/') || '.'
}
