import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { siteOf } from '../src/build/project.ts'
import { addSearch } from '../src/build/search.ts'
import { withLock } from '../src/lock/index.ts'
import { resolveConfig } from '../src/node.ts'
import {
  applyPlan,
  createOutputs,
  type ManifestArticle,
  manifestPath,
  type Plan,
  pageOutput,
  planPublish,
  printManifest,
  searchPageFile,
  searchPagePath,
} from '../src/publish/index.ts'
import { Finder } from '../src/publish/search/client/find.ts'
import type { FoldTable } from '../src/publish/search/tokens.ts'

/** Article of a test: its texts follow from its numbers. */
interface Article {
  title: number
  text: number
  length: number
  date?: string | undefined
}
type Articles = ReadonlyMap<string, Article>

const config = resolveConfig({ editions: ['zh-TW', 'en'] })
const ids = config.editions.map(({ id }) => id)

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'yiwen-search-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Ideographs of chance, with years and words among them. */
function textOf(seed: number, length: number): string {
  let state = seed * 2_654_435_761 + 1
  let text = ''
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const kind = (state >>> 8) % 97
    text +=
      kind === 0
        ? '，'
        : kind === 1
          ? ` ${1900 + (state % 150)} word${state % 9} `
          : String.fromCharCode(0x4e00 + ((state >>> 12) % 3000))
  }
  return text
}

/** What the page of an article says, to which every one owes the word 青溪. */
function pageOf({ title, text, length, date }: Article) {
  return {
    title: textOf(title, 6),
    date,
    blocks: [
      { id: 'h', text: textOf(text + 1, 5), isHeading: true },
      { id: 'p1', text: `青溪${textOf(text, length)}`, isHeading: false },
    ],
  }
}

/** Plan what the searches of a site need, with its articles made by somebody else. */
async function planSearch(
  folder: string,
  articles: Articles,
  {
    force = false,
    chosen = ids,
    reads = [] as string[],
    writes = true,
    wants = (_path: string): boolean => true,
  } = {},
): Promise<Plan> {
  const path = join(root, folder)
  const output = { path, name: folder, protect: [] }
  const outputs = await createOutputs(output, { keep: writes })
  const all: Record<string, ManifestArticle> = {}
  for (const [source, article] of articles) {
    const page = pageOf(article)
    const { title, date } = page
    const name = pageOutput('', source).slice(1)
    // Every third one has no English.
    const editions = article.title % 3 === 0 ? ['zh-TW'] : ids
    all[`articles/${source}`] = {
      sourceHash: '',
      listings: Object.fromEntries(
        editions.map((id) => [id, { title, ...(date ? { date } : {}) }]),
      ),
    }
    for (const id of editions.filter((id) => chosen.includes(id))) {
      const path = `${id}/${searchPagePath(name)}`
      const content = searchPageFile(page, name)
      if (wants(path)) await outputs.add({ path, content, edition: id })
    }
  }
  const scope = {
    cwd: root,
    config,
    root: join(root, 'articles'),
    site: new Map(config.editions.map((one) => [one.id, siteOf(one)])),
    chosen: new Set(chosen),
    templates: undefined,
  }
  const watched = {
    ...outputs,
    read: (path: string) => {
      reads.push(path)
      return outputs.read(path)
    },
    readThere: (path: string) => {
      reads.push(path)
      return outputs.readThere(path)
    },
  }
  await addSearch(scope, all, watched, writes)
  return planPublish(outputs.list(), await outputs.snapshot(), {
    articles: all,
    force,
    // Of an article that has an error all stays as it is.
    keeps: ({ edition = '' }, path) =>
      (edition !== '' && !chosen.includes(edition)) || !wants(path),
  })
}

/** Carry a plan out, as far as a build that is cut off comes. */
async function carryOut(
  folder: string,
  plan: Plan,
  most = Infinity,
): Promise<void> {
  const path = join(root, folder)
  if (most >= plan.writes.length) {
    await applyPlan(plan, { path, name: folder, protect: [] }, withLock)
    return
  }
  const pending = Object.fromEntries(
    plan.writes.map(({ path, sha256 }) => [path, sha256]),
  )
  const note = printManifest({ ...plan.before.manifest, pending })
  put(join(path, manifestPath), [...note].join(''))
  for (const { path: name, content } of plan.writes.slice(0, most)) {
    if (content instanceof Uint8Array) put(join(path, name), content)
  }
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

async function build(
  folder: string,
  articles: Articles,
  options: Parameters<typeof planSearch>[2] = {},
): Promise<Plan> {
  const plan = await planSearch(folder, articles, options)
  await carryOut(folder, plan)
  return plan
}

function namesIn(folder: string): string[] {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return (readdirSync(path, { recursive: true }) as string[])
    .filter((name) => statSync(join(path, name)).isFile())
    .filter((name) => !name.startsWith('.yiwen'))
    .sort()
}

function tree(folder: string, without: readonly string[] = []) {
  return new Map(
    namesIn(folder)
      .filter((name) => !without.includes(name))
      .map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]),
  )
}

