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
