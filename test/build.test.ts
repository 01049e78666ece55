import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Element, Nodes } from 'hast'
import iconv from 'iconv-lite'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { syncTranslations } from '../src/build/translations.ts'
import { findArticles, findAssets, resolveConfig } from '../src/node.ts'
import {
  createProject,
  findings,
  kinds,
  type Project,
  siteFiles,
} from './project.ts'

const ids = ['zh-TW', 'zh-HK', 'zh-CN', 'bilingual']

/** Settings under which the Taiwan edition is the article, byte for byte. */
const plain = { gloss: { style: 'none' } } as const

const sha256 = (bytes: string | Uint8Array) =>
  createHash('sha256').update(bytes).digest('hex')

describe('the articles that ship', () => {
  let project: Project
  beforeAll(async () => {
    project = createProject()
    cpSync('articles', project.at('articles'), { recursive: true })
    cpSync('locales/glossary', project.at('locales/glossary'), {
      recursive: true,
    })
    await project.build()
  })
  afterAll(() => project.remove())

  test('are all published, in every edition, with pages and pictures', async () => {
    const articles = await findArticles('articles')
    const assets = await findAssets('articles')
    expect(articles.length).toBeGreaterThanOrEqual(5)
    expect(assets.length).toBeGreaterThan(0)
    const isPicture = (path: string): boolean =>
      path.startsWith('assets~/pictures/')
    const expected = ids.flatMap((id) => [
      ...assets.map((path) => `${id}/${path}`),
      ...articles.flatMap((path) => [
        `${id}/${path.replace(/\.txt$/, '.md')}`,
        `${id}/${path.replace(/\.\w+$/, '.html')}`,
        `${id}/search~/${path.replace(/\.\w+$/, '.js')}`,
      ]),
    ])
    expected.push(...siteFiles(ids), '.yiwen/manifest.json')
    const isTag = (path: string): boolean => /\/tags\/(?!index\b)/.test(path)
    // As much as there is to find.
    const isPart = (path: string): boolean =>
      /\/part-[^0]|\/glossary~/.test(path)
    const all = project.files('public').filter((path) => !isPart(path))
    expect(all.filter(isPicture)).toHaveLength(assets.length)
    const files = all.filter((path) => !isPicture(path))
    expect(files.filter((path) => !isTag(path))).toEqual(expected.sort())
    const tags = files.filter(isTag).map((path) => path.split('/').slice(1))
    expect(tags.length).toBeGreaterThan(20)
    // A tag's page has the same name in every edition.
    expect(new Set(tags.map((path) => path.join('/'))).size).toBe(
      tags.length / ids.length,
    )
  })

  test('have no errors, and a report that says what was made', async () => {
    const report = await project.build()
    expect(findings(report).filter((one) => one.fatal)).toEqual([])
    expect(report.articles.some((article) => article.failed)).toBe(false)
    expect(report.output).toBe('public')
    expect(report.milliseconds).toBeGreaterThan(0)
    expect(report.glossary.files).toHaveLength(4)
    expect(report.glossary.concepts).toBeGreaterThan(100)
    const listing = report.articles[0]
    expect(listing?.path).toBe('articles/2026-01-08-zhipu-ipo.md')
    expect(listing?.title).toMatch(/^全球大模型第一股來了！/)
    expect(listing?.editions.map((edition) => edition.id)).toEqual(ids)
    const mainland = listing?.editions[2]
    expect(mainland?.locale).toBe('zh-CN')
    expect(mainland?.outputs).toEqual([
      'public/zh-CN/2026-01-08-zhipu-ipo.md',
      'public/zh-CN/2026-01-08-zhipu-ipo.html',
      'public/zh-CN/search~/2026-01-08-zhipu-ipo.js',
    ])
    expect(mainland?.edits.characters).toBeGreaterThan(50)
    expect(mainland?.edits.gloss).toBeGreaterThan(50)
    expect(mainland?.edits.appendix).toBe(0)
    for (const { editions, messages } of report.articles) {
      const keys = messages.map(
        (m) => `${m.ruleId}${m.line}${m.column}${m.reason}`,
      )
      expect(new Set(keys).size).toBe(keys.length)
      // Trees are not kept: a project of any size has to fit.
      for (const { file } of editions) {
        expect(file.data['yiwen']).toBeUndefined()
      }
    }
  })

  test('are not written again when nothing changed', async () => {
    const times = () =>
      project.files('public').map((path) => {
        const { mtimeNs, ino } = statSync(project.at(`public/${path}`), {
          bigint: true,
        })
        return [path, mtimeNs, ino]
      })
    const before = times()
    const report = await project.build()
    expect(Object.keys(kinds(report))).toEqual(['unchanged'])
    expect(times()).toEqual(before)
  })

  test('make the same bytes in another folder', async () => {
    const other = createProject()
    try {
      cpSync(project.at('articles'), other.at('articles'), { recursive: true })
      cpSync(project.at('locales'), other.at('locales'), { recursive: true })
      await other.build()
      for (const path of project.files('public')) {
        const bytes = (one: Project) => readFileSync(one.at(`public/${path}`))
        expect([path, bytes(other).equals(bytes(project))]).toEqual([
          path,
          true,
        ])
      }
    } finally {
      other.remove()
    }
  })

  test('pass the check after the build', async () => {
    const report = await project.check()
    expect(Object.keys(kinds(report))).toEqual(['unchanged'])
    expect(report.messages).toEqual([])
    expect(
      findings(report).filter((one) => one.ruleId?.startsWith('publish-')),
    ).toEqual([])
  })

  test('have pages whose links all lead somewhere', () => {
    const pages = new Map(
      project
        .files('public')
        .filter((path) => path.endsWith('.html'))
        .map((path) => [path, parsePage(project.read(`public/${path}`))]),
    )
    let followed = 0
    const broken: string[] = []
    for (const [path, page] of pages) {
      for (const address of page.addresses) {
        if (/^(?:[a-z]+:|\/\/)/i.test(address)) continue
        const [file = '', fragment] = address.split('#')
        // A page for addresses that lead nowhere may stand at any of them.
        const target = file.startsWith('/')
          ? decodeURIComponent(file.slice(1))
          : file
            ? join(dirname(path), decodeURIComponent(file.split('?')[0] ?? ''))
            : path
        followed++
        if (!existsSync(project.at(`public/${target}`))) {
          broken.push(`${path}: ${address}`)
        } else if (fragment !== undefined && pages.has(target)) {
          const id = decodeURIComponent(fragment)
          if (!pages.get(target)?.ids.has(id)) broken.push(`${path}: #${id}`)
        }
      }
    }
    expect(broken).toEqual([])
    expect(followed).toBeGreaterThan(300)
  })

  test('link the editions of a page with each other', () => {
    const { addresses } = parsePage(
      project.read('public/zh-CN/docs/deploy-service.html'),
    )
    for (const id of ids) {
      const own = id === 'zh-CN'
      const address = `${own ? '' : `../../${id}/docs/`}deploy-service.html`
      expect(addresses).toContain(address)
    }
    expect(addresses).toContain('../index.html')
  })

  test('are listed, the newest first', () => {
    const html = project.read('public/zh-TW/index.html')
    const list = /<ol class="articles">[\s\S]*<\/ol>/.exec(html)?.[0] ?? ''
    const dates = [...list.matchAll(/datetime="([^"]+)"/g)].map(([, d]) => d)
    expect(dates.length).toBeGreaterThanOrEqual(5)
    const moments = dates.map((date) => Date.parse(date ?? ''))
    expect(moments).toEqual([...moments].sort((a, b) => b - a))
    expect(list).toContain('href="docs/deploy-service.html"')
    const home = project.read('public/index.html')
    expect(home).toContain('href="zh-TW/docs/deploy-service.html"')
    for (const id of ids) expect(home).toContain(`href="${id}/index.html"`)
    expect(home.match(/<script/g)).toHaveLength(1)
  })
})

