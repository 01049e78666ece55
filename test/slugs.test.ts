import { afterEach, describe, expect, test } from 'vitest'
import type { UserConfig } from '../src/node.ts'
import { checkSite } from '../src/publish/index.ts'
import { createProject, findings, type Project } from './project.ts'

const url = 'https://news.example/站/'
const config: UserConfig = {
  editions: ['zh-TW', 'zh-CN'],
  site: { url },
}

/** Names that addresses, HTML, XML or scripts would take for something else. */
const names = [
  '中 心',
  'a#b',
  'a?b',
  '100%',
  '%E4%B8%AD',
  `q'"<&>`,
  'é',
  '👩‍💻',
  'a..b',
  '$&',
  'con text',
  'search~',
  'tags',
]

const bodyOf = (html: string): string => html.slice(html.indexOf('<body>'))

describe('names of articles', () => {
  let project: Project
  afterEach(() => project?.remove())

  test('that are not ASCII, or mean something in addresses, lead to their pages', async () => {
    const encoded = names.map((name) => `${encodeURIComponent(name)}.md`)
    project = createProject({
      ...Object.fromEntries(
        names.map((name, index) => [
          `articles/讀/${name}.md`,
          `---\ntags: [${JSON.stringify(name)}]\ndate: 2026-01-${index + 10}\n---\n\n軟體 ${index}。\n\n## 節 ${index}\n\n![圖](${encodeURIComponent(name)}.png)\n`,
        ]),
      ),
      ...Object.fromEntries(
        names.map((name) => [`articles/讀/${name}.png`, new Uint8Array([1])]),
      ),
      'articles/讀/all.md': encoded
        .map((name, index) => `- [第 ${index} 篇](${name}#節-${index})\n`)
        .join(''),
    })
    const report = await project.build({ config })
    expect(report.articles.filter(({ failed }) => failed)).toEqual([])
    expect(
      findings(report).filter(
        ({ ruleId }) => ruleId !== 'publish-name-unportable',
      ),
    ).toEqual([])
    const paths = new Set(project.files('public'))
    const read = (path: string): string => project.read(`public/${path}`)
    expect(checkSite({ paths, read, url })).toEqual([])
    for (const [index, name] of names.entries()) {
      expect(read(`zh-CN/讀/${name}.html`)).toContain(`软件 ${index}。`)
      const address = `${encodeURIComponent(name)}.html`.replaceAll(
        "'",
        '&#x27;',
      )
      expect(read('zh-CN/讀/all.html')).toContain(`href="${address}#`)
    }
    // The name is the title where there is no other.
    expect(read('zh-TW/index.html')).toContain('>中 心</a>')
  })

  test('that are one page stop the build before anything is written', async () => {
    project = createProject({
      'articles/a.md': '甲\n',
      'articles/a.mdx': '乙\n',
    })
    await expect(project.build({ config })).rejects.toThrow(
      'articles/a.md and articles/a.mdx would both be written to public/zh-TW/a.html.',
    )
    expect(project.files('.')).not.toContain('public/zh-TW/a.html')
  })

  test('that one disk takes for one are told', async () => {
    project = createProject({
      'articles/Ab.md': '甲\n',
      'articles/ab.md': '乙\n',
      'articles/e\u0301.md': '丙\n',
      'articles/\u00e9.md': '丁\n',
    })
    const found = findings(await project.build({ config }))
    expect(
      found.filter(({ ruleId }) => ruleId === 'publish-name-unportable').length,
    ).toBeGreaterThanOrEqual(2)
  })

  test('are of articles without a title or a date, too', async () => {
    project = createProject({
      'articles/無題.md': '只有一段軟體。\n',
      'articles/空.md': '',
      'articles/壞.md': '---\ntitle: 12\ndate: 昨天\ntags: 一\n---\n\n軟體。\n',
      'articles/有.md': '---\ntitle: 有\ndate: 2026-01-08\n---\n\n軟體。\n',
    })
    await project.build({ config })
    const paths = new Set(project.files('public'))
    const read = (path: string): string => project.read(`public/${path}`)
    expect(checkSite({ paths, read, url })).toEqual([])
    for (const name of ['無題', '空', '壞', '有']) {
      const html = read(`zh-CN/${name}.html`)
      expect(/<h1[^>]*>([^<]+)</.exec(html)?.[1], name).toBeTruthy()
      expect(/<title>([^<·]+)/.exec(html)?.[1]?.trim(), name).toBeTruthy()
      expect(bodyOf(html)).not.toMatch(/undefined|NaN|Invalid Date/)
      expect(read('sitemap.xml')).toContain(encodeURIComponent(name))
    }
    // A date that is none sorts behind those that are.
    const list = read('zh-CN/index.html')
    const order = [...list.matchAll(/<h2[^>]*><a[^>]*>([^<]*)/g)].map(
      ([, title]) => title,
    )
    expect(order[0]).toBe('有')
    expect(order).toHaveLength(4)
    expect(bodyOf(list)).not.toMatch(/undefined|NaN|Invalid Date/)
    const feed = JSON.parse(read('zh-CN/feed.json'))
    expect(feed.items).toHaveLength(1)
  })
})
