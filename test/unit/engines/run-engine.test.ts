import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutBatches } from '../../../src/engines/batches.ts'
import { readRetryAfter, tell } from '../../../src/engines/engine-error.ts'
import {
  createEngine,
  type Engine,
  type EngineRequest,
  estimateCost,
  Journal,
  limitsOf,
  type Outcome,
  outcomeFindings,
  runEngine,
} from '../../../src/engines/index.ts'
import {
  backoff,
  type Clock,
  defaultRetry,
} from '../../../src/engines/retry.ts'
import { TokenBucket } from '../../../src/engines/token-bucket.ts'
import { type EngineSettings, printContent } from '../../../src/model/index.ts'
import { expectWorded } from '../../wording.ts'
import {
  type AskedSegment,
  completion,
  documentOf,
  type Received,
  sendJson,
  start,
  translated,
} from './local-server.ts'
import { request, segment, sentences } from './requests.ts'

const secret = 'sk-secret-1234'

async function model(
  url: string,
  more: Partial<EngineSettings> = {},
): Promise<Engine> {
  const e: EngineSettings = {
    type: 'openai',
    url: `${url}/v1`,
    model: 'm',
    key: 'KEY',
    ...more,
  }
  return createEngine('e', {
    env: { KEY: secret },
    cwd: process.cwd(),
    engines: { e },
  })
}

const retry = { base: 5, most: 20 }

const fine = ({ text }: AskedSegment): string =>
  `Sentence ${text.codePointAt(1)} is as clear as it can be.`

const statesOf = (outcomes: readonly Outcome[]): string =>
  outcomes.map(({ state }) => state).join(' ')

const faultsOf = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ error }) => error?.fault)

