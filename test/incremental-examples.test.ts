import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConceptFiles } from '../src/build/glossary.ts'
import { ImpactIndex } from '../src/build/impact.ts'
import { readSeal, writeSeal } from '../src/build/seal.ts'
import { stampOf } from '../src/cache/index.ts'
import type { ProjectReport } from '../src/node.ts'
import { resolveConfig } from '../src/node.ts'
import { createProject, type Project } from './project.ts'

const config = { glossary: ['glossary.yaml'] }

let project: Project

beforeEach(async () => {
  project = createProject({
    'articles/a.md': '# 甲\n\n這套軟體支援多國語言。\n',
    'articles/b.md': '# 乙\n\n某個智能\n**體**會用ＡＰＩ 呼叫。\n',
    'articles/c.md': '# 丙\n\n他去平臺買票。\n',
  })
  glossary([concept('ruanti', '軟體', '软件')])
  await project.build({ config })
})

afterEach(() => project.remove())

interface TestConcept {
  id: string
  state: string
  terms: Record<string, unknown>
}

function concept(id: string, tw: string, cn: string): TestConcept {
  return { id, state: 'approved', terms: { 'zh-TW': tw, 'zh-CN': cn } }
}

function glossary(concepts: readonly TestConcept[]): void {
  const all = concepts.map((one) => ({ ...one, domain: 'x' }))
  project.write({ 'glossary.yaml': JSON.stringify({ concepts: all }) })
}

const made = ({ rebuilt }: ProjectReport) =>
  rebuilt.map(({ path, reason }) => `${path}: ${reason.kind}`)

const build = async (options: Parameters<Project['build']>[0] = {}) =>
  made(await project.build({ config, ...options }))

const kept = (name = '') => project.at(`.yiwen/cache/${name}`)

/** Let the clock of files go on, and have all stamps kept. */
async function settle(): Promise<void> {
  await sleep(150)
  await project.build({ config })
  expect(existsSync(kept('whole'))).toBe(true)
}

describe('a build makes anew', () => {
  test('nothing where nothing changed, and writes nothing', async () => {
    await settle()
    const times = () =>
      ['public', '.yiwen'].flatMap((folder) =>
        project.files(folder).map((path) => {
          const { mtimeMs, ctimeMs } = statSync(project.at(`${folder}/${path}`))
          return [path, mtimeMs, ctimeMs]
        }),
      )
    const before = times()
    expect(await build()).toEqual([])
    expect(made(await project.check({ config }))).toEqual([])
    expect(times()).toEqual(before)
  })

  test('an article that changed, and no other', async () => {
    project.write({ 'articles/b.md': '# 乙\n\n硬碟。\n' })
    const report = await project.build({ config })
    expect(made(report)).toEqual(['articles/b.md: source'])
    const written = report.changes.filter(({ kind }) => kind !== 'unchanged')
    expect(new Set(written.map(({ path }) => path.split('/').at(-1)))).toEqual(
      new Set(['b.md', 'b.html', 'b.js', 'index.js', 'part-0.js']),
    )
  })

  test('an article of the same size and time', async () => {
    const path = project.at('articles/a.md')
    const time = 1_700_000_000.5
    utimesSync(path, time, time)
    await settle()
    const text = readFileSync(path, 'utf8').replace('甲', '王')
    writeFileSync(path, text)
    utimesSync(path, time, time)
    expect(statSync(path).mtimeMs).toBe(time * 1000)
    expect(await build()).toEqual(['articles/a.md: source'])
    expect(project.read('public/zh-CN/a.md')).toContain('# 王')
  })

  test('what a setting holds for', async () => {
    const overrides = [{ files: 'c.md', quotes: 'keep' as const }]
    expect(await build({ config: { ...config, overrides } })).toEqual([
      'articles/c.md: settings',
    ])
    expect(await build({ config: { ...config, html: false } })).toHaveLength(3)
  })

  test('an article whose link from the root has a file now', async () => {
    project.write({ 'articles/a.md': '# 甲\n\n[去](/new.md)\n' })
    await build()
    await settle()
    project.write({ 'articles/new.md': '# 新\n' })
    expect(await build()).toEqual([
      'articles/a.md: links',
      'articles/new.md: new',
    ])
    expect(project.read('public/zh-CN/a.html')).toContain('"new.html"')
    rmSync(project.at('articles/new.md'))
    expect(await build()).toEqual(['articles/a.md: links'])
    expect(project.read('public/zh-CN/a.html')).toContain('"/new.html"')
  })

  test('what is missing from the output folder', async () => {
    rmSync(project.at('public/zh-CN/a.md'))
    expect(await build()).toEqual(['articles/a.md: outputs'])
    expect(project.read('public/zh-CN/a.md')).toContain('软件')
  })

  test('what was edited by hand stays, however alike its stamp', async () => {
    const path = project.at('public/zh-CN/a.md')
    await settle()
    const { atime, mtime } = statSync(path)
    writeFileSync(path, readFileSync(path, 'utf8').replace('软', '硬'))
    utimesSync(path, atime, mtime)
    const report = await project.build({ config })
    expect(report.articles[0]?.messages.map((m) => m.ruleId)).toContain(
      'publish-target-edited',
    )
    expect(project.read('public/zh-CN/a.md')).toContain('硬件')
  })

  test('everything, when it is asked to', async () => {
    const all = ['a', 'b', 'c'].map((name) => `articles/${name}.md: off`)
    expect(await build({ cache: false })).toEqual(all)
    expect(await build()).toEqual([])
  })

  test('what it can keep, where it makes a part', async () => {
    project.write({ 'articles/a.md': '# 甲二\n', 'articles/b.md': '# 乙二\n' })
    expect(await build({ only: ['articles/a.md'] })).toEqual([
      'articles/a.md: source',
    ])
    expect(await build({ editions: ['zh-CN'] })).toEqual([
      'articles/b.md: source',
    ])
    expect(await build()).toEqual(['articles/b.md: source'])
    expect(await build()).toEqual([])
  })
})

