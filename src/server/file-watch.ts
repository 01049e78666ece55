import { existsSync, type FSWatcher, watch } from 'node:fs'
import { resolve } from 'node:path'

/** Editors write a file in several steps. */
const pause = 25

/**
 * Watch folders for changes of what is in them.
 *
 * @param folders - Absolute paths. Those that are not there are left out.
 * @param onChange - Called with the absolute paths of files that changed, came or
 *   went, once a short time is over in which no more did.
 * @returns Function that ends it.
 */
export function watchFolders(
  folders: readonly string[],
  onChange: (paths: readonly string[]) => void,
): () => void {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const tell = (): void => {
    const paths = [...changed]
    changed.clear()
    onChange(paths)
  }
  const watchers = folders.filter(existsSync).map((folder): FSWatcher => {
    const watcher = watch(folder, { recursive: true }, (_event, name) => {
      if (name === null) return
      changed.add(resolve(folder, name))
      clearTimeout(timer)
      timer = setTimeout(tell, pause)
    })
    // A folder that goes away is no reason to stop serving the others.
    watcher.on('error', () => watcher.close())
    return watcher
  })
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
