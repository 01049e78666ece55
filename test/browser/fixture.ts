import { createTranslator } from '../../src/messages/index.ts'
import type { Locale } from '../../src/model/index.ts'
import { renderIndex, renderPage } from '../../src/publish/html/index.ts'
import { parseMarkdown } from '../unit/publish/html/render.ts'

const long = 'https://example.org/'.padEnd(160, 'abcdefghij')

/** Article with everything that can stand in one, hostile parts included. */
export const article = `
智譜今日在港股上市，成為「**全球大模型第一股**」。這家以:term[通用人工智慧]{en="AGI"}基座模型為核心業務的公司，以 1159.46 倍的*認購倍數*創下紀錄之一。見[下一篇](other.md)、[交易所](https://example.org/)，以及 <${long}>。

<script>window.hacked = true; document.title = 'hacked'</script>
<img src="x.png" onerror="window.hacked = true" alt="圖片不見了">
<svg onload="window.hacked = true"></svg>
<style>body { display: none }</style>

> 「很快將跟大家見面。」引文用的顏色比較淡，但仍然要看得清楚。

## 重點整理

1. 第一項
   - 巢狀項目，文字比較長，長到在窄螢幕上會換行，好看看縮排對不對
   - [x] 已完成
   - [ ] 未完成
2. 第二項，有 \`inline code\`、<kbd>Ctrl</kbd> + <kbd>C</kbd>、<mark>標示</mark>、H<sub>2</sub>O 與 x<sup>2</sup>

### 營收表

| 年度 | 營收（億元） | 研發投入（億元） | 研發人員占比 | 說明 |
|:-----|-----:|-----:|:----:|------|
| 2022 | 0.574 | 0.844 | 61% | 產品剛推出，客戶以企業為主 |
| 2023 | 1.245 | 5.289 | 68% | 開始海外業務 |
| 2024 | 3.124 | 21.954 | 74% | 年複合成長率達 130% |

### 程式與數學

\`\`\`js
const message = '${'很長的一行程式碼，'.repeat(12)}'
console.log(message) // 輸出
\`\`\`

行內 $E = mc^2$，獨立：

$$
\\int_{0}^{\\infty} e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2} + \\sum_{n=1}^{\\infty}\\frac{1}{n^2} + \\prod_{k=1}^{N}\\left(1+\\frac{x_k}{y_k}\\right)
$$

## 提醒

:::note
註記內容。
:::

:::tip[小訣竅]
訣竅內容，含 [連結](a.md)。
:::

> [!WARNING]
> 警告內容。

:::danger
危險內容。
:::

<figure><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" width="1600" height="500" alt="示意圖"><figcaption>圖說：上市當日（示意）</figcaption></figure>

<details><summary>展開看更多</summary>

裡面的文字，<ruby>智譜<rp>（</rp><rt lang="en">Zhipu</rt><rp>）</rp></ruby>，<abbr title="Initial Public Offering">IPO</abbr>。

</details>

## 結語

最後一段有註腳。[^1] <span lang="zh-Hans-CN">这段是简体中文，门、骨、直。</span> <span lang="en">And English.</span>

[^1]: 註腳內容，[來源](https://example.org)。
`

const names: Readonly<Record<string, string>> = {
  'zh-TW': '臺灣正體',
  'zh-HK': '香港繁體',
  'zh-CN': '简体中文',
  bilingual: '双语',
}

const editions = Object.entries(names).map(([id, name]) => ({
  id,
  locale: (id === 'bilingual' ? 'zh-CN' : id) as Locale,
  href: `../${id}/article.html`,
  name,
}))

const frame = (locale: Locale) => ({
  edition: { id: locale, locale },
  editions,
  strings: createTranslator(locale),
  site: { href: 'index.html' },
})

/** Page of the article. */
export function articlePage(locale: Locale = 'zh-TW'): string {
  return renderPage({
    ...frame(locale),
    tree: parseMarkdown(article),
    source: article,
    path: 'articles/article.md',
    frontMatter: {
      title:
        '全球大模型第一股來了！智譜港股上市首日飆漲近12% 同日宣布新一代模型GLM-5即將面世',
      author: '陳韋廷',
      role: '編譯',
      publisher: '鉅亨網',
      date: '2026-01-08T13:00+08:00',
      caption: '智譜港股上市首日飆漲近12%',
      credit: 'Shutterstock',
      tags: ['港股', '大模型', 'IPO'],
    },
  })
}

/** Page of the list. */
export function indexPage(locale: Locale = 'zh-TW'): string {
  return renderIndex({
    ...frame(locale),
    articles: [
      {
        title: '全球大模型第一股來了！智譜港股上市首日飆漲近12%',
        date: '2026-01-08T13:00+08:00',
        description: '智譜今日在港股上市，成為「全球大模型第一股」。',
        href: 'article.html',
      },
      { title: '怎麼讀資產負債表', date: '2026-02-11', href: 'b.html' },
      { title: '深夜的圖書館', href: 'c.html' },
    ],
  })
}
