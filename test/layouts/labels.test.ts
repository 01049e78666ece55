// Labels of sites, read from the settings of generators without running them.
import { describe, expect, onTestFinished, test } from 'vitest'
import { readModule, unread } from '../../src/labels/index.ts'
import { runCli } from '../cli/run-cli.ts'
import { createProject, type Project } from '../project.ts'
import { translateSite } from './english.ts'
import { sites } from './sites.ts'

async function exported(
  files: Readonly<Record<string, string>>,
  path = 'config.ts',
): Promise<unknown> {
  const read = await readModule(path, {
    read: (one) => files[one],
    join: (_, address) => address.replace('./', ''),
  })
  return read?.value
}

describe('a module is read', () => {
  test.each([
    [
      'export default { a: 1, "b-c": [true, null, -2] }',
      { a: 1, 'b-c': [true, null, -2] },
    ],
    [
      ['module.exports = { a: `一', '{"二"}` + "三" }'].join('$'),
      { a: '一二三' },
    ],
    ['const c: X = { a: "甲" }; export default c satisfies Y', { a: '甲' }],
    ['export default defineConfig(withIt({ a: "甲" }))', { a: '甲' }],
    [
      'export default defineConfig(() => ({ a: nav() }));function nav(): N[] { return ["甲"] }',
      { a: ['甲'] },
    ],
    [
      'const nav = () => ["甲"]; const o = { b: 2 }; export default { a: nav(), ...o }',
      { a: ['甲'], b: 2 },
    ],
    [
      'import { a as b } from "./other"; import d from "./data.json"; export default { b, c: d.c }',
      { b: '甲', c: '乙' },
    ],
    [
      'import fs from "node:fs"; export default { a: fs.readFileSync("x"), b: "乙" }',
      { a: unread, b: '乙' },
    ],
    [
      'export default { a: process.env.X || "甲", b: (x) => x, get c() { return 1 } }',
      { a: unread, b: unread, c: unread },
    ],
    ['const a = a; export default { a }', { a: unread }],
  ] as const)('%s', async (code, expected) => {
    const files = {
      'config.ts': code,
      'other.ts': "export const a = '甲'\n",
      'data.json': '{"c":"乙"}',
    }
    expect(await exported(files)).toEqual(expected)
  })

  test('and not run', async () => {
    const code =
      'globalThis.ran = true; process.exit(7); export default { a: (() => { throw 1 })() }'
    expect(await exported({ 'config.ts': code })).toEqual({ a: unread })
    expect(globalThis).not.toHaveProperty('ran')
  })

  test('or nothing is known of it', async () => {
    expect(await exported({})).toBeUndefined()
    expect(await exported({ 'config.ts': 'export default {' })).toBeUndefined()
    const ring = {
      'config.ts': 'import b from "./b.ts"; export default { b }',
      'b.ts': 'import a from "./config.ts"; export default { a }',
    }
    expect(await exported(ring)).toHaveProperty('b')
  })
})

async function site(
  name: 'docusaurus' | 'vitepress',
  more: Record<string, string> = {},
): Promise<Project> {
  const project = createProject({ ...sites[name].files, ...more })
  onTestFinished(project.remove)
  await runCli(['init', '--layout'], { cwd: project.root })
  return project
}

async function build(project: Project, ...more: string[]): Promise<string> {
  const run = await runCli(['build', ...more], { cwd: project.root })
  expect([run.code, run.code === 0 ? '' : run.stdout]).toEqual([0, ''])
  return run.stdout
}

const json = (project: Project, path: string) => JSON.parse(project.read(path))

