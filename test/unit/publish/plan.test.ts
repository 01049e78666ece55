import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/model/index.ts'
import {
  emptyManifest,
  hashBytes,
  hashManifest,
  type Manifest,
  noFile,
  type Output,
  parseManifest,
  planPublish,
  printManifest,
  type Snapshot,
} from '../../../src/publish/index.ts'

const output = (path: string, text: string): Output => ({
  path,
  sha256: hashBytes(text),
  content: new TextEncoder().encode(text),
  source: `articles/${path}`,
  edition: 'zh-CN',
})

const snapshot = (
  files: Record<string, string>,
  written: Record<string, string> = {},
  pending: Record<string, string> = {},
): Snapshot => ({
  files: new Map(Object.entries(files).map(([k, v]) => [k, hashOf(v)])),
  manifest: {
    ...emptyManifest,
    files: Object.fromEntries(
      Object.entries(written).map(([k, v]) => [k, { sha256: hashBytes(v) }]),
    ),
    pending: Object.fromEntries(
      Object.entries(pending).map(([k, v]) => [k, hashBytes(v)]),
    ),
  },
})

const hashOf = (text: string) => (text === noFile ? noFile : hashBytes(text))

describe('one file', () => {
  test.each([
    ['nothing there', {}, {}, 'create'],
    ['the same there', { a: 'new' }, {}, 'unchanged'],
    ['what we wrote there', { a: 'old' }, { a: 'old' }, 'update'],
    ['what was there was deleted', {}, { a: 'old' }, 'create'],
    ['edited to what is wanted', { a: 'new' }, { a: 'old' }, 'unchanged'],
  ] as const)('%s', (_name, files, written, kind) => {
    const plan = planPublish([output('a', 'new')], snapshot(files, written))
    expect(plan.changes).toEqual([{ path: 'a', kind }])
    expect(plan.writes).toHaveLength(kind === 'unchanged' ? 0 : 1)
    expect(plan.conflicts).toEqual([])
    expect(plan.manifest.files['a']?.sha256).toBe(hashBytes('new'))
  })

  test.each([
    ['edited', { a: 'mine' }, { a: 'old' }, 'edited'],
    ['never written by us', { a: 'mine' }, {}, 'foreign'],
    ['a link or a folder', { a: noFile }, { a: 'old' }, 'foreign'],
  ] as const)('%s: left alone', (_name, files, written, kind) => {
    const plan = planPublish([output('a', 'new')], snapshot(files, written))
    expect(plan.changes).toEqual([])
    expect(plan.writes).toEqual([])
    expect(plan.conflicts).toMatchObject([
      { path: 'a', kind, source: 'articles/a', edition: 'zh-CN' },
    ])
    // What is remembered is still what we wrote, so it is found again.
    const before = written as Record<string, string>
    expect(plan.manifest.files['a']?.sha256).toBe(
      before['a'] === undefined ? undefined : hashBytes(before['a']),
    )
  })

  test('force writes over edits, and over no folder', () => {
    const force = { force: true }
    const edited = snapshot({ a: 'mine' }, { a: 'old' })
    const plan = planPublish([output('a', 'new')], edited, force)
    expect(plan.changes).toEqual([{ path: 'a', kind: 'update' }])
    const folder = planPublish(
      [output('a', 'x')],
      snapshot({ a: noFile }),
      force,
    )
    expect(folder.writes).toEqual([])
    expect(folder.conflicts).toHaveLength(1)
  })

  test('what a build that was cut off wrote is ours', () => {
    const cut = snapshot({ a: 'half' }, { a: 'old' }, { a: 'half' })
    const plan = planPublish([output('a', 'new')], cut)
    expect(plan.changes).toEqual([{ path: 'a', kind: 'update' }])
    expect(plan.manifest.pending).toEqual({})
  })
})

describe('orphans', () => {
  test('are deleted when they are as we wrote them', () => {
    const plan = planPublish([], snapshot({ a: 'old' }, { a: 'old' }))
    expect(plan.changes).toEqual([{ path: 'a', kind: 'delete' }])
    expect(plan.manifest.files).toEqual({})
  })

  test('are kept when they were edited, even by force', () => {
    for (const force of [false, true]) {
      const edited = snapshot({ a: 'mine' }, { a: 'old' })
      const plan = planPublish([], edited, { force })
      expect(plan.deletes).toEqual([])
      expect(plan.conflicts).toMatchObject([{ path: 'a', kind: 'orphan' }])
      expect(plan.manifest.files['a']).toBeDefined()
    }
  })

  test('are forgotten when they are gone already', () => {
    const plan = planPublish([], snapshot({}, { a: 'old' }))
    expect(plan.changes).toEqual([])
    expect(plan.manifest.files).toEqual({})
  })

  test('stay where only a part is built', () => {
    const before = snapshot({ a: 'old' }, { a: 'old' })
    const plan = planPublish([], before, { keeps: () => true })
    expect(plan.changes).toEqual([])
    expect(plan.manifest.files).toEqual(before.manifest.files)
  })
})

const texts = fc.dictionary(
  fc.constantFrom('a', 'b', 'c/d', 'c/e'),
  fc.constantFrom('1', '2', '3'),
)

