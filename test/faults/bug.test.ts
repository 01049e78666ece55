import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { exitCodes } from '../../src/model/index.ts'
import { folderWith, runCli } from '../cli/run-cli.ts'

// Yiwen has no mistake that a test may count on, so it is given one.
vi.mock('../../src/build/make-article.ts', async (load) => {
  const whole = await load<typeof import('../../src/build/make-article.ts')>()
  return {
    ...whole,
    createArticleMaker(setup: Parameters<typeof whole.createArticleMaker>[0]) {
      const make = whole.createArticleMaker(setup)
      return (task: Parameters<typeof make>[0]) => {
        if (task.path.startsWith('bad')) throw new TypeError('no such thing')
        return make(task)
      }
    },
  }
})

test('a mistake of Yiwen’s is told as one, and the rest goes on', async () => {
  const cwd = folderWith({
    'articles/bad.md': '# 壞\n',
    'articles/good.md': '# 軟體\n',
  })
  const { code, stdout, stderr } = await runCli(['build', '--lang', 'en'], {
    cwd,
  })
  expect(code).toBe(exitCodes.bug)
  expect(stderr).toContain(
    'Yiwen made a mistake: articles/bad.md: no such thing',
  )
  expect(stderr).toContain('TypeError: no such thing\n    at ')
  expect(stderr).toContain('bug.test.ts:')
  expect(stderr).toMatch(/Please report it .*https:/)
  expect(stdout).toContain('build-set-aside')
  expect(existsSync(join(cwd, 'public/zh-CN/good.md'))).toBe(true)

  const json = await runCli(['check', '--json'], { cwd })
  expect(json.code).toBe(exitCodes.bug)
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: false,
    bugs: [
      {
        path: 'articles/bad.md',
        message: 'no such thing',
        stack: expect.stringContaining('bug.test.ts:'),
      },
    ],
  })
})

test('where one hits every article, three are told whole', async () => {
  const names = ['bad1', 'bad2', 'bad3', 'bad4', 'bad5']
  const cwd = folderWith(
    Object.fromEntries(names.map((name) => [`articles/${name}.md`, '# 壞\n'])),
  )
  const { code, stdout, stderr } = await runCli(['build'], { cwd })
  expect(code).toBe(exitCodes.bug)
  expect(stderr.match(/TypeError/g)).toHaveLength(3)
  expect(stdout).toContain('articles/bad5.md')
})

test('a watch tells other programs, and people', async () => {
  const cwd = folderWith({ 'articles/bad.md': '# 壞\n' })
  const watched = async (...more: string[]) => {
    let interrupt = (): void => undefined
    const running = runCli(['watch', '--lang', 'en', ...more], {
      cwd,
      onInterrupt: (end) => {
        interrupt = end
      },
    })
    const path = join(cwd, 'public/.yiwen/manifest.json')
    while (!existsSync(path)) await sleep(20)
    await sleep(500)
    interrupt()
    return running
  }
  const { stdout } = await watched('--json')
  expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({
    event: 'built',
    bugs: [
      {
        path: 'articles/bad.md',
        message: 'no such thing',
        stack: expect.stringContaining('bug.test.ts:'),
      },
    ],
  })
  const { stderr } = await watched()
  expect(stderr).toContain('articles/bad.md: no such thing')
})
