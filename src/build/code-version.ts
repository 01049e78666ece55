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

/**
 * Tell versions of Yiwen apart.
 *
 * @returns SHA-256 over every file of its code and tables, the versions of all
 *   packages it needs, theirs too, and Node's; nothing where it does not stand in
 *   its own package, because somebody bundled it.
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
  const own = readPackage(root)
  if (own?.name !== 'yiwen') return undefined
  const hash = createHash('sha256').update(process.version)
  for (const path of filesOf(code)) {
    hash.update(`\0${path}\0`).update(readFileSync(join(code, path)))
    await turn()
  }
  for (const line of await packagesOf(root, own)) hash.update(`\0${line}`)
  return hash.digest('hex')
}

function filesOf(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      // What a page has of a table in a module, Node has in a file.
      .filter(
        (entry) =>
          entry.isFile() && !/\.(?:map|d\.ts|inline\.js)$/.test(entry.name),
      )
      .map(({ parentPath, name }) =>
        join(parentPath, name).slice(folder.length + 1),
      )
      .sort()
  )
}

/** Name and version of every package that is needed, where Node finds it. */
async function packagesOf(root: string, own: Package): Promise<string[]> {
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