describe('VitePress', () => {
  const labels = (name: string) => `docs/.vitepress/yiwen/${name}.json`

  test('has files of labels, whose links lead to the edition', async () => {
    const project = await site('vitepress')
    await build(project)
    const { title, themeConfig } = json(project, labels('zh-cn'))
    expect(title).toBe('示例网站')
    expect(themeConfig.nav[1]).toEqual({
      text: '更多信息',
      items: [
        { text: '配置文件', link: '/zh-cn/guide/settings' },
        // What is elsewhere is left alone, Chinese or not.
        { text: '外面', link: 'https://example.org/軟體' },
      ],
    })
    const [group] = themeConfig.sidebar['/zh-cn/guide/']
    expect(group.text).toBe('软件指南')
    // Where there is no edition links lead to the source.
    expect(group.items.at(-1).link).toBe('/guide/hong-kong')
    expect(json(project, labels('zh-hk')).themeConfig.nav[0].text).toBe(
      '安裝軟件',
    )
  })

  test('says what only running its settings would tell', async () => {
    const project = await site('vitepress')
    const out = await build(project, '--verbose')
    expect(out).toContain('layout-labels-unread')
    expect(out).toContain('themeConfig.lastUpdated.text')
    expect(out).toContain('docs/.vitepress/config.mts')
    const { themeConfig } = json(project, labels('zh-cn'))
    expect(themeConfig).not.toHaveProperty('lastUpdated')
  })

  test('has English labels before and after they are translated', async () => {
    const project = await site('vitepress')
    const config = project.read('yiwen.config.yaml')
    project.write({
      'yiwen.config.yaml': config.replace('editions:', 'editions:\n  - en'),
    })
    await build(project)
    // Settings import it, so it has to be there.
    expect(json(project, labels('en')).themeConfig.nav[0].text).toBe('安裝軟體')
    expect(await translateSite(project)).toEqual([])
    await build(project)
    expect(json(project, labels('en')).themeConfig.nav[0]).toEqual({
      text: 'Install the software',
      link: '/en/guide/install',
    })
  })

  test('follows its settings', async () => {
    const project = await site('vitepress')
    await build(project)
    const path = 'docs/.vitepress/config.mts'
    project.write({
      [path]: project.read(path).replace('本頁目錄', '網頁目錄'),
    })
    await build(project)
    const { themeConfig } = json(project, labels('zh-cn'))
    expect(themeConfig.outline.label).toBe('网页目录')
    expect((await build(project)).replaceAll(',', '')).toMatch(/ 0 written/)
  })
})

describe('Docusaurus', () => {
  const at = (locale: string, file: string) => `i18n/${locale}/${file}`

  test('has messages for navigation, footer, sidebars and blog', async () => {
    const project = await site('docusaurus')
    await build(project)
    const navbar = 'docusaurus-theme-classic/navbar.json'
    // What was there stays; what it lacks comes from the settings.
    expect(json(project, at('zh-TW', navbar)).title.message).toBe('範例網站')
    expect(json(project, at('zh-CN', navbar))).toMatchObject({
      title: { message: '示例网站' },
      'item.label.最新資訊': { message: '最新信息' },
    })
    const footer = 'docusaurus-theme-classic/footer.json'
    expect(json(project, at('zh-CN', footer))).toMatchObject({
      copyright: { message: '软件许可' },
      'link.title.更多資訊': { message: '更多信息' },
      'link.item.label.網路消息': { message: '网络消息' },
    })
    const docs = 'docusaurus-plugin-content-docs/current.json'
    expect(json(project, at('zh-CN', docs))).toMatchObject({
      'sidebar.manual.category.安裝軟體指南': { message: '安装软件指南' },
      'sidebar.manual.category.安裝軟體指南.link.generated-index.title': {
        message: '软件总览',
      },
      'sidebar.manual.category.更多檔案': { message: '更多文件' },
    })
    const blog = 'docusaurus-plugin-content-blog/options.json'
    expect(json(project, at('zh-CN', blog)).title.message).toBe('软件博客')
  })

  test('has authors and tags, and nothing else of them changes', async () => {
    const project = await site('docusaurus')
    await build(project)
    const blog = at('zh-CN', 'docusaurus-plugin-content-blog')
    expect(project.read(`${blog}/authors.yml`)).toBe(
      'ming:\n  name: 王晓明 # 筆名\n  title: "软件工程师"\n  url: https://example.com/軟體\n',
    )
    expect(project.read(`${blog}/tags.yml`)).toBe(
      "news:\n  label: '软件消息'\n  permalink: /news\n  description: 关于软件的消息\n",
    )
  })

  test('keeps the keys of authors in its articles', async () => {
    const project = await site('docusaurus', {
      'blog/2026-02-02-more.md':
        '---\ntitle: 資訊\nauthors: [軟體組]\n---\n\n資訊。\n',
      'blog/authors.yml': '軟體組:\n  name: 軟體組',
    })
    await build(project)
    const blog = at('zh-CN', 'docusaurus-plugin-content-blog')
    expect(project.read(`${blog}/2026-02-02-more.md`)).toContain(
      'authors: [軟體組]',
    )
    expect(project.read(`${blog}/authors.yml`)).toBe('軟體組:\n  name: 软件组')
  })

  test('a check writes nothing', async () => {
    const project = await site('docusaurus')
    const before = project.files()
    await runCli(['check'], { cwd: project.root })
    const own = project.files().filter((path) => !path.startsWith('.cache'))
    expect(own).toEqual(before)
  })
})
