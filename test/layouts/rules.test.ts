import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type LayoutName, layoutNames } from '../../src/model/index.ts'
import { foldersOf, guessLayouts } from '../../src/publish/index.ts'
import { resolveConfig } from '../../src/read/index.ts'
import { runCli } from '../cli/run-cli.ts'
import { createProject, type Project } from '../project.ts'
import { sites } from './sites.ts'

function site(name: LayoutName, more: Record<string, string> = {}): Project {
  const project = createProject({ ...sites[name].files, ...more })
  onTestFinished(project.remove)
  return project
}

async function localize(project: Project): Promise<string[]> {
  const before = project.files()
  for (const argv of [['init', '--layout'], ['build']]) {
    const run = await runCli(argv, { cwd: project.root })
    expect([run.code, run.stderr]).toEqual([0, expect.any(String)])
  }
  return project
    .files()
    .filter((path) => !before.includes(path) && !path.startsWith('.yiwen/'))
}

/** The English words a path may be made of, and names of locales among them. */
const word = fc.constantFrom(
  'a',
  'docs',
  'blog',
  'zh-cn',
  'zh-CN',
  'zh-HK',
  'en',
  'src',
  'pages',
  '_posts',
  'content',
  'source',
  'i18n',
  'index',
  '_index',
  'current',
  'guide',
  'images',
)
const path = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('.md', '.mdx', '.png', '.json', '.zh-cn.md', '.zh-tw.md'),
  )
  .map(([names, extension]) => names.join('/') + extension)

describe.each(layoutNames)('%s', (name) => {
  const sources = ['', 'zh-tw'].map((source) =>
    foldersOf(
      resolveConfig({
        layout: { name, ...(source === '' ? {} : { source }) },
        editions: ['zh-HK', 'zh-CN'],
      }),
    ),
  )

  test('no edition stands where a source or the edition of another does', () => {
    fc.assert(
      fc.property(path, path, (one, two) => {
        for (const { isArticle, isCopied, outputOf } of sources) {
          const isSource = (path: string) => isArticle(path) || isCopied(path)
          if (!isSource(one)) continue
          const mine = ['zh-HK', 'zh-CN'].map((id) => outputOf(id, one))
          for (const output of mine) expect(isSource(output)).toBe(false)
          expect(new Set(mine).size).toBe(2)
          if (!isSource(two) || one === two) continue
          // One page by two names is the author's mistake, told by the build.
          const bare = (path: string) => path.replace('.zh-tw.', '.')
          if (bare(one) === bare(two)) continue
          expect(mine).not.toContain(outputOf('zh-CN', two))
        }
      }),
    )
  })

  test('is guessed from its files, and builds twice without a change', async () => {
    const project = site(name)
    const made = await localize(project)
    expect(project.read('yiwen.config.yaml')).toContain(`name: ${name}`)
    expect(made.filter((path) => path.endsWith('.html'))).toEqual([])
    const again = await runCli(['build'], { cwd: project.root })
    expect(again.stdout + again.stderr).toMatch(/0 written/)
    const check = await runCli(['check'], { cwd: project.root })
    expect([check.code, check.stdout]).toEqual([0, expect.any(String)])
  })

  test('writes no article that has no such edition', async () => {
    const made = await localize(site(name))
    const own = made.filter((path) => path.includes('hong-kong'))
    expect(own).toHaveLength(1)
    expect(own[0]).toMatch(/zh-hk/i)
  })

  test('leaves alone what Yiwen did not write', async () => {
    const project = site(name)
    const install = Object.keys(sites[name].files).find((one) =>
      /install(?:\/index)?\.md$/.test(one),
    )
    const config = resolveConfig({ layout: name, editions: ['zh-HK', 'zh-CN'] })
    const placed =
      name === 'eleventy'
        ? 'site/zh-cn/guide/install.md'
        : foldersOf(config).outputOf('zh-CN', install ?? '')
    project.write({ [placed]: '手寫的。\n' })
    await runCli(['init', '--layout'], { cwd: project.root })
    const run = await runCli(['build'], { cwd: project.root })
    expect(run.code).toBe(1)
    expect(run.stdout + run.stderr).toContain('publish-target-edited')
    expect(project.read(placed)).toBe('手寫的。\n')
  })
})

