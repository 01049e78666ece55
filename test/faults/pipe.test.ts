import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { folderWith } from '../cli/run-cli.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** Starts a command that reads a pipe. */
function reading(argv: readonly string[]) {
  const cwd = folderWith()
  const pipe = path.join(cwd, 'p.md')
  execFileSync('mkfifo', [pipe])
  const child = spawn(process.execPath, [main, ...argv], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { child, pipe }
}

const outputOf = async (child: ChildProcess) => {
  let text = ''
  const out = child.stdout as Readable
  out.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const [code, signal] = await once(child, 'close')
  return { code, signal, text, said }
}

/** Whether a process has a file open; then it listens to signals, too. */
function isOpen({ pid }: ChildProcess, file: string): boolean {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).some((name) => {
    try {
      return readlinkSync(path.join(folder, name)) === file
    } catch {
      return false
    }
  })
}

const commands = [
  ['convert', 'p.md', '--to', 'zh-CN'],
  ['explain', 'p.md'],
]

describe.skipIf(process.platform !== 'linux')('a pipe (needs Linux)', () => {
  test.each(commands)(
    'nobody writes to: the first signal ends %s',
    async (...argv) => {
      for (const [signal, code] of [
        ['SIGTERM', 143],
        ['SIGINT', 130],
      ] as const) {
        const { child, pipe } = reading(argv)
        const end = outputOf(child)
        const hung = setTimeout(() => child.kill('SIGKILL'), 60_000)
        while (!isOpen(child, pipe)) await sleep(20)
        child.kill(signal)
        expect(await end).toMatchObject({ code, signal: null })
        clearTimeout(hung)
      }
    },
  )

  test('is read whole, however late and slow its writer is', async () => {
    const { child, pipe } = reading(['convert', 'p.md', '--to', 'zh-CN'])
    const end = outputOf(child)
    await sleep(1000)
    const parts = ['這套軟', '體。\n\n', '資訊。\n'.repeat(20_000)]
    await writeFile(
      pipe,
      (async function* () {
        for (const part of parts) {
          yield part
          await sleep(200)
        }
      })(),
    )
    const text = `这套软件。\n\n${'信息。\n'.repeat(20_000)}`
    expect(await end).toEqual({
      code: 0,
      signal: null,
      text,
      said: '',
    })
  })
})
