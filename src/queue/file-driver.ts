import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { glob } from 'tinyglobby'
import { defineDriver } from 'unstorage'
import { keyOf, pathOf } from './keys.ts'

/** Names of files that are being written. */
const drafts = '**/.yiwen-*.tmp'

/**
 * Keep values as files, whole or not at all.
 *
 * The driver that comes with unstorage writes in place, so a process that is
 * killed leaves half a file. This one writes under a temporary name beside the
 * place, has it flushed, and renames it. A value that is there already is not
 * written again.
 *
 * @param options - `base`: the folder.
 * @returns Driver for unstorage; its keys have `:` between folders.
 */
export const fileDriver = defineDriver(({ base }: { base: string }) => {
  const fileOf = (key: string): string => join(base, pathOf(key))
  const read = async (key: string): Promise<Buffer | null> => {
    try {
      return await readFile(fileOf(key))
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }
  const write = async (key: string, value: string | Uint8Array) => {
    const bytes = Buffer.from(value as Uint8Array)
    const target = fileOf(key)
    if ((await read(key))?.equals(bytes)) return
    const parent = dirname(target)
    await mkdir(parent, { recursive: true })
    const name = `.yiwen-${randomBytes(8).toString('hex')}.tmp`
    const draft = join(parent, name)
    try {
      const handle = await open(draft, 'wx')
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, target)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }
  return {
    name: 'yiwen-file',
    hasItem: async (key) =>
      (await stat(fileOf(key)).catch(() => null)) !== null,
    getItem: async (key) => (await read(key))?.toString() ?? null,
    getItemRaw: read,
    setItem: write,
    setItemRaw: write,
    removeItem: (key) => rm(fileOf(key), { force: true }),
    getKeys: async () => {
      const ignore = [drafts, '**/node_modules/**']
      const paths = await glob('**/*', { cwd: base, ignore })
      return paths.map(keyOf)
    },
  }
})

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR'
}
