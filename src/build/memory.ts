/**
 * The translation memory of a project: a cache of its files.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { glob } from 'tinyglobby'
import { characterConverter } from '../convert/index.ts'
import { LeftOut, printTmx, readTmx } from '../exchange/index.ts'
import { copyWhole, sweepDrafts } from '../glossary/index.ts'
import {
  type Memory,
  type MemoryEntry,
  type MemorySource,
  openMemory,
  type SyncReport,
  syncMemory,
  type VariantSource,
} from '../memory/index.ts'
import {
  chineseLocales,
  isChinese,
  type Locale,
  UserError,
} from '../model/index.ts'
import { withFileLock } from './file-lock.ts'
import { entriesOfTmx, tmxOfEntry } from './memory-tmx.ts'

/** Folder of what can be made again, in the project's. */
const cacheFolder = '.yiwen'

/** Folder of TMX files that belong to a project's memory. */
export const memoryFolder = 'locales/memory'

/** Project whose memory is opened. */
export interface MemoryProject {
  /** Folder of the project. */
  cwd: string
  /**
   * Translations of its articles: files of the store. Default: none.
   * `entriesOf` of the room `memory` gives the entries of one.
   */
  translations?: readonly MemorySource[]
  /** Whether all is read again. Default: only files that changed. */
  rebuild?: boolean
  /** Called while files are read, with bytes. Default: nothing. */
  onProgress?(step: { path: string; entries: number; share: number }): void
}

/** Memory of a project, up to date. */
export interface ProjectMemory {
  /** Memory, to be closed. */
  memory: Memory
  /** What had to be done. */
  report: SyncReport
  /** What the TMX files that were read have and a memory has no place for. */
  leftOut: LeftOut
}

/**
 * Open the memory of a project, and bring it up to date with its files.
 *
 * Those are the TMX files of `locales/memory/` and the translations of articles.
 * The memory itself, `.yiwen/memory.sqlite`, is never worth keeping.
 *
 * @param project - Project.
 * @returns Memory, and what was done.
 * @throws UserError when the disk does not allow it.
 */
export async function openProjectMemory({
  cwd,
  translations = [],
  rebuild = false,
  onProgress = () => {},
}: MemoryProject): Promise<ProjectMemory> {
  const folder = resolve(cwd, cacheFolder)
  mkdirSync(folder, { recursive: true })
  // The folder keeps itself out of git.
  const ignore = join(folder, '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
  const leftOut = new LeftOut()
  const shares = new Map<string, () => number>()
  const paths = await glob(`${memoryFolder}/*.tmx`, {
    cwd,
    caseSensitiveMatch: false,
  })
  const sources = paths
    .sort()
    .map((path) => tmxSource(cwd, path, { leftOut, shares }))
  const memory = openMemory(join(folder, 'memory.sqlite'))
  try {
    if (rebuild) memory.discard()
    const report = await syncMemory(
      memory,
      [...sources, ...translations],
      (path, entries) =>
        onProgress({ path, entries, share: shares.get(path)?.() ?? 1 }),
    )
    return { memory, report, leftOut }
  } catch (error) {
    memory.close()
    throw error
  }
}

function tmxSource(
  cwd: string,
  path: string,
  { leftOut, shares }: { leftOut: LeftOut; shares: Map<string, () => number> },
): MemorySource {
  const { size, mtimeMs } = statSync(resolve(cwd, path))
  return {
    path,
    stamp: `${size} ${mtimeMs}`,
    async *entries(): AsyncGenerator<MemoryEntry> {
      const stream = createReadStream(resolve(cwd, path), {
        highWaterMark: 1 << 18,
      })
      shares.set(path, () => stream.bytesRead / Math.max(1, size))
      const onLeftOut = (what: string): void => leftOut.add(what)
      const options = { name: basename(path), onLeftOut }
      for await (const unit of readTmx(stream, { onLeftOut })) {
        yield* entriesOfTmx(unit, options)
      }
    },
  }
}

/** TMX file that was put into a project. */
export interface KeptFile {
  /** Its path in the project. */
  path: string
  /** Take it away again, unless it was there before. */
  undo(): void
}

/**
 * Put a TMX file where the memory of a project is made from.
 *
 * @param cwd - Folder of the project.
 * @param file - Path of the file.
 * @returns Its path in the project, and a function that takes it away again.
 * @throws UserError when there is no such file, or another one of its name, or
 *   another process is putting it there.
 */
export async function keepTmx(cwd: string, file: string): Promise<KeptFile> {
  const from = resolve(cwd, file)
  const name = basename(from).replace(/\.tmx$/i, '.tmx')
  const path = `${memoryFolder}/${name.endsWith('.tmx') ? name : `${name}.tmx`}`
  const to = resolve(cwd, path)
  const status = statSync(from, { throwIfNoEntry: false })
  if (!status?.isFile()) {
    throw new UserError(`There is no file ${file}.`, {
      hint: 'Check the spelling of the path.',
      wording: { key: 'file-missing', values: { path: file } },
    })
  }
  mkdirSync(resolve(cwd, memoryFolder), { recursive: true })
  return withFileLock(to, path, async () => {
    await sweepDrafts(to)
    const present = statSync(to, { throwIfNoEntry: false })
    const isHere = present?.ino === status.ino && present.dev === status.dev
    // What an import that was killed has brought, or somebody copied.
    if (isHere || (present?.size === status.size && isSameFile(from, to))) {
      return { path, undo: () => {} }
    }
    if (present) {
      throw new UserError(`There is a file ${path} already.`, {
        hint: 'Delete it first, or give the new one another name.',
        wording: { key: 'memory-file-there', values: { path } },
      })
    }
    await copyWhole(from, to)
    return { path, undo: () => rmSync(to, { force: true }) }
  })
}

function isSameFile(one: string, other: string): boolean {
  const hash = (path: string): string =>
    createHash('sha256').update(readFileSync(path)).digest('hex')
  return hash(one) === hash(other)
}

/**
 * Write a memory as TMX.
 *
 * @param memory - Memory.
 * @param pair - Locales. Default: any.
 * @param leftOut - Counts what can not be carried.
 * @yields Parts of the file.
 */
export function* printMemory(
  memory: Memory,
  pair: { source?: Locale; target?: Locale },
  leftOut: LeftOut,
): Generator<string> {
  const entries = memory.entries(pair)
  const header = {
    source: pair.source ?? '*all*',
    attributes: { segtype: 'sentence' },
    props: [],
    notes: [],
  }
  const units = (function* () {
    for (const entry of entries) yield tmxOfEntry(entry)
  })()
  yield* printTmx(units, header, { onLeftOut: (what) => leftOut.add(what) })
}

/**
 * Give the other variants of Chinese that may help in a lookup.
 *
 * @param locale - Locale of the sentences looked up.
 * @returns Variants, each with OpenCC's conversion of characters into it.
 */
export function variantsFor(locale: Locale): VariantSource[] {
  if (!isChinese(locale)) return []
  return chineseLocales
    .filter((other) => other !== locale)
    .map((other) => ({
      locale: other,
      convert: characterConverter(locale, other),
    }))
}
