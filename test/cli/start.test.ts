import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const commandFolder = join(root, 'src/cli/commands')

/** What a module loads at once: rooms of `src`, and packages. */
function loadedBy(entry: string): { rooms: string[]; packages: string[] } {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (path: string): void => {
    if (files.has(path)) return
    files.add(path)
    for (const one of metafile.inputs[path]?.imports ?? []) {
      // What is asked for with import() comes when it is.
      if (one.kind !== 'import-statement') continue
      if (!one.external) visit(one.path)
      else if (!one.path.startsWith('node:')) packages.add(one.path)
    }
  }
  visit(entry)
  const rooms = new Set([...files].map((path) => path.split('/')[1] ?? ''))
  return { rooms: [...rooms].sort(), packages: [...packages].sort() }
}

/** Texts of the lists of commands. */
const lists = readdirSync(commandFolder)
  .filter((name) => name.endsWith('-commands.ts'))
  .map((name) => readFileSync(join(commandFolder, name), 'utf8'))
  .join('')

describe('start of the command line', () => {
  test('loads messages and no other room', () => {
    const { rooms, packages } = loadedBy('src/cli/main.ts')
    expect(rooms).toEqual(['cli', 'messages', 'model'])
    expect(packages).toEqual(['i18next', 'picocolors', 'vfile-message'])
  })

  test('loads more for a command that does more', () => {
    const settings = loadedBy('src/cli/project.ts')
    expect(settings.rooms).toEqual(['cli', 'model', 'read'])
    const build = loadedBy('src/cli/commands/build.ts')
    expect(build.rooms).toEqual(expect.arrayContaining(['build', 'publish']))
  })

  test('every file of a command is loaded by one', () => {
    const named = new Set(
      [...lists.matchAll(/import\('\.\/([^']+)'\)/g)].map(([, name]) => name),
    )
    const others = readdirSync(commandFolder).filter(
      (name) =>
        !named.has(name) &&
        !name.endsWith('-commands.ts') &&
        !['index.ts', 'help.ts', 'init-layout.ts'].includes(name),
    )
    expect(others).toEqual([])
  })

  test('every command runs what it is called by', () => {
    const runs = [
      ...lists.matchAll(/key: '(\w+)'.*?\)\)\.(\w+)\(\.\.\.given\)/gs),
    ].map(([, key = '', run = '']) => [key, run.replace(/^runB/, 'b')])
    expect(runs.filter(([key, run]) => key !== run)).toEqual([])
    // Help is with all of them.
    expect([...runs.map(([key]) => key), 'help'].sort()).toEqual(
      commands.map(({ key }) => key).sort(),
    )
  })
})
