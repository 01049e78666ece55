import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readConceptFiles } from '../src/build/glossary.ts'
import { ImpactIndex } from '../src/build/impact.ts'
import { resolveConfig, type UserConfig } from '../src/node.ts'
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

/** Where every concept stands, and the words that are doubtful. */
async function impact(project: Project, config: UserConfig): Promise<unknown> {
  const resolved = resolveConfig(config)
  const { concepts } = await readConceptFiles(project.root, resolved.glossary)
  const options = { cwd: project.root, config: resolved }
  const quick = new ImpactIndex(options, concepts, { doubts: false })
  await quick.refresh()
  await quick.save()
  const index = new ImpactIndex(options, concepts)
  await index.refresh()
  const places = concepts.map(({ id }) => [id, index.articlesOf(id)])
  expect(concepts.map(({ id }) => [id, quick.articlesOf(id)])).toEqual(places)
  return { places, doubts: index.doubts() }
}

/** Build what is there with and without what is kept, and compare all of it. */
async function compare(
  { project, ...model }: Model,
  options: { only?: string[]; editions?: string[]; force?: boolean } = {},
): Promise<void> {
  const copy = copyOf(project)
  const config = configOf({ project, ...model })
  const all = { config, ...options }
  try {
    const [checked, anew] = [
      await outcome(project.check(all), project.root),
      await outcome(copy.check({ ...all, cache: false }), copy.root),
    ]
    expect(checked).toEqual(anew)
    expect(await impact(project, config)).toEqual(await impact(copy, config))
    rmSync(copy.at('.yiwen'), { recursive: true, force: true })
    const [built, afresh] = [
      await outcome(project.build(all), project.root),
      await outcome(copy.build({ ...all, cache: false }), copy.root),
    ]
    expect(built).toEqual(afresh)
    expect(tree(project)).toEqual(tree(copy))
    rmSync(copy.at('.yiwen'), { recursive: true, force: true })
    expect(await impact(project, config)).toEqual(await impact(copy, config))
  } finally {
    copy.remove()
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(1000),
  b: fc.nat(1000),
})
const build = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  /** Whether the clock of files goes on before the build. */
  waits: fc.boolean(),
  options: fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<{
        only?: string[]
        editions?: string[]
        force?: boolean
      }>({ force: true }, { editions: ['zh-CN'] }, { only: ['articles/*.md'] }),
    },
  ),
})

describe('what is kept', { timeout: 600_000 }, () => {
  test('changes nothing that is made, and nothing that is said', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(build, { maxLength: 6 }), async (builds) => {
        const project = createProject()
        const model = startModel(project)
        try {
          await compare(model)
          for (const { steps, waits, options } of builds) {
            if (waits) {
              await sleep(120)
              // What is settled by now is kept by this one, and trusted after it.
              await outcome(project.build({ config: configOf(model) }), '')
            }
            for (const one of steps) doStep(model, one)
            await compare(model, options)
          }
          await compare(model)
        } finally {
          project.remove()
        }
      }),
      { numRuns: Number(process.env['YIWEN_RUNS'] ?? 7), endOnFailure: false },
    )
  })
})
