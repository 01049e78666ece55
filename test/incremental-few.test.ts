import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProjectReport, UserConfig } from '../src/node.ts'
import { copyOf, outcome, tree } from './incremental-compare.ts'
import {
  configOf,
  doStep,
  kinds,
  type Model,
  type Step,
  startModel,
} from './incremental-steps.ts'
import { createProject, type Project } from './project.ts'

/** What became of builds of which only a few articles changed. */
const few: (ProjectReport | undefined)[] = []

vi.mock('../src/build/few-changed.ts', async (read) => {
  const real = await read<typeof import('../src/build/few-changed.ts')>()
  const buildFew: typeof real.buildFew = async (...args) => {
    const report = await real.buildFew(...args)
    few.push(report)
    return report
  }
  return { ...real, buildFew }
})
// A small build ends before what it wrote is old enough to be told from what comes
// next. Here the clock of files goes on after each.
vi.mock('../src/cache/stamp.ts', async (read) => ({
  ...(await read<typeof import('../src/cache/stamp.ts')>()),
  isSettled: () => true,
}))
const tick = () => sleep(15)

beforeEach(() => {
  few.length = 0
})

/** Build what is there with and without what is kept, and compare all of it. */
async function compare(
  { project, ...model }: Model,
  options: { force?: boolean } = {},
): Promise<void> {
  const copy = copyOf(project)
  const config = configOf({ project, ...model })
  try {
    const all = { config, ...options }
    const checked = await outcome(project.check(all), project.root)
    const anew = await outcome(copy.check({ ...all, cache: false }), copy.root)
    expect(checked).toEqual(anew)
    const built = await outcome(project.build(all), project.root)
    const afresh = await outcome(
      copy.build({ ...all, cache: false }),
      copy.root,
    )
    expect(built).toEqual(afresh)
    expect(tree(project)).toEqual(tree(copy))
  } finally {
    copy.remove()
  }
  await tick()
}

const often = [
  'append',
  'same-size',
  'touch',
  'matter',
  'link',
  'change-concept',
  'add-concept',
] as const
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...often) },
    {
      weight: 1,
      // Settings with pages are for whole builds.
      arbitrary: fc.constantFrom(...kinds.filter((kind) => kind !== 'config')),
    },
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
})
const round = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 2 }),
  options: fc.constantFrom({}, {}, {}, { force: true }),
})

describe('a build of which a few articles changed', {
  timeout: 600_000,
}, () => {
  test('makes and says what one makes that knows nothing', async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(round, { minLength: 1, maxLength: 8 }),
        async (rounds) => {
          const project = createProject()
          const model = startModel(project)
          model.config = { html: false }
          try {
            await compare(model)
            for (const { steps, options } of rounds) {
              for (const one of steps) doStep(model, one)
              await tick()
              await compare(model, options)
            }
            // What it left says the same once more.
            await compare(model)
          } finally {
            count += few.splice(0).filter((report) => report).length
            project.remove()
          }
        },
      ),
      { numRuns: Number(process.env['YIWEN_RUNS'] ?? 6), endOnFailure: false },
    )
    expect(count).toBeGreaterThan(3)
  })
})

/** A project that was built, and nothing changed since. */
async function startProject(): Promise<{
  project: Project
  config: UserConfig
}> {
  const project = createProject()
  project.write({
    'articles/a.md': '# 一\n\n軟體在資料夾裡。\n\n[二](b.md)\n',
    'articles/b.md': '# 二\n\n網路很快。\n',
    'articles/c.md': '# 三\n\n智能體很好。\n',
    'glossary/g.yaml': concept('智能體', '智能体'),
  })
  const config = { glossary: ['glossary/*.yaml'], html: false }
  await project.build({ config })
  await tick()
  return { project, config }
}

function concept(word: string, other: string): string {
  const terms = { 'zh-TW': { text: word }, 'zh-CN': other }
  return JSON.stringify({
    concepts: [{ id: 'x', domain: 'x', state: 'approved', terms }],
  })
}

async function buildThen(
  change: (project: Project) => void,
): Promise<{ project: Project; report: ProjectReport; inodes: object[] }> {
  const { project, config } = await startProject()
  const files = project.files('public').filter((name) => name.endsWith('.md'))
  const inodes = (): Record<string, number> =>
    Object.fromEntries(
      files.map((name) => {
        const path = project.at(`public/${name}`)
        return [name, statSync(path, { throwIfNoEntry: false })?.ino ?? 0]
      }),
    )
  const before = inodes()
  change(project)
  await tick()
  const report = await project.build({ config })
  return { project, report, inodes: [before, inodes()] }
}

