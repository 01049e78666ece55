import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { mostInFile } from '../../src/build/glossary-parts.ts'
import { readConcepts } from '../../src/glossary/index.ts'
import { folderWith, runCli } from './run-cli.ts'

const config = 'editions: [zh-TW, en]\n'
const count = mostInFile + 500

const table = `id,zh-TW,en,domain\n${Array.from(
  { length: count },
  (_, at) => `c${at},詞${at},term ${at},it\n`,
).join('')}`

const own = `# Ours.
concepts:
  # The first.
  - id: c5
    domain: it
    state: proposed # waits
    terms: { zh-TW: '詞五', en: term 5 }
  - id: mine
    domain: it
    state: approved
    terms: { zh-TW: 我的, en: mine }
`

function textsOf(cwd: string): Record<string, string> {
  const folder = path.join(cwd, 'locales/glossary')
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  )
}

const idsOf = (text = ''): unknown[] =>
  readConcepts(text, 'a.yaml').map(({ id }) => id)

test('more concepts than one file gets go on in the next one; what is there keeps its bytes', async () => {
  const cwd = folderWith({
    'yiwen.config.yaml': config,
    'locales/glossary/terms.yaml': own,
    'terms.csv': table,
  })
  const line = ['glossary', 'import', 'terms.csv', '--by', 'Lin']
  const done = await runCli([...line, '--json'], { cwd })
  const { files, added, changed, changes } = JSON.parse(done.stdout)
  expect([added, changed, changes.length]).toEqual([count - 1, 1, count])
  expect(files).toEqual([
    'locales/glossary/terms.yaml',
    'locales/glossary/terms-2.yaml',
  ])
  const after = textsOf(cwd)
  expect(Object.keys(after)).toEqual(['terms-2.yaml', 'terms.yaml'])
  const first = after['terms.yaml'] ?? ''
  expect(first.startsWith(own.slice(0, own.indexOf('    state')))).toBe(true)
  // Not all of it is shown where it fails.
  const start = first.slice(0, 400)
  expect(start).toContain('state: proposed # waits')
  expect(start).toContain('terms: { zh-TW: [詞五, 詞5], en: term 5 }')
  expect(start).toContain(own.slice(own.indexOf('  - id: mine')))
  const all = [...idsOf(first), ...idsOf(after['terms-2.yaml'])]
  expect(idsOf(first)).toHaveLength(mostInFile)
  expect(all).toHaveLength(count + 1)
  expect(new Set(all).size).toBe(count + 1)
  // One more goes to the last file.
  writeFileSync(path.join(cwd, 'one.csv'), 'id,zh-TW,en,domain\nn,新,new,it\n')
  const one = await runCli(['glossary', 'import', 'one.csv'], { cwd })
  expect(one.code).toBe(0)
  expect(idsOf(textsOf(cwd)['terms-2.yaml']).at(-1)).toBe('n')
  // As if it had been killed after the first file: done again, it adds the rest.
  rmSync(path.join(cwd, 'locales/glossary/terms-2.yaml'))
  const again = await runCli(line, { cwd })
  expect(again.stdout).toContain('501 added, 0 changed, 19,999 as they were')
  const rest = Object.values(textsOf(cwd)).flatMap(idsOf)
  expect([rest.length, new Set(rest).size]).toEqual([count + 1, count + 1])
})
