import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** Whether Debian's `redis-server` or `valkey-server` is here. */
export const redisProgram = ['redis-server', 'valkey-server'].find((name) => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

/** A real server, that keeps what it was told when it is killed. */
export class RedisServer {
  readonly port: number
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'yiwen-redis-'))
  readonly #host: string
  #process: ChildProcess | undefined

  constructor(port: number, host = '127.0.0.1') {
    this.port = port
    this.#host = host
  }

  get url(): string {
    return `redis://${this.#host}:${this.port}`
  }

  static async start(host?: string): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), host)
    await server.start()
    return server
  }

  async start(): Promise<void> {
    this.#process = spawn(
      redisProgram as string,
      [
        ...['--port', String(this.port), '--bind', this.#host],
        ...['--dir', this.#folder, '--save', '', '--protected-mode', 'no'],
        ...['--appendonly', 'yes', '--appendfsync', 'always'],
      ],
      { stdio: 'ignore' },
    )
    const client = new Redis(this.url, { maxRetriesPerRequest: null })
    client.on('error', () => undefined)
    while ((await client.ping().catch(() => '')) !== 'PONG') await sleep(50)
    client.disconnect()
  }

  async kill(): Promise<void> {
    const running = this.#process
    if (!running) return
    const ended = once(running, 'exit')
    running.kill('SIGKILL')
    await ended
    this.#process = undefined
  }

  async stop(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}
