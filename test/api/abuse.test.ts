import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectValid, type Served, serveProject } from './api-server.ts'

let served: Served
beforeAll(async () => {
  served = await serveProject({ bytes: 100_000, patience: 1 })
})
afterAll(() => served.stop())

const json = { 'content-type': 'application/json' }
const kindOf = (body: string): string =>
  (JSON.parse(body) as { type: string }).type.replace('urn:yiwen:problem:', '')

describe('what is no good request is refused, and the server goes on', () => {
  const good = JSON.stringify({ text: '軟體', to: 'zh-CN' })
  test.each<[string, string | Buffer, Record<string, string>, number, string]>([
    ['nothing', '', json, 400, 'malformed-json'],
    ['half of JSON', '{"text":', json, 400, 'malformed-json'],
    ['two values', '{} {}', json, 400, 'malformed-json'],
    ['no object', 'null', json, 400, 'invalid-request'],
    ['a list', '[{"text":""}]', json, 400, 'invalid-request'],
    ['a wrong type', '{"text":1}', json, 400, 'invalid-request'],
    ['an unknown key', '{"text":"","x":1}', json, 400, 'invalid-request'],
    [
      'a prototype',
      '{"text":"","__proto__":{"to":"zh-CN"}}',
      json,
      400,
      'invalid-request',
    ],
    [
      'to and editions',
      '{"text":"","to":"zh-CN","editions":["zh-HK"]}',
      json,
      400,
      'invalid-request',
    ],
    ['no editions', '{"text":"","editions":[]}', json, 400, 'invalid-request'],
    ['deep JSON', '['.repeat(50_000), json, 400, 'too-deep'],
    [
      'deep objects',
      `{"text":"",${'"a":{'.repeat(9000)}${'}'.repeat(9001)}`,
      json,
      400,
      'too-deep',
    ],
    [
      'deep words',
      `{"text":"","words":${'{"a":'.repeat(12)}1${'}'.repeat(12)}}`,
      json,
      400,
      'invalid-request',
    ],
    [
      'bytes that are no text',
      Buffer.from([0x22, 0xff, 0xfe, 0x22]),
      json,
      400,
      'not-utf8',
    ],
    [
      'half a character in UTF-8',
      Buffer.from('{"text":"\xed\xa0\x80"}', 'latin1'),
      json,
      400,
      'not-utf8',
    ],
    [
      'a huge body',
      `{"text":"${'軟'.repeat(50_000)}"}`,
      json,
      413,
      'too-large',
    ],
    [
      'another type',
      good,
      { 'content-type': 'text/plain' },
      415,
      'unsupported-type',
    ],
    [
      'a form',
      good,
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported-type',
    ],
    ['no type', good, {}, 415, 'unsupported-type'],
    [
      'another encoding',
      good,
      { 'content-type': 'application/json; charset=big5' },
      415,
      'unsupported-type',
    ],
    [
      'compression',
      good,
      { ...json, 'content-encoding': 'gzip' },
      415,
      'unsupported-type',
    ],
    [
      'an answer that is not made',
      good,
      { ...json, accept: 'text/html, application/json;q=0' },
      406,
      'not-acceptable',
    ],
    [
      'JSON for a stream',
      good,
      { ...json, accept: 'application/x-ndjson' },
      406,
      'not-acceptable',
    ],
    [
      'another host',
      good,
      { ...json, host: 'evil.example' },
      421,
      'wrong-host',
    ],
  ])('%s', async (_, body, headers, status, kind) => {
    const answer = await served.send('/v1/localize', {
      method: 'POST',
      headers,
      body,
    })
    expect([answer.status, kindOf(answer.body)]).toEqual([status, kind])
    expect((await served.post('/v1/localize', JSON.parse(good))).status).toBe(
      200,
    )
  })

  test.each([
    '../x',
    '/etc/passwd',
    'a/../../b',
    'a\\b',
    'a\0b',
    './a',
    '..',
    'a/..',
  ])('the path %j', async (path) => {
    const { status } = await served.post('/v1/localize', { text: '', path })
    expect(status).toBe(400)
  })

  test('a path that is only strange is no path to a file', async () => {
    for (const path of [
      '..a/b',
      'C:/x.md',
      '軟體',
      'a'.repeat(1000),
      '%2e%2e/x',
    ]) {
      const { status } = await served.post('/v1/localize', { text: '', path })
      expect([path, status]).toEqual([path, 200])
    }
  })

  test.each([
    ['/', 404],
    ['/v1/localize/', 404],
    ['/v1//localize', 404],
    ['/%2e%2e/package.json', 404],
    ['/..%2f..%2fetc/passwd', 404],
    ['/constructor', 404],
    ['/__proto__', 404],
    ['/%ff', 404],
    ['/%00', 404],
    [`/${'a'.repeat(8000)}`, 404],
    ['/v1/localize', 405],
  ])('the address %s', async (path, status) => {
    expect((await served.send(path)).status).toBe(status)
  })

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'GET', 'HEAD'])(
    '%s, which says what is possible and nothing to other sites',
    async (method) => {
      const { status, headers } = await served.send('/v1/localize', { method })
      expect([status, headers.allow]).toEqual([405, 'POST'])
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    },
  )
})

