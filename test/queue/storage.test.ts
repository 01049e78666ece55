import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createStorage } from 'unstorage'
import { createStorageServer } from 'unstorage/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  isArticlePath,
  openStore,
  storeAddress,
} from '../../src/queue/index.ts'
import { Bucket } from './bucket.ts'
import { RedisServer, redisProgram } from './redis.ts'

const text = '軟體\n第二行 "{\\"json\\": 1}"\n'
const paths = [
  'a.md',
  'b/c d.md',
  'b/100%.md',
  'b/a:b?.md',
  '漢/字.md',
  '1.json',
]
const noRedis = redisProgram === undefined && !process.env['CI']

describe('paths of articles', () => {
  it.each(paths)('%s is one', (one) => expect(isArticlePath(one)).toBe(true))
  it.each([
    '',
    '/a',
    '../a',
    'a/../b',
    'a//b',
    './a',
    'a/',
    'a\0b',
    'a\nb',
    '\ud800',
  ])('%j is none', (one) => expect(isArticlePath(one)).toBe(false))
})

describe('addresses of stores', () => {
  it.each([
    ['made', 'file:/project/made'],
    ['/made', 'file:/made'],
    ['file:made', 'file:/project/made'],
    ['file:///made', 'file:/made'],
    ['s3://bucket/a', 's3://bucket/a'],
  ])('%s is %s', (address, whole) => {
    expect(storeAddress(address, '/project')).toBe(whole)
  })

  it('keeps passwords to itself', async () => {
    const http = await openStore('http://me:secret@127.0.0.1:1/x', {
      cwd: '/',
      env: {},
    })
    expect(http.address).not.toContain('secret')
  })
})

/** What any store has to do. */
function keepsFiles(open: () => Promise<{ address: string; env?: Env }>): void {
  it('gives back what it was given', async () => {
    const { address, env = {} } = await open()
    const store = await openStore(address, { cwd: '/', env })
    for (const one of paths) await store.write(one, `${one}${text}`)
    await store.write('a.md', `a.md${text}`)
    for (const one of paths) {
      const bytes = await store.read(one)
      expect(Buffer.from(bytes as Uint8Array).toString(), one).toBe(
        `${one}${text}`,
      )
    }
    expect(await store.read('missing.md')).toBeUndefined()
    const listed: string[] = []
    for await (const one of store.list()) listed.push(one)
    expect(listed.sort()).toEqual([...paths].sort())
    await store.close()
  })
}

type Env = Record<string, string>

describe('a folder', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-store-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  keepsFiles(async () => ({ address: folder }))

  it('has the names people see, and nothing half', () => {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    expect(names.filter((one) => /\.\w+$/.test(one)).sort()).toEqual(
      [...paths].sort(),
    )
  })
})

describe.skipIf(noRedis)('Redis (needs redis-server)', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await RedisServer.start()
  })
  afterAll(() => redis.stop())
  keepsFiles(async () => ({ address: `${redis.url}/2?base=editions` }))
})

describe("a server of unstorage's protocol", () => {
  let server: Server
  beforeAll(async () => {
    const { handle } = createStorageServer(createStorage())
    server = createServer(handle)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  afterAll(() => void server.close())
  keepsFiles(async () => ({ address: `http://127.0.0.1:${portOf(server)}/` }))
})

describe('a bucket', () => {
  const bucket = new Bucket()
  beforeAll(() => bucket.listen())
  afterAll(() => bucket.close())
  keepsFiles(async () => ({
    address: `s3://news/2026/?endpoint=${bucket.url}&region=auto`,
    env: { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' },
  }))

  it('lists more than a page', async () => {
    for (let i = 0; i < 25; i++) bucket.objects.set(`many/${i}.md`, Buffer.of())
    const store = await openStore(`s3://news/many?endpoint=${bucket.url}`, {
      cwd: '/',
      env: { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' },
    })
    const listed: string[] = []
    for await (const one of store.list()) listed.push(one)
    expect(listed).toHaveLength(25)
    expect(listed).toContain('24.md')
  })

  it('signs what it asks for, and says what the service refuses', async () => {
    const store = await openStore(`s3://news?endpoint=${bucket.url}`, {
      cwd: '/',
      env: { AWS_ACCESS_KEY_ID: 'other', AWS_SECRET_ACCESS_KEY: 'secret' },
    })
    await expect(store.read('a.md')).rejects.toThrow('403')
  })
})

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
