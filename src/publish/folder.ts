import { lstat, realpath } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { InternalError, Phrase, UserError } from '../model/index.ts'

/** Folder that editions are written to. */
export interface OutputFolder {
  /** Absolute path. */
  path: string
  /** Path to show to people. */
  name: string
  /** Folders with sources, which nothing is ever written into. */
  protect: readonly string[]
}

/** Checks that a path may be written. */
export type Guard = (path: string) => Promise<void>

/**
 * Create the check that keeps a build inside its output folder.
 *
 * Links are followed: one that leads out of the folder, or to the sources, is
 * refused before anything is written.
 *
 * @param folder - Output folder.
 * @returns Function that takes a path from the folder, and remembers the
 *   folders it has seen.
 * @throws UserError from the function, when the path leads elsewhere.
 */
export function createGuard(folder: OutputFolder): Guard {
  const seen = new Map<string, Promise<void>>()
  let roots: Promise<[string, string[]]> | undefined
  return (path) => {
    const absolute = resolve(folder.path, path)
    if (!isInside(absolute, folder.path)) {
      throw new InternalError(`${path} leads out of the output folder.`)
    }
    const parent = dirname(absolute)
    let found = seen.get(parent)
    if (!found) {
      roots ??= Promise.all([
        realFolder(folder.path, folder),
        Promise.all(folder.protect.map((one) => realFolder(one, folder))),
      ])
      found = roots.then((all) => check(parent, ...all))
      seen.set(parent, found)
    }
    return found
  }

  async function check(
    parent: string,
    root: string,
    sources: readonly string[],
  ): Promise<void> {
    const real = await realFolder(parent, folder)
    const shown = shownPath(folder, parent)
    const source = sources.find((one) => real === one || isInside(real, one))
    if (source !== undefined) {
      throw new UserError(
        `${shown} leads to ${source}, where the sources are, and nothing is written over a source.`,
        {
          hint: 'Remove the link, or set `output` to another folder.',
          wording: { key: 'link-to-sources', values: { path: shown, source } },
        },
      )
    }
    if (real === root || isInside(real, root)) return
    throw new UserError(
      `${shown} is a link that leads out of ${folder.name}, to ${real}.`,
      {
        hint: 'Remove the link; a build writes only below its output folder.',
        wording: {
          key: 'link-out',
          values: { path: shown, folder: folder.name, target: real },
        },
      },
    )
  }
}

/** Times a path is looked at that is there in one moment and gone in the next. */
const looks = 1000

/** Path with links resolved; what is not there yet can be no link. */
async function realFolder(path: string, folder: OutputFolder): Promise<string> {
  for (let look = 1; ; look++) {
    try {
      return await realpath(path)
    } catch (error) {
      const code = codeOf(error)
      const parent = dirname(path)
      const there = code === 'ENOENT' ? await standing(path) : undefined
      const missing = code === 'ENOENT' && there === undefined
      if ((missing || code === 'ENOTDIR') && parent !== path) {
        const name = path.slice(parent.length).replace(/^[\\/]/, '')
        return join(await realFolder(parent, folder), name)
      }
      // Another build made it, or took it away, since it was not found.
      if (there === 'other' && look < looks) continue
      throw environmentError(error, shownPath(folder, path), 'read')
    }
  }
}

async function standing(path: string): Promise<'link' | 'other' | undefined> {
  return lstat(path).then(
    (status) => (status.isSymbolicLink() ? 'link' : 'other'),
    () => undefined,
  )
}

/**
 * Show a path below the output folder.
 *
 * @param folder - Output folder.
 * @param path - Absolute path, or one from the folder.
 * @returns Path for people, with `/`.
 */
export function shownPath(folder: OutputFolder, path: string): string {
  const absolute = resolve(folder.path, path)
  if (absolute === folder.path) return folder.name
  if (!isInside(absolute, folder.path)) return path
  const rest = absolute.slice(folder.path.length + 1).replaceAll(sep, '/')
  return `${folder.name}/${rest}`
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/**
 * Look up what the operating system calls an error.
 *
 * @param error - Anything that was thrown.
 * @returns Code such as `ENOSPC`.
 */
export function codeOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  EACCES: ['permission denied', 'Check who may read and write there.'],
  EPERM: ['permission denied', 'Check who may read and write there.'],
  EROFS: ['the disk can only be read', 'Set `output` to a folder elsewhere.'],
  ENOSPC: [
    'the disk is full',
    'Make room and build again; every file is whole, or as it was.',
  ],
  EDQUOT: [
    'your quota of the disk is used up',
    'Make room and build again; every file is whole, or as it was.',
  ],
  EFBIG: ['it is larger than files may be here', 'Raise the limit.'],
  ELOOP: ['its links form a loop', 'Remove the link.'],
  ENOENT: [
    'a link there leads nowhere, or the folder has gone',
    'Remove the link, or build again.',
  ],
  ENOTDIR: [
    'a file is where a folder is wanted',
    'Move the file out of the output folder.',
  ],
  EEXIST: [
    'a file is where a folder is wanted',
    'Move the file out of the output folder.',
  ],
  EISDIR: [
    'a folder is where a file is wanted',
    'Move the folder out of the output folder.',
  ],
  ENAMETOOLONG: ['its name is too long', 'Give the article a shorter name.'],
  EMFILE: ['too many files are open', 'Raise the limit with `ulimit -n`.'],
}

/**
 * Turn an error of the operating system into one for people.
 *
 * @param error - What was thrown.
 * @param shown - Path to show.
 * @param action - What could not be done.
 * @returns UserError, or the error itself where it is ours.
 */
export function environmentError(
  error: unknown,
  shown: string,
  action: 'read' | 'written' | 'deleted',
): unknown {
  const code = codeOf(error)
  if (error instanceof UserError || code === undefined) return error
  const verb = action === 'read' ? 'read' : action
  const known = reasons[code]
  const [reason, hint] = known ?? [code, 'Check the disk.']
  const say = (english: string, of: string): string | Phrase =>
    known ? new Phrase(english, `phrases:${of}.${code}`) : english
  return new UserError(`${shown} can not be ${verb}: ${reason}.`, {
    hint,
    cause: error,
    wording: {
      key: known ? `system.${action}` : `system-other.${action}`,
      values: {
        path: shown,
        reason: say(reason, 'system'),
        advice: say(hint, 'remedy'),
      },
    },
  })
}
