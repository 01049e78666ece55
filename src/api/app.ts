import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { createTranslator, type Translate } from '../messages/index.ts'
import { type Locale, languageTag, parseLocale } from '../model/index.ts'
import { type Log, traceOf } from './access-log.ts'
import type { Task } from './answers.ts'
import {
  type BodyLimits,
  Budget,
  type Line,
  readBody,
  readLines,
} from './body.ts'
import { checkRequest } from './check-request.ts'
import type { Gate } from './gate.ts'
import { inOrder } from './in-order.ts'
import type { Keys } from './keys.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { Problem, problemDocumentOf } from './problem.ts'
import type { Project } from './project.ts'
import { type RoutePath, routeAt, routes } from './routes.ts'
import { localizeRequest } from './schema.ts'

/** What requests are bounded by. */
export interface Limits extends BodyLimits {
  /** Requests a key may have under way. */
  perKey: number
  /** Streams at once. */
  streams: number
  /** Articles of one stream that are worked on at once. */
  width: number
  /** Bytes of bodies that are held at once. */
  held: number
}

/** What the server answers with. */
export interface ApiOptions {
  /** Settings, glossary and threads. */
  project: Project
  /** Keys as they are now. */
  keys: () => Keys
  /** Lets articles through to the threads. */
  gate: Gate
  /** Bounds. */
  limits: Limits
  /** Counts. */
  metrics: Metrics
  /** Log. */
  log: Log
  /** Version of Yiwen. */
  version: string
  /** No new work is taken. */
  stopping: () => boolean
  /** Ends what is still under way. */
  deadline: AbortSignal
}

type Env = {
  Bindings: HttpBindings
  Variables: {
    id: string
    lang: Locale
    t: Translate
    key: string | undefined
    signal: AbortSignal
    take: (bytes: number) => void
  }
}
type ApiContext = Context<Env>

/** Names of this machine, which no other site's name can be made to be. */
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

/**
 * Create the server of a project: a function from requests to answers.
 *
 * @param options - Project, keys, bounds.
 * @returns Hono application for Node's HTTP server.
 */
