import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { resources } from '../../src/messages/index.ts'
import { rules } from '../../src/model/index.ts'

const src = fileURLToPath(new URL('../../src', import.meta.url))

// `yiwen dev` says on its pages what is found.
const code = ['cli', 'server']
  .flatMap((room) => {
    const folder = path.join(src, room)
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
  })
  .join('\n')

function keysOf(tree: object, at = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${at}${key}`] : keysOf(value, `${at}${key}.`),
  )
}

test('every message of the command line is used', () => {
  // `cli:severity.${…}` uses all below it.
  const used = [...code.matchAll(/(['`])cli:([\w.${}-]+?)\1/g)].map(
    ([, , key = '']) =>
      new RegExp(
        `^${key
          .replaceAll(/\$\{[\w.]+\}/g, '#')
          .replaceAll('.', '\\.')
          .replaceAll('#', '[\\w-]+')}$`,
      ),
  )
  expect(used.length).toBeGreaterThan(100)
  const unused = keysOf(resources.en.cli)
    .map((key) => key.replace(/_(?:one|other)$/, ''))
    .filter((key) => !used.some((pattern) => pattern.test(key)))
  expect(unused).toEqual([])
})

test('every rule has a title', () => {
  expect(Object.keys(resources.en.cli.rule).sort()).toEqual(
    Object.keys(rules).sort(),
  )
})
