/**
 * Be told of every change of what a build reads.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import { type Config, UserError } from '../model/index.ts'
import { cacheFolder } from './cache.ts'
import { shownFrom } from './shown.ts'

/**
 * List the folders that a build reads.
 *
 * @param config - Settings.
 * @returns Paths from the project's folder.
 */
export function foldersRead(config: Config): string[] {
  const { articles, glossary, translations, templates } = config
  // A pattern is watched from the folder before its first star.
  const bases = glossary.map((pattern) => picomatch.scan(pattern).base || '.')
  const own = templates === undefined ? [] : [templates]
  return [...new Set([articles, translations, ...own, ...bases])]
}

/**
 * Watch files and folders of a project, but what is written there: the output folder,
 * what is kept, `node_modules` and `.git`.
 *
 * @param project - Folder; settings, where they can be read; what to watch, from the
 *   folder. What is not there yet is watched for.
 * @param onChange - Is told the path, from the folder, of what came, went or changed.
 * @param onError - Is told why there may be changes that it is not told of.
 * @returns Function that ends it, once all is watched.
 */
export async function followFiles(
  {
    cwd,
    config,
    paths,
  }: { cwd: string; config: Config | undefined; paths: readonly string[] },
  onChange: (path: string) => void,
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const { watch } = await import('chokidar')
  const wanted = paths.map((path) => resolve(cwd, path))
  const unwanted = [
    resolve(cwd, cacheFolder),
    ...(config ? [resolve(cwd, config.output)] : []),
  ]
  const roots = [cwd, ...wanted.filter((path) => !isIn(path, cwd))]
  const watcher = watch(roots, {
    ignoreInitial: true,
    ignored: (path) =>
      /[\\/](?:node_modules|\.git)(?:[\\/]|$)/.test(path) ||
      unwanted.some((one) => isIn(path, one)) ||
      !wanted.some((one) => isIn(path, one) || isIn(one, path)),
  })
  watcher.on('all', (_, path) => onChange(shownFrom(cwd, resolve(path))))
  watcher.on('error', (error) => onError(limitOf(error)))
  await new Promise<void>((ready) => watcher.once('ready', ready))
  return () => watcher.close()
}

function isIn(path: string, folder: string): boolean {
  const from = relative(folder, path)
  return (
    from === '' ||
    !(from === '..' || from.startsWith(`..${sep}`) || from.startsWith('/'))
  )
}

/** The system allows only so many folders to be watched. */
function limitOf(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'ENOSPC' && code !== 'EMFILE') return error
  return new UserError('The system allows no more folders to be watched.', {
    hint: 'Raise `fs.inotify.max_user_watches`, or set CHOKIDAR_USEPOLLING=1.',
    cause: error,
    wording: { key: 'watch-limit' },
  })
}
