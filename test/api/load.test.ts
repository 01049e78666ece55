import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  request,
} from 'node:http'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createProject } from '../project.ts'
import { expectValid, glossary, sendTo, serveProject } from './api-server.ts'

interface Line {
  index: number
  id?: string
  editions?: { text: string }[]
  problem?: { type: string }
}

/** Open a stream of articles. */
function openStream(port: number): {
  outgoing: ClientRequest
  incoming: Promise<IncomingMessage>
} {
  const outgoing = request({
    host: '127.0.0.1',
    port,
    path: '/v1/localize',
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/x-ndjson',
      accept: 'application/x-ndjson',
    },
  })
  const incoming = new Promise<IncomingMessage>((done, fail) => {
    outgoing.on('response', done)
    outgoing.on('error', fail)
  })
  return { outgoing, incoming }
}

async function* linesOf(
  incoming: Promise<IncomingMessage>,
): AsyncGenerator<Line, void, undefined> {
  for await (const text of createInterface({ input: await incoming })) {
    const line = JSON.parse(text) as Line
    expectValid('LocalizedLine', line)
    yield line
  }
}

const paragraph = '這套**軟體**透過網路下載，智譜說好。\n\n'
const article = (index: number, paragraphs = 40): string =>
  `${JSON.stringify({
    id: `a${index}`,
    text: `# ${index}\n\n${paragraph.repeat(paragraphs)}`,
    to: 'zh-CN',
  })}\n`

async function write(outgoing: ClientRequest, text: string): Promise<void> {
  if (!outgoing.write(text)) await once(outgoing, 'drain')
}

async function metricOf(port: number, name: string): Promise<number> {
  const { body } = await sendTo(port, '/metrics', {})
  return Number(RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1])
}

/** Run the command, as an operator does. */
async function runServe(...argv: string[]) {
  const project = createProject({ 'locales/glossary/a.yaml': glossary })
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
  const child = spawn(
    process.execPath,
    [main, 'serve', '--port', '0', '--threads', '1', '--lang', 'en', ...argv],
    { cwd: project.root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    project.remove()
  })
  const ended = new Promise<number | null>((done) => child.on('exit', done))
  const [first] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(/:(\d+)\s*$/.exec(String(first))?.[1])
  const metric = (name: string): Promise<number> => metricOf(port, name)
  return { child, port, ended, metric, log: () => log, project }
}

test('200 requests at once are all answered, each with its own', async () => {
  const served = await serveProject()
  onTestFinished(served.stop)
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      served.post<{ id: string; editions: { text: string }[] }>(
        '/v1/localize',
        { id: `r${index}`, text: `第${index}個軟體`, to: 'zh-CN' },
      ),
    ),
  )
  for (const [index, { status, body }] of answers.entries()) {
    expect(status).toBe(200)
    expect(body.id).toBe(`r${index}`)
    expect(body.editions[0]?.text).toBe(`第${index}个软件`)
  }
})

test('more than there is room for are told when to come back', async () => {
  const served = await serveProject({ queue: 4 })
  onTestFinished(served.stop)
  const text = paragraph.repeat(400)
  const answers = await Promise.all(
    Array.from({ length: 60 }, () =>
      served.post<{ type?: string }>('/v1/localize', { text, to: 'zh-CN' }),
    ),
  )
  const statuses = answers.map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  expect(
    answers.filter(({ body }) => body.type === 'urn:yiwen:problem:busy').length,
  ).toBeGreaterThan(20)
  // Who watches it still gets an answer, and so does the next.
  expect((await served.send('/healthz')).status).toBe(200)
  expect((await served.post('/v1/terms', { text: '' })).status).toBe(200)
})

test('what takes too long is stopped, and the thread replaced', async () => {
  const served = await serveProject({ seconds: 1, bytes: 64 * 1024 * 1024 })
  onTestFinished(served.stop)
  const text = paragraph.repeat(120_000)
  const slow = served.post<{ type: string }>('/v1/explain', {
    text,
    to: 'zh-CN',
  })
  await new Promise((next) => setTimeout(next, 300))
  expect((await served.send('/healthz')).status).toBe(200)
  const { status, body } = await slow
  expect([status, body.type]).toEqual([503, 'urn:yiwen:problem:took-too-long'])
  await expect
    .poll(async () => (await served.post('/v1/terms', { text: '一' })).status, {
      timeout: 20_000,
    })
    .toBe(200)
})

test('what takes too much memory is stopped, and the thread replaced', async () => {
  const served = await serveProject({
    megabytes: 100,
    seconds: 60,
    bytes: 64 * 1024 * 1024,
  })
  onTestFinished(served.stop)
  const text = paragraph.repeat(200_000)
  const { status, body } = await served.post<{ type: string }>('/v1/explain', {
    text,
    to: 'zh-CN',
  })
  expect([status, body.type]).toEqual([422, 'urn:yiwen:problem:too-costly'])
  expect((await served.post('/v1/terms', { text: '一' })).status).toBe(200)
})

describe('a stream', () => {
  test('of 2,000 articles keeps its order, and little in memory', async () => {
    const { port, metric } = await runServe()
    const memory = () => metric('process_resident_memory_bytes')
    const { outgoing, incoming } = openStream(port)
    const count = 2000
    // Code is passed through: much to carry, little to do.
    const code = `${'x'.repeat(999)}\n`.repeat(60)
    let sent = 0
    const sending = (async () => {
      for (let index = 0; index < count; index++) {
        const text = `# 軟體 ${index}\n\n~~~\n${code}~~~\n`
        const line = JSON.stringify({ id: `a${index}`, text, to: 'zh-CN' })
        sent += line.length
        await write(outgoing, `${line}\n`)
      }
      outgoing.end()
    })()
    const levels: number[] = []
    let next = 0
    for await (const { index, id, editions } of linesOf(incoming)) {
      expect([index, id]).toEqual([next, `a${next}`])
      expect(editions?.[0]?.text.startsWith(`# 软件 ${next}\n\n`)).toBe(true)
      next++
      if (next % 200 === 0) levels.push(await memory())
    }
    await sending
    expect(next).toBe(count)
    // As much again comes out; nothing of it may stay.
    expect(sent).toBeGreaterThan(120_000_000)
    const [, early = 0] = levels
    expect(Math.max(...levels) - early).toBeLessThan(120_000_000)
  }, 300_000)

  test('answers a line before the next has come', async () => {
    const served = await serveProject()
    onTestFinished(served.stop)
    const { outgoing, incoming } = openStream(served.port)
    const lines = linesOf(incoming)
    for (const index of [0, 1, 2, 3, 4]) {
      outgoing.write(article(index))
      const { value } = await lines.next()
      expect(value).toMatchObject({ index, id: `a${index}` })
    }
    outgoing.end()
    expect((await lines.next()).done).toBe(true)
  })

  test('goes on after lines that are wrong', async () => {
    const served = await serveProject({ bytes: 10_000 })
    onTestFinished(served.stop)
    const { outgoing, incoming } = openStream(served.port)
    outgoing.write('no json\n\n  \r\n{"text":1}\n')
    outgoing.write(`${JSON.stringify({ text: 'x'.repeat(40_000) })}\n`)
    outgoing.write(Buffer.from([0xff, 0x0a]))
    outgoing.write('{"id":"y","text":"","to":"nowhere"}\n')
    outgoing.end('{"id":"z","text":"軟體","to":"zh-CN"}')
    const kinds: unknown[] = []
    for await (const { index, id, problem, editions } of linesOf(incoming)) {
      expect(index).toBe(kinds.length)
      kinds.push([id, problem?.type.slice(18) ?? editions?.[0]?.text])
    }
    expect(kinds).toEqual([
      [undefined, 'malformed-json'],
      [undefined, 'invalid-request'],
      [undefined, 'too-large'],
      [undefined, 'not-utf8'],
      ['y', 'unknown-edition'],
      ['z', '软件'],
    ])
  })

  test('is read no faster than its answers are taken', async () => {
    const served = await serveProject()
    onTestFinished(served.stop)
    const { outgoing, incoming } = openStream(served.port)
    let written = 0
    const total = 4000
    void (async () => {
      for (let index = 0; index < total; index++) {
        await write(outgoing, article(index, 100))
        written++
      }
      outgoing.end()
    })()
    const response = await incoming
    response.pause()
    let before = -1
    // Nothing is taken: soon nothing is read any more.
    await expect
      .poll(
        () => {
          const still = written === before
          before = written
          return still
        },
        { interval: 1500, timeout: 40_000 },
      )
      .toBe(true)
    expect(written).toBeLessThan(total)
    response.destroy()
  })

  test('that is silent ends with a problem', async () => {
    const served = await serveProject({ patience: 0.3 })
    onTestFinished(served.stop)
    const { outgoing, incoming } = openStream(served.port)
    outgoing.write(article(0))
    const lines: Line[] = []
    for await (const line of linesOf(incoming)) lines.push(line)
    outgoing.destroy()
    expect(lines[0]?.id).toBe('a0')
    expect(lines[1]?.problem?.type).toBe('urn:yiwen:problem:body-too-slow')
    expect(lines).toHaveLength(2)
  })

  test('that is left in the middle leaves nothing behind', async () => {
    const served = await serveProject({ streams: 1 })
    onTestFinished(served.stop)
    for (let round = 0; round < 5; round++) {
      const { outgoing, incoming } = openStream(served.port)
      for (let index = 0; index < 20; index++) outgoing.write(article(index))
      const lines = linesOf(incoming)
      expect((await lines.next()).value).toMatchObject({ index: 0 })
      ;(await incoming).destroy()
      outgoing.destroy()
      // There is room for one stream, so the last must have let go of it.
      await expect
        .poll(() => metricOf(served.port, 'yiwen_http_requests_in_flight'), {
          timeout: 10_000,
        })
        .toBe(1)
    }
    for (const name of ['yiwen_articles_waiting', 'yiwen_articles_working']) {
      await expect
        .poll(() => metricOf(served.port, name), { timeout: 10_000 })
        .toBe(0)
    }
    expect(served.log.join('')).toContain('"aborted":true')
    expect(served.log.join('')).not.toContain('"event":"error"')
  })
})

