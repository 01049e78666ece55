import { syncTranslations } from '../src/build/translations.ts'
import { resolveConfig, type UserConfig } from '../src/node.ts'
import { createProject, type Project } from './project.ts'

/** Settings of a site with every kind of edition. */
export const siteConfig: UserConfig = {
  editions: [
    'zh-TW',
    'zh-HK',
    'zh-CN',
    'en',
    { id: 'both', locale: 'zh-CN', beside: 'en' },
  ],
  site: {
    url: 'https://news.example/讀 報/',
    title: { 'zh-TW': '青溪新聞', 'zh-CN': '青溪新闻', en: 'Qingxi News' },
    description: '科技與生活',
  },
}

const attack = `"><script>window.hacked=1</script><img src=x onerror="window.hacked=1">`

const report = `---
title: 大模型公司上市
date: 2026-01-08T13:00+08:00
updated: 2026-01-09
author: [陳韋廷, 林書涵]
publisher: 青溪新聞
description: 一家大模型公司今天上市。
tags: [港股, C++, C, 人工智慧]
image: ../images/a.png
---

# 大模型公司上市

## 重點整理

這家公司開發大模型。見[資料中心](../docs/中心.md#為什麼)。

- 第一項
- 第二項

| 年度 | 營收 |
|---|---|
| 2025 | 一億元 |

## 之後

> 大模型需要軟體。

大模型還要資料中心。
`

const english: Readonly<Record<string, string>> = {
  大模型公司上市: 'Large-model company lists',
  '一家大模型公司今天上市。': 'A large-model company lists today.',
  港股: 'Hong Kong stocks',
  人工智慧: 'AI',
  重點整理: 'Key points',
  '這家公司開發大模型。': 'The company builds large models.',
  第一項: 'First item',
  第二項: 'Second item',
  年度: 'Year',
  營收: 'Revenue',
  一億元: 'NT$100 million',
  之後: 'Afterwards',
  '大模型需要軟體。': 'Large models need software.',
  '大模型還要資料中心。': 'They need data centres, too.',
  陳韋廷: 'Chen Wei-ting',
  林書涵: 'Lin Shu-han',
  青溪新聞: 'Qingxi News',
  'C++': 'C++',
  C: 'C',
}

/** Project with an article in every edition, others in some, and attacks. */
export async function createSiteProject(): Promise<Project> {
  const project = createProject({
    'articles/news/report.md': report,
    'articles/docs/中心.md':
      '---\ntitle: 資料中心\ndate: 2026-02-01\ntags: [c++]\n---\n\n## 為什麼\n\n資料中心有軟體。[回去](../news/report.md#之後)，[不見了](gone.md)。\n',
    'articles/plain.txt': '沒有日期的軟體\n\n第一段。\n',
    'articles/untitled.md': '只有一段話。\n\n![不見了](gone.png)\n',
    'articles/Hostile.md': `---\ntitle: ${JSON.stringify(attack)}\ndate: 2026-03-01\nauthor: ${JSON.stringify(attack)}\ndescription: ${JSON.stringify(attack)}\ntags: [${JSON.stringify(attack)}, index]\nimage: "javascript:window.hacked=1"\n---\n\n# <img src=x onerror=window.hacked=1>\n\n${attack}\n\n[x](javascript:window.hacked=1) 惡意詞 <span data-en="${attack.replaceAll('"', '&quot;')}" class="term">y</span> <p data-block="p1" id="p1">z</p>\n`,
    'articles/images/a.png': new Uint8Array([137, 80, 78, 71]),
    'locales/glossary/terms.yaml': `concepts:
  - { id: large-model, domain: technology, state: approved, definition: 參數很多的模型。, terms: { zh-TW: 大模型, zh-CN: 大模型, en: large model } }
  - { id: data-center, domain: technology, state: approved, terms: { zh-TW: 資料中心, zh-CN: 数据中心, en: data centre } }
  - { id: software, domain: technology, state: approved, terms: { zh-TW: 軟體, zh-CN: 软件, en: software } }
  - { id: hostile, domain: technology, state: approved, definition: ${JSON.stringify(attack)}, terms: { zh-TW: 惡意詞, en: ${JSON.stringify(attack)} } }
`,
  })
  const options = { cwd: project.root, config: resolveConfig(siteConfig) }
  await syncTranslations(options, { write: true })
  const store = 'locales/en/news/report.md.xlf'
  // Terms are marked in the file; a translation need not have the marks.
  const plain = (text: string): string => text.replace(/<\/?mrk[^>]*>/g, '')
  const translated = project
    .read(store)
    .replace(/( *)<source>([\s\S]*?)<\/source>\n/g, (whole, space, marked) => {
      const source = plain(String(marked))
      const target = source.startsWith('見')
        ? source
            .replace('見', 'See ')
            .replace('資料中心', 'data centres')
            .replace('。', '.')
        : (english[source] ?? /^\d+$/.exec(source)?.[0])
      if (target === undefined) throw new Error(`No English: ${source}`)
      return `${whole}${space}<target>${target}</target>\n`
    })
    .replaceAll('state="initial"', 'state="reviewed"')
  project.write({ [store]: translated })
  return project
}