test('Docusaurus: docs, blog, pages and messages', async () => {
  const project = site('docusaurus')
  const made = await localize(project)
  expect(made.filter((path) => path.includes('zh-CN'))).toEqual([
    'i18n/zh-CN/code.json',
    'i18n/zh-CN/docusaurus-plugin-content-blog/2026-01-02-news.md',
    'i18n/zh-CN/docusaurus-plugin-content-blog/authors.yml',
    'i18n/zh-CN/docusaurus-plugin-content-blog/options.json',
    'i18n/zh-CN/docusaurus-plugin-content-blog/tags.yml',
    'i18n/zh-CN/docusaurus-plugin-content-docs/current.json',
    'i18n/zh-CN/docusaurus-plugin-content-docs/current/guide/extra/more.md',
    'i18n/zh-CN/docusaurus-plugin-content-docs/current/guide/images/a.png',
    'i18n/zh-CN/docusaurus-plugin-content-docs/current/guide/install.md',
    'i18n/zh-CN/docusaurus-plugin-content-docs/current/guide/settings.mdx',
    'i18n/zh-CN/docusaurus-plugin-content-pages/index.mdx',
    'i18n/zh-CN/docusaurus-theme-classic/footer.json',
    'i18n/zh-CN/docusaurus-theme-classic/navbar.json',
  ])
  const docs = 'i18n/zh-CN/docusaurus-plugin-content-docs/current'
  const install = project.read(`${docs}/guide/install.md`)
  expect(install).toContain('## 下载文件 \\{#下載檔案}')
  expect(install).toContain('](/docs/guide/hong-kong.md)')
  expect(install).toContain('[第二个](#常見問題-1)')
  expect(install).toContain('![屏幕画面](./images/a.png)')
  const settings = project.read(`${docs}/guide/settings.mdx`)
  expect(settings).toContain("from '../../../../../docs/_data.js'")
  expect(settings).toContain(':::tip[提示：文件]')
  const navbar = JSON.parse(
    project.read('i18n/zh-CN/docusaurus-theme-classic/navbar.json'),
  )
  expect(navbar['item.label.使用說明檔案'].message).toBe('使用说明文件')
  // What the theme has in English gives way to what it has in zh-CN.
  expect(project.read('i18n/zh-CN/code.json')).toBe('{}\n')
})

test('VitePress: home page, snippets of the source, links to what has no edition', async () => {
  const project = site('vitepress')
  await localize(project)
  const home = project.read('docs/zh-cn/index.md')
  expect(home).toContain('text: 通过网络下载软件')
  expect(home).toContain('link: /zh-cn/guide/install\n')
  const install = project.read('docs/zh-cn/guide/install.md')
  expect(install).toContain('## 下载文件 {#下載檔案}')
  expect(install).toContain('](/zh-cn/guide/settings)')
  expect(install).toContain('](../../guide/hong-kong.md)')
  expect(project.read('docs/zh-cn/guide/component.md')).toContain(
    "from '../../parts/data.js'",
  )
})

test('Starlight: files of the front matter, anchors in headings', async () => {
  const project = site('starlight')
  await localize(project)
  const home = project.read('src/content/docs/zh-cn/index.mdx')
  expect(home).toContain('file: ../../../assets/hero.png')
  expect(home).toContain("from '../../../assets/hero.png'")
  expect(home).toContain('<Card title="软件">')
  const install = project.read('src/content/docs/zh-cn/guide/install.md')
  expect(install).toContain('## 下载文件 <a id="下載檔案"></a>')
})

test('Hugo: by file name, and by folder where the sources have one', async () => {
  const project = site('hugo')
  const made = await localize(project)
  expect(made).toContain('content/guide/install/index.zh-cn.md')
  expect(made).toContain('content/_index.zh-cn.md')
  expect(made.filter((path) => path.endsWith('.png'))).toEqual([])
  const install = project.read('content/guide/install/index.zh-cn.md')
  expect(install).toContain('## 下载文件 {#下載檔案}')
  expect(install).toContain('](/zh-cn/guide/settings/#進階設定)')
  expect(install).toContain('](/guide/hong-kong/)')
  expect(install).toContain('](a.png)')

  const other = createProject({
    'hugo.toml': sites.hugo.files['hugo.toml'] as string,
    'content/zh-tw/guide/install.md': '# 軟體\n\n![圖](a.png)\n',
    'content/zh-tw/guide/a.png': 'png',
    'content/en/guide/install.md': '# Software\n',
  })
  onTestFinished(other.remove)
  expect((await localize(other)).filter((one) => /zh-cn/.test(one))).toEqual([
    'content/zh-cn/guide/a.png',
    'content/zh-cn/guide/install.md',
  ])
})

test('mdBook: the sources once more, with their summary', async () => {
  const project = site('mdbook')
  const made = await localize(project)
  expect(made).toContain('i18n/zh-CN/guide/images/a.png')
  expect(project.read('i18n/zh-CN/SUMMARY.md')).toBe(
    '# 目录\n\n- [安装软件](guide/install.md)\n- [配置文件](guide/settings.md)\n',
  )
  expect(project.read('i18n/zh-CN/guide/install.md')).toContain(
    '## 下载文件 {#下載檔案}',
  )
})

