import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runCli } from '../cli/run-cli.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** A project with articles, and programs that run in it. */
export class BatchProject {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'yiwen-batch-'))
  readonly #running = new Set<ChildProcess>()
  readonly #env: Readonly<Record<string, string>>

  constructor(queue: string, articles: Readonly<Record<string, string>>) {
    this.#env = { YIWEN_QUEUE: queue, LC_ALL: 'C.UTF-8' }
    this.write('yiwen.config.json', '{"editions":["zh-CN","zh-HK"]}')
    for (const [name, text] of Object.entries(articles)) {
      this.write(`articles/${name}`, text)
    }
  }

  write(name: string, text: string): void {
    const file = path.join(this.folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8')
  }

  /** Files below a folder, with their texts. */
  tree(name: string): Record<string, string> {
    const root = path.join(this.folder, name)
    return Object.fromEntries(
      this.#files(name).map((file) => [
        path.relative(root, file),
        readFileSync(file, 'utf8'),
      ]),
    )
  }

  #files(name: string): string[] {
    const root = path.join(this.folder, name)
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
  }

  /** Start a command; `before` is what it is started with. */
  start(args: readonly string[], before: readonly string[] = []): Started {
    const [program = process.execPath, ...rest] = [
      ...before,
      process.execPath,
      main,
      ...args,
    ]
    const child = spawn(program, rest, {
      cwd: this.folder,
      env: { ...process.env, ...this.#env },
    })
    this.#running.add(child)
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    const ended = once(child, 'close').then(([code]) => {
      this.#running.delete(child)
      return { code: code as number | null, out, err }
    })
    return { child, ended, said: () => err }
  }

  run(...args: string[]): Started['ended'] {
    return this.start(args).ended
  }

  /** Run a command that needs no threads in this process: it is there at once. */
  async ask(
    ...args: string[]
  ): Promise<{ code: number | null; out: string; err: string }> {
    const options = { cwd: this.folder, env: { ...this.#env } }
    const { code, stdout, stderr } = await runCli(args, options)
    return { code, out: stdout, err: stderr }
  }

  /** Wait until a folder has some files, which may still be written: none is read. */
  async hasFiles(name: string, count: number): Promise<void> {
    const hasSome = (): boolean =>
      existsSync(path.join(this.folder, name)) &&
      this.#files(name).length >= count
    while (!hasSome()) await sleep(20)
  }

  close(): void {
    for (const child of this.#running) child.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A command that runs. */
export interface Started {
  child: ChildProcess
  ended: Promise<{ code: number | null; out: string; err: string }>
  said: () => string
}

/** Articles of which each is another. */
export function articles(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `${String(i % 10)}/${String(i)}.md`,
      `---\ntitle: 軟體 ${i}\n---\n\n第 ${i} 篇：這套**軟體**透過網路下載，營收 ${i} 兆元。\n`,
    ]),
  )
}
