import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultConfig } from '../../src/model/index.ts'
import { Batch, startWorker } from '../../src/queue/index.ts'
import { RedisServer, redisProgram } from './redis.ts'

const name = 'a worker (needs redis-server)'

describe.skipIf(redisProgram === undefined && !process.env['CI'])(name, () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await RedisServer.start()
  })
  afterAll(() => redis.stop())

  it('leaves alone what is no path of an article, whoever put it in', async () => {
    const batch = await Batch.open(redis.url, 'paths')
    const project = {
      ...{ config: defaultConfig, concepts: [], version: '1' },
      ...{ editions: ['zh-CN'], source: 'memory:', output: 'memory:' },
    }
    await batch.submit(project, ['../../etc/a.md'])
    const touched: string[] = []
    const failed: string[] = []
    const worker = await startWorker(redis.url, 'paths', {
      version: '1',
      concurrency: 1,
      open: async () => ({
        address: 'memory:',
        read: async (path) => void touched.push(path),
        write: async (path) => void touched.push(path),
        list: () => [],
        close: async () => undefined,
      }),
      make: async () => ({ files: [], findings: {} }),
      onFailed: (path) => failed.push(path),
    })
    for (let i = 0; i < 200 && failed.length < 1; i++) await sleep(25)
    await worker.close()
    expect(touched).toEqual([])
    expect(failed).toEqual(['../../etc/a.md'])
    expect(await batch.deadLetters()).toHaveLength(1)
    await batch.close()
  })

  it('makes again what is asked for when it is entered and its job is not over', async () => {
    const project = {
      ...{ config: defaultConfig, concepts: [], version: '1' },
      ...{ editions: ['zh-CN'], source: 'memory:', output: 'memory:' },
    }
    const batch = await Batch.open(redis.url, 'again')
    let text = 'old'
    const written: string[] = []
    let asked = false
    const worker = await startWorker(redis.url, 'again', {
      version: '1',
      concurrency: 1,
      open: async () => ({
        address: 'memory:',
        read: async () => Buffer.from(text),
        write: async (_, made) => void written.push(made),
        list: () => [],
        close: async () => undefined,
      }),
      make: async (_, path, bytes) => ({
        files: [{ path, text: String(bytes) }],
        findings: {},
      }),
      onMade: async () => {
        if (asked) return
        asked = true
        text = 'new'
        await batch.submit(project, ['a.md'])
      },
    })
    await batch.submit(project, ['a.md'])
    for (let i = 0; i < 200 && written.length < 2; i++) await sleep(25)
    await worker.close()
    expect(written).toEqual(['old', 'new'])
    expect(await batch.status()).toMatchObject({ submitted: 1, made: 1 })
    await batch.close()
  })
})