describe('runEngine', () => {
  it('translates all of it, in the order of asking, with what came before', async () => {
    const server = await start((received, response) =>
      sendJson(response, translated(received, fine)),
    )
    const requests = [sentences(25), sentences(3, 'b.md')]
    const first = requests[0] as EngineRequest
    const linked = first.segments.map((one, index) => {
      const before = first.segments[index - 1]
      return before
        ? { ...one, before: { id: before.id, source: before.content } }
        : one
    })
    requests[0] = { ...first, segments: linked }
    const steps: number[] = []
    const result = await runEngine(requests, await model(server.url), {
      settings: { batch: 10, concurrency: 1 },
      onProgress: ({ done }) => steps.push(done),
    })
    expect(result.outcomes.map(({ id, article }) => [article, id])).toEqual(
      requests.flatMap(({ article, segments }) =>
        segments.map(({ id }) => [article, id]),
      ),
    )
    expect(new Set(statesOf(result.outcomes).split(' '))).toEqual(
      new Set(['accepted']),
    )
    expect(steps).toEqual([10, 20, 25, 28])
    expect(result.usage).toMatchObject({ requests: 4, input: 400, output: 80 })
    const [asked] = documentOf(server.received[1] as Received).segments
    expect(asked?.before?.translation).toMatch(/^Sentence \d+ is/)
  })

  it('asks no more at a time than it may', async () => {
    const server = await start(async (received, response) => {
      await new Promise((done) => setTimeout(done, 30))
      sendJson(response, translated(received, fine))
    })
    const settings = { batch: 1, concurrency: 3 }
    await runEngine([sentences(12)], await model(server.url), { settings })
    expect(server.mostOpen).toBe(3)
    expect(server.received).toHaveLength(12)
  })

  it('waits as long as it is told, all of it', async () => {
    const times: number[] = []
    const server = await start((received, response, count) => {
      times.push(performance.now())
      if (count === 1) {
        return sendJson(response, {}, 429, { 'retry-after': '1' })
      }
      sendJson(response, translated(received, fine))
    })
    const settings = { batch: 1, concurrency: 1 }
    const engine = await model(server.url)
    const { outcomes } = await runEngine([sentences(2)], engine, {
      settings,
      retry,
    })
    expect(statesOf(outcomes)).toBe('accepted accepted')
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990)
  })

  it('ends when it is told to wait too long', async () => {
    const server = await start((_received, response) =>
      sendJson(response, {}, 429, { 'retry-after': '86400' }),
    )
    const engine = await model(server.url)
    const settings = { batch: 1, concurrency: 1 }
    const result = await runEngine([sentences(3)], engine, { settings, retry })
    expect(result.stopped?.fault).toBe('rate')
    expect(statesOf(result.outcomes)).toBe('open open open')
    expect(server.received).toHaveLength(1)
  })

  it.each([
    ['500', (_: Received, response) => sendJson(response, {}, 500)],
    ['a reset', (_: Received, response) => response.socket?.resetAndDestroy()],
    ['HTML', (_: Received, response) => response.end('<html>')],
    [
      'nonsense',
      (_: Received, response) => sendJson(response, completion('?')),
    ],
    [
      'half an answer',
      (_: Received, response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('{"id":')
        setTimeout(() => response.socket?.destroy(), 5)
      },
    ],
    [
      'silence',
      (_: Received, response) => {
        response.on('close', () => undefined)
      },
    ],
  ] satisfies [string, Parameters<typeof start>[0]][])(
    'gets over %s',
    async (_, fail) => {
      const server = await start((received, response, count) =>
        count <= 2
          ? fail(received, response)
          : sendJson(response, translated(received, fine)),
      )
      const { outcomes, usage } = await runEngine(
        [sentences(2)],
        await model(server.url),
        { settings: { timeout: 0.3 }, retry },
      )
      expect(statesOf(outcomes)).toBe('accepted accepted')
      expect(usage.requests).toBe(3)
    },
  )

  it.each([
    [401, 'key', 1],
    [403, 'key', 1],
    [404, 'missing', 1],
    [402, 'quota', 1],
    [500, 'server', 5],
  ])('ends at %i', async (status, fault, count) => {
    const server = await start((received, response) => {
      const message = received.headers.authorization
      sendJson(response, { error: { message } }, status)
    })
    const settings = { batch: 1, concurrency: 1 }
    const result = await runEngine([sentences(30)], await model(server.url), {
      settings,
      retry,
    })
    expect(result.stopped?.fault).toBe(fault)
    expect(server.received).toHaveLength(count)
    expect(new Set(statesOf(result.outcomes).split(' '))).toEqual(
      new Set(['open']),
    )
    expect(JSON.stringify([result, String(result.stopped)])).not.toContain(
      secret,
    )
  })

  it('ends where nobody listens', async () => {
    const server = await start(() => undefined)
    await server.close()
    const engine = await model(server.url)
    const { stopped } = await runEngine([sentences(9)], engine, { retry })
    expect(stopped?.fault).toBe('network')
    expect(stopped?.message).toContain('ECONNREFUSED')
  })

  it('finds the one that a service refuses, and translates the others', async () => {
    const server = await start((received, response) => {
      const { segments } = documentOf(received)
      const isBad = segments.some(({ text }) => text.includes('五'))
      if (!isBad) return sendJson(response, translated(received, fine))
      sendJson(response, { error: { message: 'no such words here' } }, 400)
    })
    const engine = await model(server.url)
    const all = sentences(10)
    const { outcomes } = await runEngine([all], engine, { retry })
    expect(outcomes.filter(({ state }) => state !== 'accepted')).toMatchObject([
      { id: 's5', state: 'failed', error: { fault: 'request' } },
    ])
    const [, , , , , fifth] = all.segments
    const worded = expectWorded(
      outcomes.flatMap((one) =>
        fifth ? outcomeFindings(one, fifth, 'e', { line: 3, column: 1 }) : [],
      ),
    )
    expect(worded.map(String)).toEqual([
      '3:1: e has no answer for “第五句話說得很清楚。”: it refused what it was asked (400 no such words here).',
    ])
  })

  it('asks for less where an answer breaks off at its limit', async () => {
    const server = await start((received, response) => {
      const answer = translated(received, fine)
      const { choices } = answer as { choices: { finish_reason: string }[] }
      const isLong = documentOf(received).segments.length > 2
      if (isLong && choices[0]) choices[0].finish_reason = 'length'
      sendJson(response, answer)
    })
    const engine = await model(server.url)
    const { outcomes } = await runEngine([sentences(5)], engine, { retry })
    expect(outcomes.every(({ state }) => state === 'accepted')).toBe(true)
  })

  it('asks once more for what was wrong, and says what', async () => {
    const server = await start((received, response, count) =>
      sendJson(
        response,
        translated(received, ({ text }) =>
          count === 1
            ? 'Zhipu listed'
            : text.replace('智譜', 'Zhipu').replace('上市', ' listed'),
        ),
      ),
    )
    const { outcomes } = await runEngine(
      [request([segment('a', '<1>智譜</1>上市'), segment('b', '智譜上市')])],
      await model(server.url),
      { retry },
    )
    expect(outcomes.map(({ content }) => printContent(content ?? []))).toEqual([
      '<1>Zhipu</1> listed',
      'Zhipu listed',
    ])
    expect(server.received).toHaveLength(2)
    expect(documentOf(server.received[1] as Received).segments).toEqual([
      {
        id: '1',
        place: 'paragraph',
        text: '<1>智譜</1>上市',
        refused: {
          text: 'Zhipu listed',
          problems: ['the tag <1> is missing', 'the tag </1> is missing'],
        },
      },
    ])
  })

  it('refuses what is wrong twice, and says why in every language', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, () => 'Raised HK$43 billion'),
      ),
    )
    const amount = segment('a', '募得 43 億港元')
    const { outcomes, usage } = await runEngine(
      [request([amount])],
      await model(server.url),
      {
        retry,
        compareNumbers: (source, target) =>
          source.includes('43 億') && target.includes('43 billion')
            ? ['43 億 is 4.3 billion']
            : [],
      },
    )
    expect(usage.requests).toBe(2)
    const [outcome] = outcomes
    if (!outcome) throw new Error('no outcome')
    expect(outcome.state).toBe('refused')
    const [finding] = expectWorded(outcomeFindings(outcome, amount, 'e'))
    expect(finding?.reason).toBe(
      'The answer of e for “募得 43 億港元” was refused:\n  43 億 is 4.3 billion',
    )
    expect(finding?.actual).toBe('Raised HK$43 billion')
  })

  it('says what it put right', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, () => '＜1＞Zhipu＜/1＞ listed'),
      ),
    )
    const asked = segment('a', '<1>智譜</1>上市')
    const engine = await model(server.url)
    const { outcomes } = await runEngine([request([asked])], engine)
    const found = outcomes.flatMap((one) => outcomeFindings(one, asked, 'e'))
    expect(expectWorded(found).map(({ ruleId }) => ruleId)).toEqual([
      'engine-answer-repaired',
    ])
  })

  it('takes no answer that is for nobody, missing, or given twice', async () => {
    const server = await start((received, response) => {
      const entries = documentOf(received).segments.flatMap(({ id, text }) =>
        text.includes('一')
          ? []
          : text.includes('二')
            ? [
                { id, text: 'It is one thing.' },
                { id, text: 'It is another.' },
              ]
            : [{ id, text: 'It is all very clear.' }],
      )
      const others = [
        { id: '99', text: 'For nobody.' },
        { id: 's1', text: 'For nobody.' },
      ]
      const segments = [...entries, ...others]
      sendJson(response, completion(JSON.stringify({ segments })))
    })
    const engine = await model(server.url)
    const { outcomes } = await runEngine([sentences(4)], engine, { retry })
    expect(
      outcomes.map(({ state, problems }) => [state, problems[0]?.kind]),
    ).toEqual([
      ['accepted', undefined],
      ['refused', 'missing'],
      ['refused', 'repeated'],
      ['accepted', undefined],
    ])
  })

  it('takes no answer that has the key in it', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, () => received.headers.authorization),
      ),
    )
    const engine = await model(server.url)
    const result = await runEngine([sentences(1)], engine, { retry })
    expect(result.outcomes[0]?.problems[0]?.kind).toBe('missing')
    expect(JSON.stringify(result)).not.toContain(secret)
  })

  it('is ended by its signal', async () => {
    const controller = new AbortController()
    const server = await start((received, response, count) => {
      if (count < 3) return sendJson(response, translated(received, fine))
      controller.abort()
    })
    const { outcomes, stopped } = await runEngine(
      [sentences(6)],
      await model(server.url),
      {
        settings: { batch: 1, concurrency: 1 },
        signal: controller.signal,
      },
    )
    expect(stopped?.fault).toBe('stopped')
    expect(statesOf(outcomes)).toBe('accepted accepted open open open open')
    expect(faultsOf(outcomes)).toEqual(Array(6).fill(undefined))
  })

  it('goes on nowhere when what is done can not be kept', async () => {
    const server = await start((received, response) =>
      sendJson(response, translated(received, fine)),
    )
    const engine = await model(server.url)
    const run = runEngine([sentences(9)], engine, {
      settings: { batch: 1, concurrency: 1 },
      keep: () => Promise.reject(new Error('disk full')),
    })
    await expect(run).rejects.toThrow('disk full')
    expect(server.received).toHaveLength(1)
  })

  it('asks for nothing that is in the journal, and judges it anew', async () => {
    const server = await start((received, response) =>
      sendJson(response, translated(received, fine)),
    )
    const folder = mkdtempSync(join(tmpdir(), 'yiwen-engine-'))
    const path = join(folder, 'deep/journal')
    const engine = await model(server.url)
    const first = await Journal.open(path)
    await runEngine([sentences(4)], engine, { journal: first })
    await first.close(false)
    expect(readFileSync(path, 'utf8')).not.toContain(secret)
    // The process was killed while it wrote a line.
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"key":"x","te`)
    const second = await Journal.open(path)
    expect(second.size).toBe(4)
    const asked = server.received.length
    const { outcomes, usage } = await runEngine([sentences(5)], engine, {
      journal: second,
      compareNumbers: (source) => (source.includes('二') ? ['wrong'] : []),
    })
    expect(statesOf(outcomes)).toBe(
      'accepted accepted refused accepted accepted',
    )
    expect(outcomes.map(({ resumed }) => resumed)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ])
    expect(usage.requests).toBe(1)
    expect(server.received).toHaveLength(asked + 1)
    await second.close(true)
    expect(() => readFileSync(path)).toThrow('ENOENT')
    // Another model has not said it.
    const third = await Journal.open(path)
    await third.close(true)
  })
})

