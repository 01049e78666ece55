import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, renameSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { UserError } from '../../src/model/index.ts'
import { type BuildEvent, watchProject } from '../../src/node.ts'
import { createProject, type Project } from '../project.ts'

const cli = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const start = {
  'articles/a.md': '# 甲\n\n這套軟體。\n',
  'articles/b.md': '# 乙\n\n滑鼠。\n',
  'locales/glossary/a.yaml': 'concepts: []\n',
}

let project: Project
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  project?.remove()
})

/** Watch a project; `next` waits for a build that the test accepts. */
async function watch(files: Record<string, string> = start) {
  project = createProject(files)
  const events: BuildEvent[] = []
  let wake = (): void => undefined
  const watching = await watchProject({
    cwd: project.root,
    delay: 50,
    onBuild: (event) => {
      events.push(event)
      wake()
    },
  })
  ends.push(() => watching.close())
  // The first build is not what tests wait for.
  let at = events.length
  const next = async (
    accepts: (event: BuildEvent) => boolean,
  ): Promise<BuildEvent> => {
    for (;;) {
      for (; at < events.length; at++) {
        const event = events[at] as BuildEvent
        if (accepts(event)) {
          at++
          return event
        }
      }
      await new Promise<void>((done) => {
        wake = done
      })
    }
  }
  return { watching, next, events }
}

/** Articles made anew in a build that succeeded. */
const made = (event: BuildEvent): string[] =>
  event.kind === 'built' ? event.report.rebuilt.map(({ path }) => path) : []

/** Nobody waits two minutes for a build that never comes. */
vi.setConfig({ testTimeout: 30_000 })

describe('a change of', () => {
  test('an article makes its editions anew, and says which files changed', async () => {
    const { next } = await watch()
    appendFileSync(project.at('articles/a.md'), '\n硬體。\n')
    const event = await next((one) => made(one).length > 0)
    expect(made(event)).toEqual(['articles/a.md'])
    expect(event.because).toEqual(['articles/a.md'])
    expect(event).toMatchObject({ kind: 'built' })
    if (event.kind !== 'built') return
    expect(event.changed).toContain('zh-CN/a.md')
    expect(event.changed).not.toContain('zh-CN/b.md')
    expect(project.read('public/zh-CN/a.md')).toContain('硬件')
  })

  test('the glossary makes what has its words', async () => {
    const { next } = await watch()
    project.write({
      'locales/glossary/a.yaml':
        'concepts:\n  - id: mouse\n    domain: business\n    state: approved\n    terms: { zh-TW: 滑鼠, zh-CN: 鼠标器, en: mouse }\n',
    })
    const event = await next((one) => made(one).length > 0)
    expect(made(event)).toEqual(['articles/b.md'])
    expect(project.read('public/zh-CN/b.md')).toContain('鼠标器')
  })

  test('the configuration is read, and what it names is watched', async () => {
    const { next } = await watch({ ...start, 'texts/c.md': '# 丙\n' })
    project.write({ 'yiwen.config.yaml': 'articles: texts\n' })
    await next((one) => made(one).includes('texts/c.md'))
    project.write({ 'texts/d.md': '# 丁\n' })
    await next((one) => made(one).includes('texts/d.md'))
    project.write({ 'yiwen.config.yaml': 'articles: [\n' })
    const failed = await next((one) => one.kind === 'failed')
    expect((failed as { error: unknown }).error).toBeInstanceOf(UserError)
    project.write({ 'yiwen.config.yaml': 'articles: articles\n' })
    await next((one) => made(one).includes('articles/a.md'))
  })

  test('names removes editions of what is gone', async () => {
    const { next } = await watch()
    renameSync(project.at('articles/a.md'), project.at('articles/z.md'))
    await next(() => {
      const there = project.files('public')
      return there.includes('zh-CN/z.md') && !there.includes('zh-CN/a.md')
    })
  })

  test('many files at once is one build or two', async () => {
    const { next, events } = await watch()
    const before = events.length
    for (let at = 0; at < 40; at++) {
      project.write({ [`articles/n${at}.md`]: '# 新\n' })
    }
    await next(() => project.files('public').includes('zh-CN/n39.md'))
    expect(events.length - before).toBeLessThanOrEqual(3)
  })
})

test('a folder that is deleted ends nothing, and takes no editions along', async () => {
  const { next } = await watch()
  const kept = project.files('public')
  rmSync(project.at('articles'), { recursive: true })
  await next((one) => one.kind === 'failed')
  expect(project.files('public')).toEqual(kept)
  project.write({ 'articles/a.md': '# 又\n\n滑鼠。\n' })
  await next((one) => made(one).includes('articles/a.md'))
  expect(project.read('public/zh-CN/a.md')).toContain('鼠标')
})

test('what it writes itself is no reason to build', async () => {
  const { events } = await watch()
  const before = events.length
  await new Promise((done) => setTimeout(done, 700))
  expect(events.length).toBe(before)
})

describe('yiwen watch', () => {
  async function run(...more: string[]): Promise<{
    child: ChildProcess
    line: () => Promise<string>
  }> {
    project = createProject(start)
    const child = spawn(process.execPath, [cli, 'watch', ...more], {
      cwd: project.root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    ends.push(async () => child.kill('SIGKILL'))
    const lines = createInterface({ input: child.stdout })
    const iterator = lines[Symbol.asyncIterator]()
    return {
      child,
      line: async () => String((await iterator.next()).value),
    }
  }

  test.for(['SIGINT', 'SIGTERM'] as const)(
    'says what it built, and ends by itself on %s',
    async (signal) => {
      const { child, line } = await run('--json')
      const first = JSON.parse(await line())
      expect(first).toMatchObject({ event: 'built', because: [] })
      // The folders are watched before the first build is told.
      appendFileSync(
        project.at('articles/b.md'),
        '\n看 http://a.tw/page的資訊 吧\n',
      )
      const second = JSON.parse(await line())
      expect(second.because).toEqual(['articles/b.md'])
      expect(second.changed).toContain('public/zh-CN/b.md')
      expect(second.findings).toContainEqual(
        expect.objectContaining({
          path: 'articles/b.md',
          rule: 'locate-autolink-han',
        }),
      )
      const ended = once(child, 'exit')
      child.kill(signal)
      expect(await ended).toEqual([0, null])
    },
  )

  test('reads well', async () => {
    const { child, line } = await run('--lang', 'zh-TW')
    let text = ''
    while (!text.includes('正在監看')) text += `${await line()}\n`
    expect(text).toContain('正在監看 articles/')
    rmSync(project.at('articles'), { recursive: true })
    text = ''
    while (!text.includes('這次沒有建置')) text += `${await line()}\n`
    expect(text).toContain('錯誤')
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
  })
})
