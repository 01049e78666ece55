import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Journal, openRecords } from '../../../src/cache/index.ts'
import { Spool } from '../../../src/cache/spool.ts'
import { stampOf } from '../../../src/cache/stamp.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yiwen-cache-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = []
  for await (const value of from) values.push(value)
  return values
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('軟體', 'é\t\n\r\u2028\u2029', 'a'.repeat(5000)),
)

test('a spool gives back what it was given, in memory or not, and leaves no file', () => {
  const spool = new Spool(folder)
  const given = Array.from({ length: 300 }, (_, at) =>
    Buffer.alloc(40_000 + at, `${at} `),
  )
  const slots = given.map((bytes) => spool.put(bytes))
  expect(slots.some((slot) => slot instanceof Uint8Array)).toBe(true)
  expect(slots.every((slot) => slot instanceof Uint8Array)).toBe(false)
  // Any order, and again.
  for (const at of [299, 0, 298, 150, ...given.keys()]) {
    expect(
      Buffer.compare(
        spool.get(slots[at] as Uint8Array),
        given[at] as Uint8Array,
      ),
    ).toBe(0)
  }
  expect(readdirSync(folder)).toEqual([])
})

test('a spool without a folder is memory', () => {
  const spool = new Spool(join(folder, 'not there'))
  const bytes = Buffer.alloc(20_000_000, 'a')
  expect(spool.get(spool.put(bytes))).toBe(bytes)
})

test('records say what they were told, before they are written and after', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string({ minLength: 1 }), fc.record({ title: text }), {
        noNullPrototype: true,
      }),
      text,
      async (articles, code) => {
        rmSync(folder, { recursive: true, force: true })
        const records = await openRecords(folder, code)
        const filter = new Uint8Array([1, 2, 255])
        const paths = Object.keys(articles)
        for (const path of paths) {
          const parts = { report: articles[path], files: [[path]] }
          await records.put(path, { source: path }, filter, parts)
        }
        const check = (from: typeof records): void => {
          for (const path of paths) {
            expect(from.inputsOf(path)).toEqual({ source: path })
            expect(from.part(path, 'report')).toEqual(articles[path])
            expect(from.part(path, 'files')).toEqual([[path]])
            expect(from.has(path, 'impact')).toBe(false)
          }
        }
        check(records)
        await records.save()
        check(records)
        const sorted = [...paths].sort()
        const places = records.places(sorted)
        if (!places) throw new Error('Records have no places.')
        const placed = { ...places, paths: sorted }
        check(await openRecords(folder, code, true, placed))
        expect(records.places([...sorted, `${sorted.at(-1)}.`])).toBeUndefined()
        const again = await openRecords(folder, code)
        check(again)
        await again.dropOthers(paths.slice(1))
        for (const [at, path] of paths.entries()) {
          expect(again.has(path, 'report')).toBe(at > 0)
        }
        if (paths[0] === undefined) return
        await again.put(paths[0], {}, filter, { report: 0 })
        for (const path of paths) again.putPart(path, 'impact', articles[path])
        for (const path of paths) {
          expect(again.part(path, 'impact')).toEqual(articles[path])
        }
      },
    ),
    { numRuns: 30 },
  )
})

test('a line is read alone where its file has its stamp, and damage is seen', async () => {
  const records = await openRecords(folder, 'code')
  const paths = Array.from({ length: 64 }, (_, at) => `${at + 100}`)
  for (const path of paths) {
    const report = `report of ${path}`
    await records.put(path, {}, new Uint8Array(), { report, impact: path })
  }
  await records.save()
  const places = records.places(paths)
  if (!places) throw new Error('Records have no places.')
  const open = (stamps = places.stamps) =>
    openRecords(folder, 'code', true, { ...places, stamps, paths })
  const placed = await open()
  for (const path of paths) {
    expect(placed.part(path, 'report')).toBe(`report of ${path}`)
    expect(placed.has(path, 'report')).toBe(true)
  }
  expect(placed.has('99', 'report')).toBe(false)
  expect(placed.places(paths, places)).toEqual(places)

  const file = readdirSync(folder)
    .map((name) => join(folder, name))
    .find((path) => readFileSync(path).includes('report of 100'))
  if (file === undefined) throw new Error('No file has the record.')
  const number = Number.parseInt(file.at(-1) ?? '', 16)
  const bytes = readFileSync(file)
  bytes.write('R', bytes.indexOf('report of 100'))
  writeFileSync(file, bytes)
  // Another stamp: all of the file is read, and its sum is another.
  const whole = await open()
  expect(whole.areWhole()).toBe(false)
  expect(whole.part('100', 'report')).toBeUndefined()
  expect(records.places(paths, places)).toBeUndefined()
  // The stamp, and other bytes: what a disk does that forgets.
  const stamps = [...places.stamps]
  stamps[number] = stampOf(file) ?? null
  const kept = await open(stamps)
  const others = paths.filter((path) => bytes.includes(`report of ${path}`))
  expect(others.length).toBeGreaterThan(0)
  for (const path of others) {
    expect(kept.part(path, 'report')).toBe(`report of ${path}`)
  }
  expect(kept.areWhole()).toBe(true)
  expect(kept.part('100', 'report')).toBeUndefined()
  expect(kept.areWhole()).toBe(false)
})

test('a journal gives its lines back, whatever is in them, and passes over the rest', async () => {
  const path = join(folder, 'journal')
  await fc.assert(
    fc.asyncProperty(fc.array(text), async (texts) => {
      const journal = new Journal(path, 'this')
      await journal.clear()
      for (const text of texts) {
        await journal.append({ text })
        await new Journal(path, 'that').append({ text: 'no' })
      }
      const read = await all(new Journal(path, 'this').read())
      expect(read).toEqual(texts.map((text) => ({ text })))
    }),
    { numRuns: 30 },
  )
  const none = new Journal(join(folder, 'none'), 'this')
  expect(await all(none.read())).toEqual([])
})
