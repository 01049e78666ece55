import { fileURLToPath } from 'node:url'
import type { LayoutName } from '../../src/model/index.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const plugin = fileURLToPath(
  new URL('../../dist/docusaurus.js', import.meta.url),
)

/** Site of a generator before it is localized. */
export interface SampleSite {
  files: Readonly<Record<string, string | Uint8Array>>
  /** How it is built: a file below `node_modules` and arguments. */
  build?: readonly [program: string, ...argv: string[]]
  /** Folder that it is built into. */
  built?: string
  /** Page of `guide/install` in a locale, from the built folder. */
  page?: (locale: 'zh-TW' | 'zh-HK' | 'zh-CN' | 'en') => string
}

/** The first page: marks of each kind, headings that are alike, links of each kind. */
const install = (links: {
  file: string
  page: string
  only: string
  rooted?: string
  picture?: string
}): string => `---
title: 安裝軟體
description: 怎麼安裝這套軟體。
---

這套**軟體**透過網路下載，請看[設定檔案](${links.file}#進階設定)、[同一頁](#常見問題)與[只有香港的頁面](${links.only})。
${links.rooted ? `\n從[首頁的路徑](${links.rooted})也到得了。\n` : ''}${
  links.picture ? `\n![螢幕畫面](${links.picture})\n` : ''
}
## 下載檔案

\`\`\`sh
echo 軟體
\`\`\`

### 常見問題

第一個問題。

## 常見問題

第二個問題，見[第二個](#常見問題-1)。

## API

回到[設定](${links.page})。
`

const settings = (back: string): string => `---
title: 設定檔案
description: 這裡說明設定檔案。
---

## 進階設定

回到[安裝](${back}#下載檔案)。
`

const hongKong = `---
title: 只有香港
yiwen:
  editions: [zh-HK]
---

只有香港的使用者看得到這個網頁的資訊。
`

const vitepress = {
  'package.json': '{"type":"module"}',
  'docs/.vitepress/config.mts': `import { defineConfig, type DefaultTheme } from 'vitepress'
import { sidebar } from './sidebar'
import zhHk from './yiwen/zh-hk.json'
import zhCn from './yiwen/zh-cn.json'
import en from './yiwen/en.json'

export default defineConfig({
  title: '範例網站', description: '怎麼安裝軟體', cacheDir: '../.cache',
  locales: {
    root: { label: '正體', lang: 'zh-TW' },
    'zh-hk': { label: '香港', lang: 'zh-HK', link: '/zh-hk/', ...zhHk },
    'zh-cn': { label: '简体', lang: 'zh-CN', link: '/zh-cn/', ...zhCn },
    en: { label: 'English', lang: 'en', link: '/en/', ...en },
  },
  themeConfig: {
    nav: nav(), sidebar,
    outline: { label: '本頁目錄' },
    docFooter: { prev: '上一個檔案', next: '下一個檔案' },
    footer: { message: '以開放授權釋出軟體', copyright: \`軟體作者\` },
    lastUpdated: { text: \`更新 \${new Date().getFullYear()}\` },
  },
})

function nav(): DefaultTheme.NavItem[] {
  return [
    { text: '安裝軟體', link: '/guide/install' },
    { text: '更多資訊', items: [{ text: '設定檔案', link: '/guide/settings' }, { text: '外面', link: 'https://example.org/軟體' }] },
  ]
}
`,
  'docs/.vitepress/sidebar.ts': `const guide = '軟體指南'
export const sidebar = {
  '/guide/': [
    { text: guide, items: [
      { text: '安裝', link: '/guide/install' }, { text: '設定檔案', link: '/guide/settings' },
      { text: '只有香港', link: '/guide/hong-kong' },
    ] },
  ],
}
`,
  'docs/index.md': `---
layout: home
hero:
  name: 範例
  text: 透過網路下載軟體
  tagline: 螢幕上的資訊
  actions:
    - theme: brand
      text: 開始使用
      link: /guide/install
features:
  - title: 檔案
    details: 儲存檔案。
---
`,
  'docs/guide/install.md': install({
    file: './settings.md',
    page: './settings',
    only: './hong-kong.md',
    rooted: '/guide/settings',
    picture: './images/a.png',
  }),
  'docs/guide/settings.md': settings('install.md'),
  'docs/guide/hong-kong.md': hongKong,
  'docs/guide/images/a.png': picture,
  'docs/parts/data.js': 'export const data = 1\n',
  'docs/guide/component.md': `<script setup>
import { data } from '../parts/data.js'
</script>

# 元件

::: tip 提示
資料是 {{ data }}。
:::
`,
}

