import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { run } from '../../src/cli/run.ts'

/** What a command line left behind. */
export interface Outcome {
  code: number
  stdout: string
  bytes: Buffer
  stderr: string
}

/** Where a command line runs. */
export interface Surroundings {
  cwd?: string
  stdin?: string | Uint8Array
  env?: Record<string, string>
  /** Columns of the terminal; without it, there is none. */
  terminal?: number
  /** Gets what ends a command that runs on. */
  onInterrupt?: (end: () => void) => void
}

/** Run a command line in this process. */
export async function runCli(
  argv: readonly string[],
  { cwd = '/', stdin = '', env = {}, terminal, onInterrupt }: Surroundings = {},
): Promise<Outcome> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  const into = (chunks: Buffer[]) => ({
    write: (chunk: string | Uint8Array) => chunks.push(Buffer.from(chunk)),
    isTTY: terminal !== undefined,
    columns: terminal,
  })
  async function* input() {
    yield Buffer.from(stdin)
  }
  const code = await run(argv, {
    stdin: input(),
    stdout: into(out),
    stderr: into(err),
    env,
    cwd,
    ...(onInterrupt ? { onInterrupt } : {}),
  })
  const bytes = Buffer.concat(out)
  const stderr = Buffer.concat(err).toString()
  return { code, stdout: bytes.toString(), bytes, stderr }
}

/** Make a folder with files that is gone after the test. */
export function folderWith(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): string {
  const prefix = path.join(realpathSync(tmpdir()), 'yiwen-cli-')
  const folder = mkdtempSync(prefix)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return folder
}

/** Text of a file in a folder. */
export function textOf(folder: string, name: string): string {
  return readFileSync(path.join(folder, name), 'utf8')
}

/** Glossary with one approved concept. */
export const glossary = `concepts:
  - id: artificial-intelligence
    domain: technology
    state: approved
    terms: { zh-TW: 人工智慧, zh-CN: 人工智能, en: artificial intelligence }
`
