import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Translate } from '../messages/index.ts'
import { UserError } from '../model/index.ts'

/**
 * Write a file whole or not at all, and never over its source.
 *
 * It is written beside its place and renamed. No signal is handled between the
 * two, as both happen in one go.
 *
 * @param path - File to write, as the person wrote it.
 * @param bytes - What to write.
 * @param options - Folder the path starts at, the file that must stay, and
 *   messages.
 * @throws UserError when it is the source, a folder, or can not be written.
 */
export function writeFileWhole(
  path: string,
  bytes: Uint8Array,
  options: { cwd: string; source?: string; t: Translate },
): void {
  const { cwd, source, t } = options
  const named = resolve(cwd, path)
  const present = statSync(named, { throwIfNoEntry: false })
  // A link stays a link; what it leads to is replaced.
  const target = present ? realpathSync(named) : named
  if (source !== undefined && present) {
    // Two names of one file, through a link, are the same file.
    const original = statSync(resolve(cwd, source), { throwIfNoEntry: false })
    if (present.ino === original?.ino && present.dev === original.dev) {
      throw new UserError(t('cli:misuse.overSource', { path }), {
        hint: t('cli:hint.otherFile'),
      })
    }
  }
  if (present?.isDirectory()) {
    throw new UserError(t('cli:misuse.isFolder', { path }), {
      hint: t('cli:hint.nameFile', { path: join(path, 'article.md') }),
    })
  }
  // A device or a pipe (/dev/stdout) is written to, not replaced.
  if (present && !present.isFile()) {
    writeThrough(target, bytes, path, t)
    return
  }
  const temporary = join(
    dirname(target),
    `.${basename(target)}.${process.pid}.tmp`,
  )
  try {
    writeNew(temporary, bytes, present?.mode)
    renameSync(temporary, target)
  } catch (cause) {
    rmSync(temporary, { force: true })
    throw unwritable(path, cause, t)
  }
}

function writeNew(path: string, bytes: Uint8Array, mode = 0o666): void {
  const descriptor = openSync(path, 'wx', mode)
  try {
    writeAll(descriptor, bytes)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function writeThrough(
  target: string,
  bytes: Uint8Array,
  path: string,
  t: Translate,
): void {
  try {
    const descriptor = openSync(target, 'w')
    try {
      writeAll(descriptor, bytes)
    } finally {
      closeSync(descriptor)
    }
  } catch (cause) {
    throw unwritable(path, cause, t)
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(descriptor, bytes, at)
  }
}

/**
 * Make the error for a file that can not be written.
 *
 * @param path - File, as the person wrote it.
 * @param cause - What the system said.
 * @param t - Messages.
 * @returns Error to throw.
 */
export function unwritable(
  path: string,
  cause: unknown,
  t: Translate,
): UserError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new UserError(t('cli:misuse.diskFull', { path }), { cause })
  }
  return new UserError(
    t('cli:misuse.fileUnwritable', { path, reason: code ?? String(cause) }),
    { hint: t('cli:hint.checkPermission'), cause },
  )
}
