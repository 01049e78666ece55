import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readListenAddress } from '../../src/queue/index.ts'
import { articles, BatchProject, type Started } from './project.ts'
import { freePort, RedisServer, redisProgram } from './redis.ts'

const name = 'a batch is watched (needs redis-server)'

/** Span as `test/trace/register.mjs` writes it. */
interface Written {
  traceId: string
  spanId: string
  parent?: string
  name: string
  attributes: Record<string, unknown>
}

describe.skipIf(redisProgram === undefined && !process.env['CI'])(name, () => {
  let redis: RedisServer
  let project: BatchProject

  beforeAll(async () => {
    redis = await RedisServer.start()
  })
  afterAll(() => redis.stop())
  afterEach(() => project?.close())

  const addressOf = async ({ said }: Started): Promise<string> => {
    for (;;) {
      const [url] = /http:\/\/\S+\/metrics/.exec(said()) ?? []
      if (url) return url
      await sleep(20)
    }
  }
  const scrape = async (url: string): Promise<Map<string, number>> => {
    const response = await fetch(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    const lines = (await response.text()).split('\n')
    return new Map(
      lines
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => {
          const at = line.lastIndexOf(' ')
          return [line.slice(0, at), Number(line.slice(at + 1))]
        }),
    )
  }

  it('Prometheus is answered, with what this worker and all did', async () => {
    const files = { ...articles(12), 'bad.md': '---\ntitle: [\n---\n\n軟體\n' }
    project = new BatchProject(redis.url, files)
    const batch = ['--name', 'watched']
    await project.ask('batch', 'submit', ...batch, '--output', 'made')
    const working = project.start(['batch', 'work', ...batch, '--metrics', '0'])
    const url = await addressOf(working)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/)
    const get = (from: Map<string, number>, sample: string, labels = '') =>
      from.get(`${sample}{${labels}${labels && ','}batch="watched"}`)
    let all = await scrape(url)
    const attempts = 'yiwen_batch_attempts_total'
    // A worker counts what it made before the queue has its report.
    while (
      (get(all, attempts, 'outcome="made"') ?? 0) < 12 ||
      (get(all, attempts, 'outcome="put-aside"') ?? 0) < 1 ||
      (get(all, 'yiwen_batch_articles', 'state="made"') ?? 0) < 12 ||
      (get(all, 'yiwen_batch_articles', 'state="failed"') ?? 0) < 1
    ) {
      await sleep(50)
      all = await scrape(url)
    }
    expect(get(all, attempts, 'outcome="made"')).toBe(12)
    expect(get(all, attempts, 'outcome="failed"')).toBe(0)
    expect(get(all, 'yiwen_batch_queue_up')).toBe(1)
    const states = { submitted: 13, made: 12, failed: 1, waiting: 0 }
    for (const [state, count] of Object.entries(states)) {
      expect(get(all, 'yiwen_batch_articles', `state="${state}"`)).toBe(count)
    }
    expect(get(all, 'yiwen_batch_editions')).toBe(24)
    const seconds = 'yiwen_batch_article_duration_seconds'
    expect(get(all, `${seconds}_count`)).toBe(12)
    expect(get(all, `${seconds}_sum`)).toBeGreaterThan(0)
    expect(get(all, 'process_resident_memory_bytes')).toBeGreaterThan(0)

    const origin = new URL(url).origin
    expect((await fetch(`${origin}/`)).status).toBe(404)
    expect((await fetch(url, { method: 'POST' })).status).toBe(405)

    // Whoever looks while the queue is away sees that, and what this worker did.
    await redis.kill()
    all = await scrape(url)
    expect(get(all, 'yiwen_batch_queue_up')).toBe(0)
    expect(get(all, 'yiwen_batch_articles', 'state="made"')).toBeUndefined()
    expect(get(all, attempts, 'outcome="made"')).toBe(12)
    await redis.start()
    while (get(all, 'yiwen_batch_queue_up') !== 1) all = await scrape(url)
    expect(get(all, 'yiwen_batch_articles', 'state="made"')).toBe(12)

    working.child.kill('SIGTERM')
    expect((await working.ended).code).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('an address that is none, or taken, is said at once', async () => {
    project = new BatchProject(redis.url, articles(1))
    for (const address of ['port', '70000']) {
      const { code, err } = await project.ask(
        ...['batch', 'work', '--metrics', address],
      )
      expect([address, code]).toEqual([address, 2])
      expect(err).toContain('--metrics')
    }
    const port = await freePort()
    const server = createServer().listen(port, '127.0.0.1')
    const { code, err } = await project.run(
      ...['batch', 'work', '--metrics', `127.0.0.1:${port}`],
    )
    server.close()
    expect(code).toBe(2)
    expect(err).toContain(
      `127.0.0.1:${port} can not be listened at: EADDRINUSE`,
    )
  })

  it('a job is in the trace that it was submitted in, through any process', async () => {
    project = new BatchProject(redis.url, articles(5))
    const file = path.join(project.folder, 'spans')
    const hook = new URL('../trace/register.mjs', import.meta.url).href
    const traced = ['env', `NODE_OPTIONS=--import ${hook}`, `SPANS=${file}`]
    const batch = ['--name', 'traced']
    const submit = ['batch', 'submit', ...batch, '--output', 'made']
    await project.start(submit, traced).ended
    const work = ['batch', 'work', ...batch, '--until-done']
    const { code, err } = await project.start(work, traced).ended
    expect([code, err.includes('Error')]).toEqual([0, false])

    const spans = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Written)
    const [submitted, ...others] = spans.filter(
      (span) => span.name === 'batch submit',
    )
    expect(others).toEqual([])
    expect(submitted?.attributes).toMatchObject({
      'yiwen.batch.name': 'traced',
      'yiwen.articles': 5,
    })
    const below = ({ spanId }: Written): Written[] =>
      spans.filter(({ parent }) => parent === spanId)
    const jobs = below(submitted as Written)
    expect(jobs.map((span) => span.name)).toEqual(Array(5).fill('batch job'))
    expect(new Set(jobs.map((span) => span.traceId))).toEqual(
      new Set([submitted?.traceId]),
    )
    for (const job of jobs) {
      const parts = below(job)
      expect(parts.map((span) => span.name)).toEqual([
        'read',
        'localize',
        'write',
      ])
      const steps = below(parts[1] as Written).map((span) => span.name)
      expect(steps).toEqual(['parse', 'convert', 'answer'])
    }
  })
})

it('addresses to listen at are read as they are written', () => {
  const port = fc.integer({ min: 0, max: 65_535 })
  fc.assert(
    fc.property(port, (port) => {
      const here = { host: '127.0.0.1', port }
      expect(readListenAddress(`${port}`)).toEqual(here)
      expect(readListenAddress(`[::1]:${port}`)).toEqual({ host: '::1', port })
    }),
  )
  fc.assert(
    fc.property(fc.ipV6(), port, (host, port) => {
      expect(readListenAddress(`[${host}]:${port}`)).toEqual({ host, port })
    }),
  )
  fc.assert(
    fc.property(fc.domain(), port, (host, port) => {
      expect(readListenAddress(`${host}:${port}`)).toEqual({ host, port })
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 65_536, max: 99_999 }), (port) => {
      expect(readListenAddress(`${port}`)).toBeUndefined()
    }),
  )
})
