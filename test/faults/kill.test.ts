import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProject, type Project } from '../project.ts'
import {
  buildIn,
  endOf,
  halves,
  put,
  type State,
  startBuild,
  states,
  treeOf,
  type Undisturbed,
  undisturbed,
} from './storm.ts'

/** `YIWEN_KILLS=500` is the long storm. */
const kills = Number(process.env['YIWEN_KILLS'] ?? 6)

let calm: Undisturbed
let project: Project
beforeAll(async () => {
  calm = await undisturbed()
  project = createProject()
})
afterAll(() => project?.remove())

/** Numbers from 0 to 1, the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

test(`${kills} kills leave no half file, and a rerun finishes what was begun`, {
  timeout: 60_000 + kills * 30_000,
}, async () => {
  const random = randomFrom(Number(process.env['YIWEN_SEED'] ?? 1))
  const allowed = states.map((state) => calm.trees[state])
  let killed = 0
  let survived = 0
  // How long one takes, as the machine is now: it may have others to serve.
  let usual = calm.milliseconds
  for (let round = 0; killed < kills; round++) {
    const state = states[round % 2] as State
    put(project, state)
    // Some builds are killed more than once before one is let through.
    const tries = 1 + Math.floor(random() * 5)
    for (let at = 0; at < tries && killed < kills; at++) {
      const jobs = random() < 0.4 ? ['--jobs', '2'] : []
      const child = startBuild(project.root, jobs)
      const end = endOf(child)
      const start = performance.now()
      const wait = usual * (0.2 + random() * 1.1)
      await Promise.race([sleep(wait), end])
      child.kill('SIGKILL')
      if ((await end).signal === 'SIGKILL') killed++
      else {
        survived++
        usual = Math.min(usual, performance.now() - start)
      }
      const wrong = halves(treeOf(project.at('public')), allowed)
      expect(wrong, `after kill ${killed}`).toEqual([])
    }
    const jobs = random() < 0.4 ? ['--jobs', '2'] : []
    const start = performance.now()
    const done = await buildIn(project.root, jobs)
    usual = performance.now() - start
    expect(done, done.text).toMatchObject({ code: 0 })
    const tree = treeOf(project.at('public'), true)
    expect([...tree.keys()].sort()).toEqual(
      [...calm.trees[state].keys()].sort(),
    )
    expect(tree).toEqual(calm.trees[state])
  }
  // As many again would say nothing if builds were over before they were killed.
  expect(survived).toBeLessThan(kills)
})

test('a rerun goes on where the one before was', async () => {
  const own = createProject()
  put(own, 'before', 20)
  const more = ['--jobs', '2', '--explain-rebuild']
  const child = startBuild(own.root, more)
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text += String(chunk)
    if (text.includes('[12 of')) child.kill('SIGKILL')
  })
  expect((await endOf(child)).signal).toBe('SIGKILL')
  expect(treeOf(own.at('public')).size).toBe(0)
  const again = await buildIn(own.root, more)
  expect(again.code).toBe(0)
  const made = Number(/(\d+) articles? w/.exec(again.text)?.[1])
  expect(made).toBeGreaterThan(0)
  // Those that were done are in the journal, and their files are drafts.
  expect(made).toBeLessThanOrEqual(20 - 12 + 1)
  const peaceful = createProject()
  put(peaceful, 'before', 20)
  await buildIn(peaceful.root)
  expect(treeOf(own.at('public'), true)).toEqual(
    treeOf(peaceful.at('public'), true),
  )
  own.remove()
  peaceful.remove()
})

test.for([
  ['SIGTERM', 1, 143],
  ['SIGINT', 1, 130],
  ['SIGINT', 2, 130],
] as const)(
  '%s, %i times, ends at once, and a rerun finishes',
  async ([signal, times, code]) => {
    const allowed = states.map((state) => calm.trees[state])
    for (const [index, state] of states.entries()) {
      put(project, state)
      const child = startBuild(project.root, index % 2 ? ['--jobs', '2'] : [])
      const end = endOf(child)
      await Promise.race([sleep(calm.milliseconds * (0.4 + index * 0.3)), end])
      for (let time = 0; time < times; time++) child.kill(signal)
      const ending = await end
      // It may have been over, or not yet have begun to listen.
      if (ending.code !== 0 && ending.signal === null) {
        expect(ending.code, ending.text).toBe(code)
      }
      expect(halves(treeOf(project.at('public')), allowed)).toEqual([])
    }
    const done = await buildIn(project.root)
    expect(done, done.text).toMatchObject({ code: 0 })
    expect(treeOf(project.at('public'), true)).toEqual(calm.trees.after)
  },
)

test('builds at the same time into one folder end in what one would make', async () => {
  for (const state of states) {
    put(project, state)
    const endings = await Promise.all(
      [[], ['--jobs', '2'], ['--no-cache']].map((more) =>
        buildIn(project.root, more),
      ),
    )
    expect(
      endings.map(({ code }) => code),
      JSON.stringify(endings),
    ).toEqual([0, 0, 0])
    expect(treeOf(project.at('public'), true)).toEqual(calm.trees[state])
  }
})