test('Hexo and Eleventy: the language is in the front matter', async () => {
  const hexo = site('hexo')
  await localize(hexo)
  const post = hexo.read('source/_posts/zh-CN/install.md')
  expect(post).toMatch(/^lang: zh-CN$/m)
  expect(hexo.read('source/zh-CN/about/index.md')).toMatch(/^lang: zh-CN$/m)
  const eleventy = site('eleventy')
  await localize(eleventy)
  const page = eleventy.read('site/zh-cn/guide/install.md')
  expect(page).toMatch(/^lang: zh-CN$/m)
  expect(page).toContain('](../../../images/a.png)')
})

test.each(['vitepress', 'hexo', 'docusaurus'] as const)(
  '%s: an edit of an edition is adopted',
  async (name) => {
    const project = site(name)
    const made = await localize(project)
    const edition = made.find((path) => /zh-cn.*install\.md$/i.test(path)) ?? ''
    const before = project.read(edition)
    const after = before.replace('第一个问题。', '第一个疑问。')
    expect(after).not.toBe(before)
    project.write({ [edition]: after })
    const adopt = await runCli(['adopt', edition], { cwd: project.root })
    expect([adopt.code, adopt.stderr]).toEqual([0, ''])
    await runCli(['build'], { cwd: project.root })
    expect(project.read(edition)).toBe(after)
    const check = await runCli(['check'], { cwd: project.root })
    expect(check.code).toBe(0)
  },
)

describe('guessing', () => {
  const look = (files: Record<string, string>) => ({
    read: (path: string) => files[path],
    list: (folder: string) => {
      const start = folder === '' ? '' : `${folder}/`
      const names = Object.keys(files)
        .filter((path) => path.startsWith(start))
        .map((path) => path.slice(start.length).replace(/\/.*$/, '/'))
      return [...new Set(names)]
    },
  })

  test('says nothing where nothing tells, and everything where much does', () => {
    expect(guessLayouts(look({ 'config.toml': 'a = 1\n' }))).toEqual([])
    expect(
      guessLayouts(look({ 'astro.config.mjs': 'integrations: []' })),
    ).toEqual([])
    const both = look({ 'book.toml': '', 'docusaurus.config.js': '' })
    expect(guessLayouts(both).map(({ evidence }) => evidence)).toEqual([
      'docusaurus.config.js',
      'book.toml',
    ])
  })

  test('takes names of locales from settings, not from what is beside them', () => {
    const config = `export default {
  // may be replaced by 'zh-Hans'
  i18n: { defaultLocale: 'zh-Hant', locales: ['zh-Hant', 'zh-cn'] },
}`
    const [guess] = guessLayouts(look({ 'docusaurus.config.js': config }))
    expect(guess?.layout.locales).toEqual({
      'zh-TW': 'zh-Hant',
      'zh-CN': 'zh-cn',
    })
    expect(guess?.foreign).toBeUndefined()
    const fresh = "i18n: { defaultLocale: 'en', locales: ['en'] }"
    const [other] = guessLayouts(look({ 'docusaurus.config.js': fresh }))
    expect(other).toMatchObject({ foreign: 'en', source: 'zh-TW' })
  })

  test('finds sources beside those of other languages', () => {
    const [guess] = guessLayouts(
      look({
        'docs/.vitepress/config.ts': "locales: { en: {}, 'zh-tw': {} }",
        'docs/zh-tw/index.md': '',
        'docs/en/index.md': '',
      }),
    )
    expect(guess?.layout).toEqual({ name: 'vitepress', source: 'zh-tw' })
    const [root] = guessLayouts(
      look({
        'docs/.vitepress/config.ts': 'locales: { root: {}, en: {} }',
        'docs/index.md': '',
        'docs/en/index.md': '',
      }),
    )
    expect(root?.layout.except).toEqual(['docs/en'])
  })

  test('says what is wrong before anything is written', async () => {
    const project = createProject({ 'package.json': '{}' })
    onTestFinished(project.remove)
    const none = await runCli(['init', '--layout'], { cwd: project.root })
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('--layout: docusaurus'),
    ])
    const wrong = await runCli(['init', '--layout', 'hexo'], {
      cwd: project.root,
    })
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('source/_posts'),
    ])
    expect(project.files()).toEqual(['package.json'])
  })
})

test('settings that a layout has no room for are told', () => {
  const given = { layout: 'hugo', output: 'public', html: true }
  expect(() => resolveConfig(given)).toThrow(/output: .*\n.*html: /)
  expect(() =>
    resolveConfig({ layout: { name: 'hugo', content: '../a' } }),
  ).toThrow(/layout.content/)
  expect(() => resolveConfig({ layout: 'jekyll' })).toThrow(/one of docusaurus/)
  const { editions, articles, output, html } = resolveConfig({ layout: 'hugo' })
  expect(editions.map(({ id }) => id)).toEqual(['zh-HK', 'zh-CN'])
  expect({ articles, output, html }).toEqual({
    articles: '.',
    output: '.',
    html: false,
  })
})
