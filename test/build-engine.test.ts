import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { acceptedOf, engineWork, takeFromEngine } from '../src/build/engine.ts'
import { planEngineRun } from '../src/build/engine-plan.ts'
import { doEngineRun, type EngineShelf } from '../src/build/engine-run.ts'
import {
  type Concept,
  parseContent,
  type Segment,
  type Term,
  type Translation,
  textOf,
} from '../src/model/index.ts'
import { resolveConfig } from '../src/read/index.ts'
import {
  documentOf,
  type Received,
  sendJson,
  start,
  translated,
} from './unit/engines/local-server.ts'
import { expectWordedError } from './wording.ts'

function segment(
  id: string,
  text: string,
  more: Partial<Segment> = {},
): Segment {
  const source = parseContent(text)
  return { id, source, state: 'initial', space: '', notes: [], ...more }
}

function translation(
  segments: readonly Segment[],
  concepts: readonly string[] = [],
  article = 'a.md',
): Translation {
  const unit = { id: 'u1', kind: 'paragraph' as const, codes: [], concepts }
  return {
    article,
    source: 'zh-TW',
    target: 'en',
    units: [{ ...unit, segments }],
    retired: [],
  }
}

function concept(
  id: string,
  terms: Partial<Term>[],
  more: Partial<Concept> = {},
) {
  return {
    id,
    domain: 'finance',
    state: 'approved',
    doNotTranslate: false,
    gloss: true,
    terms: terms.map((term) => ({
      text: '',
      locale: 'zh-TW',
      type: 'full',
      status: 'preferred',
      ...term,
    })),
    ...more,
  } as Concept
}

describe('engineWork', () => {
  it('asks for what is open, with what stands around it', () => {
    const old = { by: 'engine' as const, name: 'e' }
    const { request, copies, left } = engineWork(
      translation([
        segment('done', '第一句。', {
          state: 'reviewed',
          target: ['The first.'],
        }),
        segment('open', '第<1>二</1>句。'),
        segment('latin', 'GPT-4o'),
        segment('stale-person', '第三句。', {
          target: ['Third'],
          staleSource: ['第參句。'],
          staleState: 'translated',
          origin: { by: 'person' },
        }),
        segment('stale-reviewed', '第四句。', {
          target: ['Fourth'],
          staleSource: ['第肆句。'],
          staleState: 'reviewed',
          origin: old,
        }),
        segment('stale-engine', '第五句。', {
          target: ['Fifth'],
          staleSource: ['第伍句。'],
          staleState: 'translated',
          origin: old,
        }),
      ]),
      {
        concepts: [],
        title: '標題',
        matches: (source) => [
          { source: textOf(source), target: 'x', score: 80 },
        ],
        numbers: (text) => [{ source: text, target: '2' }],
      },
    )
    expect(request.segments.map(({ id }) => id)).toEqual([
      'u1/open',
      'u1/stale-engine',
    ])
    expect([...copies]).toEqual([['u1/latin', ['GPT-4o']]])
    expect(left).toBe(2)
    expect(request.segments[0]).toMatchObject({
      before: { id: 'u1/done', target: ['The first.'] },
      after: { id: 'u1/latin', source: ['GPT-4o'] },
      matches: [{ source: '第二句。', score: 80 }],
      numbers: [{ source: '第二句。', target: '2' }],
    })
    expect(request.segments[1]?.matches[0]).toEqual({
      source: '第伍句。',
      target: 'Fifth',
      score: 0,
    })
    // A translation that is not used is no example of what came before.
    expect(request.segments[1]?.before).not.toHaveProperty('target')
  })

  it('tells the terms of the sentence, and not those inside others', () => {
    const concepts = [
      concept(
        'llm',
        [
          { text: '大型語言模型' },
          { text: 'large language model', locale: 'en' },
          { text: 'LLM', locale: 'en', status: 'admitted' },
          { text: 'big model', locale: 'en', status: 'forbidden' },
        ],
        { definition: 'A model of text.' },
      ),
      concept('model', [{ text: '模型' }, { text: 'model', locale: 'en' }]),
      concept('zhipu', [{ text: '智譜' }], { doNotTranslate: true }),
      concept('list', [{ text: '上市' }, { text: 'list', locale: 'en' }]),
      concept('waits', [{ text: '今天' }, { text: 'today', locale: 'en' }], {
        state: 'proposed',
      }),
    ]
    const { request } = engineWork(
      translation(
        [segment('a', '智譜今天的大型<1>語言</1>模型'), segment('b', '模型')],
        concepts.map(({ id }) => id),
      ),
      { concepts },
    )
    const [first, second] = request.segments
    expect(first?.terms).toEqual([
      {
        source: '大型語言模型',
        preferred: 'large language model',
        admitted: ['LLM'],
        forbidden: ['big model'],
        doNotTranslate: false,
        note: 'A model of text.',
      },
      {
        source: '智譜',
        preferred: '',
        admitted: [],
        forbidden: [],
        doNotTranslate: true,
      },
    ])
    expect(second?.terms.map(({ source }) => source)).toEqual(['模型'])
  })
})

