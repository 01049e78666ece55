import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseGlossary } from '../../src/read/index.ts'
import { folderWith, glossary, runCli, textOf } from './run-cli.ts'

const article =
  '打造出全球首個設備操控智能體 (Agent)。這套軟體的算力瓶頸，也是市場的算力瓶頸。\n\n人工智慧 (AI) 很好。\n'
const files = { 'articles/a.md': article, 'locales/glossary/a.yaml': glossary }
const extract = ['glossary', 'extract']

test('a table says what, how often, the form, the English and why', async () => {
  const cwd = folderWith(files)
  const { code, stdout, stderr } = await runCli(extract, { cwd })
  expect([code, stderr]).toEqual([0, ''])
  const row = stdout.split('\n').find((line) => line.startsWith('智能體 '))
  expect(row).toMatch(
    /^智能體 +pair +1 +1 +智能体 +Agent \(author\) +the author writes 智能體 \(Agent\)/,
  )
  expect(stdout).toMatch(/^人工智慧 .*in the glossary/m)
  const chinese = await runCli([...extract, '--lang', 'zh-TW'], { cwd })
  expect(chinese.stdout).toContain('作者寫道：智能體 (Agent)')
})

test('files, folders and patterns are read; what is not there is misuse', async () => {
  const cwd = folderWith(files)
  for (const name of ['articles/a.md', 'articles', 'articles/*.md']) {
    const { code, stdout } = await runCli([...extract, name], { cwd })
    expect([name, code, stdout.includes('智能體')]).toEqual([name, 0, true])
  }
  for (const name of ['articles/b.md', 'none/*.md']) {
    const { code, stdout } = await runCli([...extract, name], { cwd })
    expect([name, code, stdout]).toEqual([name, 2, ''])
  }
})

test('a limit, a strictness, and only what is new', async () => {
  const cwd = folderWith(files)
  const listed = async (...options: string[]) => {
    const argv = [...extract, '--json', ...options]
    const { code, stdout } = await runCli(argv, { cwd })
    expect(code).toBe(0)
    return JSON.parse(stdout).candidates as { text: string; known?: string }[]
  }
  expect(await listed('--limit', '1')).toHaveLength(1)
  const lax = await listed('--strictness', '0')
  const strict = await listed('--strictness', '0.9')
  expect(strict.length).toBeLessThan(lax.length)
  expect(lax.some(({ known }) => known !== undefined)).toBe(true)
  const fresh = await listed('--strictness', '0', '--new-only')
  expect(fresh.some(({ known }) => known !== undefined)).toBe(false)
})

test('JSON has contexts, counts by path and forms', async () => {
  const cwd = folderWith(files)
  const { stdout } = await runCli([...extract, '--json'], { cwd })
  const { articles, candidates, findings } = JSON.parse(stdout)
  expect(articles).toEqual(['articles/a.md'])
  expect(findings).toEqual([])
  const found = candidates.find(
    ({ text }: { text: string }) => text === '智能體',
  )
  expect(found).toMatchObject({
    kind: 'pair',
    count: 1,
    counts: { 'articles/a.md': 1 },
    occurrences: [
      { article: 'articles/a.md', right: ' (Agent)。這套軟體的算力' },
    ],
    forms: { 'zh-CN': { yiwen: '智能体', opencc: '智能体' } },
    english: { text: 'Agent', source: 'author', quotation: '智能體 (Agent)' },
  })
})

test.each([
  ['--strictness', '2'],
  ['--strictness', 'much'],
  ['--limit', '0'],
  ['--limit', '1.5'],
])('%s %s is misuse', async (...options) => {
  const cwd = folderWith(files)
  const { code, stderr } = await runCli([...extract, ...options], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain(options[1])
})

test('proposals are a glossary file that is read, and is not written over', async () => {
  const cwd = folderWith(files)
  const argv = [...extract, '--out', 'new.yaml', '--strictness', '0']
  const { code, stdout } = await runCli(argv, { cwd })
  expect(code).toBe(0)
  expect(stdout).toContain('wrote new.yaml')
  const text = textOf(cwd, 'new.yaml')
  const { concepts, messages } = parseGlossary(text, 'new.yaml')
  expect(messages).toEqual([])
  expect(concepts.every(({ state }) => state === 'proposed')).toBe(true)
  const words = concepts.flatMap(({ terms }) => terms.map((one) => one.text))
  expect(words).toEqual(expect.arrayContaining(['智能體', '智能体', 'Agent']))
  // What the glossary has is not proposed again.
  expect(words).not.toContain('人工智慧')
  const again = await runCli(argv, { cwd })
  expect([again.code, again.stdout]).toEqual([2, ''])
  expect(again.stderr).toContain('new.yaml')
  expect(textOf(cwd, 'new.yaml')).toBe(text)
  expect(readdirSync(cwd).sort()).toEqual(['articles', 'locales', 'new.yaml'])
})

test('an article that is no text is a finding, the others are read', async () => {
  const bytes = Buffer.from([0xff, 0xff, 0x80, 0x00, 0x81])
  const cwd = folderWith({ ...files, 'articles/b.md': bytes })
  const argv = [...extract, '--encoding', 'utf-8']
  const { code, stdout, stderr } = await runCli(argv, { cwd })
  expect(code).toBe(1)
  expect(stderr).toContain('articles/b.md')
  expect(stdout).toContain('智能體')
})