export function createApi(options: ApiOptions): Hono<Env> {
  const { project, gate, limits, metrics, log, version } = options
  const app = new Hono<Env>()
  const budget = new Budget(limits.held)
  const underWay = new Map<string, number>()
  let streams = 0
  /** Bytes of each connection that requests before have had. */
  const counted = new WeakMap<Socket, number>()

  app.use(async (c, next) => {
    const { incoming, outgoing } = c.env
    const { socket } = incoming
    const start = performance.now()
    const sentBefore = socket.bytesWritten
    const id = idOf(incoming.headers['x-request-id'])
    const lang = languageOf(c.req.header('accept-language'))
    const gone = new AbortController()
    let held = 0
    c.set('id', id)
    c.set('lang', lang)
    c.set('t', createTranslator(lang))
    c.set('signal', AbortSignal.any([gone.signal, options.deadline]))
    c.set('take', (bytes) => {
      if (!budget.take(bytes)) throw gate.busy()
      held += bytes
    })
    metrics.begin()
    outgoing.once('close', () => {
      gone.abort(new Problem('stopping'))
      budget.give(held)
      const { key } = c.var
      const route = routeAt(c.req.path) ? c.req.path : 'other'
      const ended = {
        route,
        method: routeAt(c.req.path) ? c.req.method : 'other',
        status: outgoing.statusCode,
        seconds: (performance.now() - start) / 1000,
        received: socket.bytesRead - (counted.get(socket) ?? 0),
        sent: socket.bytesWritten - sentBefore,
      }
      counted.set(socket, socket.bytesRead)
      metrics.end(ended)
      log({
        event: 'request',
        id,
        ...ended,
        seconds: Math.round(ended.seconds * 1e4) / 1e4,
        ...(key === undefined ? {} : { key }),
        ...(outgoing.writableFinished ? {} : { aborted: true }),
      })
    })
    c.header('X-Request-Id', id)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Cache-Control', 'no-store')
    if (options.stopping()) c.header('Connection', 'close')
    return next()
  })

  app.use(async (c, next) => {
    const route = routeAt(c.req.path)
    if (!route) throw new Problem('not-found')
    const keys = options.keys()
    if (keys.size === 0 && !loopback.test(c.req.header('host') ?? '')) {
      throw new Problem('wrong-host', { headers: { Connection: 'close' } })
    }
    if (route.guarded && keys.size > 0) {
      const key = keys.find(c.req.header('authorization'))
      if (key === undefined) {
        throw new Problem('unauthorized', {
          headers: {
            'WWW-Authenticate': 'Bearer realm="yiwen"',
            Connection: 'close',
          },
        })
      }
      c.set('key', key)
      const count = underWay.get(key) ?? 0
      if (count >= limits.perKey) {
        throw new Problem('too-many-requests', {
          values: { most: limits.perKey },
          headers: { 'Retry-After': String(gate.retryAfter) },
        })
      }
      underWay.set(key, count + 1)
      c.env.outgoing.once('close', () => {
        const left = (underWay.get(key) ?? 1) - 1
        if (left > 0) underWay.set(key, left)
        else underWay.delete(key)
      })
    }
    const { method } = c.req
    const head = route.method === 'GET' && method === 'HEAD'
    if (method !== route.method && !head) {
      throw new Problem('method-not-allowed', {
        values: { method: route.method },
        headers: { Allow: route.method === 'GET' ? 'GET, HEAD' : 'POST' },
      })
    }
    return next()
  })

  app.get('/openapi.json', (c) => c.json(openApiDocument(version)))
  app.get('/healthz', (c) => c.json({ status: 'ok', version }))
  app.get('/readyz', (c) => {
    if (options.stopping()) throw stopping()
    const status = project.problem ? 'stale' : 'ok'
    return c.json({ status, version, concepts: project.concepts })
  })
  app.get('/metrics', async (c) =>
    c.body(await metrics.print(), 200, { 'Content-Type': metrics.contentType }),
  )

  const work = async (
    c: ApiContext,
    task: Task,
    patient = false,
  ): Promise<string> => {
    const { lang, signal } = c.var
    try {
      const run = () => project.run(task, lang)
      const json = await gate.pass(run, signal, patient)
      metrics.article(task.kind, 'done')
      return json
    } catch (error) {
      const outcome = error instanceof Problem ? error.kind : 'internal'
      metrics.article(task.kind, outcome)
      throw error
    }
  }
  const answerOne = async (
    c: ApiContext,
    kind: Task['kind'],
    schema: z.ZodType,
  ): Promise<Response> => {
    accept(c, 'application/json')
    const text = await readBody(c.env.incoming, limits, c.var.take)
    const request = checkRequest(text, schema)
    // The schema of the route is the schema of the kind.
    const json = await work(c, { kind, request } as Task)
    return c.body(json, 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Language': languageTag(c.var.lang),
    })
  }
  const answerMany = (c: ApiContext): Response => {
    accept(c, 'application/x-ndjson')
    if (streams >= limits.streams) throw gate.busy()
    streams++
    c.env.outgoing.once('close', () => streams--)
    const answerLine = async (line: Line, index: number): Promise<string> => {
      let id: string | undefined
      try {
        if ('problem' in line) throw line.problem
        const request = checkRequest(line.text, localizeRequest)
        id = request.id
        const json = await work(c, { kind: 'localize', request }, true)
        return `{"index":${index},${json.slice(1)}\n`
      } catch (error) {
        return lineOf(c, error, index, id)
      }
    }
    async function* answers(): AsyncGenerator<string, void, undefined> {
      let index = 0
      try {
        const lines = readLines(c.env.incoming, limits)
        for await (const line of inOrder(lines, limits.width, answerLine)) {
          yield line
          index++
          c.var.signal.throwIfAborted()
        }
      } catch (error) {
        yield lineOf(c, error, index, undefined)
      }
    }
    return c.body(streamOf(answers()), 200, {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Language': languageTag(c.var.lang),
    })
  }
  for (const [path, kind] of [
    ['/v1/localize', 'localize'],
    ['/v1/explain', 'explain'],
    ['/v1/terms', 'terms'],
  ] as const satisfies readonly (readonly [RoutePath, Task['kind']])[]) {
    app.post(path, async (c) => {
      if (options.stopping()) throw stopping()
      const streamed = path === '/v1/localize'
      const type = typeOf(c, streamed)
      return type === 'application/x-ndjson'
        ? answerMany(c)
        : answerOne(c, kind, routes[path].request)
    })
  }

  const problemOf = (c: ApiContext, error: unknown): Problem => {
    if (error instanceof Problem) return error
    // Who has left gets no answer, and made no mistake of ours.
    const { incoming } = c.env
    if (c.var.signal.aborted || incoming.destroyed) return stopping()
    log({ event: 'error', id: c.var.id, ...traceOf(error) })
    return new Problem('internal')
  }
  const lineOf = (
    c: ApiContext,
    error: unknown,
    index: number,
    id: string | undefined,
  ): string => {
    const { id: request, t } = c.var
    const problem = problemDocumentOf(problemOf(c, error), request, t)
    const named = id === undefined ? {} : { id }
    return `${JSON.stringify({ index, ...named, problem })}\n`
  }
  app.onError((error, c) => {
    const problem = problemOf(c, error)
    const { id, lang, t } = c.var
    // What is left of a body is not read, so nothing can follow it.
    if (!c.env.incoming.complete) c.header('Connection', 'close')
    for (const [name, value] of Object.entries(problem.options.headers ?? {})) {
      c.header(name, value)
    }
    const body = JSON.stringify(problemDocumentOf(problem, id, t))
    return c.body(body, problem.status, {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Language': languageTag(lang),
    })
  })
  return app
}

