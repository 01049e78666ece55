import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import {
  type ApiServer,
  openApiDocument,
  type ServeApiOptions,
  serveApi,
} from '../../src/api/index.ts'
import { createProject, type Project } from '../project.ts'

/** Glossary of the projects that are served. */
export const glossary = `concepts:
  - id: zhipu-ai
    domain: company
    state: approved
    terms: { zh-TW: 智譜, zh-CN: 智谱, en: Zhipu AI }
`

/** What came back. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** Server of a project of its own, on a real socket. */
export interface Served {
  server: ApiServer
  project: Project
  port: number
  /** Lines of the log, as text and read. */
  log: string[]
  /** Send a request, and hold the answer against the document. */
  send(path: string, options?: SendOptions): Promise<Answer>
  /** Send JSON, and read JSON. */
  post<T>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: T }>
  /** Send bytes as they are, and take what comes until the end. */
  raw(bytes: string | Buffer): Promise<string>
  stop(): Promise<void>
}

interface SendOptions {
  method?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
}

// The threads run what was built: Node 20 takes no TypeScript.
const worker = new URL('../../dist/api/worker.js', import.meta.url)

/**
 * Serve a project.
 *
 * @param options - How it is served.
 * @param files - Files of the project, beside its glossary.
 * @returns Server.
 */
export async function serveProject(
  options: Partial<ServeApiOptions> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const project = createProject({
    'locales/glossary/a.yaml': glossary,
    ...files,
  })
  const log: string[] = []
  const server = await serveApi({
    cwd: project.root,
    version: '0.0.0',
    write: (text) => log.push(text),
    threads: 1,
    interval: 50,
    worker,
    ...options,
  })
  const port = Number(new URL(server.url).port)
  const send: Served['send'] = async (path, options = {}) => {
    const answer = await sendTo(port, path, options)
    expectDocumented(path, options.method ?? 'GET', answer)
    return answer
  }
  return {
    server,
    project,
    port,
    log,
    send,
    async post<T>(path: string, body: unknown, headers = {}) {
      const { status, ...answer } = await send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
      const read = JSON.parse(answer.body) as T
      return { status, headers: answer.headers, body: read }
    },
    raw: (bytes) =>
      new Promise((done, fail) => {
        const socket = connect(port, '127.0.0.1')
        const chunks: Buffer[] = []
        socket.on('data', (chunk) => chunks.push(chunk))
        socket.on('error', fail)
        socket.on('close', () => done(Buffer.concat(chunks).toString()))
        socket.write(bytes)
      }),
    async stop() {
      await server.close()
      project.remove()
    },
  }
}

/** Send a request on a connection of its own. */
export function sendTo(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: SendOptions,
): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', fail)
        incoming.on('end', () => {
          done({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString(),
          })
        })
      },
    )
    sent.on('error', fail)
    sent.end(body)
  })
}

type Json = Record<string, unknown>
export const openApi = openApiDocument('0.0.0') as {
  paths: Record<string, Record<string, { responses: Record<string, Json> }>>
}
const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addSchema({ $id: 'https://yiwen.test/document', ...openApi })

/** Expect that a value is as a schema of the document has it. */
export function expectValid(name: string, value: unknown): void {
  const valid = ajv.validate(
    { $ref: `https://yiwen.test/document#/components/schemas/${name}` },
    value,
  )
  expect(valid ? [] : ajv.errors).toEqual([])
}

/** Expect that an answer is one that the document tells of. */
export function expectDocumented(
  path: string,
  method: string,
  { status, headers, body }: Answer,
): void {
  const type = String(headers['content-type']).split(';')[0] as string
  expect(headers['x-request-id']).toMatch(/^[\w.-]{1,64}$/)
  if ([429, 503].includes(status)) {
    expect(headers['retry-after']).toMatch(/^[1-9]\d*$/)
  }
  const operation = openApi.paths[path]?.[method.toLowerCase()]
  if (operation) {
    const response = operation.responses[status]
    expect([path, status, response]).not.toEqual([path, status, undefined])
    const content = (response as { content: Record<string, Json> }).content
    expect(Object.keys(content)).toContain(type)
    if (type === 'application/json') {
      const schema = (content[type] as { schema: { $ref?: string } }).schema
      const name = schema.$ref?.split('/').at(-1)
      if (name) expectValid(name, JSON.parse(body))
    }
  }
  if (status >= 400 && method !== 'HEAD') {
    expect(type).toBe('application/problem+json')
    const problem = JSON.parse(body) as { status: number; advice: string }
    expectValid('Problem', problem)
    expect(problem.status).toBe(status)
    expect(problem.advice).not.toBe('')
    expect(body).not.toContain('api:')
    expect(body).not.toContain('{{')
  }
}
