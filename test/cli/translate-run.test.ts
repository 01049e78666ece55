import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  documentOf,
  sendJson,
  start,
  translated,
} from '../unit/engines/local-server.ts'
import { folderWith, runCli, textOf } from './run-cli.ts'

const glossary = `concepts:
  - id: zhipu
    domain: company
    state: approved
    terms: { zh-TW: 智譜, en: Zhipu AI }
`

const article = `# 智譜上市

**智譜**今天在香港上市。市場反應熱烈。

OK
`

const secret = 'sk-secret-1234'

const words: Readonly<Record<string, string>> = {
  智譜上市: 'Zhipu AI goes public',
  '<1>智譜</1>今天在香港上市。': '<1>Zhipu AI</1> listed in Hong Kong today.',
  '市場反應熱烈。': 'The market responded warmly.',
}

function project(url: string, more = ''): string {
  return folderWith({
    'articles/a.md': article,
    'locales/glossary/terms.yaml': glossary,
    'yiwen.config.yaml': `editions: [zh-TW, { id: en, locale: en }]
engines:
  gpt: { type: openai, url: '${url}/v1', model: m, key: GPT_KEY${more} }
`,
  })
}

const env = { GPT_KEY: secret }
const priced = ', price: { input: 1000000, output: 1000000 }'

