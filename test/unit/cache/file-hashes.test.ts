import { createHash } from 'node:crypto'
import {
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { FileHashes, stampOf } from '../../../src/cache/index.ts'
import { isSettled } from '../../../src/cache/stamp.ts'

let root: string
let reads = 0

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'yiwen-hashes-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  reads = 0
})

const at = (name: string) => join(root, name)
const open = () => FileHashes.open(root, at('cache/files'))
const sha = (bytes: string | Uint8Array) =>
  createHash('sha256').update(bytes).digest('hex')
const hash = (hashes: FileHashes, name: string) =>
  hashes.hash(at(name), async () => {
    reads++
    return sha(await readFile(at(name)))
  })

test('a file that is what it was is read once', async () => {
  writeFileSync(at('a'), '甲')
  await sleep(150)
  const first = await open()
  expect(await hash(first, 'a')).toBe(sha('甲'))
  expect(await first.save(at('cache/files'), true)).toBe(true)
  const second = await open()
  expect(await hash(second, 'a')).toBe(sha('甲'))
  expect(await second.look().finish()).toEqual([])
  expect(reads).toBe(1)
})

// On a machine that is busy the moment may be over before it is kept.
test('a file that was written just now is read again', {
  retry: 5,
}, async () => {
  writeFileSync(at('a'), '甲')
  const first = await open()
  await hash(first, 'a')
  expect(await first.save(at('cache/files'), true)).toBe(false)
  // Within the step of the clock, of the same size: no stamp could tell.
  writeFileSync(at('a'), '乙')
  expect(await hash(await open(), 'a')).toBe(sha('乙'))
})

test.each<[string, () => void]>([
  ['size', () => writeFileSync(at('a'), '甲乙')],
  [
    'bytes, its time set back',
    () => {
      const { atime, mtime } = statSync(at('a'))
      writeFileSync(at('a'), '乙')
      utimesSync(at('a'), atime, mtime)
    },
  ],
  [
    'inode',
    () => {
      writeFileSync(at('b'), '乙')
      utimesSync(at('b'), 1e9 + 0.5, 1e9 + 0.5)
      renameSync(at('b'), at('a'))
    },
  ],
])('a file of another %s is read again', async (_, change) => {
  writeFileSync(at('a'), '甲')
  utimesSync(at('a'), 1e9 + 0.5, 1e9 + 0.5)
  await sleep(150)
  const first = await open()
  await hash(first, 'a')
  await first.save(at('cache/files'), true)
  change()
  const second = await open()
  expect(await second.look().finish()).toEqual([0])
  expect(await hash(second, 'a')).toBe(sha(readFileSync(at('a'))))
})

test('a file that changed while it was read is not kept', async () => {
  writeFileSync(at('a'), '甲')
  await sleep(150)
  const hashes = await open()
  await hashes.hash(at('a'), async () => {
    const before = sha('甲')
    writeFileSync(at('a'), '乙二')
    return before
  })
  expect(hashes.find(at('a'))).toBeUndefined()
  await hashes.save(at('cache/files'), true)
  expect(hashes.isKept(at('a'))).toBe(false)
})

test('what was not asked for goes, or stays', async () => {
  for (const name of ['a', 'b']) writeFileSync(at(name), name)
  await sleep(150)
  const first = await open()
  for (const name of ['a', 'b']) await hash(first, name)
  await first.save(at('cache/files'), true)
  const second = await open()
  second.find(at('a'))
  await second.save(at('cache/files'), false)
  expect((await open()).names).toEqual(['a', 'b'])
  await second.save(at('cache/files'), true)
  expect((await open()).names).toEqual(['a'])
})

test('a stamp settles when the clock has moved on', () => {
  expect(isSettled([1000.5, 1000.5, 0, 0], 1050)).toBe(false)
  expect(isSettled([1000.5, 1000.5, 0, 0], 1101)).toBe(true)
  // Whole seconds are those of a disk that counts no finer.
  expect(isSettled([1000, 1000.5, 0, 0], 3500)).toBe(false)
  expect(isSettled([1000, 1000.5, 0, 0], 4001)).toBe(true)
  // A time to come is no sign of rest.
  expect(isSettled([9000.5, 1000.5, 0, 0], 4001)).toBe(false)
})

test('there is no stamp of a folder, or of nothing', () => {
  expect(stampOf(root)).toBeUndefined()
  expect(stampOf(at('none'))).toBeUndefined()
  expect(stampOf(at('none/none'))).toBeUndefined()
})
