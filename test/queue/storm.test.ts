import { execFileSync } from 'node:child_process'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { localize } from '../../src/index.ts'
import type { BatchStatus } from '../../src/queue/batch.ts'
import { articles, BatchProject, type Started } from './project.ts'
import { RedisServer, redisProgram } from './redis.ts'

const name = 'storms (needs redis-server)'

/** Articles of a storm; `YIWEN_STORM=2000` makes a longer one. */
const count = Number(process.env['YIWEN_STORM'] ?? 150)

const hasNamespaces = (() => {
  try {
    ip('netns', 'add', 'yiwen-try')
    ip('netns', 'del', 'yiwen-try')
    return true
  } catch {
    return false
  }
})()

describe.skipIf(redisProgram === undefined && !process.env['CI'])(name, () => {
  let redis: RedisServer
  let project: BatchProject

  beforeAll(async () => {
    redis = await RedisServer.start(hasNamespaces ? '0.0.0.0' : '127.0.0.1')
  })
  afterAll(() => redis.stop())
  afterEach(() => project.close())

  const work = ['batch', 'work', '--lost-after', '1', '--rate', '40']

  /** Every article is there once, whole, and as if nothing had happened. */
  async function judge(files: Record<string, string>, batch: string) {
    expect(await statusOf(batch)).toMatchObject({
      submitted: Object.keys(files).length,
      made: Object.keys(files).length,
      editions: Object.keys(files).length * 2,
      waiting: 0,
      active: 0,
      delayed: 0,
      failed: 0,
    })
    const wanted = Object.entries(files).flatMap(([path, text]) =>
      (['zh-CN', 'zh-HK'] as const).map((target) => [
        `${target}/${path}`,
        String(localize(text, { target })),
      ]),
    )
    const made = Object.entries(project.tree('made')).filter(
      // What a killed process was writing has a name of its own.
      ([path]) => !/\.yiwen-[\da-f]+\.tmp$/.test(path),
    )
    expect(Object.fromEntries(made)).toEqual(Object.fromEntries(wanted))
  }

  /** Tells whether every article is made. */
  async function isMade(batch: string): Promise<boolean> {
    const { submitted, made } = await statusOf(batch)
    return submitted > 0 && submitted === made
  }

  /**
   * Waits until nothing is under way. A worker that was killed between entering
   * an article and ending its job leaves that to those who go on.
   */
  async function settles(batch: string): Promise<void> {
    for (;;) {
      const { submitted, made, active, waiting, delayed } =
        await statusOf(batch)
      const rest = submitted - made + active + waiting + delayed
      if (submitted > 0 && rest === 0) return
      await sleep(200)
    }
  }

  async function statusOf(batch: string): Promise<BatchStatus> {
    const { out } = await project.run(
      'batch',
      'status',
      '--name',
      batch,
      '--json',
    )
    return JSON.parse(out)
  }

  it('loses nothing when workers are killed and Redis goes away', async () => {
    const files = articles(count)
    project = new BatchProject(redis.url, files)
    const submit = ['batch', 'submit', '--name', 'storm', '--output', 'made']
    await project.run(...submit)
    const pauses = fc.sample(fc.integer({ min: 300, max: 900 }), count * 4)
    const workers = new Set<Started>()
    let kills = 0
    let restarts = 0
    for (const [round, pause] of pauses.entries()) {
      while (workers.size < 2) {
        workers.add(project.start([...work, '--name', 'storm']))
      }
      await sleep(800 + pause)
      const [victim] = workers
      if (victim) {
        victim.child.kill('SIGKILL')
        await victim.ended
        workers.delete(victim)
        kills++
      }
      if (round % 4 === 2) {
        await redis.kill()
        await sleep(pause)
        await redis.start()
        restarts++
      }
      if (round > 5 && (await isMade('storm'))) break
    }
    while (workers.size < 2) {
      workers.add(project.start([...work, '--name', 'storm']))
    }
    await settles('storm')
    for (const { child } of workers) child.kill('SIGTERM')
    await Promise.all([...workers].map(({ ended }) => ended))
    expect(kills).toBeGreaterThan(3)
    expect(restarts).toBeGreaterThan(0)
    await judge(files, 'storm')
  }, 600_000)

  it('loses nothing when a worker is cut off and comes back', async () => {
    const files = articles(60)
    const wall = await Wall.before(redis.port)
    project = new BatchProject(redis.url, files)
    await project.run('batch', 'submit', '--name', 'cut', '--output', 'made')
    const args = [...work, '--name', 'cut', '--queue', wall.url]
    const behind = project.start(args)
    while (!behind.said().includes('Working')) await sleep(50)
    await sleep(400)
    wall.silent = true
    await project.run(...work, '--name', 'cut', '--until-done')
    wall.open()
    await settles('cut')
    behind.child.kill('SIGTERM')
    await behind.ended
    wall.close()
    await judge(files, 'cut')
  })

  it.skipIf(!hasNamespaces)(
    'loses nothing when the network of a worker is down (needs network namespaces)',
    async () => {
      const files = articles(60)
      project = new BatchProject(redis.url, files)
      await project.run('batch', 'submit', '--name', 'net', '--output', 'made')
      const net = new Namespace()
      try {
        const behind = project.start(
          [
            ...[...work, '--name', 'net'],
            ...['--queue', `redis://${net.host}:${redis.port}`],
          ],
          ['ip', 'netns', 'exec', net.name],
        )
        while (!behind.said().includes('Working')) await sleep(50)
        await sleep(400)
        net.set('down')
        await project.run(...work, '--name', 'net', '--until-done')
        net.set('up')
        await settles('net')
        behind.child.kill('SIGTERM')
        await behind.ended
      } finally {
        net.close()
      }
      await judge(files, 'net')
    },
  )
})

/**
 * Stands before a server, and can swallow all that is said, as a router does that
 * forgot its connections: they are refused when it is back.
 */
class Wall {
  silent = false
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.#server = server
  }

  static async before(port: number): Promise<Wall> {
    const server = createServer()
    const wall = new Wall(server)
    server.on('connection', (near) => {
      const far = connect(port, '127.0.0.1')
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        wall.#sockets.add(from)
        from.on('data', (chunk) => {
          if (!wall.silent) to.write(chunk)
        })
        from.on('error', () => undefined)
        from.on('close', () => to.destroy())
      }
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return wall
  }

  get url(): string {
    const address = this.#server.address()
    return `redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  open(): void {
    this.silent = false
    for (const socket of this.#sockets) socket.destroy()
    this.#sockets.clear()
  }

  close(): void {
    this.open()
    this.#server.close()
  }
}

/** A network of its own, whose cable can be pulled. */
class Namespace {
  readonly name = `yiwen${process.pid % 10_000}`
  readonly host = '10.231.77.1'
  readonly #cable = `yw${process.pid % 10_000}`

  constructor() {
    const inner = `${this.#cable}i`
    ip('netns', 'add', this.name)
    ip('link', 'add', this.#cable, 'type', 'veth', 'peer', 'name', inner)
    ip('link', 'set', inner, 'netns', this.name)
    ip('addr', 'add', `${this.host}/24`, 'dev', this.#cable)
    ip('link', 'set', this.#cable, 'up')
    const inside = (...args: string[]): void => ip('-n', this.name, ...args)
    inside('addr', 'add', '10.231.77.2/24', 'dev', inner)
    inside('link', 'set', inner, 'up')
    inside('link', 'set', 'lo', 'up')
  }

  set(state: 'up' | 'down'): void {
    ip('link', 'set', this.#cable, state)
  }

  close(): void {
    ip('netns', 'del', this.name)
  }
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' })
}