/** A clock that is as fast as it can be. */
class FastClock implements Clock {
  time = 0
  now(): number {
    return this.time
  }
  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds
  }
}

describe('TokenBucket', () => {
  it('lets no minute have more than it should', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.tuple(fc.nat(20_000), fc.integer({ min: 1, max: 3 })), {
          minLength: 1,
          maxLength: 80,
        }),
        async (perMinute, takes) => {
          const clock = new FastClock()
          const bucket = new TokenBucket(perMinute, clock)
          const capacity = Math.max(1, Math.floor(perMinute / 10))
          const { signal } = new AbortController()
          const taken: { at: number; count: number }[] = []
          for (const [pause, wanted] of takes) {
            const count = Math.min(wanted, capacity)
            clock.time += pause
            await bucket.take(count, signal)
            taken.push({ at: clock.time, count })
          }
          for (const { at: from } of taken) {
            const sum = taken
              .filter(({ at }) => at >= from && at < from + 60_000)
              .reduce((all, { count }) => all + count, 0)
            expect(sum).toBeLessThanOrEqual(perMinute)
          }
        },
      ),
    )
  })

  it('lends more than it holds, and waits for it', async () => {
    const clock = new FastClock()
    const bucket = new TokenBucket(100, clock)
    const { signal } = new AbortController()
    await bucket.take(500, signal)
    expect(clock.time).toBe(0)
    await bucket.take(1, signal)
    expect(clock.time).toBeGreaterThan(300_000)
  })

  it('holds a run to its rate', async () => {
    const clock = new FastClock()
    const server = await start((received, response) =>
      sendJson(response, translated(received, fine)),
    )
    await runEngine([sentences(30)], await model(server.url), {
      settings: { batch: 1, requestsPerMinute: 10 },
      clock,
    })
    expect(clock.time).toBeGreaterThan(2 * 60_000)
  })
})

