import { spawn } from 'node:child_process'
import { printContent } from '../model/index.ts'
import { charactersOf } from './count-characters.ts'
import type {
  Engine,
  EngineAccess,
  EngineBatch,
  EngineReply,
} from './engine.ts'
import { EngineError, tell } from './engine-error.ts'
import { answerLimit, asEngineError } from './guarded-fetch.ts'
import { describeSegment } from './prompt.ts'

/** What a command engine gets besides the others. */
export interface CommandAccess extends EngineAccess {
  /** Environment of the command, without keys that are not its own. */
  env: Readonly<Record<string, string | undefined>>
  /** Folder it runs in. */
  cwd: string
}

/**
 * Create an engine that is a command of the user's.
 *
 * It runs once for each batch. On standard input it gets a line of JSON for each
 * segment: `{"id", "source", "from", "to", "kind", "article", "terms", …}`. It
 * answers with lines `{"id", "text"}` in any order. `source` and `text` have
 * codes as tags: `<1>…</1>`, `<2/>`, and `&lt;` for `<`. It and all it started
 * are ended when it takes too long or writes too much.
 *
 * @param access - Name, settings, environment, folder.
 * @returns Engine.
 */
export function createCommand(access: CommandAccess): Engine {
  const { name, settings } = access
  return {
    name,
    model: settings.model ?? 'command',
    revises: true,
    maxCharacters: 20_000,
    maxSegments: 1000,
    estimate: (batch) => ({
      requests: 1,
      characters: charactersOf(batch),
      input: 0,
      output: 0,
    }),
    async translate(batch, signal): Promise<EngineReply> {
      const output = await runCommand(access, linesOf(batch), signal)
      return {
        answers: readLines(output, access.key ? [access.key] : []),
        usage: {
          requests: 1,
          characters: charactersOf(batch),
          input: 0,
          output: 0,
        },
      }
    },
  }
}

function linesOf({ article, items }: EngineBatch): string {
  const lines = items.map((item) =>
    JSON.stringify({
      id: item.segment.id,
      source: printContent(item.segment.content),
      from: article.source,
      to: article.target,
      article: article.article,
      ...(article.title ? { title: article.title } : {}),
      ...(article.domain ? { domain: article.domain } : {}),
      ...(article.style ? { style: article.style } : {}),
      ...describeSegment(item),
    }),
  )
  return `${lines.join('\n')}\n`
}

function readLines(output: string, secrets: readonly string[]) {
  const lines = output.split('\n').filter((line) => line.trim())
  return lines.map((line) => {
    let value: { id?: unknown; text?: unknown }
    try {
      value = JSON.parse(line) as typeof value
    } catch {
      throw new EngineError('malformed', `no JSON: ${tell(line, secrets)}`)
    }
    const { id, text } = value ?? {}
    if (typeof text !== 'string' || id === undefined) {
      throw new EngineError(
        'malformed',
        `no id and text: ${tell(line, secrets)}`,
      )
    }
    return { id: String(id), text }
  })
}

function runCommand(
  { settings, env, cwd, key }: CommandAccess,
  input: string,
  signal: AbortSignal,
): Promise<string> {
  const secrets = key ? [key] : []
  const { command = '' } = settings
  const [program = '', ...rest] =
    typeof command === 'string' ? [command] : command
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(asEngineError(undefined, [], signal))
    // A group of its own, so that what it starts ends with it.
    const child = spawn(program, rest, {
      cwd,
      env: { ...env },
      shell: typeof command === 'string',
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const chunks: Buffer[] = []
    let length = 0
    let said = ''
    let failure: EngineError | undefined
    const end = (error: EngineError): void => {
      failure ??= error
      killGroup(child.pid)
      // Whoever left the group could keep the pipes open for ever.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const onAbort = (): void => end(asEngineError(undefined, secrets, signal))
    signal.addEventListener('abort', onAbort, { once: true })
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      chunks.push(chunk)
      if (length <= answerLimit) return
      end(new EngineError('large', `more than ${answerLimit} bytes`))
    })
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000)
    })
    // One that does not read its input is no failure of itself.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.on('error', (error) => {
      signal.removeEventListener('abort', onAbort)
      reject(new EngineError('missing', tell(error.message, secrets)))
    })
    child.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', onAbort)
      // What it left running would go on unseen.
      killGroup(child.pid)
      if (failure) return reject(failure)
      if (code === 0) return resolve(Buffer.concat(chunks).toString('utf8'))
      const last = said.trim().split('\n').at(-1) ?? ''
      const detail = tell(`${killedBy ?? `exit ${code}`}: ${last}`, secrets)
      // 126 and 127 are the shell's: no such command, or none that runs.
      const fault = code === 127 || code === 126 ? 'missing' : 'server'
      reject(new EngineError(fault, detail))
    })
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
