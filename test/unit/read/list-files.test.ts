import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { articlePatterns, findArticles } from '../../../src/read/index.ts'
import { compileEndings } from '../../../src/read/list-files.ts'
import { folderWith } from '../../cli/run-cli.ts'

const name = fc.constantFrom(
  ...['a', 'B', '.hidden', 'node_modules', 'Node_Modules', '漢', 'a b', '[x]'],
  ...['{a,b}', '!a', 'a\\b', 'a\nb', '*', '(a)', 'md'],
)
const ending = fc.constantFrom('', '.md', '.MD', '.mdx', '.txt', '.png', '.mdz')
const path = fc
  .tuple(fc.array(name, { maxLength: 3 }), name, ending)
  .map(([folders, last, end]) => [...folders, last + end].join('/'))

/** The same as the usual ones, in a way that only the walker with globs reads. */
const globs = ['**/*.@(md|mdx|markdown|txt)']

test('lists what globs list', async () => {
  expect(compileEndings(globs)).toBeUndefined()
  expect(compileEndings(articlePatterns)).toBeDefined()
  let found = 0
  await fc.assert(
    fc.asyncProperty(fc.array(path, { maxLength: 12 }), async (paths) => {
      const root = folderWith()
      for (const one of paths) {
        try {
          mkdirSync(dirname(join(root, one)), { recursive: true })
          writeFileSync(join(root, one), '')
        } catch {
          // A file is where a folder would have to be.
        }
      }
      symlinkSync(root, join(root, 'loop.md'))
      symlinkSync(join(root, 'a.md'), join(root, 'link.md'))
      const listed = await findArticles(root)
      found += listed.length
      expect(listed).toEqual(await findArticles(root, { patterns: globs }))
    }),
    { numRuns: 60 },
  )
  expect(found).toBeGreaterThan(60)
})