describe('files that change', () => {
  const changed = glossary.replace('zh-CN: 智谱', 'zh-CN: 智谱华章')

  test('are taken up, and no request is lost', async () => {
    const served = await serveProject()
    onTestFinished(served.stop)
    const seen = new Set<string | undefined>()
    let done = false
    const asking = Array.from({ length: 4 }, async () => {
      while (!done) {
        const { status, body } = await served.post<{
          editions: { text: string }[]
        }>('/v1/localize', { text: '智譜', to: 'zh-CN' })
        expect(status).toBe(200)
        seen.add(body.editions[0]?.text)
      }
    })
    served.project.write({ 'locales/glossary/a.yaml': changed })
    await expect.poll(() => seen.size, { timeout: 30_000 }).toBe(2)
    done = true
    await Promise.all(asking)
    expect([...seen]).toEqual(['智谱（Zhipu AI）', '智谱华章（Zhipu AI）'])
  })

  test('are left alone while they are wrong', async () => {
    const served = await serveProject()
    onTestFinished(served.stop)
    const ready = async () =>
      JSON.parse((await served.send('/readyz')).body) as object
    served.project.write({ 'locales/glossary/a.yaml': '{' })
    await expect.poll(ready).toMatchObject({ status: 'stale', concepts: 1 })
    const answer = await served.post<{ terms: object[] }>('/v1/terms', {
      text: '智譜',
    })
    expect(answer.body.terms).toHaveLength(1)
    served.project.write({ 'locales/glossary/a.yaml': glossary })
    await expect
      .poll(ready, { timeout: 20_000 })
      .toMatchObject({ status: 'ok', concepts: 1 })
    served.project.write({
      'yiwen.config.yaml': 'glossary: [none/*.yaml]\n',
    })
    await expect
      .poll(ready, { timeout: 20_000 })
      .toMatchObject({ status: 'ok', concepts: 0 })
  })
})