describe('yiwen translate run', () => {
  it('says what it would cost, and asks nobody', async () => {
    const server = await start((_received, response) => response.end())
    const cwd = project(server.url, ', price: { input: 2, output: 8 }')
    const { code, stdout } = await runCli(
      ['translate', 'run', '--to', 'en', '--dry-run'],
      { cwd, env },
    )
    expect(stdout).toMatch(
      /^gpt \(m\), zh-TW → en: 3 segments, 1 article\nAbout .*1 request, .* tokens asked, .*USD 0\.0/,
    )
    expect(code).toBe(0)
    expect(server.received).toEqual([])
    // The memory is a cache; no journal was begun, and no translation.
    expect(readdirSync(join(cwd, '.yiwen'))).not.toContain('engines')
    expect(readdirSync(join(cwd, 'locales'))).toEqual(['glossary'])
  })

  it('translates, and keeps it for a person to review', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, ({ text }) => words[text]),
      ),
    )
    const cwd = project(server.url)
    const { code, stdout, stderr } = await runCli(['translate', 'run'], {
      cwd,
      env,
    })
    expect(stderr).toContain('articles/a.md')
    expect(stdout).toContain('3 translated')
    expect(code).toBe(0)
    const kept = textOf(cwd, 'locales/en/a.md.xlf')
    expect(kept).toContain('The market responded warmly.')
    expect(kept).toContain('state="translated"')
    expect(kept).not.toContain('state="reviewed"')
    expect(kept).toContain('gpt (m)')
    expect(kept + stdout + stderr).not.toContain(secret)
    const [received] = server.received
    if (!received) throw new Error('nothing received')
    expect(documentOf(received)).toMatchObject({
      article: { title: '智譜上市' },
      glossary: [{ source: '智譜', use: 'Zhipu AI' }],
    })
    const again = await runCli(['translate', 'run'], { cwd, env })
    expect(again.stdout).toContain('Nothing is left to translate.')
    expect(server.received).toHaveLength(1)
  })

  it('leaves what is wrong as it was, with the reason', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, ({ text }) => words[text]?.replace(' AI', '')),
      ),
    )
    const cwd = project(server.url)
    const { code, stdout } = await runCli(['translate', 'run', '--verbose'], {
      cwd,
      env,
    })
    expect(stdout).toContain('“智譜” has to be “Zhipu AI”')
    expect(stdout).toContain('1 translated')
    expect(stdout).toContain('2 refused')
    expect(code).toBe(0)
    const frail = await runCli(['translate', 'run', '--frail', '--json'], {
      cwd,
      env,
    })
    expect(frail.code).toBe(1)
    const { findings, segments } = JSON.parse(frail.stdout)
    expect(findings).toHaveLength(2)
    expect(segments.map(({ state }: { state: string }) => state)).toEqual([
      'refused',
      'refused',
    ])
  })

  it('tells amounts, and refuses one that is ten times as much', async () => {
    const server = await start((received, response, count) =>
      sendJson(
        response,
        translated(received, () =>
          count === 3 ? 'Raised HK$4.3 billion.' : 'Raised HK$43 billion.',
        ),
      ),
    )
    const cwd = project(server.url)
    writeFileSync(join(cwd, 'articles/a.md'), '募得 43 億港元。\n')
    const wrong = await runCli(['translate', 'run'], { cwd, env })
    expect(wrong.stdout).toContain(
      '“43 億港元” is “HK$4.3 billion”, not “HK$43 billion”',
    )
    expect(wrong.stdout).toContain('0 translated · 1 refused')
    const [first, second] = server.received.map(documentOf)
    expect(first?.numbers).toEqual({ '43 億港元': 'HK$4.3 billion' })
    expect(second?.segments[0]?.refused?.problems).toEqual([
      '“43 億港元” is “HK$4.3 billion”, not “HK$43 billion”',
    ])
    const right = await runCli(['translate', 'run'], { cwd, env })
    expect(right.stdout).toContain('1 translated')
  })

  it('tells what a person made of like sentences, and no engine', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, () => 'The market was very warm.'),
      ),
    )
    const cwd = project(server.url)
    const text = '市場反應相當熱烈，大家都很高興。'
    writeFileSync(join(cwd, 'articles/a.md'), `${text}\n`)
    await runCli(['translate', 'run'], { cwd, env })
    const file = join(cwd, 'locales/en/a.md.xlf')
    const like = text.replace('大家', '眾人')
    writeFileSync(join(cwd, 'articles/b.md'), `${like}\n`)
    await runCli(['translate', 'run', 'articles/b.md'], { cwd, env })
    const kept = textOf(cwd, 'locales/en/a.md.xlf')
    writeFileSync(file, kept.replaceAll('"translated"', '"reviewed"'))
    writeFileSync(join(cwd, 'articles/c.md'), `${text.replace('很', '不')}\n`)
    await runCli(['translate', 'run', 'articles/c.md'], { cwd, env })
    const documents = server.received.map(documentOf)
    expect(documents.map((one) => one.translated_before?.length)).toEqual([
      undefined,
      undefined,
      1,
    ])
    expect(documents[2]?.translated_before).toEqual([
      { source: text, target: 'The market was very warm.', score: 93 },
    ])
  })

  it('asks before it spends much, and takes no for an answer', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, ({ text }) => words[text]),
      ),
    )
    const cwd = project(server.url, priced)
    const unasked = await runCli(['translate', 'run'], { cwd, env })
    expect(unasked.code).toBe(2)
    expect(unasked.stderr).toMatch(/It will cost about USD \d+\.\d\d, more/)
    expect(unasked.stderr).toContain('--yes')
    const asked = { cwd, env, terminal: 80 }
    const no = await runCli(['translate', 'run'], { ...asked, stdin: 'n\n' })
    expect(no.stderr).toContain('Go on? [y/N]')
    expect(no.stdout).toContain('Nothing was asked.')
    expect(server.received).toEqual([])
    const limit = ['--limit', '1']
    const yes = await runCli(['translate', 'run', ...limit], {
      ...asked,
      stdin: 'y\n',
    })
    expect(yes.stdout).toContain('1 translated')
    const rest = await runCli(['translate', 'run', '--yes'], { cwd, env })
    expect(rest.stdout).toContain('2 translated')
  })

  it('says what to do when the key is refused, and does not show it', async () => {
    const server = await start((received, response) => {
      const message = `Wrong key: ${received.headers.authorization}`
      sendJson(response, { error: { message } }, 401)
    })
    const cwd = project(server.url)
    const { code, stderr, stdout } = await runCli(['translate', 'run'], {
      cwd,
      env,
    })
    expect(code).toBe(1)
    expect(stderr).toContain('gpt was given up: the key was refused')
    expect(stderr).toContain('Run the same command again')
    expect(stderr + stdout).not.toContain(secret)
    for (const name of readdirSync(join(cwd, '.yiwen/engines'))) {
      expect(textOf(cwd, `.yiwen/engines/${name}`)).not.toContain(secret)
    }
  })

  it.each([
    [['--engine', 'other'], 'There is no engine "other".'],
    [['--limit', '0'], '“0” is no value for “--limit”.'],
    [['--to', 'fr'], 'fr'],
  ])('refuses %j', async (flags, said) => {
    const cwd = project('http://127.0.0.1:9')
    const { code, stderr } = await runCli(['translate', 'run', ...flags], {
      cwd,
      env,
    })
    expect(code).toBe(2)
    expect(stderr).toContain(said)
  })

  it('is told where the key has to be', async () => {
    const cwd = project('http://127.0.0.1:9')
    const { code, stderr } = await runCli(['translate', 'run'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('GPT_KEY is not set')
    expect(stderr).toContain('Set the environment variable GPT_KEY')
  })

  it('leaves out what can not be read, and says so', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, ({ text }) => words[text]),
      ),
    )
    const cwd = project(server.url)
    mkdirSync(join(cwd, 'locales/en'), { recursive: true })
    writeFileSync(join(cwd, 'locales/en/a.md.xlf'), '<xliff')
    writeFileSync(
      join(cwd, 'articles/b.md'),
      '# 智譜上市\n\n<!-- yiwen:off -->\n',
    )
    writeFileSync(join(cwd, 'articles/c.md'), '# 智譜上市\n')
    const { code, stdout, stderr } = await runCli(['translate', 'run'], {
      cwd,
      env,
    })
    expect(stderr).toContain('articles/b.md has errors and is left out')
    expect(stdout).toContain('locales/en/a.md.xlf:1')
    expect(stdout).toContain('1 translated')
    expect(code).toBe(1)
    expect(textOf(cwd, 'locales/en/a.md.xlf')).toBe('<xliff')
  })

  it('says when the account has not enough left', async () => {
    const server = await start((received, response) => {
      if (received.line.startsWith('GET')) {
        return sendJson(response, {
          character_count: 990,
          character_limit: 1000,
        })
      }
      const texts = received.body['text'] as string[]
      const translations = texts.map(() => ({ text: 'It is so.' }))
      sendJson(response, { translations })
    })
    const cwd = folderWith({
      'articles/a.md': '市場反應熱烈，大家都很高興。\n',
      'yiwen.config.yaml': `editions: [zh-TW, { id: en, locale: en }]
engines: { d: { type: deepl, url: '${server.url}', key: GPT_KEY } }
`,
    })
    const { stdout, stderr } = await runCli(['translate', 'run'], { cwd, env })
    expect(stderr).toContain('10 characters are left of the account’s quota')
    expect(stdout).toContain('1 translated')
  })

  it('ends when it is interrupted, keeps what is done, and goes on', async () => {
    let interrupt: (() => void) | undefined
    const server = await start((received, response, count) => {
      if (count === 2) return interrupt?.()
      sendJson(
        response,
        translated(received, ({ text }) => words[text]),
      )
    })
    const cwd = project(server.url, ', batch: 1, concurrency: 1')
    const main = new URL('../../dist/cli/main.js', import.meta.url)
    const child = spawn(
      process.execPath,
      [fileURLToPath(main), 'translate', 'run', '--lang', 'en'],
      { cwd, env: { ...process.env, ...env }, stdio: 'pipe' },
    )
    interrupt = () => child.kill('SIGINT')
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const code = await new Promise((done) => child.on('close', done))
    expect(code).toBe(130)
    expect(said).toContain(
      '1 translated · 1 copied, as nothing in it is Chinese · 2 not asked',
    )
    expect(said).toContain('Stopped. Each file is whole')
    expect(textOf(cwd, 'locales/en/a.md.xlf')).toContain('Zhipu AI goes public')
    const rest = await runCli(['translate', 'run'], { cwd, env })
    expect(rest.stdout).toContain('2 translated')
    expect(server.received).toHaveLength(4)
    expect(readdirSync(join(cwd, '.yiwen/engines'))).toEqual(['.gitignore'])
  })
})
