import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { firstPath, nextPath } from '../../src/build/glossary-parts.ts'
import type { Judged } from '../../src/cli/judge-incoming.ts'
import { takeIn } from '../../src/cli/take-in.ts'
import {
  openGlossary,
  readConcepts,
  type WrittenConcept,
} from '../../src/glossary/index.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const concept = (at: number, domain: string): WrittenConcept => ({
  id: `c${at}`,
  domain,
  state: at < 0 ? 'no state' : 'proposed',
  terms: { 'zh-TW': `詞${at}`, en: `term ${at}` },
})

async function taken(
  concepts: readonly { at: number; domain: 'a' | 'b' }[],
  most: number,
  { patterns = ['*.yaml'], dryRun = false } = {},
) {
  const cwd = mkdtempSync(path.join(tmpdir(), 'yiwen-take-'))
  folders.push(cwd)
  const files = {
    a: await openGlossary(cwd, 'a.yaml'),
    b: await openGlossary(cwd, 'b.yaml'),
  }
  async function* judged(): AsyncGenerator<Judged> {
    for (const { at, domain } of concepts) {
      const edit = {
        kind: 'add',
        concept: concept(at, domain),
        file: files[domain],
      } as const
      yield { kind: 'edit', edit, rewritten: false }
    }
  }
  const done = await takeIn(judged, { cwd, patterns, dryRun, most })
  const texts = new Map(
    readdirSync(cwd).map((name) => [
      name,
      readConcepts(readFileSync(path.join(cwd, name), 'utf8'), name),
    ]),
  )
  return { done, texts }
}

const lists = fc
  .array(fc.constantFrom('a' as const, 'b' as const), { maxLength: 40 })
  .map((domains) => domains.map((domain, at) => ({ at, domain })))

test('every concept is in one file of its own, in order, and no file has more', async () => {
  await fc.assert(
    fc.asyncProperty(
      lists,
      fc.integer({ min: 1, max: 9 }),
      async (list, most) => {
        const { done, texts } = await taken(list, most)
        const isLarge = list.length > most
        const own = { a: [] as unknown[], b: [] as unknown[] }
        let path = { a: 'a.yaml', b: 'b.yaml' }
        for (const domain of ['a', 'b'] as const) {
          for (
            ;
            texts.has(path[domain]);
            path = { ...path, [domain]: nextPath(path[domain]) }
          ) {
            const concepts = texts.get(path[domain]) ?? []
            if (isLarge) expect(concepts.length).toBeLessThanOrEqual(most)
            own[domain].push(...concepts)
          }
          const wanted = list.filter((one) => one.domain === domain)
          expect(own[domain]).toEqual(
            wanted.map(({ at }) => concept(at, domain)),
          )
        }
        expect([...done.files].sort()).toEqual([...texts.keys()].sort())
        expect(done.counts.added).toBe(list.length)
        const edits = []
        for await (const edit of done.edits()) edits.push(edit)
        expect(edits).toHaveLength(list.length)
      },
    ),
    { numRuns: 60 },
  )
})

const many = Array.from({ length: 9 }, (_, at) => ({
  at,
  domain: 'a' as const,
}))

test('a file that the settings name gets all of them', async () => {
  const { texts } = await taken(many, 2, { patterns: ['a.yaml'] })
  expect([...texts.keys()]).toEqual(['a.yaml'])
  expect(texts.get('a.yaml')).toHaveLength(9)
})

test('a dry run, and one with a concept that is refused, write nothing', async () => {
  expect((await taken(many, 2, { dryRun: true })).texts.size).toBe(0)
  const wrong = [...many, { at: -1, domain: 'a' as const }]
  await expect(taken(wrong, 2)).rejects.toMatchObject({
    wording: { key: 'glossary-not-valid' },
  })
  const [folder = ''] = folders.slice(-1)
  expect(readdirSync(folder)).toEqual([])
})

test('files that go on from one another', () => {
  expect(nextPath('a/terms.yaml')).toBe('a/terms-2.yaml')
  expect(nextPath('a/terms-2.yaml')).toBe('a/terms-3.yaml')
  expect(nextPath('a.b/terms')).toBe('a.b/terms-2')
  expect(firstPath('a/terms-12.yaml', () => true)).toBe('a/terms.yaml')
  expect(firstPath('a/covid-19.yaml', () => false)).toBe('a/covid-19.yaml')
})
