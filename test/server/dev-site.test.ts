// A site whose builds take as long as a test wants.
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { resolveConfig } from '../../src/node.ts'
import { DevSite } from '../../src/server/dev-site.ts'
import { createProject } from '../project.ts'

/** Builds wait for `open`; `waiting` says how many do. */
const gate = vi.hoisted(() => ({
  closed: undefined as Promise<void> | undefined,
  open: () => {},
  waiting: 0,
}))

vi.mock('../../src/build/index.ts', async (original) => {
  const door = await original<typeof import('../../src/build/index.ts')>()
  return {
    ...door,
    buildProject: async (...given: Parameters<typeof door.buildProject>) => {
      gate.waiting++
      await gate.closed
      gate.waiting--
      return door.buildProject(...given)
    },
  }
})

afterEach(() => gate.open())

function close(): void {
  gate.closed = new Promise((done) => {
    gate.open = done
  })
}

test('an article is shown while a build runs, and stays as it is after it', async () => {
  const project = createProject({
    'articles/a.md': '# 甲\n\n軟體。\n',
    'articles/b.md': '# 乙\n\n硬體。\n',
  })
  onTestFinished(project.remove)
  const config = resolveConfig({ editions: ['zh-TW', 'zh-CN'] })
  const site = await DevSite.start({ cwd: project.root, config })
  onTestFinished(() => site.stop())
  const events: (readonly string[])[] = []
  site.listen(({ changed }) => events.push(changed))
  const page = 'zh-CN/a.html'

  close()
  project.write({ 'articles/a.md': '# 甲\n\n滑鼠。\n' })
  // The build has begun, and waits.
  await expect.poll(() => gate.waiting, { timeout: 10_000 }).toBe(1)
  expect(site.fileAt(page)).toContain('鼠标')
  project.write({ 'articles/a.md': '# 甲\n\n網路。\n' })
  await expect
    .poll(() => site.fileAt(page), { timeout: 10_000 })
    .toContain('网络')
  expect(gate.waiting).toBe(1)

  gate.open()
  // Both builds are done: what is on the disk is what was shown last.
  await expect
    .poll(() => site.fileAt(page), { timeout: 15_000 })
    .toBeUndefined()
  expect(project.read(`public/${page}`)).toContain('网络')
  expect(events.flat()).toContain(page)
}, 60_000)

test('a change is not missed while the watch begins', async () => {
  const project = createProject({ 'articles/a.md': '# 甲\n\n軟體。\n' })
  onTestFinished(project.remove)
  const config = resolveConfig({ editions: ['zh-TW', 'zh-CN'] })
  let builds = 0
  const site = await DevSite.start({
    ...{ cwd: project.root, config },
    onBuilt: () => {
      // As soon as the first build has read it.
      if (builds++ === 0) {
        project.write({ 'articles/a.md': '# 甲\n\n滑鼠。\n' })
      }
    },
  })
  onTestFinished(() => site.stop())
  await expect
    .poll(() => project.read('public/zh-CN/a.md'), { timeout: 15_000 })
    .toContain('鼠标')
}, 60_000)

test('settings that change while others are taken up are taken up, too', async () => {
  const project = createProject({ 'articles/a.md': '# 甲\n\n軟體。\n' })
  onTestFinished(project.remove)
  const config = resolveConfig({ editions: ['zh-TW', 'zh-CN'] })
  const site = await DevSite.start({ cwd: project.root, config })
  onTestFinished(() => site.stop())
  const write = (editions: string): void =>
    project.write({ 'yiwen.config.yaml': `editions: [${editions}]\n` })
  const end = site.listen(() => {
    end()
    write('zh-TW, en')
  })
  write('zh-TW, zh-HK')
  await expect
    .poll(() => site.config.editions.map(({ id }) => id), { timeout: 15_000 })
    .toEqual(['zh-TW', 'en'])
}, 60_000)

test('a folder that the settings name, and that is made later, is followed', async () => {
  const project = createProject({ 'articles/a.md': '# 甲\n\n軟體。\n' })
  onTestFinished(project.remove)
  const config = resolveConfig({ editions: ['zh-TW', 'zh-CN'] })
  const problems: unknown[] = []
  const site = await DevSite.start({
    ...{ cwd: project.root, config },
    onBuilt: (problem) => {
      if (problem !== undefined) problems.push(problem)
    },
  })
  onTestFinished(() => site.stop())
  project.write({ 'yiwen.config.yaml': 'articles: texts\n' })
  await expect.poll(() => problems, { timeout: 15_000 }).not.toEqual([])
  project.write({ 'texts/b.md': '# 乙\n\n滑鼠。\n' })
  await expect
    .poll(() => project.files('public').includes('zh-CN/b.md'), {
      timeout: 15_000,
    })
    .toBe(true)
}, 60_000)