describe('of a project', () => {
  test('one article that changed has its editions written, and no others', async () => {
    const { project, report, inodes } = await buildThen((project) =>
      writeFileSync(project.at('articles/b.md'), '# 二\n\n硬體很快。\n'),
    )
    try {
      expect(few).toEqual([expect.objectContaining({ output: 'public' })])
      expect(report.rebuilt).toEqual([
        { path: 'articles/b.md', reason: { kind: 'source' } },
      ])
      const updated = report.changes.filter(({ kind }) => kind === 'update')
      expect(updated.map(({ path }) => path)).toEqual(
        Object.keys(inodes[0] ?? {}).filter((name) => name.endsWith('b.md')),
      )
      expect(report.totals.files.update).toBe(updated.length)
      const names = Object.keys(inodes[0] ?? {})
      const moved = names.filter(
        (name) =>
          Reflect.get(inodes[0] ?? {}, name) !==
          Reflect.get(inodes[1] ?? {}, name),
      )
      expect(moved).toEqual(updated.map(({ path }) => path))
      expect(readFileSync(project.at('public/zh-CN/b.md'), 'utf8')).toContain(
        '硬件',
      )
    } finally {
      project.remove()
    }
  })

  test('a word of the glossary that changed makes what it stands in', async () => {
    const { project, report } = await buildThen((project) =>
      project.write({ 'glossary/g.yaml': concept('智能體', '智能代理') }),
    )
    try {
      expect(few).toEqual([expect.objectContaining({ output: 'public' })])
      expect(report.rebuilt).toEqual([
        { path: 'articles/c.md', reason: { kind: 'terms', words: ['智能體'] } },
      ])
      expect(readFileSync(project.at('public/zh-CN/c.md'), 'utf8')).toContain(
        '智能代理',
      )
    } finally {
      project.remove()
    }
  })

  test('a file that was only touched is not made again', async () => {
    const { project, report } = await buildThen((project) =>
      writeFileSync(
        project.at('articles/b.md'),
        readFileSync(project.at('articles/b.md')),
      ),
    )
    try {
      expect(few).toHaveLength(1)
      expect(report.rebuilt).toEqual([])
      expect(report.totals.files).toMatchObject({ create: 0, update: 0 })
    } finally {
      project.remove()
    }
  })

  test('what is kept and damaged is made again, changed or not', async () => {
    const { project, config } = await startProject()
    const folder = '.yiwen/cache'
    try {
      for (const name of project.files(folder)) {
        for (const changes of [false, true]) {
          const path = project.at(`${folder}/${name}`)
          const bytes = readFileSync(path)
          // The head with its sum is as it was.
          const at = Math.min(18, bytes.length - 1)
          bytes[at] = (bytes[at] as number) ^ 1
          writeFileSync(path, bytes)
          if (changes) {
            writeFileSync(project.at('articles/b.md'), '\n軟體\n', {
              flag: 'a',
            })
          }
          await tick()
          const model = { project, config, concepts: [], isBroken: false }
          await compare({ ...model, count: 0 })
          await project.build({ config })
          await tick()
        }
      }
    } finally {
      project.remove()
    }
  })

  test.each<[string, (project: Project) => void]>([
    [
      'an edition that somebody edited',
      (project) => writeFileSync(project.at('public/zh-CN/c.md'), '改'),
    ],
    [
      'an edition that is gone',
      (project) => rmSync(project.at('public/zh-CN/c.md')),
    ],
    [
      'a manifest that was edited',
      (project) =>
        writeFileSync(project.at('public/.yiwen/manifest.json'), '\n', {
          flag: 'a',
        }),
    ],
    [
      'an article that no longer has an edition',
      (project) =>
        project.write({
          'articles/b.md': '---\nyiwen:\n  editions: [zh-CN]\n---\n\n# 二\n',
        }),
    ],
  ])('%s is for a whole build', async (_, change) => {
    const { project } = await buildThen((project) => {
      writeFileSync(project.at('articles/a.md'), '# 一\n\n[二](b.md)\n')
      change(project)
    })
    try {
      expect(few).toEqual([undefined])
      const copy = copyOf(project)
      await copy.build({
        config: { glossary: ['glossary/*.yaml'], html: false },
        cache: false,
      })
      expect(tree(project)).toEqual(tree(copy))
      copy.remove()
    } finally {
      project.remove()
    }
  })
})