function parsePage(html: string): { ids: Set<string>; addresses: string[] } {
  const ids = new Set<string>()
  const addresses: string[] = []
  const visit = (node: Nodes): void => {
    if (node.type === 'element') read(node)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  const read = ({ properties }: Element): void => {
    const { id, href, src } = properties
    if (typeof id === 'string') ids.add(id)
    for (const value of [href, src]) {
      if (typeof value === 'string') addresses.push(value)
    }
  }
  visit(unified().use(rehypeParse).parse(html))
  return { ids, addresses }
}

let project: Project
// The tests above have a project of their own.
afterEach(() => project?.remove())

const article = '---\ntitle: 軟體\n---\n\n這套軟體很好用。\n'

describe('a check finds an edition that is', () => {
  const build = async () => {
    project = createProject({
      'articles/a.md': article,
      'articles/b.md': '乙\n',
    })
    await project.build()
  }

  test('missing, all of them before the first build', async () => {
    project = createProject({ 'articles/a.md': article })
    const report = await project.check()
    const [first, ...others] = report.articles[0]?.messages ?? []
    expect(first).toMatchObject({
      ruleId: 'publish-missing',
      reason: 'public/zh-TW/a.md is missing.',
      file: 'public/zh-TW/a.md',
      note: 'Run `yiwen build`.',
      fatal: true,
    })
    expect(others).toHaveLength(3)
    expect(existsSync(project.at('public'))).toBe(false)
  })

  test('missing', async () => {
    await build()
    rmSync(project.at('public/zh-CN/a.md'))
    rmSync(project.at('public/zh-CN/a.html'))
    const found = findings(await project.check())
    expect(found.map((one) => one.reason)).toEqual([
      'public/zh-CN/a.md is missing.',
    ])
  })

  test('stale', async () => {
    await build()
    project.write({ 'articles/a.md': article.replace('好用', '快') })
    const report = await project.check()
    expect(report.articles[0]?.messages.map((one) => one.reason)).toEqual(
      ids.map(
        (id) =>
          `public/${id}/a.md is stale: articles/a.md makes something else of it now.`,
      ),
    )
    expect(report.articles[1]?.messages).toEqual([])
    expect(report.messages).toEqual([])
    expect(kinds(await project.build())).toEqual({ update: 20, unchanged: 40 })
    expect(findings(await project.check())).toEqual([])
  })

  test('edited by hand', async () => {
    await build()
    project.write({ 'public/zh-CN/a.md': '我的\n' })
    const report = await project.check()
    expect(report.articles[0]?.failed).toBe(true)
    expect(findings(report)).toMatchObject([
      {
        ruleId: 'publish-target-edited',
        reason: 'public/zh-CN/a.md was edited by hand and is not written over.',
        note: 'Keep it with `yiwen adopt public/zh-CN/a.md`, move the change into articles/a.md or the glossary, or write over it with `--force`.',
        fatal: true,
      },
    ])
  })

  test('without a source', async () => {
    await build()
    rmSync(project.at('articles/b.md'))
    const report = await project.check()
    expect(
      report.messages.filter((one) => one.ruleId === 'publish-orphan'),
    ).toMatchObject(
      ids.toSorted().map((id) => ({
        reason: `public/${id}/b.md has no source any more.`,
        note: 'Run `yiwen build`, which deletes it.',
        fatal: false,
      })),
    )
    const built = await project.build()
    expect(kinds(built)['delete']).toBe(12)
    expect(project.files('public').join()).not.toContain('/b.')
  })
})

describe('nobody’s work is lost', () => {
  test('an edition that was edited stays, and the others go on', async () => {
    project = createProject({ 'articles/a.md': article })
    await project.build()
    project.write({
      'public/zh-CN/a.md': '我的\n',
      'articles/a.md': article.replace('好用', '快'),
    })
    const report = await project.build()
    expect(report.articles[0]?.failed).toBe(true)
    expect(project.read('public/zh-CN/a.md')).toBe('我的\n')
    expect(project.read('public/zh-HK/a.md')).toContain('很快')
    // It is found until somebody decides.
    expect((await project.build()).articles[0]?.failed).toBe(true)
    const forced = await project.build({ force: true })
    expect(forced.articles[0]?.failed).toBe(false)
    expect(project.read('public/zh-CN/a.md')).toContain('很快')
  })

  test('a file no build wrote stays, also beside editions', async () => {
    project = createProject({
      'articles/a.md': article,
      'public/zh-CN/a.md': '先來的\n',
      'public/CNAME': 'example.org\n',
      'public/zh-CN/other.md': '別的\n',
    })
    const report = await project.build()
    expect(findings(report)).toMatchObject([
      {
        ruleId: 'publish-target-edited',
        reason:
          'public/zh-CN/a.md is in the way: no build wrote it, so it is not written over.',
      },
    ])
    expect(project.read('public/zh-CN/a.md')).toBe('先來的\n')
    rmSync(project.at('articles/a.md'))
    await project.build()
    expect(project.read('public/zh-CN/a.md')).toBe('先來的\n')
    expect(project.read('public/CNAME')).toBe('example.org\n')
    expect(project.read('public/zh-CN/other.md')).toBe('別的\n')
  })

  test('an orphan that was edited stays', async () => {
    project = createProject({
      'articles/a.md': article,
      'articles/b.md': '乙\n',
    })
    await project.build()
    project.write({ 'public/zh-CN/b.md': '我的\n' })
    rmSync(project.at('articles/b.md'))
    const report = await project.build()
    expect(findings(report).map((one) => one.reason)).toEqual([
      'public/zh-CN/b.md has no source any more, and is kept because it was edited by hand.',
    ])
    expect(project.read('public/zh-CN/b.md')).toBe('我的\n')
    expect(existsSync(project.at('public/zh-HK/b.md'))).toBe(false)
  })

  test('an article with an error stays as it was published', async () => {
    project = createProject({
      'articles/a.md': article,
      'articles/b.md': '乙\n',
    })
    await project.build()
    const before = project.files('public')
    const list = project.read('public/zh-CN/index.html')
    const edition = project.read('public/zh-CN/a.md')
    project.write({
      'articles/a.md': '---\ntitle: "壞\n---\n\n文\n',
      'articles/b.md': '乙二\n',
    })
    const report = await project.build()
    expect(report.articles.map((one) => one.failed)).toEqual([true, false])
    expect(project.files('public')).toEqual(before)
    expect(project.read('public/zh-CN/a.md')).toBe(edition)
    expect(project.read('public/zh-CN/b.md')).toContain('乙二')
    expect(project.read('public/zh-CN/index.html')).toBe(list)
  })

  test('builds at the same time end in one of their results', async () => {
    project = createProject({ 'articles/a.md': article })
    const reports = await Promise.all(
      Array.from({ length: 8 }, () => project.build()),
    )
    for (const report of reports) expect(findings(report)).toEqual([])
    expect(findings(await project.check())).toEqual([])
    expect(project.files('public/.yiwen')).toEqual(['manifest.json'])
  })
})

describe('a part of a project', () => {
  const files = {
    'articles/a.md': article,
    'articles/docs/b.md': '---\ntitle: 乙\n---\n\n軟體\n',
    'articles/docs/c [x].md': '丙\n',
  }
  const paths = (report: { articles: readonly { path: string }[] }) =>
    report.articles.map(({ path }) => path)

  test.each([
    [['articles/a.md'], ['articles/a.md']],
    [['a.md'], ['articles/a.md']],
    [['articles/docs'], ['articles/docs/b.md', 'articles/docs/c [x].md']],
    [['articles/**/*.md'], Object.keys(files)],
    [['articles/docs/c [x].md'], ['articles/docs/c [x].md']],
  ])('%j', async (only, expected) => {
    project = createProject(files)
    expect(paths(await project.build({ only }))).toEqual(expected)
  })

  test('leaves the rest, and lists it still', async () => {
    project = createProject(files)
    await project.build()
    project.write({
      'articles/a.md': article.replace('title: 軟體', 'title: 新'),
    })
    rmSync(project.at('articles/docs/b.md'))
    const report = await project.build({ only: ['articles/a.md'] })
    expect(kinds(report)['delete']).toBeUndefined()
    expect(existsSync(project.at('public/zh-CN/docs/b.html'))).toBe(true)
    const list = project.read('public/zh-CN/index.html')
    expect(list).toContain('>新</a>')
    expect(list).toContain('href="docs/b.html"')
    expect(list).toContain('href="docs/c%20%5Bx%5D.html"')
  })

  test('one edition leaves the others', async () => {
    project = createProject(files)
    await project.build()
    project.write({ 'articles/a.md': article.replace('好用', '快') })
    const report = await project.build({ editions: ['zh-HK'] })
    expect(report.articles[0]?.editions.map(({ id }) => id)).toEqual(['zh-HK'])
    expect(kinds(report)).toEqual({ update: 5, unchanged: 19 })
    expect(project.read('public/zh-HK/a.md')).toContain('快')
    expect(project.read('public/zh-CN/a.md')).not.toContain('快')
  })

  test('that is not there', async () => {
    project = createProject({ ...files, 'notes.md': '' })
    await expect(project.build({ only: ['notes.md'] })).rejects.toThrow(
      'notes.md is no article below articles/.',
    )
    await expect(project.build({ only: ['*.rst'] })).rejects.toThrow(
      'No file matches *.rst.',
    )
    await expect(project.build({ editions: ['zh-SG'] })).rejects.toThrow(
      'There is no edition "zh-SG".',
    )
  })

  test('progress is told after each article', async () => {
    project = createProject(files)
    const told: string[] = []
    await project.build({
      onProgress: ({ done, total, path }) =>
        told.push(`${done}/${total} ${path}`),
    })
    expect(told).toEqual(
      Object.keys(files).map((path, index) => `${index + 1}/3 ${path}`),
    )
  })
})

describe('bytes', () => {
  test('the edition in the article’s own locale is the article', async () => {
    const texts = {
      'a.md': article,
      'crlf.md': article.replaceAll('\n', '\r\n'),
      'bom.md': `\uFEFF${article}`,
      'both.md': `\uFEFF${article.replaceAll('\n', '\r\n')}`,
      'bare.md': '沒有標題、也沒有換行',
      'empty.md': '',
      'nested/x.mdx': '<b>軟體</b>\n',
      'old.markdown': '軟體\n',
    }
    project = createProject(
      Object.fromEntries(
        Object.entries(texts).map(([path, text]) => [`articles/${path}`, text]),
      ),
    )
    await project.build({ config: plain })
    for (const [path, text] of Object.entries(texts)) {
      expect(project.read(`public/zh-TW/${path}`)).toBe(text)
      expect(project.read(`public/zh-CN/${path}`)).toMatch(
        new RegExp(`^${text.startsWith('\uFEFF') ? '\uFEFF' : ''}---\\r?\\n`),
      )
    }
    const crlf = project.read('public/zh-CN/both.md')
    expect(crlf.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(crlf).toContain('这套软件很好用。\r\n')
  })

  test.each([
    ['Big5', iconv.encode(article, 'big5'), ''],
    ['GB18030', iconv.encode(article, 'gb18030'), ''],
    ['UTF-16LE with BOM', Buffer.from(`\uFEFF${article}`, 'utf16le'), '\uFEFF'],
    [
      'UTF-16BE with BOM',
      Buffer.from(`\uFEFF${article}`, 'utf16le').swap16(),
      '\uFEFF',
    ],
    ['UTF-8 with BOM', Buffer.from(`\uFEFF${article}`), '\uFEFF'],
  ])('%s comes out as UTF-8', async (_name, bytes, bom) => {
    project = createProject({ 'articles/a.md': bytes })
    await project.build({ config: plain })
    expect(project.read('public/zh-TW/a.md')).toBe(bom + article)
    expect(project.read('public/zh-CN/a.md')).toMatch(/这套软件很好用。\n$/)
  })

  test('editions name their source by its SHA-256', async () => {
    project = createProject({ 'articles/x/a.md': article })
    await project.build({ config: plain })
    const edition = project.read('public/zh-CN/x/a.md')
    expect(edition).toContain('\nlang: zh-CN\n')
    expect(edition).toContain('\ntranslationOf: articles/x/a.md\n')
    expect(edition).toContain(`\nsourceHash: sha256-${sha256(article)}\n`)
  })

  test('an edition with glosses names its source in any locale', async () => {
    project = createProject({ 'articles/a.md': article })
    await project.build()
    expect(project.read('public/zh-TW/a.md')).toContain('\ntranslationOf: ')
  })

  test('plain text becomes Markdown', async () => {
    const text =
      '新聞標題\r\n\r\n青溪新聞記者林書涵 2026-01-08 13:00\r\n\r\n軟體 *一* 段。\r\n'
    project = createProject({ 'articles/a.txt': text })
    const report = await project.build({ config: plain })
    expect(report.articles[0]?.title).toBe('新聞標題')
    expect(project.read('public/zh-CN/a.md')).toBe(
      `---\r\ntitle: 新闻标题\r\nauthor: 林书涵\r\nrole: 记者\r\npublisher: 青溪新闻\r\ndate: '2026-01-08T13:00+08:00'\r\nlang: zh-CN\r\ntranslationOf: articles/a.txt\r\nsourceHash: sha256-${sha256(text)}\r\n---\r\n\r\n软件 \\*一\\* 段。\r\n`,
    )
    expect(project.files('public/zh-CN')).toEqual([
      '404.html',
      'a.html',
      'a.md',
      'glossary.html',
      'index.html',
      'search~/a.js',
      'search~index/index.js',
      'search~index/list-0.js',
      'search~index/part-0.js',
      'tags/index.html',
    ])
  })
})

describe('settings', () => {
  test('of the front matter and overrides hold', async () => {
    project = createProject({
      'articles/a.md': '---\nyiwen:\n  editions: [zh-CN]\n---\n\n軟體\n',
      'articles/b.md': '「軟體」\n',
    })
    await project.build({
      config: { ...plain, overrides: [{ files: 'b.md', quotes: 'keep' }] },
    })
    expect(project.files('public/zh-HK')).toEqual([
      '404.html',
      'b.html',
      'b.md',
      'glossary.html',
      'index.html',
      'search~/b.js',
      'search~index/index.js',
      'search~index/list-0.js',
      'search~index/part-0.js',
      'tags/index.html',
    ])
    expect(project.read('public/zh-CN/b.md')).toContain('「软件」')
    expect(project.read('public/zh-CN/a.html')).not.toContain('zh-HK/a.html')
  })

  test('that are wrong keep the article back, and say where', async () => {
    project = createProject({
      'articles/a.md': '---\ntitle: 甲\nyiwen:\n  qoutes: keep\n---\n\n軟體\n',
    })
    const report = await project.build()
    expect(report.articles[0]).toMatchObject({ failed: true })
    expect(report.articles[0]?.messages[0]).toMatchObject({
      ruleId: 'front-matter-invalid',
      line: 3,
      column: 1,
      file: 'articles/a.md',
    })
    expect(report.articles[0]?.messages[0]?.reason).toContain('qoutes')
  })

  test('a source in Simplified Chinese says so in its front matter', async () => {
    project = createProject({
      'articles/a.md': '---\nlang: zh-CN\n---\n\n这套方法\n',
    })
    await project.build({ config: plain })
    expect(project.read('public/zh-CN/a.md')).toBe(
      '---\nlang: zh-CN\n---\n\n这套方法\n',
    )
    expect(project.read('public/zh-TW/a.md')).toContain('這套方法')
  })

  test('without pages only Markdown is written, and pages go', async () => {
    project = createProject({ 'articles/a.md': article })
    await project.build()
    const report = await project.build({ config: { html: false } })
    expect(kinds(report)).toEqual({ unchanged: 4, delete: 44 })
    expect(project.files('public')).toEqual(
      ['.yiwen/manifest.json', ...ids.map((id) => `${id}/a.md`)].sort(),
    )
  })

  test('an edition of one’s own has a name and a folder', async () => {
    project = createProject({ 'articles/a.md': article })
    await project.build({
      config: {
        editions: ['zh-TW', { id: 'school', locale: 'zh-HK' }],
        output: 'site/books',
      },
    })
    expect(project.read('site/books/zh-TW/a.html')).toMatch(
      /href="\.\.\/school\/a\.html"[^>]*>香港繁體（school）</,
    )
  })

  test('an edition has a typography of its own', async () => {
    project = createProject({
      'articles/a.md': '---\nyiwen:\n  quotes: edition\n---\n\n他說「好」。\n',
    })
    await project.build({
      config: {
        editions: ['zh-CN', { id: 'plain', locale: 'zh-CN', quotes: 'keep' }],
      },
    })
    expect(project.read('public/zh-CN/a.md')).toContain('他说“好”。')
    expect(project.read('public/plain/a.md')).toContain('他说「好」。')
  })

  test('an edition in English waits for its translation, and stays once it is there', async () => {
    project = createProject({
      'articles/a.md': '# 你好\n\n智譜**上市**。\n',
    })
    const config = { editions: ['zh-TW', 'zh-CN', 'en'] }
    const options = { cwd: project.root, config: resolveConfig(config) }
    const first = await project.build({ config })
    const rules = first.articles[0]?.messages.map(({ ruleId }) => ruleId)
    expect(rules).toContain('translation-missing')
    expect(first.articles[0]?.failed).toBe(false)
    expect(existsSync(project.at('public/en/a.md'))).toBe(false)
    // No page leads to what is not there.
    expect(project.read('public/zh-CN/a.html')).not.toContain('../en/')
    await syncTranslations(options, { write: true })
    const store = 'locales/en/a.md.xlf'
    const write = (from: RegExp, target: string): void => {
      const text = project.read(store).replace(from, `$1${target}`)
      const done = text.replaceAll('state="initial"', 'state="reviewed"')
      project.write({ [store]: done })
    }
    write(/(<source>你好<\/source>\n)/, '<target>Hello</target>')
    write(
      /(<source>智譜.*<\/source>\n)/,
      '<target>Zhipu <pc id="1">lists</pc>.</target>',
    )
    await project.build({ config })
    expect(project.read('public/en/a.md')).toContain(
      '# Hello\n\nZhipu **lists**.\n',
    )
    expect(project.read('public/zh-CN/a.html')).toContain('../en/a.html')
    const { changes } = await project.build({ config })
    expect(changes.every(({ kind }) => kind === 'unchanged')).toBe(true)
    // A sentence more: what was published stays until it is translated.
    project.write({ 'articles/a.md': '# 你好\n\n智譜**上市**。很好。\n' })
    await project.build({ config })
    expect(project.read('public/en/a.md')).toContain('Zhipu **lists**.\n')
    expect(project.read('public/zh-CN/a.md')).toContain('很好')
    const again = await project.check({ config })
    expect(again.changes.every(({ kind }) => kind === 'unchanged')).toBe(true)
    project.write({ [store]: project.read(store).replace('</unit>', '') })
    const broken = await project.build({ config })
    expect(broken.articles[0]?.failed).toBe(true)
    expect(broken.articles[0]?.messages.map(({ file }) => file)).toContain(
      store,
    )
  })
})

describe('pages', () => {
  test('an article that is the index is the home page', async () => {
    project = createProject({
      'articles/index.md': '# 首頁\n\n[甲](a.md)\n',
      'articles/a.md': article,
      'articles/docs/index.md': '# 文件\n',
    })
    await project.build()
    const home = project.read('public/zh-TW/index.html')
    expect(home).toContain('<a href="a.html">甲</a>')
    expect(home).not.toContain('class="articles"')
    const root = project.read('public/index.html')
    expect(root).toContain('href="zh-TW/docs/index.html"')
    expect(root).not.toContain('首頁')
  })

  test('two files that want one page are refused', async () => {
    project = createProject({
      'articles/a.md': '甲\n',
      'articles/a.txt': '乙\n',
    })
    await expect(project.build()).rejects.toThrow(
      'articles/a.md and articles/a.txt would both be written to public/zh-TW/a.md.',
    )
    expect(existsSync(project.at('public'))).toBe(false)
  })

  test('pictures are copied once, and again when they change', async () => {
    project = createProject({
      'articles/x/a.md': '![圖](../images/a.png) ![圖](/images/a.png)\n',
      'articles/images/a.png': Uint8Array.of(1, 2, 3),
    })
    await project.build()
    const html = project.read('public/zh-CN/x/a.html')
    const shared = /src="\.\.\/\.\.\/assets~\/pictures\/a\.\w{8}\.png"/g
    expect(html.match(shared)).toHaveLength(2)
    const copy = project.at('public/zh-CN/images/a.png')
    const { ino } = statSync(copy)
    await project.build()
    expect(statSync(copy).ino).toBe(ino)
    writeFileSync(project.at('articles/images/a.png'), Uint8Array.of(4))
    const report = await project.build()
    // Four copies and four pages; the shared file has another name.
    const { create, update, delete: gone } = kinds(report)
    expect([create, update, gone]).toEqual([1, 8, 1])
    expect([...readFileSync(copy)]).toEqual([4])
  })

  test('links that lead nowhere are found', async () => {
    project = createProject({
      'articles/a.md':
        '[甲](b.md#x) [乙](沒有.md) ![丙](c.png) [外](https://x.org/y.md) [錨](#a) [站](@site/z.md)\n\n[參]\n\n[參]: docs/d.md\n',
      'articles/b.md': '---\nyiwen:\n  editions: [zh-TW]\n---\n\n乙\n',
    })
    const report = await project.build()
    expect(
      report.articles[0]?.messages.map(({ ruleId, reason, line, column }) => [
        ruleId,
        reason,
        line,
        column,
      ]),
    ).toEqual([
      [
        'publish-link-missing',
        'b.md is not published in zh-HK, zh-CN, bilingual, so the link leads nowhere there.',
        1,
        1,
      ],
      [
        'publish-link-missing',
        'The link to 沒有.md leads to no article.',
        1,
        13,
      ],
      ['publish-link-missing', 'The picture c.png is not there.', 1, 24],
      [
        'publish-link-missing',
        'The link to docs/d.md leads to no article.',
        5,
        1,
      ],
    ])
    expect(report.articles[0]?.failed).toBe(false)
  })
})
