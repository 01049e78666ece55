import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { folderWith, runCli } from './run-cli.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

const files = {
  'yiwen.config.yaml': 'editions: [zh-TW, en]\n',
  'articles/a.md': '好。\n',
  'locales/glossary/a.yaml': 'concepts: []\n',
}

const imports = [
  ['translate', 'import', '{}.po'],
  ['glossary', 'import', '{}.csv'],
  ['glossary', 'import', '{}.xlsx'],
  ['glossary', 'import', '{}.tbx'],
  ['glossary', 'import', '{}.tmx', '--domain', 'it'],
  ['glossary', 'add', '--data', '{}.yaml'],
  ['memory', 'import', '{}.tmx'],
  ['import', 'wxr', '{}.xml'],
  ['import', 'json', '{}.ndjson'],
]

/** Run it in a process of its own; a guard against hanging is no measurement. */
async function yiwen(argv: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [main, ...argv, '--lang', 'en'], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += String(chunk)
    })
  }
  const hung = setTimeout(() => child.kill('SIGKILL'), 60_000)
  const [code, signal] = await once(child, 'close')
  clearTimeout(hung)
  return { code, signal, text }
}

describe.each(imports)('yiwen %s %s', (...line) => {
  const named = line.map((part) => part.replace('{}', 'it'))
  const name = named.find((part) => part.startsWith('it.')) ?? ''

  test('a pipe and a device are refused, and nobody waits for them', async () => {
    const cwd = folderWith(files)
    const place = path.join(cwd, name)
    execFileSync('mkfifo', [place])
    const pipe = await yiwen(named, cwd)
    execFileSync('rm', [place])
    symlinkSync('/dev/zero', place)
    const device = await yiwen(named, cwd)
    for (const { code, text } of [pipe, device]) {
      expect([code, text]).toEqual([
        2,
        expect.stringMatching(
          new RegExp(`${name} is no ordinary file|There is no file ${name}`),
        ),
      ])
    }
  })
})

test('a file that is not there, and a folder', async () => {
  const cwd = folderWith(files)
  for (const name of ['none.po', 'articles', 'articles/a.md/x.po']) {
    const { code, stderr } = await runCli(['translate', 'import', name], {
      cwd,
    })
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`There is no file ${name}.`),
    ])
  }
})

test('a translation comes in through a pipe, too', async () => {
  const cwd = folderWith(files)
  const po =
    'msgid ""\nmsgstr "X-Yiwen-Article: a.md\\nLanguage: en\\n"\n\nmsgid "好。"\nmsgstr "Good."\n'
  const line = ['translate', 'import', '-', '--json']
  const { code, stdout } = await runCli(line, { cwd, stdin: po })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    imports: [{ name: 'stdin', counts: { taken: 1 } }],
  })
})

test('a translation that is too large is not read', async () => {
  const cwd = folderWith(files)
  writeFileSync(path.join(cwd, 'big.po'), '')
  truncateSync(path.join(cwd, 'big.po'), 5_000_000_000)
  const { code, stderr } = await runCli(['translate', 'import', 'big.po'], {
    cwd,
  })
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('big.po has more than 100 MB.'),
  ])
})
