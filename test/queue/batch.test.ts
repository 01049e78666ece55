import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { localize } from '../../src/index.ts'
import { articles, BatchProject } from './project.ts'
import { RedisServer, redisProgram } from './redis.ts'

const name = 'batch (needs redis-server)'

describe.skipIf(redisProgram === undefined && !process.env['CI'])(name, () => {
  let redis: RedisServer
  let project: BatchProject

  beforeAll(async () => {
    redis = await RedisServer.start()
  })
  afterAll(() => redis.stop())
  afterEach(() => project.close())

  const open = (files: Record<string, string>): BatchProject => {
    project = new BatchProject(redis.url, files)
    return project
  }

  it('makes what localize makes of each article', async () => {
    const files = articles(20)
    const { code, out } = await open(files).run(
      ...['batch', '--name', 'all', '--output', 'made'],
    )
    expect(code).toBe(0)
    expect(out).toContain('20 of 20 made')
    const made = project.tree('made')
    expect(Object.keys(made)).toHaveLength(40)
    for (const [path, text] of Object.entries(files)) {
      const edition = localize(text, { target: 'zh-CN' })
      expect(made[`zh-CN/${path}`]).toBe(String(edition))
    }
  })

  it('puts an article aside that has an error, and tries it again', async () => {
    const files = {
      'good.md': '軟體\n',
      'bad.md': '---\ntitle: [\n---\n\n軟體\n',
    }
    const first = await open(files).run(
      ...['batch', '--name', 'bad', '--output', 'made'],
    )
    expect(first.code).toBe(1)
    expect(first.out).toContain('1 of 2 made')
    expect(first.out).toContain('1 put aside')
    const listed = await project.ask(
      'batch',
      'failed',
      '--name',
      'bad',
      '--json',
    )
    expect(listed.code).toBe(1)
    expect(JSON.parse(listed.out)).toMatchObject([
      {
        path: 'bad.md',
        attempts: 1,
        reason: expect.stringContaining('bad.md:'),
      },
    ])

    project.write('articles/bad.md', '網路\n')
    const none = await project.ask('batch', 'retry', 'x.md', '--name', 'bad')
    expect(none.code).toBe(1)
    expect(none.err).toContain('x.md was not put aside')
    const again = await project.ask('batch', 'retry', '--name', 'bad')
    expect(again.out).toContain('1 article waits again')
    const worked = await project.run(
      ...['batch', 'work', '--name', 'bad', '--until-done'],
    )
    expect(worked.code).toBe(0)
    expect(project.read('made/zh-CN/bad.md')).toContain('网络')
    const { code, out } = await project.ask('batch', 'status', '--name', 'bad')
    expect(code).toBe(0)
    expect(out).toContain('2 of 2 made')
  })

  it('makes an article again that changed while it was being made', async () => {
    const files = articles(30)
    const args = ['--name', 'again', '--output', 'made']
    await open(files).ask('batch', 'submit', ...args)
    const worker = project.start(
      ['batch', 'work', '--name', 'again', '--rate', '20', '--until-done'],
      [],
    )
    await sleep(1200)
    for (const path of Object.keys(files)) {
      project.write(`articles/${path}`, '滑鼠\n')
    }
    await project.ask('batch', 'submit', ...args)
    expect((await worker.ended).code).toBe(0)
    for (const [path, text] of Object.entries(project.tree('made'))) {
      expect(text, path).toBe(path.startsWith('zh-CN') ? '鼠标\n' : '滑鼠\n')
    }
    const { out } = await project.ask('batch', 'status', '--name', 'again')
    expect(out).toContain('30 of 30 made')
  })

  it('goes on where submitting was interrupted, and makes nothing twice', async () => {
    const args = ['--name', 'resume', '--output', 'made']
    const first = await open(articles(10)).run('batch', ...args)
    expect(first.code).toBe(0)
    for (const [path, text] of Object.entries(articles(15))) {
      project.write(`articles/${path}`, text)
    }
    const { out } = await project.ask(
      'batch',
      'submit',
      ...args,
      '--resume',
      '--json',
    )
    expect(JSON.parse(out)).toEqual({ submitted: 5 })
    await project.run('batch', 'work', '--name', 'resume', '--until-done')
    const status = await project.ask(
      'batch',
      'status',
      '--name',
      'resume',
      '--json',
    )
    expect(JSON.parse(status.out)).toMatchObject({
      submitted: 15,
      made: 15,
      editions: 30,
      failed: 0,
    })
  })

  it('finishes what is under way when it is told to stop', async () => {
    await open(articles(40)).ask(
      ...['batch', 'submit', '--name', 'drain', '--output', 'made'],
    )
    const worker = project.start(
      ['batch', 'work', '--name', 'drain', '--rate', '10'],
      [],
    )
    await project.hasFiles('made', 6)
    worker.child.kill('SIGTERM')
    const { code, out } = await worker.ended
    expect(code).toBe(0)
    const made = Number(/Made (\d+)/.exec(out)?.[1])
    expect(made).toBeGreaterThan(0)
    expect(made).toBeLessThan(40)
    const status = await project.ask(
      'batch',
      'status',
      '--name',
      'drain',
      '--json',
    )
    expect(JSON.parse(status.out)).toMatchObject({ made, active: 0 })
    expect(Object.keys(project.tree('made'))).toHaveLength(made * 2)
  })

  it('obeys a limit of all workers together', async () => {
    await open(articles(15)).ask(
      ...['batch', 'submit', '--name', 'rate', '--output', 'made'],
    )
    const start = Date.now()
    const work = [
      'batch',
      'work',
      '--name',
      'rate',
      '--rate',
      '5',
      '--until-done',
    ]
    await Promise.all([project.run(...work), project.run(...work)])
    // Five at once, then five a second.
    expect(Date.now() - start).toBeGreaterThan(1500)
    expect(Object.keys(project.tree('made'))).toHaveLength(30)
  })

  it.each([
    [['batch'], '--output'],
    [['batch', '--output', 'x', '--edition', 'fr'], 'zh-CN, zh-HK'],
    [['batch', '--output', 'ftp://x/y'], 'ftp://x/y'],
    [['batch', '--output', 'x', '../../etc/passwd.md'], 'passwd.md'],
    [['batch', '--output', 's3://bucket/x'], 'AWS_ACCESS_KEY_ID'],
    [['batch', '--output', 'x', '--attempts', '0'], '--attempts'],
    [['batch', 'status', '--name', 'a b'], 'a b'],
    [['batch', 'status', '--queue', 'redis://127.0.0.1:1'], '127.0.0.1:1'],
    [['batch', 'status', '--queue', 'nowhere'], 'redis://HOST'],
  ])('says what is wrong with %j', async (args, said) => {
    const { code, err } = await open({ 'a.md': '軟體\n' }).ask(...args)
    expect(code).toBe(2)
    expect(err).toContain(said)
    expect(err).toContain('hint:')
  })
})
