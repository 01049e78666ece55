/**
 * What makes editions: this program, with all that it is built on.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Package {
  name?: string
  version?: string
  dependencies?: Readonly<Record<string, string>>
}

let known: Promise<string | undefined> | undefined

/** Packages that a program does not carry in it; `scripts/bundle-programs.js` sets it. */
declare const packagesApart: readonly string[] | undefined

/**
 * Tell versions of Yiwen apart.
 *
 * @returns SHA-256 over every file of its code and tables, the versions of all
 *   packages that run beside it, and Node's; nothing where it does not stand in its
 *   own package, because somebody bundled it.
 */
export function codeVersion(): Promise<string | undefined> {
  known ??= compute()
  return known
}

/**
 * Tell which version of Yiwen this is.
 *
 * @returns Version of its package, the same on every machine; nothing where somebody
 *   bundled it.
 */
export function ownVersion(): string | undefined {
  const code = dirname(dirname(fileURLToPath(import.meta.url)))
  const own = readPackage(dirname(code))
  return own?.name === 'yiwen' ? own.version : undefined
}

/** Whoever waits for an answer comes first: there are hundreds of files. */
function turn(): Promise<void> {
  return new Promise((next) => setImmediate(next))
}

async function compute(): Promise<string | undefined> {
  const code = dirname(dirname(fileURLToPath(import.meta.url)))
  const root = dirname(code)
  const built = readBuilt(code)
  const packages =
    built && typeof packagesApart !== 'undefined'
      ? carriedAndApart(root, built, packagesApart)
      : await packagesOf(root)
  if (!packages) return undefined
  const hash = createHash('sha256').update(`${process.version} `)
  if (built) hash.update(built.code)
  else {
    for (const path of filesOf(code)) {
      hash.update(`\0${path}\0`).update(readFileSync(join(code, path)))
      await turn()
    }
  }
  for (const line of packages) hash.update(`\0${line}`)
  return hash.digest('hex')
}

/** What `scripts/build.js` wrote down, for hundreds of files need not be read again. */
interface Built {
  /** SHA-256 over every file of the code and tables. */
  code: string
  /** What `packagesOf` gave then. */
  packages: readonly string[]
}

function readBuilt(code: string): Built | undefined {
  try {
    return JSON.parse(readFileSync(join(code, 'built.json'), 'utf8')) as Built
  } catch {
    return undefined
  }
}

/** The packages of a program, as `packagesOf` would give them for its code. */
function carriedAndApart(
  root: string,
  { packages }: Built,
  apart: readonly string[],
): string[] | undefined {
  if (readPackage(root)?.name !== 'yiwen') return undefined
  const from = realpathSync(root)
  const found = apart.flatMap((name) => {
    const folder = findPackage(from, name)
    return folder ? [`${name}@${readPackage(folder)?.version}`] : []
  })
  const names = new Set(apart)
  return packages
    .filter((line) => !names.has(line.slice(0, line.lastIndexOf('@'))))
    .concat(found)
    .sort()
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name).slice(folder.length + 1),
    )
    .sort()
}

/**
 * List what Yiwen needs.
 *
 * @param root - Folder of its package.
 * @returns Name and version of every package, where Node finds it, sorted; nothing
 *   where the folder is another package's.
 */
export async function packagesOf(root: string): Promise<string[] | undefined> {
  const own = readPackage(root)
  if (own?.name !== 'yiwen') return undefined
  const found = new Map<string, string>()
  const visit = async (from: string, needs: Package): Promise<void> => {
    for (const name of Object.keys(needs.dependencies ?? {})) {
      const folder = findPackage(from, name)
      if (folder === undefined || found.has(folder)) continue
      const read = readPackage(folder)
      found.set(folder, `${name}@${read?.version}`)
      await turn()
      if (read) await visit(folder, read)
    }
  }
  await visit(realpathSync(root), own)
  return [...found.values()].sort()
}

function findPackage(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      return realpathSync(join(folder, 'node_modules', name))
    } catch {
      if (dirname(folder) === folder) return undefined
    }
  }
}

function readPackage(folder: string): Package | undefined {
  try {
    return JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as Package
  } catch {
    return undefined
  }
}
