import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { createProject } from './project.ts'

const load = createRequire(import.meta.url)
const { buildProject, resolveConfig } = load(
  '../dist/node.js',
) as typeof import('../src/node.ts')

test('what the library built, the command need not build, and the other way round', async () => {
  const project = createProject()
  project.write({ 'articles/a.md': '# 軟體\n' })
  const config = resolveConfig({})
  const command = () => {
    const { stdout } = spawnSync(
      process.execPath,
      [
        load.resolve('../dist/cli/main.js'),
        'build',
        '--json',
        '--explain-rebuild',
      ],
      { cwd: project.root, encoding: 'utf8' },
    )
    return (JSON.parse(stdout) as { rebuilt: { path: string }[] }).rebuilt
  }
  const library = async () =>
    (await buildProject({ cwd: project.root, config })).rebuilt
  try {
    expect(await library()).toHaveLength(1)
    expect(command()).toEqual([])
    project.write({ 'articles/a.md': '# 滑鼠\n' })
    expect(command()).toHaveLength(1)
    expect(await library()).toEqual([])
  } finally {
    project.remove()
  }
})