describe('backoff', () => {
  it('grows, is bounded, and never shorter than what was asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.option(fc.nat(100_000), { nil: undefined }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, retryAfter, random) => {
          const wait = backoff(attempt, retryAfter, defaultRetry, random)
          expect(wait).toBeGreaterThanOrEqual(retryAfter ?? 500)
          expect(wait).toBeLessThanOrEqual(Math.max(60_000, retryAfter ?? 0))
        },
      ),
    )
    expect(backoff(3, undefined, defaultRetry, 1)).toBe(4000)
  })
})

describe('readRetryAfter', () => {
  const now = Date.parse('2026-01-08T00:00:00Z')
  it.each([
    ['5', 5000],
    [' 1.5 ', 1500],
    ['Thu, 08 Jan 2026 00:00:10 GMT', 10_000],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s', (value, wanted) => {
    expect(readRetryAfter(value, now)).toBe(wanted)
  })
})

describe('tell', () => {
  it('is one short line without keys or control characters', () => {
    const said = tell(`no\n\u001b[31m ${secret} ${'x'.repeat(300)}`, [secret])
    expect(said).toMatch(/^no \[31m \*\*\* x+…$/)
    expect(said).toHaveLength(200)
  })
})

describe('cutBatches', () => {
  it('puts every segment in one batch, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 })),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 60 }),
        (sizes, segments, characters) => {
          const items = sizes.map((size, index) => ({
            segment: segment(`${index}`, '字'.repeat(size)),
          }))
          const { segments: _, ...article } = request([])
          const batches = cutBatches(article, items, { segments, characters })
          expect(batches.flatMap((one) => one.items)).toEqual(items)
          for (const { items: some } of batches) {
            expect(some.length).toBeGreaterThan(0)
            expect(some.length).toBeLessThanOrEqual(segments)
            const sum = some.reduce(
              (all, one) => all + Number(sizes[Number(one.segment.id)]),
              0,
            )
            if (some.length > 1) expect(sum).toBeLessThanOrEqual(characters)
          }
        },
      ),
    )
  })
})

describe('estimateCost', () => {
  it('is what a run then asks, in requests and characters', async () => {
    const server = await start((received, response) =>
      sendJson(response, translated(received, fine)),
    )
    const engine = await model(server.url)
    const requests = [sentences(25), sentences(7, 'b.md')]
    const price = { currency: 'EUR', input: 2, output: 8 }
    const cost = estimateCost(requests, engine, limitsOf(engine, 10), price)
    const { usage, asked } = await runEngine(requests, engine, {
      settings: { batch: 10 },
    })
    expect(cost.requests).toBe(usage.requests)
    expect(cost.characters).toBe(usage.characters)
    expect(cost.segments).toBe(asked)
    expect(cost.currency).toBe('EUR')
    expect(cost.amount).toBeCloseTo(
      (cost.input * 2 + cost.output * 8) / 1e6,
      12,
    )
  })
})
