import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createConverter } from '../../../src/text.ts'

const convert = createConverter({ to: 'zh-CN' })

// What is known to come out wrong, by id; nothing at present.
const known = new Set<string>([])

const rows = readFileSync(new URL('traps.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))

function isRight(source: string, must: string, not: string): boolean {
  const output = convert(source)
  const has = must
    .split('&&')
    .filter(Boolean)
    .every((part) => part.split('/').some((form) => output.includes(form)))
  return (
    has &&
    not
      .split('&&')
      .filter(Boolean)
      .every((form) => !output.includes(form))
  )
}

test('traps: nothing but what is known comes out wrong, and that still does', () => {
  const wrong = rows
    .filter(([, , source = '', must = '', not = '']) => {
      return !isRight(source, must, not)
    })
    .map(([id = '']) => id)
  expect(wrong.filter((id) => !known.has(id))).toEqual([])
  // One that comes out right now has to leave the list.
  expect([...known].filter((id) => !wrong.includes(id))).toEqual([])
})
