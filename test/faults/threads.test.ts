import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { exitCodes } from '../../src/model/index.ts'
import type { ProjectOptions, ProjectReport } from '../../src/node.ts'
import { runCli } from '../cli/run-cli.ts'
import { createProject, findings, kinds, type Project } from '../project.ts'

const worker = new URL('../../dist/build/worker.js', import.meta.url)
const dying = new URL('dying-worker.mjs', import.meta.url)
const marks = mkdtempSync(join(tmpdir(), 'yiwen-marks-'))
process.env['MARKS'] = marks

let project: Project
afterEach(() => project?.remove())
afterAll(() => rmSync(marks, { recursive: true, force: true }))

const glossary = `concepts:
  - id: software
    domain: business
    state: approved
    terms:
      zh-TW: 軟體
      zh-CN: 软件
      en: software
`

/** Articles that link to each other, have findings, are broken, plain or MDX. */
function articles(count: number): Record<string, string> {
  const files: Record<string, string> = { 'locales/glossary/a.yaml': glossary }
  for (let at = 0; at < count; at++) {
    const next = `a${(at + 1) % count}.md`
    files[`articles/a${at}.md`] =
      `# 第 ${at} 篇軟體\n\n${'這套軟體在滑鼠上。'.repeat(1 + (at % 7) * 20)}\n\n[下一篇](${next})、[沒有](nothing${at}.md)。\n`
  }
  files['articles/deep.md'] = `${'>'.repeat(300)} 太深\n`
  files['articles/plain.txt'] = '標題\n\n軟體。\n'
  files['articles/page.mdx'] = '# 頁\n\n<B>軟體</B>\n'
  files['articles/bad.md'] = '---\ntitle: [\n---\n\n軟體。\n'
  files['articles/en.md'] =
    '---\nyiwen:\n  editions: [zh-CN]\n---\n\n[a](a1.md)\n'
  return files
}

/** All that a report says but how long it took and where an error came from. */
function said(report: ProjectReport): unknown {
  const { milliseconds: _, profile: __, ...rest } = report
  return JSON.parse(
    JSON.stringify(rest, (key, value: unknown) =>
      key === 'cwd' || key === 'cause' ? undefined : value,
    ),
  )
}

function tree(of: Project): Record<string, string> {
  return Object.fromEntries(
    of
      .files('public')
      .map((path) => [
        path,
        readFileSync(of.at(join('public', path)), 'latin1'),
      ]),
  )
}

describe('any number of threads', () => {
  test('gives the same bytes and the same findings in the same order', async () => {
    const files = articles(8)
    const results: unknown[] = []
    for (const jobs of [undefined, 2, 3]) {
      project = createProject(files)
      const options: Partial<ProjectOptions> = {
        ...(jobs === undefined ? {} : { jobs, threads: { worker } }),
      }
      const report = await project.build(options)
      expect(report.profile?.threads).toBe(jobs ?? 0)
      expect(findings(report).length).toBeGreaterThan(8)
      const made = tree(project)
      expect(Object.keys(made).some((path) => path.includes('draft'))).toBe(
        false,
      )
      const again = await project.build(options)
      expect(kinds(again)).toEqual({ unchanged: report.changes.length })
      results.push({ said: said(report), again: said(again), made })
      project.remove()
    }
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
  })

  test('says the same of two articles that want one path', async () => {
    const files = { ...articles(6), 'articles/a0.txt': '軟體。\n' }
    const said: string[] = []
    for (const jobs of [undefined, 2]) {
      project = createProject(files)
      const options = jobs === undefined ? {} : { jobs, threads: { worker } }
      await project.build(options).catch((error: Error) => {
        said.push(error.message)
      })
      project.remove()
    }
    expect(said[0]).toContain('would both be written')
    expect(said[1]).toBe(said[0])
  })

  test('checks without writing anything', async () => {
    project = createProject(articles(6))
    const before = project.files()
    const report = await project.check({ jobs: 2, threads: { worker } })
    expect(report.profile?.threads).toBe(2)
    expect(kinds(report)['create']).toBeGreaterThan(20)
    expect(project.files()).toEqual(before)
  })

  test('is what the command line takes', async () => {
    project = createProject(articles(4))
    const run = (...more: string[]) =>
      runCli(['build', '--json', ...more], { cwd: project.root })
    const wrong = await run('--jobs', '0')
    expect([wrong.code, wrong.stderr]).toEqual([
      exitCodes.misuse,
      expect.stringContaining('--jobs'),
    ])
  })
})

