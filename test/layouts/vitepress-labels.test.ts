// What a VitePress site shows besides its pages: search, tags of its head, pictures.
import { expect, onTestFinished, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { createProject, type Project } from '../project.ts'

async function localized(theme: string, more = ''): Promise<Project> {
  const project = createProject({
    'package.json': '{"type":"module"}',
    'docs/.vitepress/config.mts': `import { defineConfig } from 'vitepress'
export default defineConfig({
  title: '範例網站', ${more}
  themeConfig: { ${theme} },
})
`,
    'docs/index.md': `---
layout: home
hero:
  text: 下載軟體
  image:
    src: /logo.svg
    alt: 軟體標誌
features:
  - icon: { src: /a.svg, alt: 檔案圖示 }
    title: 檔案
---
`,
    'docs/guide.md': '# 指南\n',
  })
  onTestFinished(project.remove)
  await runCli(['init', '--layout'], { cwd: project.root })
  const { code, stderr } = await runCli(['build'], { cwd: project.root })
  expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
  return project
}

function labels(project: Project, name = 'zh-cn') {
  return JSON.parse(project.read(`docs/.vitepress/yiwen/${name}.json`))
}

test('the search of a locale has its words, and what else it is told', async () => {
  const project = await localized(`search: { provider: 'local', options: {
    detailedView: true,
    translations: {
      button: { buttonText: '搜尋檔案', buttonAriaLabel: '搜尋檔案' },
      modal: { noResultsText: '沒有符合的資訊', footer: { selectText: '選擇檔案' } },
    },
  } }`)
  expect(labels(project).themeConfig.search).toEqual({
    provider: 'local',
    options: {
      detailedView: true,
      translations: {
        button: { buttonText: '搜索文件', buttonAriaLabel: '搜索文件' },
        modal: {
          noResultsText: '没有匹配的信息',
          footer: { selectText: '选择文件' },
        },
      },
    },
  })
})

test('words of the search by locale are those of the sources', async () => {
  const project = await localized(`search: { provider: 'algolia', options: {
    appId: 'x', placeholder: '搜尋',
    locales: {
      root: { placeholder: '搜尋檔案', translations: { button: { buttonText: '搜尋檔案' } } },
      en: { placeholder: 'Search' },
    },
  } }`)
  expect(labels(project).themeConfig.search).toEqual({
    provider: 'algolia',
    options: {
      appId: 'x',
      placeholder: '搜索文件',
      translations: { button: { buttonText: '搜索文件' } },
    },
  })
})

test('a search that is partly code stays that of the site, and that is said', async () => {
  const project = await localized(`search: { provider: 'local', options: {
    miniSearch: { options: { tokenize: (text) => text.split('') } },
    translations: { button: { buttonText: '搜尋檔案' } },
  } }`)
  expect(labels(project).themeConfig).toBeUndefined()
  const { stdout } = await runCli(['build', '--verbose', '--lang', 'en'], {
    cwd: project.root,
  })
  expect(stdout).toContain('themeConfig.search')
  expect(stdout).toContain('layout-labels-unread')
})

test('a search without words is nobody’s business', async () => {
  const project = await localized(`search: { provider: 'local' }`)
  expect(labels(project).themeConfig).toBeUndefined()
})

test('tags of the head that readers see, and no others', async () => {
  const project = await localized(
    '',
    `head: [
    ['meta', { name: 'keywords', content: '軟體,檔案' }],
    ['meta', { property: 'og:title', content: '軟體指南' }],
    ['meta', { name: 'theme-color', content: '#fff' }],
    ['link', { rel: 'icon', href: '/軟體.ico' }],
  ],`,
  )
  // VitePress puts them in the place of those that have the same name.
  expect(labels(project).head).toEqual([
    ['meta', { name: 'keywords', content: '软件,文件' }],
    ['meta', { property: 'og:title', content: '软件指南' }],
  ])
})

test('a navigation is active below the address of its edition', async () => {
  const project = await localized(
    `nav: [{ text: '指南', link: '/guide', activeMatch: '^/guide' }, { text: '二', link: '/', activeMatch: '/guide' }]`,
  )
  const matches = labels(project).themeConfig.nav.map(
    (one: { activeMatch: string }) => one.activeMatch,
  )
  expect(matches).toEqual(['^/zh-cn/guide', '/guide'])
})

test('pictures of a home page say what they show', async () => {
  const project = await localized('')
  const page = project.read('docs/zh-cn/index.md')
  expect(page).toContain('alt: 软件标志')
  expect(page).toContain('alt: 文件图标')
})

test('init says again what the settings need, of the settings that are there', async () => {
  const project = await localized('')
  const path = 'yiwen.config.yaml'
  const before = project.read(path).replace('editions:', 'editions:\n  - en')
  project.write({ [path]: before })
  const { code, stdout } = await runCli(['init', '--layout', '--lang', 'en'], {
    cwd: project.root,
  })
  expect([code, project.read(path)]).toEqual([0, before])
  // What was built is no source, whatever a folder is called.
  expect(stdout).toContain('sources in zh-TW: docs/')
  expect(stdout).not.toContain('Put this into')
  expect(stdout).not.toContain(project.root)
  expect(stdout).toContain("import en from './yiwen/en.json'")
  project.write({ 'hugo.toml': '', 'content/a.md': '# 軟體\n' })
  const other = await runCli(['init', '--layout', 'hugo', '--lang', 'en'], {
    cwd: project.root,
  })
  expect(other.stdout).toContain('Put this into yiwen.config.yaml')
})

test('names of containers that all locales share are said', async () => {
  const project = await localized(
    '',
    `markdown: { container: { tipLabel: '提示', infoLabel: '資訊' } },`,
  )
  const { stdout } = await runCli(['build', '--verbose', '--lang', 'en'], {
    cwd: project.root,
  })
  expect(stdout).toContain('locale: markdown.container.infoLabel.')
})
