import { readFileSync } from 'node:fs'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { syncTranslations } from '../src/build/translations.ts'
import { buildProject, resolveConfig } from '../src/node.ts'
import { checkSite, type SiteProblem } from '../src/publish/index.ts'
import { sitemapFiles } from '../src/publish/site/sitemap.ts'
import { createProject, kinds, type Project } from './project.ts'
import { createSiteProject, siteConfig } from './site-project.ts'

const url = siteConfig.site?.url
const address = 'https://news.example/%E8%AE%80%20%E5%A0%B1'

/** Validates against what sitemaps.org says. */
function expectSitemap(xml: string): void {
  using schema = XmlDocument.fromString(
    readFileSync('test/data/site/sitemap.xsd', 'utf8'),
  )
  using validator = XsdValidator.fromDoc(schema)
  using document = XmlDocument.fromString(xml)
  validator.validate(document)
}

describe('a site', () => {
  let project: Project
  let paths: Set<string>
  beforeAll(async () => {
    project = await createSiteProject()
    await project.build({ config: siteConfig })
    paths = new Set(project.files('public'))
  })
  afterAll(() => project?.remove())

  const read = (path: string): string => project.read(`public/${path}`)
  const check = (changed: Record<string, string> = {}): SiteProblem[] =>
    checkSite({ paths, url, read: (path) => changed[path] ?? read(path) })

  test('has nothing a crawler would hold against it but what is not there', () => {
    const found = check()
    // The author's own links to what was never there, one for each edition.
    const known = /gone\.(?:html|png) leads nowhere|^x leads nowhere/
    expect(found.filter(({ problem }) => !known.test(problem))).toEqual([])
    expect(found).toHaveLength(12)
  })

  const page = 'zh-CN/news/report.html'
  test.each<[SiteProblem['rule'], string, string | RegExp, string]>([
    ['lang', page, '<html lang="zh-Hans-CN">', '<html lang="zh-CN">'],
    ['canonical', page, /<link rel="canonical"[^>]*>/, ''],
    ['canonical', page, '/zh-CN/news/report.html">', '/zh-CN/news/none.html">'],
    ['hreflang', page, /<link rel="alternate" hreflang="en"[^>]*>/, ''],
    ['hreflang', page, /<link rel="alternate" hreflang="x-d[^>]*>/, ''],
    ['hreflang', page, 'hreflang="zh-Hant-HK" href="', 'hreflang="fr" href="'],
    ['id', page, '<p id="p1"', '<p id="p1" title="x"><b id="p1"></b></p><p'],
    ['anchor', page, 'id="之後"', 'id="其後"'],
    ['link', page, 'href="../index.html"', 'href="../indexes.html"'],
    ['json-ld', page, '"@context"', '@context'],
    ['picture', page, /(og:image" content="[^"]*)\.png/, '$1.none.png'],
    ['xml', 'zh-CN/atom.xml', '<title>', '<title>&'],
    ['xml', 'zh-CN/rss.xml', /report\.html/g, 'reports.html'],
    ['feed', 'zh-CN/rss.xml', / xml:lang="[^"]*"/, ''],
    ['feed', 'zh-CN/atom.xml', /<id>[^<]*<\/id>/g, '<id>same</id>'],
    ['json', 'zh-CN/feed.json', '"version"', 'version'],
    ['json', 'zh-CN/feed.json', /report\.html/g, 'reports.html'],
    ['sitemap', 'sitemap.xml', /<xhtml:link[^>]*hreflang="en"[^>]*>/, ''],
    ['sitemap', 'sitemap.xml', '/zh-CN/glossary.html<', '/zh-CN/none.html<'],
  ])('a %s that is wrong is found in %s: %s', (rule, path, from, to) => {
    const before = read(path)
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    const own = check({ [path]: after }).map((one) => one.rule)
    const usual = check().map((one) => one.rule)
    expect(own.length).toBeGreaterThan(usual.length)
    expect(own).toContain(rule)
    if (rule !== 'link') expect(usual).not.toContain(rule)
  })

  test('has a sitemap as sitemaps.org wants it, with every language', () => {
    const xml = read('sitemap.xml')
    expectSitemap(xml)
    expect(() => expectSitemap(xml.replace('<loc>', '<lok>'))).toThrow()
    expect(xml).toContain(`<loc>${address}/en/news/report.html</loc>`)
    expect(xml).not.toContain('/en/plain.html')
    expect(xml).not.toContain('404.html')
    expect(read('robots.txt')).toContain(`Sitemap: ${address}/sitemap.xml\n`)
  })

  test('has feeds in which an article is once, and none without a date', () => {
    const feed = JSON.parse(read('zh-CN/feed.json'))
    expect(feed.language).toBe('zh-Hans-CN')
    const dates = feed.items.map((one: { date_published: string }) =>
      Date.parse(one.date_published),
    )
    expect(dates).toEqual([...dates].sort((a, b) => b - a))
    expect(dates).toHaveLength(3)
    const item = feed.items.at(-1)
    expect(item).toMatchObject({
      url: `${address}/zh-CN/news/report.html`,
      date_published: '2026-01-08T13:00:00+08:00',
      date_modified: '2026-01-09T00:00:00Z',
      tags: ['港股', 'C++', 'C', '人工智能'],
    })
    expect(read('zh-CN/rss.xml')).toContain('Thu, 08 Jan 2026 05:00:00 +0000')
    expect(read('en/atom.xml')).toContain('xml:lang="en"')
    expect(read('en/atom.xml')).not.toContain('untitled')
  })

  test('says of an article what it translates, and the other way round', () => {
    const data = (path: string) =>
      JSON.parse(
        /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(
          read(path),
        )?.[1] ?? '',
      )
    const english = data('en/news/report.html')
    expect(english).toMatchObject({
      '@type': 'NewsArticle',
      inLanguage: 'en',
      datePublished: '2026-01-08T13:00+08:00',
      author: [{ name: 'Chen Wei-ting' }, { name: 'Lin Shu-han' }],
      translationOfWork: {
        '@id': `${address}/zh-TW/news/report.html`,
        inLanguage: 'zh-Hant-TW',
      },
    })
    const source = data('zh-TW/news/report.html')
    expect(source.translationOfWork).toBeUndefined()
    const ids = source.workTranslation.map((one: object) => Object(one)['@id'])
    expect(ids).toEqual(
      ['zh-HK', 'zh-CN', 'en', 'both'].map(
        (id) => `${address}/${id}/news/report.html`,
      ),
    )
    expect(data('zh-CN/docs/中心.html')['@type']).toBe('Article')
    expect(data('zh-CN/glossary.html').hasDefinedTerm).toContainEqual({
      '@type': 'DefinedTerm',
      '@id': `${address}/zh-CN/glossary.html#large-model`,
      termCode: 'large-model',
      name: '大模型',
      alternateName: ['large model'],
      description: '參數很多的模型。',
    })
  })

  test('has the same ids for headings and blocks in every edition', () => {
    const idsOf = (path: string): string[] => {
      const prose = read(path).replace(/^[\s\S]*<div class="prose/, '')
      return [...prose.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '')
    }
    const ids = idsOf('zh-TW/news/report.html')
    expect(ids).toEqual(
      ['重點整理', 'p1', 'p2', 'p3', 'p4', '之後', 'p5', 'p6'].sort(
        (a, b) => ids.indexOf(a) - ids.indexOf(b),
      ),
    )
    for (const id of ['zh-HK', 'zh-CN', 'en', 'both']) {
      expect(idsOf(`${id}/news/report.html`)).toEqual(ids)
    }
  })

  test('links to the same edition where it is there, else to the source', () => {
    expect(read('zh-CN/news/report.html')).toContain(
      'href="../docs/%E4%B8%AD%E5%BF%83.html#%E7%82%BA%E4%BB%80%E9%BA%BC"',
    )
    expect(read('en/news/report.html')).toContain(
      'href="../../zh-TW/docs/%E4%B8%AD%E5%BF%83.html#%E7%82%BA%E4%BB%80%E9%BA%BC" hreflang="zh-Hant-TW"',
    )
  })

  test('marks every mention of a term, and its gloss, where it is one text', () => {
    const html = read('zh-CN/news/report.html')
    expect(html).toContain(
      '<span class="term" data-en="large model">大模型</span><span class="gloss">（large model）</span>',
    )
    expect(html.match(/data-en="large model"/g)).toHaveLength(3)
    expect(read('en/news/report.html')).not.toContain('data-en="')
  })

  test('has a glossary that leads to the articles, and tags of its own', () => {
    const glossary = read('en/glossary.html')
    expect(glossary).toContain('<div id="large-model">')
    expect(glossary).toContain('href="news/report.html"')
    expect(glossary).not.toContain('中心.html')
    // C and C++ are two tags, c++ is the same.
    const tags = [...paths].filter((path) => /zh-TW\/tags\/c/.test(path))
    expect(tags).toHaveLength(2)
    const cplusplus = tags.find((path) => !path.endsWith('/c.html')) ?? ''
    expect(read(cplusplus)).toContain('report.html')
    expect(read(cplusplus)).toContain('%E4%B8%AD%E5%BF%83.html')
  })

  test('tells servers how to find the right edition', () => {
    const redirects = read('_redirects')
    const root = '/%E8%AE%80%20%E5%A0%B1/'
    expect(redirects).toContain(
      `${root}  ${root}zh-HK/  302!  Language=zh-hant-hk\n`,
    )
    expect(redirects.indexOf('Language=zh-hk')).toBeLessThan(
      redirects.indexOf('Language=zh\n'),
    )
    expect(redirects).not.toContain('both/  302')
    expect(read('_headers')).toContain('Content-Language: zh-Hans-CN')
    expect(read('nginx.conf')).toContain('location = "/讀 報/" {')
  })

  test('is as it was when nothing changed, whatever is kept', async () => {
    const again = await project.build({ config: siteConfig })
    expect(Object.keys(kinds(again))).toEqual(['unchanged'])
    const anew = await project.build({ config: siteConfig, cache: false })
    expect(Object.keys(kinds(anew))).toEqual(['unchanged'])
  })

  test('another address changes every page, and only says so once it is there', async () => {
    const { site: _site, ...config } = siteConfig
    const without = createProject({ 'articles/a.md': '# 甲\n' })
    try {
      const options = { cwd: without.root, config: resolveConfig(config) }
      for (const _attempt of [1, 2]) {
        const report = await buildProject(options)
        expect(report.messages.map(({ ruleId }) => ruleId)).toEqual([
          'publish-no-site',
        ])
      }
      expect(without.files('public').join()).not.toMatch(/sitemap|atom|rss/)
      const html = without.read('public/zh-CN/a.html')
      expect(html).toContain('hreflang="zh-Hant-TW" href="../zh-TW/a.html"')
      expect(html).not.toMatch(/canonical|og:url/)
      const known = resolveConfig(siteConfig)
      const report = await buildProject({ cwd: without.root, config: known })
      expect(report.messages).toEqual([])
      expect(without.read('public/zh-CN/a.html')).toContain('rel="canonical"')
      const paths = new Set(without.files('public'))
      const read = (path: string) => without.read(`public/${path}`)
      expect(checkSite({ paths, read, url })).toEqual([])
    } finally {
      without.remove()
    }
  })
})

describe('links between articles', () => {
  let project: Project
  afterEach(() => project.remove())

  test('follow an edition that comes later, and one that goes', async () => {
    project = createProject({
      'articles/a.md': '---\ndraft: false\n---\n\n你好，見[乙](b.md)。\n',
      'articles/b.md': '---\ndraft: false\n---\n\n你好\n',
    })
    const config = { editions: ['zh-TW', 'en'] }
    const options = { cwd: project.root, config: resolveConfig(config) }
    const words: Readonly<Record<string, string>> = {
      '你好，見': 'Hello, see ',
      乙: 'B',
      '。': '.',
      你好: 'Hello',
    }
    const translate = async (path: string): Promise<void> => {
      await syncTranslations(options, { write: true })
      const store = `locales/en/${path}.xlf`
      const text = project
        .read(store)
        .replace(/<source>(.*)<\/source>\n/, (whole, source: string) => {
          const target = source.replace(
            /[^<>]+(?![^<]*>)/g,
            (one) => words[one] ?? one,
          )
          return `${whole}<target>${target}</target>`
        })
        .replaceAll('state="initial"', 'state="reviewed"')
      project.write({ [store]: text })
    }
    await translate('a.md')
    // As it is written by Yiwen, so that nothing but the other article changes.
    await syncTranslations(options, { write: true })
    await project.build({ config })
    expect(project.read('public/en/a.html')).toContain(
      '<a href="../zh-TW/b.html" hreflang="zh-Hant-TW">B</a>',
    )
    await translate('b.md')
    const report = await project.build({ config })
    expect(project.read('public/en/a.html')).toContain('<a href="b.html">B</a>')
    expect(report.rebuilt).toContainEqual({
      path: 'articles/a.md',
      reason: { kind: 'links', paths: ['articles/b.md en'] },
    })
    expect(Object.keys(kinds(await project.build({ config })))).toEqual([
      'unchanged',
    ])
  })

  test('a first build makes no article twice', async () => {
    project = createProject({
      'articles/a.md': '[乙](b.md)\n',
      'articles/b.md': '[甲](a.md)\n',
    })
    const seen: string[] = []
    const report = await project.build({
      onProgress: ({ path }) => seen.push(path),
    })
    expect(seen).toEqual(['articles/a.md', 'articles/b.md'])
    expect(report.rebuilt.map(({ reason }) => reason.kind)).toEqual([
      'new',
      'new',
    ])
  })
})

describe('lists', () => {
  let project: Project
  afterEach(() => project.remove())

  const crawl = (): SiteProblem[] =>
    checkSite({
      paths: new Set(project.files('public')),
      read: (path) => project.read(`public/${path}`),
      url,
    })

  test('are in pages where they are long', async () => {
    const files = Array.from({ length: 120 }, (_, index) => [
      `articles/${index}.md`,
      `---\ntitle: 文${index}\ntags: [長]\nyiwen:\n  editions: [zh-TW${index < 30 ? '' : ', zh-CN'}]\n---\n\n文\n`,
    ])
    project = createProject(Object.fromEntries(files))
    const config = { ...siteConfig, editions: ['zh-TW', 'zh-CN'] }
    await project.build({ config })
    expect(crawl()).toEqual([])
    const articlesOn = (path: string): string[] =>
      project.read(`public/${path}`).match(/<h2><a/g) ?? []
    expect(articlesOn('zh-TW/index.html')).toHaveLength(100)
    expect(articlesOn('zh-TW/index~2.html')).toHaveLength(20)
    expect(articlesOn('zh-TW/tags/長~2.html')).toHaveLength(20)
    expect(articlesOn('zh-CN/index.html')).toHaveLength(90)
    const second = project.read('public/zh-TW/index~2.html')
    expect(second).toContain('href="index.html" rel="prev"')
    expect(second).not.toContain('rel="next"')
    // The other edition has no second page to name.
    expect(second).not.toContain('zh-CN/index~2')
    expect(project.read('public/zh-TW/index.html')).toContain('120 篇文章')
    expect(project.read('public/index.html')).toContain(
      'href="zh-TW/index~2.html" rel="next"',
    )
  })

  test('say once that an address leads nowhere, in each wording', async () => {
    project = createProject({ 'articles/a.md': '# 甲\n' })
    const twice = { id: 'other', locale: 'zh-TW' as const }
    await project.build({
      config: { ...siteConfig, editions: ['zh-TW', 'zh-CN', twice] },
    })
    const html = project.read('public/404.html')
    expect(html.split('網址可能打錯了')).toHaveLength(2)
    expect(html.split('网址可能打错了')).toHaveLength(2)
  })

  test('give way to articles that stand where they would', async () => {
    project = createProject({
      'articles/glossary.md': '# 自己的術語表\n',
      'articles/tags/index.md': '# 自己的標籤\n',
      'articles/tags/甲.md': '---\ntags: [甲, 乙]\n---\n\n# 甲\n',
      'articles/404.md': '# 自己的\n',
      'articles/theme.css': ':root { --accent: #070; }\n',
    })
    await project.build({
      config: { ...siteConfig, editions: ['zh-TW', 'zh-CN'] },
    })
    expect(crawl()).toEqual([])
    expectSitemap(project.read('public/sitemap.xml'))
    expect(project.read('public/zh-CN/tags/index.html')).toContain('自己的标签')
    const html = project.read('public/zh-CN/tags/甲.html')
    expect(html).toContain('<link rel="stylesheet" href="../theme.css">')
    expect(html).toContain(
      'style-src &#x27;self&#x27; &#x27;unsafe-inline&#x27;',
    )
  })
})

test('more pages than a sitemap holds are in several', () => {
  const pages = Array.from({ length: 7 }, (_, index) => ({
    address: `https://a.example/${index}`,
    alternates: [],
  }))
  const files = sitemapFiles(pages, (name) => `https://a.example/${name}`, {
    pages: 3,
    bytes: 1e6,
  })
  expect([...files.keys()]).toEqual([
    'sitemap.xml',
    'sitemap-1.xml',
    'sitemap-2.xml',
    'sitemap-3.xml',
  ])
  for (const xml of files.values()) expectSitemap(xml)
  const listed = [...files.values()].join('').match(/example\/\d</g)
  expect(new Set(listed).size).toBe(7)
  const bySize = sitemapFiles(pages, (name) => `https://a.example/${name}`, {
    pages: 50_000,
    bytes: 400,
  })
  expect(bySize.size).toBeGreaterThan(2)
  for (const xml of bySize.values()) {
    expect(Buffer.byteLength(xml)).toBeLessThanOrEqual(450)
  }
})

test('tags stand in the order of their readers’ language', async () => {
  const project = createProject({
    'articles/a.md': '---\ntags: [卓, 安]\n---\n\n文。\n',
  })
  await project.build()
  const names = (edition: string) =>
    [
      ...project
        .read(`public/${edition}/tags/index.html`)
        .matchAll(/[卓安](?=<)/g),
    ]
      .map(([name]) => name)
      .join('')
  // By strokes in Taiwan, by sound on the Mainland; by code 卓 would be first.
  expect(names('zh-TW')).toBe('安卓')
  expect(names('zh-CN')).toBe('安卓')
  project.remove()
})

test('a picture that is not there is found wherever it is named', async () => {
  const project = createProject({
    'articles/a.md':
      '---\ntitle: 甲\nimage: gone.png\n---\n\n<img src="lost.png" alt="圖">\n\n![有](there.png)\n',
    'articles/there.png': new Uint8Array([137, 80, 78, 71]),
  })
  const report = await project.build()
  expect(
    report.articles[0]?.messages.map(({ ruleId, reason, line }) => [
      ruleId,
      reason,
      line,
    ]),
  ).toEqual([
    ['publish-link-missing', 'The picture gone.png is not there.', 3],
    ['publish-link-missing', 'The picture lost.png is not there.', 6],
  ])
  project.remove()
})