describe('on the wire', () => {
  const problemIn = (answer: string): string => {
    const body = answer.slice(answer.indexOf('\r\n\r\n') + 4)
    expectValid('Problem', JSON.parse(body))
    return `${answer.slice(9, 12)} ${kindOf(body)}`
  }
  test('headers without end', async () => {
    const line = `x-a: ${'b'.repeat(1000)}\r\n`
    const head = `GET /healthz HTTP/1.1\r\nhost: localhost\r\n`
    const answer = await served.raw(head + line.repeat(40))
    expect(problemIn(answer)).toBe('431 headers-too-large')
  })
  test.each([
    'no http at all\r\n\r\n',
    'GET /healthz HTTP/9.9\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01',
    'POST /v1/terms HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: a\0b\r\n\r\n',
  ])('%j', async (bytes) => {
    expect(problemIn(await served.raw(bytes))).toBe('400 malformed-http')
  })
  test('many small headers', async () => {
    const headers = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`x${index}`, '']),
    )
    expect((await served.send('/healthz', { headers })).status).toBe(200)
  })
  test('a body that comes too slowly', async () => {
    const start = performance.now()
    const answer = await served.raw(
      'POST /v1/terms HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"text":',
    )
    expect(problemIn(answer)).toBe('408 body-too-slow')
    expect(performance.now() - start).toBeGreaterThan(900)
  })
  test('a body of one byte after the other', async () => {
    const socket = connect(served.port, '127.0.0.1')
    socket.write(
      'POST /v1/terms HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n',
    )
    const timer = setInterval(() => socket.write(' '), 100)
    const answer = await textOf(socket)
    clearInterval(timer)
    expect(problemIn(answer)).toBe('408 body-too-slow')
  })
  test('a body that says it is huge is not read', async () => {
    const answer = await served.raw(
      'POST /v1/terms HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n',
    )
    expect(problemIn(answer)).toBe('413 too-large')
  })
  test.each([
    ['/v1/terms', 'POST', json, 413],
    ['/v1/terms', 'POST', {}, 415],
    ['/v1/terms', 'PUT', json, 405],
    ['/nowhere', 'POST', json, 404],
    ['/healthz', 'POST', json, 405],
  ])(
    'a body without end to %s (%s, %j) is cut off',
    async (path, method, headers, status) => {
      const sent = await new Promise<{ status: number; bytes: number }>(
        (done) => {
          let answered = 0
          const outgoing = request(
            { port: served.port, host: '127.0.0.1', path, method, headers },
            (incoming) => {
              answered = incoming.statusCode ?? 0
              incoming.resume()
            },
          )
          const write = () => outgoing.write(' '.repeat(10_000))
          const timer = setInterval(write, 5)
          // Whoever goes on sending finds the connection closed.
          outgoing.on('error', () => undefined)
          outgoing.on('socket', (socket: Socket) => {
            socket.on('close', () => {
              clearInterval(timer)
              done({ status: answered, bytes: socket.bytesWritten })
            })
          })
        },
      )
      expect(sent.status).toBe(status)
      expect(sent.bytes).toBeLessThan(20_000_000)
    },
  )
  test('clients that leave leave nothing behind', async () => {
    for (let index = 0; index < 50; index++) {
      const socket = connect(served.port, '127.0.0.1')
      socket.on('error', () => undefined)
      const body = JSON.stringify({ text: '軟體'.repeat(2000) })
      const length = Buffer.byteLength(body)
      socket.write(
        `POST /v1/localize HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body.slice(0, index % 2 ? body.length : 100)}`,
      )
      await new Promise((next) => setTimeout(next, 5))
      socket.destroy()
    }
    await expect
      .poll(async () => inFlight((await served.send('/metrics')).body))
      .toBe(1)
    expect(served.log.join('')).toContain('"aborted":true')
    expect(served.log.join('')).not.toContain('"event":"error"')
  })
})

test('any JSON is answered as the document says', async () => {
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record(
      {
        text: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        format: fc.constantFrom('md', 'mdx', 'txt', 'json', 'x'),
        to: fc.constantFrom('zh-CN', 'zh-HK', 'en', '', '__proto__'),
        path: fc.string(),
        words: fc.dictionary(fc.string(), fc.string()),
        gloss: fc.record({ style: fc.constantFrom('ruby', 'footnote', 'no') }),
      },
      { requiredKeys: ['text'] },
    ),
  )
  await fc.assert(
    fc.asyncProperty(
      values,
      fc.constantFrom('/v1/localize', '/v1/terms', '/v1/explain'),
      async (value, path) => {
        const { status } = await served.post(path, value)
        expect([200, 400, 422]).toContain(status)
      },
    ),
    { numRuns: 100 },
  )
})

