import {
  createServer,
  type IncomingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Request that a server got. */
export interface Received {
  /** Method and path. */
  line: string
  /** Headers. */
  headers: IncomingHttpHeaders
  /** Body, where it was JSON. */
  body: Record<string, unknown>
}

/** Server on this machine that answers as a test wants it to. */
export interface LocalServer {
  /** Address, without a slash at its end. */
  url: string
  /** Requests so far. */
  received: Received[]
  /** Most requests that were open at a time. */
  mostOpen: number
  /** Ends it, and what is open. */
  close(): Promise<void>
}

/**
 * Start a server on loopback.
 *
 * @param answer - Answers a request; `count` is 1 for the first.
 * @returns Server.
 */
export async function startServer(
  answer: (
    request: Received,
    response: ServerResponse,
    count: number,
  ) => unknown,
): Promise<LocalServer> {
  let open = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const { headers } = request
    const received: Received = {
      line: `${request.method} ${request.url}`,
      headers,
      body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
    }
    local.received.push(received)
    open++
    local.mostOpen = Math.max(local.mostOpen, open)
    response.on('close', () => open--)
    await answer(received, response, local.received.length)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const local: LocalServer = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    mostOpen: 0,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
  return local
}

/** Send JSON. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

/** Segments a language model was asked for. */
export interface AskedSegment {
  id: string
  text: string
  refused?: { text: string; problems: string[] }
  before?: { text: string; translation?: string }
  after?: { text: string }
}

/** Document that a language model was sent. */
export function documentOf(request: Received): {
  article: Record<string, string>
  glossary?: Record<string, unknown>[]
  translated_before?: Record<string, unknown>[]
  numbers?: Record<string, string>
  segments: AskedSegment[]
} {
  const messages = request.body['messages'] as {
    role: string
    content: unknown
  }[]
  const { content } = messages.find(({ role }) => role === 'user') ?? {}
  const text =
    typeof content === 'string'
      ? content
      : (content as { text: string }[]).map((part) => part.text).join('')
  return JSON.parse(text)
}

/** Answer of a chat completion. */
export function completion(text: string, more: object = {}): object {
  return {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'local',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text },
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
    ...more,
  }
}

/** Answer of a chat completion that translates each segment. */
export function translated(
  request: Received,
  translate: (segment: AskedSegment) => string | undefined,
): object {
  const segments = documentOf(request).segments.flatMap((segment) => {
    const text = translate(segment)
    return text === undefined ? [] : [{ id: segment.id, text }]
  })
  return completion(JSON.stringify({ segments }))
}

/** Start a server that is closed when the test is over. */
export async function start(
  ...[answer]: Parameters<typeof startServer>
): Promise<LocalServer> {
  const server = await startServer(answer)
  onTestFinished(() => server.close())
  return server
}