describe('a thread that dies', () => {
  // Starting threads counts, too; where nothing hangs nobody waits for it.
  const threads = { worker: dying, milliseconds: 60_000, megabytes: 120 }
  const good = {
    'articles/a.md': '# 甲\n\n軟體。\n',
    'articles/z.md': '# 乙\n\n滑鼠。\n',
  }
  const ways = {
    exit: 'thread that made its editions ended, twice',
    memory: 'took more than 120 MB of memory, twice',
    throw: 'TypeError: no such thing',
    reject: 'RangeError: too deep',
  }
  const pathOf = (way: string): string => `articles/${way}.md`

  test('is replaced; its article is set aside, the rest goes on', async () => {
    const bad = Object.keys(ways)
    const rest = [...Array(20).keys()].map((at) => `n${at}`)
    project = createProject({
      ...good,
      ...Object.fromEntries(
        [...bad, ...rest].map((name) => [pathOf(name), '# 好\n']),
      ),
    })
    const report = await project.build({ jobs: 2, threads })
    const found = new Map(findings(report).map((one) => [one.file, one]))
    expect(found.size).toBe(bad.length)
    for (const [way, reason] of Object.entries(ways)) {
      const one = found.get(pathOf(way))
      expect(one?.reason).toContain(reason)
      expect(one).toMatchObject({
        ruleId: 'build-set-aside',
        line: 1,
        fatal: true,
        note: expect.stringMatching(/./),
      })
    }
    const failed = report.articles.filter((one) => one.failed)
    expect(failed.map(({ path }) => path)).toEqual(bad.sort().map(pathOf))
    // Only what Yiwen threw is a mistake of its own, and says from where.
    expect(
      report.bugs.map(({ path, error }) => [path, (error as Error).stack]),
    ).toEqual([
      [pathOf('reject'), expect.stringContaining('dying-worker.mjs:')],
      [pathOf('throw'), expect.stringContaining('dying-worker.mjs:')],
    ])
    expect(project.read('public/zh-CN/z.md')).toContain('鼠标')
    expect(project.read('public/zh-TW/n19.md')).toContain('好')
    // Nothing of it is kept: it is tried again, and made where it can be.
    const healed = await project.build()
    expect(healed.rebuilt.map(({ path }) => path)).toEqual(bad.map(pathOf))
    expect([findings(healed), healed.bugs]).toEqual([[], []])
  })

  test('of an article that takes too long is replaced, too', async () => {
    project = createProject({ [pathOf('hang')]: '# 壞\n' })
    const short = { ...threads, milliseconds: 1000 }
    const report = await project.build({ jobs: 2, threads: short })
    expect(findings(report)[0]?.reason).toContain('longer than 1 s, twice')
    expect(report.bugs).toEqual([])
  })

  test('is tried once more', async () => {
    project = createProject({ ...good, 'articles/once-exit.md': '# 好\n' })
    const report = await project.build({ jobs: 2, threads })
    expect(findings(report)).toEqual([])
    expect(project.read('public/zh-TW/once-exit.md')).toContain('好')
  })

  test('leaves what was published of its article before', async () => {
    project = createProject({ ...good, 'articles/exit.md': '# 舊\n' })
    await project.build()
    const before = tree(project)
    project.write({ 'articles/exit.md': '# 新\n' })
    await project.build({ jobs: 2, threads })
    expect(tree(project)).toEqual(before)
  })

  test('before it can start is Yiwen’s mistake, and is said at once', async () => {
    project = createProject(good)
    project.write({ 'broken.mjs': "throw new Error('no start')\n" })
    const worker = new URL(`file://${project.at('broken.mjs')}`)
    await expect(
      project.build({ jobs: 2, threads: { worker } }),
    ).rejects.toThrow('No thread could be started')
  })
})
