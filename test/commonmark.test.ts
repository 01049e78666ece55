import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { judgeByTree, judgeUnits, read } from './unit/locate/oracle.ts'

interface Example {
  markdown: string
  number: number
}

const { tests } = createRequire(import.meta.url)('commonmark-spec') as {
  tests: readonly Example[]
}
// The specification shows tabs as arrows.
const examples = tests.map(({ markdown, number }) => ({
  number,
  markdown: markdown.replaceAll('→', '\t'),
}))

test('there are 652 examples', () => {
  expect(examples).toHaveLength(652)
})

test.each([
  ['as they are', (text: string) => text],
  ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['in Chinese', (text: string) => text.replaceAll(/foo|bar|baz/g, '軟體')],
])('units of the examples rebuild them, %s', (_, change) => {
  const wrong: string[] = []
  for (const { markdown, number } of examples) {
    const source = change(markdown)
    const { units } = read(source)
    const complaints = judgeUnits(source, units)
    wrong.push(...complaints.map((complaint) => `${number}: ${complaint}`))
  }
  expect(wrong).toEqual([])
})

test('units of the examples in Chinese are what the tree calls text', () => {
  const wrong: string[] = []
  for (const { markdown, number } of examples) {
    const source = markdown.replaceAll(/foo|bar|baz/g, '軟體')
    const { parsed, units } = read(source)
    const complaints = judgeByTree(source, parsed.tree, units)
    wrong.push(...complaints.map((complaint) => `${number}: ${complaint}`))
  }
  expect(wrong).toEqual([])
})
