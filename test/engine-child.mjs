// One run of an engine in a process of its own, for tests that kill it.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { planEngineRun } from '../dist/build/engine-plan.js'
import { doEngineRun } from '../dist/build/engine-run.js'
import { resolveConfig } from '../dist/node.js'

const [cwd, url] = process.argv.slice(2)
const file = join(cwd, 'translation.json')
const read = () => JSON.parse(readFileSync(file, 'utf8'))
const e = {
  type: 'openai',
  url,
  model: 'm',
  key: 'KEY',
  batch: 1,
  concurrency: 1,
}
const article = {
  path: 'a.md',
  shown: 'articles/a.md',
  translation: read(),
  context: { concepts: [] },
}
const config = resolveConfig({ engines: { e } })
const plan = await planEngineRun([article], { config, cwd, env: process.env })
const shelf = {
  async update(_path, change) {
    writeFileSync(`${file}.new`, JSON.stringify(change(read())))
    renameSync(`${file}.new`, file)
  },
}
const { outcomes } = await doEngineRun(plan, shelf, { cwd })
process.stdout.write(JSON.stringify(outcomes.map(({ resumed }) => resumed)))
