// The built program, run as a person runs it. What it does is in test/cli/;
// here are its streams, exit codes and signals.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { locales } from '../src/model/index.ts'
import { folderWith, glossary, textOf } from './cli/run-cli.ts'

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

beforeAll(() => {
  if (existsSync(program)) return
  const script = fileURLToPath(new URL('../scripts/build.js', import.meta.url))
  execFileSync(process.execPath, [script], { stdio: 'inherit' })
}, 16000)

interface Options {
  cwd?: string
  stdin?: string | Uint8Array
  env?: Record<string, string>
}

function start(argv: readonly string[], { cwd = '/', env = {} }: Options) {
  const { PATH = '' } = process.env
  const child = spawn(program, argv, { cwd, env: { PATH, ...env } })
  // Whether it reads its input is the program's affair.
  child.stdin.on('error', () => {})
  return child
}

async function yiwen(argv: readonly string[], options: Options = {}) {
  const child = start(argv, options)
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.end(options.stdin ?? '')
  const [code] = (await once(child, 'close')) as [number]
  const bytes = Buffer.concat(out)
  const stderr = Buffer.concat(err).toString()
  return { code, bytes, stdout: bytes.toString(), stderr }
}

test('is a program', () => {
  expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  expect(() => accessSync(program, constants.X_OK)).not.toThrow()
})

describe('exit code', () => {
  test('0: all is well', async () => {
    const result = await yiwen(['--version'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('1: the content has errors', async () => {
    const broken = glossary.replace('domain', 'domian')
    const cwd = folderWith({ 'locales/glossary/a.yaml': broken })
    const result = await yiwen(['glossary', 'lint'], { cwd })
    expect(result).toMatchObject({ code: 1, stderr: '' })
    expect(result.stdout).toContain('locales/glossary/a.yaml:3:5')
  })

  test('2: misuse', async () => {
    const result = await yiwen(['biuld'])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain('Did you mean “yiwen build”?')
  })

  test('3: a bug, with its stack and where to report it', async () => {
    // Nothing known makes it fail, so something of Node's is broken first.
    const script = `const { stringify } = JSON
      JSON.stringify = (value, ...rest) => {
        if (value?.settings) throw new TypeError('out of order')
        return stringify(value, ...rest)
      }`
    const flag = `--import=data:text/javascript,${encodeURIComponent(script)}`
    const cwd = folderWith()
    const result = await yiwen(['config', '--json'], {
      cwd,
      env: { NODE_OPTIONS: flag },
    })
    expect(result).toMatchObject({ code: 3, stdout: '' })
    expect(result.stderr).toContain('Yiwen made a mistake: out of order')
    expect(result.stderr).toMatch(/\n {4}at .*config\S*\.js/)
    expect(result.stderr).toMatch(/https:\S+\/issues/)
  })
})

test.each(locales)('help in %s', async (lang) => {
  const flag = await yiwen(['--help', '--lang', lang])
  expect(flag).toMatchObject({ code: 0, stderr: '' })
  const heading = {
    en: 'Usage',
    'zh-TW': '用法',
    'zh-HK': '用法',
    'zh-CN': '用法',
  }
  expect(flag.stdout).toContain(heading[lang])
  const env = { LANG: `${lang.replace('-', '_')}.UTF-8` }
  expect((await yiwen(['help'], { env })).stdout).toBe(flag.stdout)
})

describe('filter', () => {
  test('takes standard input and gives bytes back', async () => {
    const text = '\uFEFF# 標題\r\n\r\n**軟**體「好」 𠮷\r\n'
    const bytes = Buffer.from(text)
    const same = await yiwen(['convert', '-', '--to', 'zh-TW'], {
      stdin: bytes,
    })
    expect(same).toMatchObject({ code: 0, stderr: '' })
    expect(same.bytes.equals(bytes)).toBe(true)
    const other = await yiwen(['convert', '-', '--to', 'zh-CN'], {
      stdin: bytes,
    })
    expect(other.stdout).toBe('\uFEFF# 标题\r\n\r\n**软**件“好” 𠮷\r\n')
  })

  test('gives all of a long text to a pipe', async () => {
    const stdin = '軟體與資訊。\n\n'.repeat(6000)
    const { code, stdout } = await yiwen(['convert', '-', '--to', 'zh-CN'], {
      stdin,
    })
    expect(code).toBe(0)
    expect(stdout).toBe('软件与信息。\n\n'.repeat(6000))
  }, 60_000)

  test('a reader that goes away ends it quietly', async () => {
    const child = start(['convert', '-', '--to', 'zh-CN'], {})
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    child.stdout.destroy()
    child.stdin.end('軟體\n\n'.repeat(6000))
    const [code, signal] = (await once(child, 'close')) as [number, string]
    expect([code, signal, stderr]).toEqual([0, null, ''])
  }, 60_000)

  test('and one that goes away while a long report waits for it', async () => {
    const cwd = folderWith(
      Object.fromEntries(
        Array.from({ length: 400 }, (_, at) => [
          `articles/a${at}.md`,
          '# 一\n\n二\n',
        ]),
      ),
    )
    const child = start(['check', '--json'], { cwd })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    await once(child.stdout, 'readable')
    child.stdout.destroy()
    const [code, signal] = (await once(child, 'close')) as [number, string]
    expect([code, signal]).toEqual([1, null])
    expect(stderr).not.toContain('error')
  }, 60_000)
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s leaves nothing half-written', async (signal, expected) => {
  const cwd = folderWith()
  const argv = ['convert', '-', '--to', 'zh-CN', '-o', 'out.md']
  const ready = encodeURIComponent(`const timer = setInterval(() => {
    if (process.listenerCount('${signal}') === 0) return
    clearInterval(timer)
    process.stderr.write('ready ')
  }, 20)`)
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${ready}` }
  const child = start(argv, { cwd, env })
  child.stdin.write('軟體\n')
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  // Now it waits for the rest of its input.
  await once(child.stderr, 'data')
  child.kill(signal)
  const [code] = (await once(child, 'close')) as [number]
  expect(code).toBe(expected)
  expect(stderr).toContain('Stopped.')
  expect(readdirSync(cwd)).toEqual([])
})

test('a whole project, from nothing', async () => {
  const cwd = folderWith()
  const env = { LANG: 'zh_TW.UTF-8', NO_COLOR: '1' }
  expect((await yiwen(['init'], { cwd, env })).stdout).toContain('已建立')
  const built = await yiwen(['build'], { cwd, env })
  expect(built.code).toBe(0)
  expect(built.stdout).toContain('完成：1 篇文章，4 個版本')
  expect(built.stdout).toContain('public/index.html')
  expect(built.stderr).toContain('articles/first-article.md')
  expect(built.stdout + built.stderr).not.toContain('\x1b')
  expect(textOf(cwd, 'public/zh-CN/first-article.md')).toContain('开源软件')
  const checked = await yiwen(['check', '--json'], { cwd, env })
  expect(checked.code).toBe(0)
  expect(JSON.parse(checked.stdout)).toMatchObject({
    ok: true,
    findings: [{ rule: 'publish-no-site', severity: 'info' }],
  })
})

test('colour needs a terminal, or to be asked for', async () => {
  expect((await yiwen(['help'])).stdout).not.toContain('\x1b[')
  const env = { FORCE_COLOR: '1' }
  expect((await yiwen(['help'], { env })).stdout).toContain('\x1b[')
})