describe('a term makes anew the articles it stands in', () => {
  const rest = [concept('ruanti', '軟體', '软件')]

  test.each([
    ['through a line end and marks', '智能體', 'b'],
    ['in another width, without a space', 'API呼叫', 'b'],
    ['in another character', '平台', 'c'],
    ['of one character', '票', 'c'],
  ])('%s, when it is added, changed or removed', async (_, word, name) => {
    const path = `articles/${name}.md: terms`
    const added = concept('new', word, '丁')
    glossary([...rest, added])
    expect(await build()).toEqual([path])
    glossary([{ ...added, terms: { ...added.terms, en: 'x' } }, ...rest])
    expect(await build()).toEqual([path])
    glossary([{ ...added, state: 'proposed' }, ...rest])
    expect(await build()).toEqual([path])
    glossary(rest)
    expect(await build()).toEqual([path])
    glossary([...rest, concept('new', '不在此', '丁')])
    expect(await build()).toEqual([])
  })

  test('in the form of another locale', async () => {
    glossary([...rest, concept('new', '賣場', '平台')])
    expect(await build()).toEqual(['articles/c.md: terms'])
  })

  test('when of two concepts the other comes first', async () => {
    const [first, second] = [
      concept('one', '平台', '甲台'),
      concept('two', '平台', '乙台'),
    ]
    glossary([...rest, first, second])
    await build()
    expect(project.read('public/zh-CN/c.md')).toContain('甲台')
    glossary([...rest, second, first])
    expect(await build()).toEqual(['articles/c.md: terms'])
    expect(project.read('public/zh-CN/c.md')).toContain('乙台')
  })

  test('and says which word it was', async () => {
    glossary([...rest, concept('new', '平台', '丁')])
    const { rebuilt } = await project.build({ config })
    expect(rebuilt[0]?.reason).toEqual({ kind: 'terms', words: ['平台'] })
  })
})

const names = (start = '') =>
  readdirSync(kept())
    .filter((name) => name.startsWith(start))
    .sort()

describe('what was kept and is damaged', () => {
  const harms: [string, (path: string) => void][] = [
    ['cut', (path) => truncateSync(path, statSync(path).size >> 1)],
    ['empty', (path) => truncateSync(path, 0)],
    [
      'another byte',
      (path) => {
        const bytes = readFileSync(path)
        const last = bytes.length - 1
        bytes[last] = (bytes[last] ?? 0) ^ 1
        writeFileSync(path, bytes)
      },
    ],
    ['something else', (path) => writeFileSync(path, '{}')],
    ['gone', (path) => rmSync(path)],
  ]

  test.each(harms.map(([name, harm], turn) => [name, harm, turn] as const))(
    '%s: is not believed, and whole again',
    async (_, harm, turn) => {
      await settle()
      // Of those that are alike, each harm is done to another.
      const kindOf = (name: string) => name.split('-')[0]
      const before = names().filter((name, _, all) => {
        const alike = all.filter((other) => kindOf(other) === kindOf(name))
        return name === alike[turn % alike.length]
      })
      expect(before.length).toBeGreaterThan(5)
      for (const name of before) {
        harm(kept(name))
        project.write({ 'articles/a.md': '# 甲\n\n這套軟體。\n' })
        glossary([concept('new', '平台', name)])
        await project.build({ config })
        expect(project.read('public/zh-CN/c.md')).toContain(name)
        glossary([concept('ruanti', '軟體', '软件')])
        await build()
        await settle()
        expect(await build()).toEqual([])
      }
    },
  )

  test('is said to be', async () => {
    for (const name of names('articles-')) writeFileSync(kept(name), 'x')
    const all = ['a', 'b', 'c'].map((name) => `articles/${name}.md: damage`)
    expect(await build()).toEqual(all)
    expect(await build()).toEqual([])
  })
})