describe('takeFromEngine', () => {
  it('takes nothing for a sentence that changed, or that a person translated', () => {
    const before = translation([
      segment('a', '甲'),
      segment('b', '乙'),
      segment('c', '丙'),
    ])
    const work = engineWork(before, { concepts: [] })
    const accepted = acceptedOf(
      work,
      work.request.segments.map(({ id }) => ({
        article: 'a.md',
        id,
        state: 'accepted',
        content: ['By an engine'],
        problems: [],
        repairs: [],
        resumed: false,
      })),
    )
    const now = translation([
      segment('a', '甲', {
        state: 'translated',
        target: ['By hand'],
        origin: { by: 'person', name: 'Lin' },
      }),
      segment('b', '乙二'),
      segment('c', '丙'),
    ])
    const after = takeFromEngine(now, accepted, 'e (m)', '2026-01-08T00:00:00Z')
    expect(after.taken).toBe(1)
    const [a, b, c] = after.translation.units[0]?.segments ?? []
    expect(a).toEqual(now.units[0]?.segments[0])
    expect(b).toEqual(now.units[0]?.segments[1])
    expect(c).toEqual({
      ...segment('c', '丙'),
      state: 'translated',
      target: ['By an engine'],
      origin: { by: 'engine', name: 'e (m)', at: '2026-01-08T00:00:00Z' },
    })
  })
})

class MemoryShelf implements EngineShelf {
  readonly kept = new Map<string, Translation>()
  writes = 0
  constructor(...all: Translation[]) {
    for (const one of all) this.kept.set(one.article, one)
  }
  async update(
    path: string,
    change: (one: Translation) => Translation,
  ): Promise<void> {
    const before = this.kept.get(path)
    if (!before) throw new Error(path)
    this.writes++
    this.kept.set(path, change(before))
  }
  states(path: string): string[] {
    const { units } = this.kept.get(path) as Translation
    return units.flatMap(({ segments }) => segments.map(({ state }) => state))
  }
}

const temporary = (): string => mkdtempSync(join(tmpdir(), 'yiwen-engine-'))

const english = ({ text }: { text: string }): string =>
  `In English, that is number ${text.codePointAt(0)}.`