describe('keys', () => {
  const key = 'a-key-that-nobody-guesses'
  let guarded: Served
  beforeAll(async () => {
    guarded = await serveProject(
      { keyFile: 'keys.txt', keys: 'another-key-of-the-test' },
      { 'keys.txt': `# Of the CMS.\n${key}\r\n\n` },
    )
  })
  afterAll(() => guarded.stop())
  const status = async (
    authorization: string | undefined,
    path = '/metrics',
  ) => {
    const headers = {
      host: 'cms.example',
      ...(authorization === undefined ? {} : { authorization }),
    }
    return guarded.send(path, { headers })
  }

  test('let in', async () => {
    expect((await status(`Bearer ${key}`)).status).toBe(200)
    expect((await status(`bearer  ${key}`)).status).toBe(200)
    expect((await status('Bearer another-key-of-the-test')).status).toBe(200)
  })

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${key}x`,
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${key.toUpperCase()}`,
    `Bearer ${key} ${key}`,
    `Bearer ${key}, Bearer ${key}`,
    key,
    `Basic ${key}`,
    'Bearer # Of the CMS.',
    `Bearer ${'x'.repeat(10_000)}`,
  ])('%j does not', async (authorization) => {
    for (const path of ['/metrics', '/v1/localize']) {
      const answer = await status(authorization, path)
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
      expect(answer.body).not.toContain('a-key')
    }
  })

  test('are not wanted where nothing can be learnt', async () => {
    for (const path of ['/healthz', '/readyz', '/openapi.json']) {
      expect((await status(undefined, path)).status).toBe(200)
    }
  })

  test('are not in the log', async () => {
    await status(`Bearer ${key}`)
    await expect.poll(() => guarded.log.join('')).toMatch(/"key":"[0-9a-f]{8}"/)
    expect(guarded.log.join('')).not.toContain(key)
  })

  test('change with their file, and half a file changes nothing', async () => {
    guarded.project.write({ 'keys.txt': 'short\n' })
    await expect.poll(() => guarded.log.join('')).toContain('"used":false')
    expect((await status(`Bearer ${key}`)).status).toBe(200)
    guarded.project.write({ 'keys.txt': 'the-next-key-of-the-test\n' })
    await expect
      .poll(async () => (await status(`Bearer ${key}`)).status)
      .toBe(401)
    expect((await status('Bearer the-next-key-of-the-test')).status).toBe(200)
  })

  test('a key has only so many requests at once', async () => {
    const few = await serveProject({ keys: `${key},${key}-2`, perKey: 2 })
    const open = [1, 2].map(() => {
      const socket = connect(few.port, '127.0.0.1')
      socket.write(
        `POST /v1/terms HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n`,
      )
      return socket
    })
    const ask = async (name: string) => {
      const headers = { authorization: `Bearer ${name}` }
      const answer = await few.send('/metrics', { headers })
      return answer.status
    }
    await expect.poll(() => ask(key)).toBe(429)
    expect(await ask(`${key}-2`)).toBe(200)
    for (const socket of open) socket.destroy()
    await expect.poll(() => ask(key)).toBe(200)
    await few.stop()
  })
})

describe('it does not start', () => {
  const start = async (
    options: Parameters<typeof serveProject>[0],
    files = {},
  ) => {
    const error: unknown = await serveProject(options, files).then(
      (served) => served.stop(),
      (error: unknown) => error,
    )
    return error
  }
  test.each([
    ['elsewhere without keys', { host: '0.0.0.0' }, {}, 'api-keys-needed'],
    ['in the whole IPv6 without keys', { host: '::' }, {}, 'api-keys-needed'],
    ['with a short key', { keys: 'short' }, {}, 'api-key'],
    ['without the key file', { keyFile: 'no.txt' }, {}, 'api-keys-unreadable'],
    ['with no key in it', { keyFile: 'a' }, { a: '# \n' }, 'api-keys-none'],
    [
      'at an address of others',
      { host: '192.0.2.1', keys: 'k'.repeat(20) },
      {},
      'api-listen',
    ],
    [
      'with a broken glossary',
      {},
      { 'locales/glossary/b.yaml': '{' },
      'api-glossary',
    ],
    ['with wrong settings', {}, { 'yiwen.config.yaml': 'no: 1' }, 'settings'],
  ])('%s', async (_, options, files, key) => {
    const error = await start(options, files)
    expect(error).toMatchObject({
      name: 'UserError',
      wording: { key: expect.stringContaining(key) as unknown },
    })
  })
})

function inFlight(metrics: string): number {
  const line = /^yiwen_http_requests_in_flight (\d+)$/m.exec(metrics)?.[1]
  return Number(line)
}

function textOf(socket: Socket): Promise<string> {
  return new Promise((done) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => done(Buffer.concat(chunks).toString()))
  })
}