function stopping(): Problem {
  return new Problem('stopping', { headers: { 'Retry-After': '5' } })
}

/** Check what the body says it is. */
function typeOf(c: ApiContext, streamed: boolean): string {
  const given = c.req.header('content-type') ?? ''
  const [type = '', ...parameters] = given
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const known = [
    'application/json',
    ...(streamed ? ['application/x-ndjson'] : []),
  ]
  const charset = parameters.find((one) => one.startsWith('charset='))
  const coding = c.req.header('content-encoding') ?? 'identity'
  if (
    known.includes(type) &&
    (charset === undefined || /^charset="?utf-8"?$/.test(charset)) &&
    coding === 'identity'
  ) {
    return type
  }
  throw new Problem('unsupported-type', {
    values: { types: known.join(', ') },
    headers: { Accept: known.join(', '), Connection: 'close' },
  })
}

/** Check that an answer of a type is wanted. */
function accept(c: ApiContext, type: string): void {
  const header = c.req.header('accept')
  if (header === undefined) return
  const wanted = header
    .toLowerCase()
    .split(',')
    .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
    .map((part) => part.split(';', 1)[0]?.trim())
  if (
    wanted.some(
      (one) => one === type || one === '*/*' || one === 'application/*',
    )
  ) {
    return
  }
  throw new Problem('not-acceptable', {
    values: { type },
    headers: { Connection: 'close' },
  })
}

function idOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given)
    ? given
    : randomUUID()
}

function languageOf(header = ''): Locale {
  for (const part of header.slice(0, 500).split(',')) {
    const tag = part.split(';', 1)[0]?.trim() ?? ''
    const locale = tag === '' ? undefined : parseLocale(tag)
    if (locale) return locale
  }
  return 'en'
}

/** Nothing is made before it is taken. */
function streamOf(
  lines: AsyncGenerator<string, void, undefined>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await lines.return()
      },
    },
    { highWaterMark: 0 },
  )
}