test('nobody’s work is lost, whatever is there', () => {
  fc.assert(
    fc.property(texts, texts, texts, (wanted, there, written) => {
      const before = snapshot({ ...there }, { ...written })
      const outputs = Object.entries(wanted).map(([k, v]) => output(k, v))
      const plan = planPublish(outputs, before)
      const touched = [...plan.writes, ...plan.deletes].map(({ path }) => path)
      expect(new Set(touched).size).toBe(touched.length)
      for (const path of touched) {
        if (there[path] === undefined) continue
        expect(there[path]).toBe(written[path])
      }
      // Carried out, the plan leaves nothing to do but what it left alone.
      const after: Record<string, string> = { ...there }
      for (const { path } of plan.writes) after[path] = wanted[path] ?? ''
      for (const { path } of plan.deletes) delete after[path]
      const again = planPublish(outputs, {
        files: new Map(Object.entries(after).map(([k, v]) => [k, hashOf(v)])),
        manifest: plan.manifest,
      })
      expect(again.writes).toEqual([])
      expect(again.deletes).toEqual([])
      expect(again.conflicts).toEqual(plan.conflicts)
    }),
  )
})

test('what a build that was cut off wrote goes when nobody wants it any more', () => {
  const begun = snapshot(
    { a: 'old', b: 'begun', c: 'somebody’s' },
    { a: 'old' },
    { b: 'begun', c: 'begun', d: 'begun' },
  )
  const wanted = [output('a', 'old')]
  const plan = planPublish(wanted, begun)
  expect(plan.deletes.map(({ path }) => path)).toEqual(['b'])
  expect(plan.manifest.pending).toEqual({})
  // A build of a part knows nothing of it, and leaves it to the next.
  const part = planPublish(wanted, begun, { keeps: () => true })
  expect(part.deletes).toEqual([])
  expect(Object.keys(part.manifest.pending)).toEqual(['b'])
})

describe('the manifest', () => {
  const manifest: Manifest = {
    files: {
      b: { sha256: '2', source: 's', edition: 'zh-CN' },
      a: { sha256: '1' },
    },
    pending: { c: '3' },
    articles: { s: { sourceHash: 'h', listings: { 'zh-CN': { title: 't' } } } },
  }

  test('is read as it was written, in one order', () => {
    const text = [...printManifest(manifest)].join('')
    expect(parseManifest(text, 'm')).toEqual(manifest)
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'))
    expect(parseManifest(undefined, 'm')).toEqual(emptyManifest)
  })

  test('is the JSON of all it says, and its hash is that of its bytes', () => {
    const record = <T>(value: fc.Arbitrary<T>) =>
      fc.dictionary(fc.string(), value, { noNullPrototype: true })
    const file = fc.record(
      { sha256: fc.string(), source: fc.string(), edition: fc.string() },
      { requiredKeys: ['sha256'] },
    )
    const article = fc.record({
      sourceHash: fc.string(),
      listings: record(fc.record({ title: fc.string({ unit: 'binary' }) })),
    })
    const any = fc.record({
      files: record(file),
      pending: record(fc.string()),
      articles: record(article),
    })
    fc.assert(
      fc.property(any, (manifest) => {
        const text = [...printManifest(manifest)].join('')
        const { pending, ...rest } = manifest
        const isPending = Object.keys(pending).length > 0
        const value = { version: 1, ...rest, ...(isPending ? { pending } : {}) }
        expect(JSON.parse(text)).toEqual(value)
        // As JSON is printed elsewhere, but for the order of keys.
        const lines = (printed: string): string[] =>
          printed
            .trim()
            .split('\n')
            .map((line) => line.replace(/,$/, ''))
            .sort()
        expect(lines(text)).toEqual(lines(JSON.stringify(value, undefined, 1)))
        expect(hashManifest(manifest)).toBe(hashOf(text))
      }),
    )
  })

  const whole = {
    version: 1,
    files: { a: { sha256: '1', source: 's', edition: 'e' } },
    pending: { b: '2' },
    articles: {
      s: {
        sourceHash: 'h',
        listings: {
          e: {
            ...{ title: 't', date: 'd', updated: 'u', description: 'd' },
            ...{ authors: ['a'], tags: [{ id: 'i', name: 'n' }] },
          },
        },
        concepts: ['c'],
      },
    },
  }

  /** Every way to have a number where a text or list has to be. */
  const broken = (value: unknown): unknown[] =>
    typeof value !== 'object' || value === null
      ? [7]
      : [
          7,
          ...Object.entries(value).flatMap(([key, part]) =>
            broken(part).map((other) =>
              Array.isArray(value) ? [other] : { ...value, [key]: other },
            ),
          ),
        ]

  test('is read with all that it may say', () => {
    const { version: _, ...manifest } = whole
    expect(parseManifest(JSON.stringify(whole), 'm')).toEqual(manifest)
    expect(broken(whole).length).toBeGreaterThan(20)
  })

  test.each([
    ...['', '{', 'null', '{"version":2}', '{"version":1,"files":[]}'],
    ...broken(whole).map((value) => JSON.stringify(value)),
  ])('is refused when it is broken: %s', (text) => {
    expect(() => parseManifest(text, 'public/.yiwen/manifest.json')).toThrow(
      UserError,
    )
  })
})