describe('a run', () => {
  const articles = (...all: Translation[]) =>
    all.map((one) => ({
      path: one.article,
      shown: `articles/${one.article}`,
      translation: one,
      context: { concepts: [] },
    }))

  it('costs nothing to plan, keeps what passed, and leaves no journal', async () => {
    const server = await start((received, response) =>
      sendJson(
        response,
        translated(received, (one) =>
          one.text.includes('乙') ? '乙' : english(one),
        ),
      ),
    )
    const cwd = temporary()
    const one = translation([
      segment('a', '甲。'),
      segment('b', '乙。'),
      segment('c', 'OK'),
    ])
    const other = translation([segment('d', '丁。')], [], 'b.md')
    const config = resolveConfig({
      engines: {
        e: {
          type: 'openai',
          url: server.url,
          model: 'm',
          key: 'KEY',
          price: { input: 1, output: 1 },
        },
      },
    })
    const env = { KEY: 'sk-secret-1234' }
    const plan = await planEngineRun(articles(one, other), { config, cwd, env })
    expect(plan.cost).toMatchObject({
      segments: 3,
      requests: 2,
      currency: 'USD',
    })
    expect(plan.cost.amount).toBeGreaterThan(0)
    expect(server.received).toEqual([])
    expect(readdirSync(cwd)).toEqual([])
    const shelf = new MemoryShelf(one, other)
    const steps: string[] = []
    const run = await doEngineRun(plan, shelf, {
      cwd,
      now: () => new Date('2026-01-08T00:00:00Z'),
      onProgress: ({ done, total, path }) =>
        steps.push(`${done}/${total} ${path}`),
    })
    expect(shelf.states('a.md')).toEqual([
      'translated',
      'initial',
      'translated',
    ])
    expect(shelf.states('b.md')).toEqual(['translated'])
    const [segments] = (shelf.kept.get('a.md') as Translation).units
    expect(segments?.segments[0]?.origin).toEqual({
      by: 'engine',
      name: 'e (m)',
      at: '2026-01-08T00:00:00.000Z',
    })
    expect(steps.at(-1)).toMatch(/^3\/3 articles\//)
    expect(
      run.findings.map(({ path, messages }) => [path, messages.length]),
    ).toEqual([
      ['articles/a.md', 1],
      ['articles/b.md', 0],
    ])
    expect(run.cost.amount).toBeGreaterThan(0)
    expect(readdirSync(join(cwd, '.yiwen/engines'))).toEqual(['.gitignore'])
  })

  it('takes no more segments than it may', async () => {
    const config = resolveConfig({
      engines: { e: { type: 'command', command: ['false'] } },
    })
    const all = articles(
      translation([segment('a', '甲'), segment('b', '乙')]),
      translation([segment('c', '丙')], [], 'b.md'),
    )
    const choice = { config, cwd: temporary(), env: {} }
    const segmentsOf = async (limit: number) => {
      const plan = await planEngineRun(all, { ...choice, limit })
      return plan.articles.map(({ work }) =>
        work.request.segments.map(({ id }) => id),
      )
    }
    expect(await segmentsOf(1)).toEqual([['u1/a']])
    expect(await segmentsOf(3)).toEqual([['u1/a', 'u1/b'], ['u1/c']])
    expect(await segmentsOf(0)).toEqual([])
  })

  it('has to be told which engine, where there are several', async () => {
    const engines = {
      one: { type: 'command' as const, command: 'x' },
      two: { type: 'command' as const, command: 'x' },
    }
    const config = resolveConfig({ engines })
    const choice = { config, cwd: temporary(), env: {} }
    const error = await planEngineRun([], choice).catch((e: unknown) => e)
    expect(expectWordedError(error).message).toBe(
      'There are several engines: one, two.',
    )
  })

  it('is one at a time for an engine', async () => {
    const one = translation([segment('a', '甲。')])
    const shelf = new MemoryShelf(one)
    const cwd = temporary()
    const watch = { cwd }
    const server = await start(async (received, response) => {
      const error = await doEngineRun(plan, shelf, watch).catch((e) => e)
      expect(expectWordedError(error).message).toContain('e.en.ndjson')
      sendJson(response, translated(received, english))
    })
    const config = resolveConfig({
      engines: { e: { type: 'openai', url: server.url, model: 'm' } },
    })
    const plan = await planEngineRun(articles(one), { config, cwd, env: {} })
    await doEngineRun(plan, shelf, watch)
    expect(shelf.states('a.md')).toEqual(['translated'])
    expect(server.received).toHaveLength(1)
  })

  it('that is killed goes on where it was, and asks for nothing twice', async () => {
    const cwd = temporary()
    const file = join(cwd, 'translation.json')
    const texts = '甲乙丙丁戊己庚辛'
    const all = [...texts].map((one) => segment(one, `${one}。`))
    writeFileSync(file, JSON.stringify(translation(all)))
    let kill: (() => void) | undefined
    const server = await start((received, response, count) => {
      if (count === 4) return kill?.()
      sendJson(response, translated(received, english))
    })
    const child = fileURLToPath(new URL('engine-child.mjs', import.meta.url))
    const run = () =>
      new Promise<string>((done, fail) => {
        const process_ = spawn(process.execPath, [child, cwd, server.url], {
          env: { ...process.env, KEY: 'sk-secret-1234' },
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        kill = () => process_.kill('SIGKILL')
        let said = ''
        process_.stdout.on('data', (chunk) => {
          said += chunk
        })
        process_.on('error', fail)
        process_.on('close', (code, signal) =>
          done(`${signal ?? code} ${said}`),
        )
      })
    expect(await run()).toBe('SIGKILL ')
    const journal = join(cwd, '.yiwen/engines/e.en.ndjson')
    expect(readFileSync(journal, 'utf8').split('\n')).toHaveLength(4)
    expect(await run()).toBe(
      `0 ${JSON.stringify([...texts].map((_, index) => index < 3))}`,
    )
    const asked = server.received.map(
      (received: Received) => documentOf(received).segments[0]?.text[0],
    )
    expect(asked.join('')).toBe('甲乙丙丁丁戊己庚辛')
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Translation
    expect(
      kept.units[0]?.segments.every(({ state }) => state === 'translated'),
    ).toBe(true)
    expect(existsSync(journal)).toBe(false)
  })
})
