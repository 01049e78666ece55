import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ManifestText } from '../../../src/publish/index.ts'
import {
  type Manifest,
  parseManifest,
  printManifest,
} from '../../../src/publish/manifest.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    'zh-CN',
    '軟體',
    'x": {',
    '\n  }',
    '\n }',
    '"files": {',
    '\n "articles": {',
    '\n   "source": "a"',
    'a\\',
  ),
)
const key = text.filter((name) => name !== '__proto__')
const source = fc.constantFrom<string>(
  'a.md',
  'b"\n.md',
  '文.md',
  'articles/c.md',
)
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
/** As JSON has it: what is not there is left out. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const file = fc
  .record({
    sha256: text,
    source: some(source),
    edition: some(text),
    made: some(text),
  })
  .map(plain)
const listing = fc
  .record({
    title: text,
    authors: some(fc.array(text, { maxLength: 2 })),
    tags: some(fc.array(fc.record({ id: text, name: text }), { maxLength: 2 })),
  })
  .map(plain)
const entry = fc
  .record({
    sourceHash: text,
    listings: fc.dictionary(key, listing, {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    concepts: some(fc.array(text, { minLength: 1, maxLength: 3 })),
  })
  .map(plain)
const manifest = fc.record({
  files: fc.dictionary(key, file, { minKeys: 1, noNullPrototype: true }),
  pending: fc.constant({}),
  articles: fc.dictionary(fc.oneof(source, key), entry, {
    minKeys: 1,
    noNullPrototype: true,
  }),
})

const print = (one: Manifest): string =>
  Buffer.concat(
    [...printManifest(one)].map((piece) => Buffer.from(piece)),
  ).toString()
/** Cut into slices of one entry or a few. */
const open = (one: Manifest, slice = 100) =>
  ManifestText.open(Buffer.from(print(one)), slice)

test('what is read is what was printed', () => {
  fc.assert(
    fc.property(
      manifest,
      fc.uniqueArray(source),
      fc.nat(300),
      (all, sources, slice) => {
        const base = open(all, slice)
        const wanted = new Set(sources)
        expect(base?.filesFrom(wanted)).toEqual(
          Object.fromEntries(
            Object.entries(all.files).filter(([, { source }]) =>
              wanted.has(source ?? ''),
            ),
          ),
        )
        expect(base?.articles(wanted)).toEqual(
          Object.fromEntries(
            Object.entries(all.articles).filter(([path]) => wanted.has(path)),
          ),
        )
        expect(base?.published()).toEqual(
          Object.fromEntries(
            Object.entries(all.articles).map(([path, { listings }]) => [
              path,
              Object.keys(listings),
            ]),
          ),
        )
      },
    ),
  )
})

test('a few entries printed into their places are the whole manifest printed anew', () => {
  fc.assert(
    fc.property(
      manifest,
      fc.uniqueArray(source),
      fc.infiniteStream(file),
      fc.infiniteStream(entry),
      fc.dictionary(key, text, { maxKeys: 3, noNullPrototype: true }),
      (all, sources, fresh, entries, pending) => {
        const base = open(all)
        const wanted = new Set(sources)
        const renew = <T>(of: object, values: Iterator<T>) =>
          Object.fromEntries(
            Object.keys(of).map((path) => [path, values.next().value as T]),
          )
        const few = {
          files: renew(base?.filesFrom(wanted) ?? {}, fresh),
          articles: renew(base?.articles(wanted) ?? {}, entries),
        }
        const whole = {
          files: { ...all.files, ...few.files },
          pending,
          articles: { ...all.articles, ...few.articles },
        }
        expect(print({ ...few, pending, base })).toBe(print(whole))
        expect(parseManifest(print({ ...few, pending, base }), '')).toEqual({
          ...whole,
        })
      },
    ),
  )
})

test('of a build that was cut off, or published nothing, there is none', () => {
  const files = { a: { sha256: 'x', source: 'a.md' } }
  const articles = { 'a.md': { sourceHash: 'x', listings: {} } }
  expect(open({ files, pending: {}, articles })).toBeDefined()
  expect(open({ files, pending: { a: 'y' }, articles })).toBeUndefined()
  expect(open({ files, pending: {}, articles: {} })).toBeUndefined()
  expect(open({ files: {}, pending: {}, articles: {} })).toBeUndefined()
  expect(ManifestText.open(Buffer.from('{}'))).toBeUndefined()
})

test('an entry that was not read can not be replaced', () => {
  const files = { a: { sha256: 'x', source: 'a.md' } }
  const articles = { 'a.md': { sourceHash: 'x', listings: {} } }
  const base = open({ files, pending: {}, articles })
  const few = { files, pending: {}, articles: {}, base }
  expect(() => print(few)).toThrow('was not read before')
})
