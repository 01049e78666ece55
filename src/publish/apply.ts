import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import {
  Phrase,
  UserError,
  type WithLock,
  type Wording,
} from '../model/index.ts'
import { hasDrafts, removeDrafts } from './drafts.ts'
import {
  codeOf,
  createGuard,
  environmentError,
  type OutputFolder,
  shownPath,
} from './folder.ts'
import { lockFolder } from './lock.ts'
import {
  hashManifest,
  type Manifest,
  manifestPath,
  printManifest,
} from './manifest.ts'
import { outputChanged } from './outputs.ts'
import type { Output, Plan } from './plan.ts'
import { hashOutput, hashWrittenManifest } from './snapshot.ts'

/**
 * Do what a plan says: the only place that writes editions.
 *
 * Each file is written under a temporary name beside its place and renamed, so
 * it is whole or as it was, whatever happens.
 * What the build is about to write is noted first: a build that was cut off
 * is taken up by the next one.
 *
 * @param plan - Plan.
 * @param folder - Output folder.
 * @param lock - Runs one task at a time.
 * @param onWritten - Gets the absolute path of each file that was written, and the
 *   SHA-256 of what was, in hex.
 * @returns `done`, or `outdated` when another build wrote to the folder since
 *   the plan was made; nothing was written then.
 * @throws UserError when the disk is full, permission is missing, a link leads
 *   out of the folder, or a file changed since the plan was made.
 */
export async function applyPlan(
  plan: Plan,
  folder: OutputFolder,
  lock: WithLock,
  onWritten?: (path: string, sha256: string) => void,
): Promise<'done' | 'outdated'> {
  const { before, writes, deletes } = plan
  const hash = hashManifest(plan.manifest)
  const idle = writes.length + deletes.length === 0
  const nothing =
    before.manifestHash === undefined &&
    Object.keys(plan.manifest.files).length === 0
  if (idle && (nothing || hash === before.manifestHash)) {
    await clear(folder, lock)
    return 'done'
  }
  const guard = createGuard(folder)
  for (const { path } of [...writes, ...deletes, { path: manifestPath }]) {
    await guard(path)
  }
  return lockFolder(folder, lock, async () => {
    if ((await hashWrittenManifest(folder)) !== before.manifestHash) {
      return 'outdated'
    }
    await sweep(plan, folder)
    if (!idle) await write(folder, noteOf(plan))
    for (const [index, output] of writes.entries()) {
      await assertSame(plan, folder, output.path)
      const count = { index, total: writes.length }
      if ((await write(folder, output, count)) === 'gone') return 'outdated'
      onWritten?.(resolve(folder.path, output.path), output.sha256)
    }
    for (const { path } of deletes) {
      await assertSame(plan, folder, path)
      await remove(folder, path)
    }
    await write(folder, printed(plan.manifest))
    onWritten?.(resolve(folder.path, manifestPath), hash)
    await removeDrafts(folder)
    return 'done'
  })
}

/** Nothing is left of drafts that a build left when it was cut off. */
async function clear(folder: OutputFolder, lock: WithLock): Promise<void> {
  if (!(await hasDrafts(folder))) return
  await createGuard(folder)(manifestPath)
  await lockFolder(folder, lock, () => removeDrafts(folder))
}

/** What is written: a file of the plan, or the manifest. */
type Written = Omit<Output, 'content'> & {
  content?: Output['content'] | { pieces: Iterable<string | Uint8Array> }
}

function printed(manifest: Manifest): Written {
  const content = { pieces: printManifest(manifest) }
  return { path: manifestPath, sha256: '', content }
}

/** The manifest as it is, and what is about to be written. */
function noteOf(plan: Plan): Written {
  const { manifest } = plan.before
  const pending = { ...manifest.pending }
  for (const { path, sha256 } of plan.writes) pending[path] = sha256
  return printed({ ...manifest, pending })
}

/** Somebody may have changed a file while the articles were localized. */
async function assertSame(
  plan: Plan,
  folder: OutputFolder,
  path: string,
): Promise<void> {
  if ((await hashOutput(folder, path)) === plan.before.files.get(path)) return
  throw outputChanged(shownPath(folder, path))
}

const temporary = /^\.yiwen-[0-9a-f]{16}\.tmp$/

