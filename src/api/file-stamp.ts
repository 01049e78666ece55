import { stat } from 'node:fs/promises'

/**
 * Ask the system about a file or folder, so that a change is told without
 * reading: a folder changes when a file comes to it or goes.
 *
 * @param path - File or folder.
 * @returns Text that is another when it changed; empty where there is none.
 */
export async function fileStamp(path: string): Promise<string> {
  const status = await stat(path).catch(() => undefined)
  if (!status) return ''
  const { mtimeMs, ctimeMs, size, ino } = status
  return [mtimeMs, ctimeMs, size, ino].join(' ')
}