/** Pages with what Hugo says of their translations. */
const hugoTheme = {
  'layouts/_default/baseof.html': `<!doctype html>
<html lang="{{ .Site.LanguageCode }}"><head><title>{{ .Title }}</title>
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Site.LanguageCode }}" href="{{ .Permalink }}">{{ end }}
</head><body>{{ block "main" . }}{{ end }}</body></html>
`,
  'layouts/_default/single.html':
    '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}\n',
  'layouts/_default/list.html':
    '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}\n',
}

/** Each way to name a page or a picture, among them of a page that zh-CN lacks. */
const hugoLinks = `---
title: 連結
url: /links/
aliases: [/old/]
---

[檔案]({{< ref "settings.md" >}})、[網頁](../guide/settings/)、[標題]({{< relref "/guide/settings.md#進階設定" >}})。

只有香港有：[檔案]({{< ref "hong-kong.md" >}})、[另一種]({{% relref "/guide/hong-kong" %}})。

## 標題
`

/** Sites as a newcomer has them, by generator. */
export const sites: Readonly<Record<LayoutName, SampleSite>> = {
  docusaurus: {
    files: {
      'package.json': '{}',
      'docusaurus.config.js': `export default {
  title: 'Sample', url: 'https://example.com', baseUrl: '/', favicon: undefined,
  onBrokenLinks: 'throw', onBrokenAnchors: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw' } },
  future: { v4: true, faster: true },
  i18n: { defaultLocale: 'zh-TW', locales: ['zh-TW', 'zh-HK', 'zh-CN', 'en'] },
  presets: [['classic', { docs: { sidebarPath: './sidebars.js' }, blog: { blogTitle: '軟體部落格' }, theme: {} }]],
  plugins: ['${plugin}'],
  themeConfig: {
    navbar: { title: '範例', items: [
      { type: 'docSidebar', sidebarId: 'manual', label: '使用說明檔案' },
      { to: '/blog', label: '網路消息', items: [{ to: '/blog', label: '最新資訊' }] },
      { type: 'localeDropdown' },
    ] },
    footer: { copyright: '軟體授權', links: [
      { title: '更多資訊', items: [{ label: '網路消息', to: '/blog' }] },
    ] },
  },
}
`,
      'sidebars.js': `module.exports = { manual: [
  { type: 'category', label: '安裝軟體指南', link: { type: 'generated-index', title: '軟體總覽' }, items: [{ type: 'autogenerated', dirName: 'guide' }] },
] }
`,
      'docs/guide/extra/_category_.json': '{"label":"更多檔案"}',
      // Without a title of its own the first heading is that of the page.
      'docs/guide/extra/more.md': '# 更多檔案\n\n更多資訊。\n',
      'blog/authors.yml': `ming:
  name: 王曉明 # 筆名
  title: "軟體工程師"
  url: https://example.com/軟體
`,
      'blog/tags.yml': `news:
  label: '軟體消息'
  permalink: /news
  description: 關於軟體的消息
`,
      'docs/guide/install.md': install({
        file: './settings.mdx',
        page: './settings.mdx',
        only: './hong-kong.md',
        rooted: '/docs/guide/settings',
        picture: './images/a.png',
      }),
      'docs/guide/settings.mdx': `${settings('./install.md')}
import Data from '../_data.js'

:::tip[提示：檔案]

<Data title="軟體" />儲存檔案。

:::
`,
      'docs/_data.js': 'export default () => null\n',
      'docs/guide/hong-kong.md': hongKong,
      'docs/guide/images/a.png': picture,
      'blog/2026-01-02-news.md': `---
title: 軟體消息
slug: news
tags: [news]
authors: [ming]
---

資訊。

{/* truncate */}

網路。
`,
      'src/pages/index.mdx':
        '---\ntitle: 首頁\n---\n\n# 軟體首頁\n\n[安裝](/docs/guide/install)\n',
      'i18n/zh-TW/docusaurus-theme-classic/navbar.json': `{
  "title": { "message": "範例網站", "description": "The title in the navbar" }
}
`,
      'i18n/zh-TW/code.json': `{
  "theme.IconExternalLink.ariaLabel": { "message": "(opens in new tab)" }
}
`,
    },
    build: ['@docusaurus/core/bin/docusaurus.mjs', 'build'],
    built: 'build',
    page: (locale) =>
      `${locale === 'zh-TW' ? '' : `${locale}/`}docs/guide/install/index.html`,
  },
  vitepress: {
    files: vitepress,
    build: ['vitepress/bin/vitepress.js', 'build', 'docs'],
    built: 'docs/.vitepress/dist',
    page: (locale) =>
      `${locale === 'zh-TW' ? '' : `${locale.toLowerCase()}/`}guide/install.html`,
  },
  starlight: {
    files: {
      'package.json': '{"type":"module"}',
      'astro.config.mjs': `import { defineConfig } from 'astro/config'
import starlight from '@astrojs/starlight'
export default defineConfig({
  cacheDir: '.cache',
  integrations: [starlight({
    title: 'Sample', pagefind: false,
    locales: {
      root: { label: '正體', lang: 'zh-TW' },
      'zh-hk': { label: '香港', lang: 'zh-HK' },
      'zh-cn': { label: '简体', lang: 'zh-CN' },
      en: { label: 'English', lang: 'en' },
    },
  })],
})
`,
      'src/content.config.ts': `import { defineCollection } from 'astro:content'
import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }
`,
      'src/assets/hero.png': picture,
      'src/content/docs/index.mdx': `---
title: 首頁
template: splash
hero:
  tagline: 透過網路下載軟體
  image: { file: ../../assets/hero.png }
  actions:
    - text: 開始使用
      link: /guide/install/
---
import { Card } from '@astrojs/starlight/components'
import hero from '../../assets/hero.png'

<Card title="軟體">檔案</Card>

<img src={hero.src} alt="螢幕" />
`,
      'src/content/docs/guide/install.md': install({
        file: '../settings/',
        page: '/guide/settings/',
        only: '../hong-kong/',
        rooted: '/guide/settings/#進階設定',
        picture: './images/a.png',
      }),
      'src/content/docs/guide/settings.md': settings('../install/'),
      'src/content/docs/guide/hong-kong.md': hongKong,
      'src/content/docs/guide/images/a.png': picture,
    },
    build: ['astro/astro.js', 'build'],
    built: 'dist',
    page: (locale) =>
      `${locale === 'zh-TW' ? '' : `${locale.toLowerCase()}/`}guide/install/index.html`,
  },
  eleventy: {
    files: {
      'package.json': '{"type":"module"}',
      'eleventy.config.js': `import { EleventyI18nPlugin } from '@11ty/eleventy'
export default (config) => {
  config.addPlugin(EleventyI18nPlugin, { defaultLanguage: 'zh-TW', errorMode: 'allow-fallback' })
  config.addPassthroughCopy('site/images')
  return { dir: { input: 'site', output: '_site' }, markdownTemplateEngine: 'njk' }
}
`,
      'site/site.json': '{"layout":"base.njk"}',
      'site/_includes/base.njk':
        '<!doctype html><html lang="{{ lang or \'zh-TW\' }}"><title>{{ title }}</title>{{ content | safe }}</html>',
      'site/guide/install.md': install({
        file: '../settings/',
        page: '/guide/settings/',
        only: '../hong-kong/',
        picture: '../../images/a.png',
      }).replaceAll(/#(?:進階設定|常見問題(?:-1)?)/g, '#'),
      'site/guide/settings.md': settings('../install/').replace(
        '#下載檔案',
        '',
      ),
      'site/guide/hong-kong.md': hongKong,
      'site/images/a.png': picture,
    },
    build: ['@11ty/eleventy/cmd.cjs'],
    built: '_site',
    page: (locale) =>
      `${locale === 'zh-TW' ? '' : `${locale.toLowerCase()}/`}guide/install/index.html`,
  },
  hexo: {
    files: {
      'package.json':
        '{"hexo":{"version":"8.1.2"},"dependencies":{"hexo":"8.1.2","hexo-renderer-marked":"7.0.1","hexo-renderer-ejs":"2.0.0"}}',
      '_config.yml': `title: 範例
url: https://example.com
root: /
language: [zh-TW, zh-HK, zh-CN, en]
i18n_dir: :lang
permalink: :title/
theme: plain
`,
      'themes/plain/layout/post.ejs':
        '<!doctype html><html lang="<%= page.lang || \'zh-TW\' %>"><title><%= page.title %></title><%- page.content %></html>',
      'themes/plain/layout/page.ejs':
        '<!doctype html><html lang="<%= page.lang || \'zh-TW\' %>"><title><%= page.title %></title><%- page.content %></html>',
      'source/_posts/install.md': install({
        file: '/settings/',
        page: '/settings/',
        only: '/hong-kong/',
        picture: '/images/a.png',
      }),
      'source/_posts/settings.md': settings('/install/'),
      'source/_posts/hong-kong.md': hongKong,
      'source/about/index.md':
        '---\ntitle: 關於網站\n---\n\n這個網站的資訊。\n',
      'source/images/a.png': picture,
    },
    build: ['hexo/bin/hexo', 'generate'],
    built: 'public',
    page: (locale) =>
      `${locale === 'zh-TW' ? '' : `${locale}/`}install/index.html`,
  },
  hugo: {
    files: {
      'hugo.toml':
        'baseURL = "https://example.com/"\ndefaultContentLanguage = "zh-tw"\n',
      ...hugoTheme,
      'content/guide/links.md': hugoLinks,
      'content/guide/images/b.png': picture,
      'content/guide/pictures.md':
        '---\ntitle: 圖\n---\n\n![圖](../images/b.png)、[同樣](../settings/)、[只有香港](../hong-kong/)。\n\n## 圖\n',
      'content/_index.md': '+++\ntitle = "網站資訊"\n+++\n',
      'content/guide/install/index.md': install({
        file: '/guide/settings/',
        page: '/guide/settings/',
        only: '/guide/hong-kong/',
        rooted: '/guide/settings/',
        picture: 'a.png',
      }),
      'content/guide/install/a.png': picture,
      'content/guide/settings.md': settings('/guide/install/'),
      'content/guide/hong-kong.md': hongKong,
    },
  },
  mdbook: {
    files: {
      'book.toml': '[book]\ntitle = "範例"\nlanguage = "zh-TW"\n',
      'src/SUMMARY.md':
        '# 目錄\n\n- [安裝軟體](guide/install.md)\n- [設定檔案](guide/settings.md)\n',
      'src/guide/install.md': install({
        file: 'settings.md',
        page: 'settings.md',
        only: 'hong-kong.md',
        picture: 'images/a.png',
      }),
      'src/guide/settings.md': settings('install.md'),
      'src/guide/hong-kong.md': hongKong,
      'src/guide/images/a.png': picture,
    },
  },
}