async function write(
  folder: OutputFolder,
  output: Written,
  count?: { index: number; total: number },
): Promise<'done' | 'gone'> {
  const target = resolve(folder.path, output.path)
  const parent = dirname(target)
  const { content } = output
  const name = `.yiwen-${randomBytes(8).toString('hex')}.tmp`
  const draft = join(parent, name)
  try {
    await mkdir(parent, { recursive: true })
    if (content && 'draft' in content) {
      const moved = await move(content.draft, target)
      if (moved !== 'elsewhere') return moved
    }
    const handle = await open(draft, 'wx')
    try {
      await fill(handle, output)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, target)
    return 'done'
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    const failure = explain(error, folder, output)
    throw failure instanceof UserError && count && count.index > 0
      ? new UserError(
          `${failure.message} ${count.index} of ${count.total} files were written before it.`,
          {
            ...(failure.hint === undefined ? {} : { hint: failure.hint }),
            cause: error,
            wording: partlyWritten(failure, count),
          },
        )
      : failure
  }
}

/** Another build may have taken drafts away; a folder may be on another disk. */
async function move(
  draft: string,
  target: string,
): Promise<'done' | 'gone' | 'elsewhere'> {
  try {
    await rename(draft, target)
    return 'done'
  } catch (error) {
    if (codeOf(error) === 'EXDEV') return 'elsewhere'
    if (codeOf(error) !== 'ENOENT') throw error
    const isThere = await stat(draft).catch(() => undefined)
    if (isThere) throw error
    return 'gone'
  }
}

function partlyWritten(
  { message, hint = '', wording }: UserError,
  { index, total }: { index: number; total: number },
): Wording {
  const say = (english: string, part: string): string | Phrase =>
    wording
      ? new Phrase(english, `errors:${wording.key}.${part}`, wording.values)
      : english
  const [problem, advice] = [say(message, 'message'), say(hint, 'hint')]
  return { key: 'build-partial', values: { problem, advice, index, total } }
}

function explain(
  error: unknown,
  folder: OutputFolder,
  { content, path, source }: Written,
): unknown {
  const copied = content && 'copy' in content ? content.copy : undefined
  const at = (error as NodeJS.ErrnoException | undefined)?.path
  return at !== undefined && at === copied
    ? environmentError(error, source ?? copied, 'read')
    : environmentError(error, shownPath(folder, path), 'written')
}

async function fill(handle: FileHandle, output: Written): Promise<void> {
  const { content, sha256 } = output
  if (content instanceof Uint8Array) {
    await handle.writeFile(content)
    return
  }
  if (!content) return
  if ('pieces' in content) {
    for (const piece of content.pieces) await handle.writeFile(piece)
    return
  }
  const from = 'draft' in content ? content.draft : content.copy
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(from)) {
    hash.update(chunk as Buffer)
    await handle.writeFile(chunk as Buffer)
  }
  if (hash.digest('hex') === sha256) return
  throw new UserError(
    `${output.source ?? from} was changed while the build ran.`,
    {
      hint: 'Build again.',
      wording: {
        key: 'source-changed',
        values: { path: output.source ?? from },
      },
    },
  )
}

async function remove(folder: OutputFolder, path: string): Promise<void> {
  const absolute = resolve(folder.path, path)
  try {
    await rm(absolute, { force: true })
  } catch (error) {
    throw environmentError(error, shownPath(folder, path), 'deleted')
  }
  // Folders that are empty now go too; the first that is not ends it.
  let parent = dirname(absolute)
  while (parent.length > folder.path.length) {
    const gone = await rmdir(parent).then(
      () => true,
      () => false,
    )
    if (!gone) return
    parent = dirname(parent)
  }
}

/** Take away what a build that was killed left under a temporary name. */
async function sweep(plan: Plan, folder: OutputFolder): Promise<void> {
  const paths = [...plan.writes.map(({ path }) => path), manifestPath]
  const parents = new Set(paths.map((p) => dirname(resolve(folder.path, p))))
  for (const parent of parents) {
    const names = await readdir(parent).catch(() => [])
    for (const name of names) {
      if (!temporary.test(name)) continue
      await rm(join(parent, name), { force: true }).catch(() => undefined)
    }
  }
}