describe('SIGTERM', () => {
  test('lets what is under way finish, and takes nothing new', async () => {
    const { child, port, ended, log } = await runServe()
    const { outgoing, incoming } = openStream(port)
    const lines = linesOf(incoming)
    outgoing.write(article(0))
    expect((await lines.next()).value).toMatchObject({ index: 0 })
    const body = JSON.stringify({ text: paragraph.repeat(2000), to: 'zh-CN' })
    const single = sendTo(port, '/v1/localize', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    await expect.poll(() => portWorks(port)).toBe(true)
    await new Promise((next) => setTimeout(next, 100))
    child.kill('SIGTERM')
    await expect.poll(() => portWorks(port)).toBe(false)
    expect((await single).status).toBe(200)
    outgoing.write(article(1))
    expect((await lines.next()).value).toMatchObject({ index: 1 })
    outgoing.end()
    expect((await lines.next()).done).toBe(true)
    expect(await ended).toBe(0)
    const events = log()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event)
    expect(events[0]).toBe('start')
    expect(events).toContain('stop')
    expect(events).not.toContain('error')
  })

  test('waits for answers, not for connections that are kept open', async () => {
    const served = await serveProject()
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const answered = new Promise<number>((done, fail) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: served.port,
          path: '/v1/localize',
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/json' },
        },
        (incoming) => {
          incoming.resume()
          incoming.on('end', () => done(performance.now()))
        },
      )
      outgoing.on('error', fail)
      const text = paragraph.repeat(1500)
      outgoing.end(JSON.stringify({ text, to: 'zh-CN' }))
    })
    await expect
      .poll(() => metricOf(served.port, 'yiwen_articles_working'), {
        interval: 5,
      })
      .toBe(1)
    await served.stop()
    // Node keeps an idle connection for five seconds.
    expect(performance.now() - (await answered)).toBeLessThan(4500)
  })

  test('does not wait for ever', async () => {
    const served = await serveProject({ drain: 0.3, patience: 60 })
    const { outgoing, incoming } = openStream(served.port)
    const lines = linesOf(incoming)
    outgoing.write(article(0))
    await lines.next()
    outgoing.on('error', () => undefined)
    const start = performance.now()
    const rest = lines.next().catch(() => undefined)
    await served.stop()
    expect(performance.now() - start).toBeLessThan(10_000)
    await rest
  })
})

function portWorks(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })
}
