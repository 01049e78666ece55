import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { stampOf } from '../../../src/cache/stamp.ts'
import {
  haveStamps as haveStampsHere,
  type StampedFiles,
} from '../../../src/cache/stamps.ts'

// As it is installed: a thread is a file of its own there.
const { haveStamps } = createRequire(import.meta.url)(
  '../../../dist/cache/stamps.js',
) as typeof import('../../../src/cache/stamps.ts')

const root = mkdtempSync(path.join(tmpdir(), 'yiwen-stamps-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const names = Array.from({ length: 90 }, (_, at) => `文章 ${at}.md`)

function write(): StampedFiles {
  for (const name of names) writeFileSync(path.join(root, name), name)
  const stamps = names.flatMap((name) => stampOf(path.join(root, name)) ?? [])
  return { root, names, stamps: Float64Array.from(stamps) }
}

test.each([
  ['by the thread that asks', haveStampsHere, 1000],
  ['by one thread', haveStamps, 90],
  ['by as many as there may be', haveStamps, 10],
])('any file that changed is found, %s', async (_, have, fewest) => {
  const files = write()
  expect(await have(files, fewest)).toBe(true)
  for (const at of [0, 44, 89]) {
    const before = write()
    utimesSync(path.join(root, names[at] as string), 1, 1)
    expect(await have(before, fewest)).toBe(false)
    rmSync(path.join(root, names[at] as string))
    expect(await have(before, fewest)).toBe(false)
  }
})

test('there may be none', async () => {
  const none = { root, names: [], stamps: new Float64Array() }
  expect(await haveStamps(none)).toBe(true)
})
