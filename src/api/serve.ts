import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'

import { createTranslator } from '../messages/index.ts'
import { UserError } from '../model/index.ts'
import { findTracing } from '../trace/index.ts'
import { createLog, type Log } from './access-log.ts'
import { createApi } from './app.ts'
import { fileStamp } from './file-stamp.ts'
import { Gate } from './gate.ts'
import { type Keys, readKeys } from './keys.ts'
import { Metrics } from './metrics.ts'
import { Problem, problemDocumentOf } from './problem.ts'
import { Project } from './project.ts'

/** How the server is started. */
export interface ServeApiOptions {
  /** Folder of the project. */
  cwd: string
  /** Version of Yiwen. */
  version: string
  /** Writes the log, JSON lines. */
  write: (text: string) => unknown
  /** Configuration to read instead of looking for one. */
  config?: string
  /** Address to listen at. Default: `127.0.0.1`; others want keys. */
  host?: string
  /** Port; 0 for any that is free. Default: 0. */
  port?: number
  /** File with keys. Default: none. */
  keyFile?: string
  /** Keys, separated by commas or spaces. Default: none. */
  keys?: string | undefined
  /** Threads that localize. Default: one less than there are cores, 1 to 8. */
  threads?: number
  /** Most bytes of a body, or of a line of a stream. Default: 4 MiB. */
  bytes?: number
  /** Seconds one article may take, and may wait for its turn. Default: 30. */
  seconds?: number
  /** Articles that may wait. Default: 512. */
  queue?: number
  /** Requests a key may have under way. Default: 256. */
  perKey?: number
  /** Streams at once. Default: 32. */
  streams?: number
  /** Seconds a body may take to come, or a stream be silent. Default: 30. */
  patience?: number
  /** Seconds that what is under way has once it stops. Default: 30. */
  drain?: number
  /** Milliseconds between looks at the files. Default: 1000. */
  interval?: number
  /** Megabytes of heap a thread may have. Default: 1024. */
  megabytes?: number
  /** Module of the threads. Default: beside this one. */
  worker?: URL
}

/** Server that listens. */
export interface ApiServer {
  /** Address. */
  url: string
  /**
   * Take nothing new, finish what is under way, and stop.
   *
   * @returns When nothing listens any more.
   */
  close: () => Promise<void>
}

/**
 * Serve a project's editions over HTTP.
 *
 * @param options - Folder, address, keys, bounds.
 * @returns Server, ready.
 * @throws UserError when settings, glossary, keys or the address can not be used.
 */
