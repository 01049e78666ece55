import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { stampOf } from '../../../src/cache/stamp.ts'
import {
  lookAtStamps as lookHere,
  type StampedFiles,
} from '../../../src/cache/stamps.ts'

// As it is installed: a thread is a file of its own there.
const { lookAtStamps } = createRequire(import.meta.url)(
  '../../../dist/cache/stamps.js',
) as typeof import('../../../src/cache/stamps.ts')

const root = mkdtempSync(path.join(tmpdir(), 'yiwen-stamps-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const names = Array.from({ length: 90 }, (_, at) => `文章 ${at}.md`)

const text = (names: readonly string[]) => Buffer.from(names.join('\0'))

function write(): StampedFiles {
  for (const name of names) writeFileSync(path.join(root, name), name)
  const stamps = names.flatMap((name) => stampOf(path.join(root, name)) ?? [])
  const { length: count } = names
  return { root, count, stamps: Float64Array.from(stamps), text: text(names) }
}

test.each([
  ['by the thread that asks', lookHere, 1000],
  ['by one thread', lookAtStamps, 90],
  ['by as many as there may be', lookAtStamps, 10],
])('every file that changed is named, %s', async (_, look, fewest) => {
  const files = write()
  expect(await look(files, fewest).finish()).toEqual([])
  for (const at of [0, 44, 89]) {
    const before = write()
    utimesSync(path.join(root, names[at] as string), 1, 1)
    expect(await look(before, fewest).finish()).toEqual([at])
    rmSync(path.join(root, names[3] as string))
    rmSync(path.join(root, names[at] as string))
    expect(await look(before, fewest).finish()).toEqual(
      [3, at].sort((a, b) => a - b),
    )
  }
})

test('threads share what there is to look at, whoever begins', async () => {
  const many = Array.from({ length: 5000 }, (_, at) => names[at % 90] as string)
  const { stamps } = write()
  const files: StampedFiles = {
    root,
    count: many.length,
    text: text(many),
    stamps: new Float64Array(many.length * 4),
  }
  for (const at of many.keys()) {
    files.stamps.set(stamps.subarray((at % 90) * 4, (at % 90) * 4 + 4), at * 4)
  }
  rmSync(path.join(root, names[7] as string))
  const gone = [...many.keys()].filter((at) => at % 90 === 7)
  expect(await lookHere(files).finish()).toEqual(gone)
  const look = lookAtStamps(files, 1000)
  await new Promise((next) => setTimeout(next, 20))
  expect(await look.finish()).toEqual(gone)
})

test('there may be none', async () => {
  const none = { root, count: 0, stamps: new Float64Array(), text: text([]) }
  expect(await lookAtStamps(none).finish()).toEqual([])
})