test('a disk that forgets is seen where it is read, and the next build mends it', async () => {
  await settle()
  const seal = await readSeal(project.root)
  if (!seal) throw new Error('There is no seal.')
  const name = names('articles-').find((name) =>
    readFileSync(kept(name)).includes('"title":"甲"'),
  )
  if (name === undefined) throw new Error('No file has the record.')
  const bytes = readFileSync(kept(name))
  bytes.write('乙', bytes.indexOf('甲'))
  writeFileSync(kept(name), bytes)
  // Other bytes, and the stamp that is known.
  const stamps = [...seal.places.stamps]
  const stamp = stampOf(kept(name)) ?? null
  stamps[Number.parseInt(name.slice('articles-'.length), 16)] = stamp
  await writeSeal(project.root, {
    ...seal,
    places: { ...seal.places, stamps },
  })

  await expect(project.build({ config })).rejects.toThrow('a.md is damaged')
  expect(await build()).toEqual(['articles/a.md: damage'])
  const whole = await project.build({ config })
  expect(whole.articles.map(({ title }) => title)).toEqual(['甲', '乙', '丙'])
})

test('a folder that can not be written to is no reason to fail', async () => {
  rmSync(project.at('.yiwen'), { recursive: true })
  project.write({ '.yiwen': 'a file' })
  expect(await build()).toHaveLength(3)
  expect(project.read('.yiwen')).toBe('a file')
})

describe('where concepts stand', () => {
  async function look(doubts = false): Promise<[number, ImpactIndex]> {
    const { concepts } = await readConceptFiles(project.root, config.glossary)
    const of = { cwd: project.root, config: resolveConfig(config) }
    const index = new ImpactIndex(of, concepts, { doubts })
    let count = 0
    await index.refresh(() => count++)
    await index.save()
    return [count, index]
  }

  test('is known from the build', async () => {
    glossary([
      concept('ruanti', '軟體', '软件'),
      { ...concept('pingtai', '平台', '平台'), state: 'proposed' },
    ])
    await build()
    const [count, index] = await look()
    expect(count).toBe(0)
    expect(index.articlesOf('pingtai')).toMatchObject([{ path: 'c.md' }])
    // What other concepts would decide has to be looked for, once.
    expect((await look(true))[0]).toBe(1)
    expect((await look(true))[0]).toBe(0)
  })

  test('is looked for where a file or a word changed', async () => {
    project.write({ 'articles/a.md': '# 甲\n\n軟體與軟體。\n' })
    glossary([
      concept('ruanti', '軟體', '软件'),
      { ...concept('api', 'API 呼叫', 'API'), state: 'proposed' },
    ])
    const [count, index] = await look()
    expect(count).toBe(2)
    expect(index.count('ruanti').places).toBe(2)
    expect(index.articlesOf('api')).toMatchObject([{ path: 'b.md' }])
    expect((await look())[0]).toBe(0)
  })

  test('is looked for again after a decision that moves a word', async () => {
    const waiting = { ...concept('one', '平台', '甲'), state: 'proposed' }
    const second = { ...concept('two', '平台', '乙'), state: 'proposed' }
    glossary([waiting, second])
    const [, index] = await look()
    expect(index.count('one').places).toBe(1)
    glossary([waiting, { ...second, state: 'approved' }])
    const { concepts } = await readConceptFiles(project.root, config.glossary)
    const change = (id: string, state: 'proposed' | 'approved') => {
      const after = concepts.find((one) => one.id === id)
      return after ? [{ before: { ...after, state }, after }] : []
    }
    expect(index.setConcepts(concepts, change('one', 'proposed'))).toBe(false)
    expect(index.setConcepts(concepts, change('two', 'proposed'))).toBe(true)
    await index.refresh()
    expect(index.count('one').places).toBe(0)
    expect(index.count('two').places).toBe(1)
  })
})