export async function serveApi(options: ServeApiOptions): Promise<ApiServer> {
  const { cwd, host = '127.0.0.1', port = 0, version } = options
  const log = createLog(options.write)
  const metrics: Metrics = new Metrics({
    waiting: () => gate.waiting,
    working: () => gate.working,
    concepts: () => project.concepts,
  })
  const keyring = await KeyRing.open(options, log)
  if (!isLoopback(host) && keyring.keys.size === 0) throw needsKeys(host)
  const threads =
    options.threads ?? Math.min(8, Math.max(1, availableParallelism() - 1))
  const { seconds = 30, patience = 30, bytes = 4 * 1024 * 1024 } = options
  const gate = new Gate({
    width: threads,
    queue: options.queue ?? 512,
    patience: seconds * 1000,
  })
  const project = await Project.open({
    cwd,
    ...(options.config === undefined ? {} : { config: options.config }),
    threads,
    milliseconds: seconds * 1000,
    megabytes: options.megabytes ?? 1024,
    worker: options.worker ?? new URL('./worker.js', import.meta.url),
    tracing: await findTracing(),
    onReload: (problem) => {
      metrics.reload(problem ? 'refused' : 'used')
      log({
        event: 'reload',
        used: problem === undefined,
        // What is wrong with settings is said; other errors may quote a file.
        ...(problem instanceof UserError ? { problem: problem.message } : {}),
      })
    },
  })
  let stopping = false
  const deadline = new AbortController()
  const app = createApi({
    project,
    keys: () => keyring.keys,
    gate,
    limits: {
      bytes,
      patience: patience * 1000,
      perKey: options.perKey ?? 256,
      streams: options.streams ?? 32,
      width: 2 * threads,
      held: Math.max(256 * 1024 * 1024, bytes),
    },
    metrics,
    log,
    version,
    stopping: () => stopping,
    deadline: deadline.signal,
  })
  let listening: { server: ServerType; port: number }
  try {
    listening = await listen(app.fetch, host, port)
  } catch (error) {
    await project.destroy()
    throw error
  }
  const server = listening.server as Server
  answerBroken(server)
  // Who neither sends nor takes anything for this long is gone.
  server.setTimeout((2 * seconds + patience + 10) * 1000)
  const { interval = 1000 } = options
  project.watch(interval)
  keyring.watch(interval)
  const name = host.includes(':') ? `[${host}]` : host
  const url = `http://${name}:${listening.port}`
  log({ event: 'start', url, threads, concepts: project.concepts, version })

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    stopping = true
    log({ event: 'stop', working: gate.working, waiting: gate.waiting })
    keyring.stop()
    const closed = new Promise((done) => server.close(done))
    // A client keeps its connection open after its answer; nothing follows on it.
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const late = setTimeout(
      () => {
        deadline.abort(new Problem('stopping'))
        // What was told so gets a moment to be told.
        setTimeout(() => server.closeAllConnections(), 1000).unref()
      },
      (options.drain ?? 30) * 1000,
    )
    await closed
    clearInterval(idle)
    clearTimeout(late)
    if (deadline.signal.aborted) await project.destroy()
    else await project.close()
  }
  return {
    url,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** Keys of the file and the environment; those of the file may change. */
class KeyRing {
  keys: Keys
  private readonly options: ServeApiOptions
  private readonly log: Log
  private stamp: string
  private timer: NodeJS.Timeout | undefined

  private constructor(
    options: ServeApiOptions,
    log: Log,
    keys: Keys,
    stamp: string,
  ) {
    this.options = options
    this.log = log
    this.keys = keys
    this.stamp = stamp
  }

  static async open(options: ServeApiOptions, log: Log): Promise<KeyRing> {
    const stamp = await stampOfKeys(options)
    return new KeyRing(options, log, await readRing(options), stamp)
  }

  watch(milliseconds: number): void {
    if (this.options.keyFile === undefined) return
    this.timer = setInterval(() => void this.refresh(), milliseconds).unref()
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private async refresh(): Promise<void> {
    const stamp = await stampOfKeys(this.options)
    if (stamp === this.stamp) return
    this.stamp = stamp
    try {
      this.keys = await readRing(this.options)
      this.log({ event: 'reload', used: true, keys: this.keys.size })
    } catch (error) {
      // Nobody is let in or shut out by half a file.
      const problem = error instanceof UserError ? error.message : ''
      this.log({ event: 'reload', used: false, problem })
    }
  }
}

function readRing({ cwd, keyFile, keys }: ServeApiOptions): Promise<Keys> {
  return readKeys({ cwd, file: keyFile, env: keys })
}

async function stampOfKeys(options: ServeApiOptions): Promise<string> {
  const { cwd, keyFile } = options
  return keyFile === undefined ? '' : fileStamp(resolve(cwd, keyFile))
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host)
}

function needsKeys(host: string): UserError {
  return new UserError(
    `At ${host} others reach the server, and there is no API key.`,
    {
      hint: 'Give keys with `--key-file` or YIWEN_API_KEYS, or leave `--host` out.',
      wording: { key: 'api-keys-needed', values: { host } },
    },
  )
}

type Fetch = Parameters<typeof serve>[0]['fetch']

function listen(
  fetch: Fetch,
  hostname: string,
  port: number,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((done, fail) => {
    const serverOptions = {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      // A stream may take hours; `readBody` and `readLines` watch the clock.
      requestTimeout: 0,
      connectionsCheckingInterval: 1000,
    }
    const server = serve({ fetch, hostname, port, serverOptions }, (info) => {
      done({ server, port: info.port })
    })
    ;(server as Server).maxConnections = 2000
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(cannotListen(error, hostname, port))
    })
  })
}

function cannotListen(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
): unknown {
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo')
    return error
  const place = `${host}:${port}`
  const reason = String(error.code)
  return new UserError(`${place} can not be listened at: ${reason}.`, {
    hint: 'Take another port with `--port`, or an address of this machine.',
    cause: error,
    wording: { key: 'api-listen', values: { place, reason } },
  })
}

/** Answer what is no HTTP, or too long to read, as everything else. */
function answerBroken(server: Server): void {
  const busy = new WeakSet<Socket>()
  server.on('request', ({ socket }, outgoing) => {
    busy.add(socket)
    outgoing.once('close', () => busy.delete(socket))
  })
  const t = createTranslator('en')
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // In the middle of an answer nothing else can be said.
    if (!socket.writable || busy.has(socket)) return void socket.destroy()
    const problem = new Problem(
      error.code === 'HPE_HEADER_OVERFLOW'
        ? 'headers-too-large'
        : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
          ? 'body-too-slow'
          : 'malformed-http',
      { values: { seconds: 10 } },
    )
    const id = crypto.randomUUID()
    const body = JSON.stringify(problemDocumentOf(problem, id, t))
    socket.end(
      [
        `HTTP/1.1 ${problem.status} ${problem.kind}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${id}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  })
}
