import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
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

describe('English of an engine', () => {
  const engine = `
import { createInterface } from 'node:readline'
for await (const line of createInterface({ input: process.stdin })) {
  const { id, source } = JSON.parse(line)
  const text = source.includes('算力') ? 'compute bottleneck' : '還是中文'
  console.log(JSON.stringify({ id, text }))
}`

  test('is asked for what nobody gave any, checked, and marked as its own', async () => {
    const cwd = folderWith({
      'articles/a.md':
        '「算力瓶頸」是問題。公司說算力瓶頸要突破，算力瓶頸很久了。智能體 (Agent) 也是，智能體 (Agent) 很多。\n',
      'engine.mjs': engine,
      'yiwen.config.yaml': `engines:\n  own: { type: command, command: [node, engine.mjs] }\n`,
    })
    const { code, stdout, stderr } = await runCli(
      [
        'glossary',
        'extract',
        '--json',
        '--strictness',
        '0.2',
        '--engine',
        'own',
      ],
      { cwd },
    )
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('own was asked'),
    ])
    const { candidates } = JSON.parse(stdout) as {
      candidates: { text: string; english?: object }[]
    }
    const of = (text: string) =>
      candidates.find((one) => one.text === text)?.english
    expect(of('算力瓶頸')).toEqual({
      text: 'compute bottleneck',
      source: 'engine',
      quotation: 'own',
    })
    // The author's word stays, and what failed the checks is no suggestion.
    expect(of('智能體')).toMatchObject({ source: 'author' })
    expect(stdout).not.toContain('還是中文')
    await runCli(
      ['glossary', 'extract', '--strictness', '0.2', '--engine', 'own'].concat([
        '--out',
        'new.yaml',
      ]),
      { cwd },
    )
    expect(textOf(cwd, 'new.yaml')).toContain('kind: engine')
    const lint = await runCli(['glossary', 'lint', 'new.yaml'], { cwd })
    expect(lint.code).toBe(0)
  })

  test('that is not set up is an error that says so', async () => {
    const cwd = folderWith({ 'articles/a.md': '算力瓶頸\n' })
    const { code, stderr } = await runCli(
      ['glossary', 'extract', '--engine', 'own'],
      { cwd },
    )
    expect(code).toBe(2)
    expect(stderr).toContain('There are no engines')
  })
})