/** Hold a folder against one in which nothing was built before. */
async function expectAsAnew(
  folder: string,
  articles: Articles,
  conflicts: Plan['conflicts'] = [],
): Promise<void> {
  // What somebody changed stays as it is, though nobody may want it any more.
  const without = conflicts.map(({ path }) => path)
  const there = tree(folder, without)
  const anew = new Map<string, string>()
  for (const { path, content } of (await planSearch('anew', articles)).writes) {
    if (without.includes(path)) continue
    anew.set(path, new TextDecoder().decode(content as Uint8Array))
  }
  expect([...there.keys()]).toEqual([...anew.keys()].sort())
  for (const [name, text] of anew) {
    expect(there.get(name) === text, name).toBe(true)
  }
}

/** Articles of a site with several parts. */
function startArticles(count = 24): Map<string, Article> {
  const articles = new Map<string, Article>()
  for (let at = 0; at < count; at++) {
    const date = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10)
    articles.set(`a${at}.md`, { title: at, text: at, length: 500, date })
  }
  return articles
}

const kinds = [
  ...['edit', 'edit', 'length', 'add', 'newest', 'remove', 'date', 'title'],
  ...['cut', 'damage', 'delete', 'remember', 'restore', 'manifest', 'only'],
] as const
const step = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(1000),
  b: fc.nat(1000),
})

