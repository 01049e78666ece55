/**
 * What makes editions: this program, with all that it is built on.
 *
 * A part of `build.ts`, and like it allowed to join rooms.
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

let known: { version: string | undefined } | undefined

/**
 * Tell versions of Yiwen apart.
 *
 * @returns SHA-256 over every file of its code and tables, the versions of all
 *   packages it needs, theirs too, and Node's; nothing where it does not stand in
 *   its own package, because somebody bundled it.
 */
export function codeVersion(): string | undefined {
  known ??= { version: compute() }
  return known.version
}

function compute(): string | undefined {
  const code = dirname(fileURLToPath(import.meta.url))
  const root = dirname(code)
  const own = readPackage(root)
  if (own?.name !== 'yiwen') return undefined
  const hash = createHash('sha256').update(process.version)
  for (const path of filesOf(code)) {
    hash.update(`\0${path}\0`).update(readFileSync(join(code, path)))
  }
  for (const line of packagesOf(root, own)) hash.update(`\0${line}`)
  return hash.digest('hex')
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:map|d\.ts)$/.test(entry.name))
    .map(({ parentPath, name }) =>
      join(parentPath, name).slice(folder.length + 1),
    )
    .sort()
}

/** Name and version of every package that is needed, where Node finds it. */
function packagesOf(root: string, own: Package): string[] {
  const found = new Map<string, string>()
  const visit = (from: string, { dependencies = {} }: Package): void => {
    for (const name of Object.keys(dependencies)) {
      const folder = findPackage(from, name)
      if (folder === undefined || found.has(folder)) continue
      const read = readPackage(folder)
      found.set(folder, `${name}@${read?.version}`)
      if (read) visit(folder, read)
    }
  }
  visit(realpathSync(root), own)
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
