import { trace } from '@opentelemetry/api'
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { findTracing, untraced } from '../../src/trace/index.ts'
import { createProject, type Project } from '../project.ts'

const worker = new URL('../../dist/build/worker.js', import.meta.url)
const exporter = new InMemorySpanExporter()
const provider = new NodeTracerProvider({
  spanProcessors: [new SimpleSpanProcessor(exporter)],
})

let project: Project
beforeEach(() => {
  project = createProject({
    'articles/a.md': '# 軟體\n\n[乙](b.md)\n',
    'articles/b.md': '# 滑鼠\n\n這個滑鼠很好。\n',
    'articles/deep.md': `${'>'.repeat(300)} 太深\n`,
  })
})
afterEach(() => {
  exporter.reset()
  project.remove()
})
afterAll(() => provider.shutdown())

const spans = (): ReadableSpan[] => exporter.getFinishedSpans()
const named = (name: string): ReadableSpan[] =>
  spans().filter((span) => span.name === name)
const below = (parent: ReadableSpan): ReadableSpan[] =>
  spans()
    .filter(
      ({ parentSpanContext }) =>
        parentSpanContext?.spanId === parent.spanContext().spanId,
    )
    .sort((one, other) => nanosOf(one.startTime) - nanosOf(other.startTime))
const nanosOf = ([seconds, nanos]: readonly [number, number]): number =>
  seconds * 1e9 + nanos

test('nobody is told where nobody listens', async () => {
  expect(await findTracing()).toBe(untraced)
  await project.build()
  provider.register()
  expect(await findTracing()).not.toBe(untraced)
  expect(spans()).toEqual([])
})

test.each([
  ['in this thread', {}],
  ['in threads', { jobs: 2, threads: { worker } }],
])(
  'a build %s is one trace of its articles and their steps',
  async (_, how) => {
    const tracer = trace.getTracer('test')
    await tracer.startActiveSpan('outer', async (span) => {
      await project.build(how)
      span.end()
    })
    const [outer] = named('outer') as [ReadableSpan]
    const [build] = below(outer) as [ReadableSpan]
    expect(build.name).toBe('build')
    expect(build.attributes).toMatchObject({
      'yiwen.articles': 3,
      'yiwen.articles.made': 3,
      'yiwen.articles.failed': 1,
      'yiwen.threads': 'jobs' in how ? 2 : 0,
    })
    const parts = below(build)
    expect([...new Set(parts.map(({ name }) => name))].sort()).toEqual(
      ['article', 'find', 'keep', 'make', 'plan', 'read', 'write'].sort(),
    )
    const articles = parts.filter(({ name }) => name === 'article')
    const paths = articles.map((span) => span.attributes['yiwen.article.path'])
    expect(paths.sort()).toEqual([
      'articles/a.md',
      'articles/b.md',
      'articles/deep.md',
    ])
    for (const article of articles) {
      const steps = below(article)
      const drafts = 'jobs' in how ? ['write'] : []
      expect(steps.map(({ name }) => name)).toEqual([
        ...['read', 'translations', 'parse', 'convert', 'check', 'pages'],
        ...drafts,
      ])
      let at = nanosOf(article.startTime)
      for (const step of steps) {
        expect(nanosOf(step.startTime)).toBeGreaterThanOrEqual(at - 1e6)
        at = nanosOf(step.endTime)
      }
      expect(at).toBeLessThanOrEqual(nanosOf(article.endTime) + 1e6)
    }
    const traces = new Set(spans().map((span) => span.spanContext().traceId))
    expect(traces.size).toBe(1)
    // Not a word of the articles.
    expect(JSON.stringify(spans().map((span) => span.attributes))).not.toMatch(
      /軟體|滑鼠|太深/,
    )
  },
)

test('a build with nothing to do is one span', async () => {
  await project.build()
  exporter.reset()
  await project.build()
  const [build] = named('build') as [ReadableSpan]
  expect(build.attributes).toMatchObject({ 'yiwen.articles.made': 0 })
  expect(named('article')).toEqual([])
})

test('what fails is an error by its name, without what it quotes', async () => {
  await expect(project.build({ only: ['articles/沒有.md'] })).rejects.toThrow(
    '沒有',
  )
  const [build] = named('build') as [ReadableSpan]
  expect(build.status).toEqual({ code: 2, message: 'UserError' })
})