describe('an index that is brought up to date', () => {
  test('is the one that is made anew, whatever came before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), {
          maxLength: 8,
        }),
        async (builds) => {
          rmSync(join(root, 'site'), { recursive: true, force: true })
          const articles = startArticles(12)
          let kept: ReadonlyMap<string, string> = new Map()
          await build('site', articles)
          for (const steps of builds) {
            let most = Infinity
            let chosen = ids
            let force = true
            for (const { kind, a, b } of steps) {
              const sources = [...articles.keys()]
              const source = sources[a % sources.length] ?? 'a.md'
              const article = articles.get(source)
              const names = namesIn('site')
              const name = names[a % Math.max(1, names.length)]
              const path = join(root, 'site', name ?? 'none')
              const date = `2026-0${1 + (b % 9)}-0${1 + (a % 9)}`
              const fresh = { title: b, text: b, length: 20 + b, date }
              if (kind === 'add') articles.set(`b${a % 20}.md`, fresh)
              else if (kind === 'newest') {
                articles.set(`n${b}.md`, { ...fresh, date: '2027-01-01' })
              } else if (kind === 'remove') articles.delete(source)
              else if (kind === 'cut') most = b % 12
              else if (kind === 'only') chosen = [ids[b % 2] ?? '']
              else if (kind === 'remember') kept = tree('site')
              else if (kind === 'restore') {
                const text = kept.get(name ?? '')
                if (name !== undefined && text !== undefined) put(path, text)
              } else if (kind === 'manifest') {
                const path = join(root, 'site', manifestPath)
                const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
                let at = b % (text.split('"sha256"').length + 1)
                const other = text.replace(/[0-9a-f]{6}"/g, (end) =>
                  at-- === 0 ? '000000"' : end,
                )
                if (text !== '') put(path, other)
              } else if (kind === 'delete') rmSync(path, { force: true })
              else if (kind === 'damage' && existsSync(path)) {
                const bytes = readFileSync(path)
                if (bytes.length > 0) bytes[b % bytes.length] = 0x39
                put(path, bytes)
                force = b % 2 === 0
              } else if (article && kind === 'edit') {
                articles.set(source, { ...article, text: b })
              } else if (article && kind === 'length') {
                articles.set(source, { ...article, length: b })
              } else if (article && kind === 'title') {
                articles.set(source, { ...article, title: b })
              } else if (article && kind === 'date') {
                const other = b % 4 === 0 ? undefined : date
                articles.set(source, { ...article, date: other })
              }
            }
            const plan = await planSearch('site', articles, { force, chosen })
            await carryOut('site', plan, most)
            if (most < plan.writes.length || chosen.length < ids.length) {
              continue
            }
            await expectAsAnew('site', articles, plan.conflicts)
          }
          const plan = await build('site', articles, { force: true })
          await expectAsAnew('site', articles, plan.conflicts)
        },
      ),
      { numRuns: Number(process.env['YIWEN_RUNS'] ?? 10), endOnFailure: true },
    )
  }, 600_000)

  test('reads what changed, and no other page', async () => {
    const articles = startArticles()
    await build('site', articles)
    expect(namesIn('site')).toContain('zh-TW/search~index/part-3.js')

    const edited = articles.get('a7.md') as Article
    articles.set('a7.md', { ...edited, length: edited.length + 2 })
    const reads: string[] = []
    const { writes } = await build('site', articles, { reads })
    const isPage = (path: string) => path.includes('/search~/')
    expect(new Set(reads.filter(isPage))).toEqual(
      new Set(ids.map((id) => `${id}/search~/a7.js`)),
    )
    // A part that has nothing of it is not read, either, and stays.
    const parts = (paths: readonly string[]) =>
      paths.filter((path) => path.includes('zh-TW/search~index/part-')).sort()
    const written = writes.map(({ path }) => path)
    expect(parts(written).length).toBeLessThan(4)
    expect(parts(reads)).toEqual(parts(written))
    await expectAsAnew('site', articles)

    // One that is new or goes is read alone, too, wherever it stands.
    for (const date of ['2027-01-01', '2026-01-05']) {
      articles.set('new.md', { title: 1, text: 99, length: 30, date })
      const added: string[] = []
      await build('site', articles, { reads: added })
      expect(new Set(added.filter(isPage))).toEqual(
        new Set(ids.map((id) => `${id}/search~/new.js`)),
      )
      await expectAsAnew('site', articles)
      articles.delete('new.md')
      const gone: string[] = []
      await build('site', articles, { reads: gone })
      expect(new Set(gone.filter(isPage))).toEqual(
        new Set(ids.map((id) => `${id}/search~/new.js`)),
      )
      await expectAsAnew('site', articles)
    }
  })

  test.each([
    ['a part', 'zh-TW/search~index/part-1.js'],
    ['its first file', 'zh-TW/search~index/index.js'],
    ['a list', 'zh-TW/search~index/list-0.js'],
    ['the page that changes', 'zh-TW/search~/a7.js'],
  ])('is made anew where %s is damaged or missing', async (_, name) => {
    const articles = startArticles()
    const path = join(root, 'site', name)
    for (const harm of [
      () => rmSync(path),
      () => put(path, readFileSync(path, 'utf8').replace(/\d/, '7')),
      () => put(path, ''),
    ]) {
      await build('site', articles)
      harm()
      const article = articles.get('a7.md') as Article
      articles.set('a7.md', { ...article, text: article.text + 100 })
      await build('site', articles, { force: true })
      await expectAsAnew('site', articles)
    }
  })

  test('of a part that somebody changed and set back is none', async () => {
    const articles = startArticles()
    await build('site', articles)
    const name = 'zh-TW/search~index/part-0.js'
    const path = join(root, 'site', name)
    const before = readFileSync(path, 'utf8')
    put(path, `${before}// mine\n`)
    articles.set('a7.md', { title: 3, text: 300, length: 500 })
    const { conflicts } = await build('site', articles)
    expect(conflicts.map(({ path }) => path)).toEqual([name])
    put(path, before)
    await build('site', articles)
    await expectAsAnew('site', articles)
  })

  test('has a page that somebody took away again once it is there', async () => {
    const articles = startArticles()
    await build('site', articles)
    const name = 'zh-TW/search~/a3.js'
    rmSync(join(root, 'site', name))
    const wants = (path: string) => path !== name
    for (const text of [200, 201]) {
      articles.set('a7.md', { title: 3, text, length: 500 })
      await build('site', articles, { wants })
      const anew = await planSearch('site', articles, { wants })
      expect(anew.writes.map(({ path }) => path)).toEqual([])
    }
    await build('site', articles)
    await expectAsAnew('site', articles)
  })

  test('is not made for a look', async () => {
    const articles = startArticles()
    await build('site', articles)
    articles.set('a7.md', { title: 3, text: 300, length: 500 })
    const plan = await planSearch('site', articles, { writes: false })
    const index = plan.changes.filter(({ path }) => path.includes('~index/'))
    expect(index.every(({ kind }) => kind === 'unchanged')).toBe(true)
  })
})

test('of articles that have it equally, the newest are found first', async () => {
  const articles = startArticles(24)
  await build('site', articles)
  articles.set('old.md', { title: 1, text: 9, length: 9, date: '2020-01-01' })
  articles.set('new.md', { title: 2, text: 8, length: 9, date: '2027-01-01' })
  articles.set('none.md', { title: 4, text: 7, length: 9 })
  await build('site', articles)
  const load = async (kind: string, _key: unknown, url: URL) => {
    const script = readFileSync(url, 'utf8')
    const values = JSON.parse(
      `[${script.slice('yiwenSearch.take('.length, -2)}]`,
    ) as unknown[]
    expect(values[0]).toBe(kind)
    return values[2]
  }
  const base = pathToFileURL(join(root, 'site/zh-TW/search~index/'))
  const head = await load('index', '', new URL('index.js', base))
  const shared = new URL('../../assets~/fold.js', base)
  const fold = (await load('fold', 0, shared)) as FoldTable
  const finder = new Finder(head as never, fold, base, load)
  const found: string[] = []
  for await (const { href } of finder.find('青溪')) {
    found.push(new URL(href).pathname.replace(/^.*\/(.*)\.html$/, '$1'))
  }
  const dated = Array.from({ length: 24 }, (_, at) => `a${23 - at}`)
  expect(found).toEqual(['new', ...dated, 'old', 'none'])
})
