// A watch that begins anew, and what happens just then.
import { expect, onTestFinished, test, vi } from 'vitest'
import { type BuildEvent, watchProject } from '../src/node.ts'
import { createProject } from './project.ts'

/** `begins` is called before each watch begins; `open` counts those that have not ended. */
const gate = vi.hoisted(() => ({
  begins: (_: number): void => undefined,
  begun: 0,
  open: 0,
}))

vi.mock('../src/build/follow-files.ts', async (original) => {
  const door = await original<typeof import('../src/build/follow-files.ts')>()
  return {
    ...door,
    followFiles: async (...given: Parameters<typeof door.followFiles>) => {
      gate.begins(++gate.begun)
      const end = await door.followFiles(...given)
      gate.open++
      return async () => {
        gate.open--
        await end()
      }
    },
  }
})

async function watch(begins: (count: number) => void) {
  gate.begun = 0
  gate.open = 0
  gate.begins = begins
  const project = createProject({
    'articles/a.md': '# 甲\n\n軟體。\n',
    'texts/b.md': '# 乙\n\n硬體。\n',
    'drafts/c.md': '# 丙\n\n滑鼠。\n',
  })
  onTestFinished(project.remove)
  const events: BuildEvent[] = []
  const watching = await watchProject({
    cwd: project.root,
    delay: 20,
    onBuild: (event) => events.push(event),
  })
  onTestFinished(() => watching.close())
  const settle = (folder: string): void =>
    project.write({ 'yiwen.config.yaml': `articles: ${folder}\n` })
  return { project, watching, settle }
}

test('settings that change while the watch begins anew are taken up', async () => {
  let settleAgain = (): void => undefined
  const { project, settle } = await watch((count) => {
    if (count === 2) settleAgain()
  })
  settleAgain = () => settle('drafts')
  settle('texts')
  await expect
    .poll(() => project.files('public'), { timeout: 15_000 })
    .toContain('zh-CN/c.md')
}, 60_000)

test('a watch that is ended while it begins anew is ended', async () => {
  let end = (): void => undefined
  let ended = Promise.resolve()
  const { watching, settle } = await watch((count) => {
    if (count === 2) end()
  })
  end = () => {
    ended = watching.close()
  }
  settle('texts')
  await expect.poll(() => gate.begun, { timeout: 15_000 }).toBe(2)
  await ended
  expect(gate).toMatchObject({ begun: 2, open: 0 })
}, 60_000)
