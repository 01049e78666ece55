import type { Translate } from '../messages/index.ts'

/** Keys of the comments in the first configuration. */
type CommentKey =
  | 'top'
  | 'articles'
  | 'output'
  | 'glossary'
  | 'editions'
  | 'html'
  | 'quotes'
  | 'gloss'

/**
 * Write the first configuration: the defaults, explained.
 *
 * @param t - Messages, for the comments.
 * @returns YAML.
 */
export function sampleConfig(t: Translate): string {
  const comment = (key: CommentKey): string =>
    `# ${t(`cli:init.comment.${key}`)}`
  return `${comment('top')}

${comment('articles')}
articles: articles

${comment('output')}
output: public

${comment('glossary')}
glossary: locales/glossary/*.yaml

${comment('editions')}
editions:
  - zh-TW
  - zh-HK
  - zh-CN
  - id: bilingual
    locale: zh-CN
    gloss: { frequency: section, appendix: true }

${comment('html')}
html: true

${comment('quotes')}
quotes: edition

${comment('gloss')}
gloss:
  style: paren
  frequency: article
`
}

/**
 * Write the first glossary: three concepts of the first article.
 *
 * @param t - Messages, for the comments.
 * @returns YAML.
 */
export function sampleGlossary(t: Translate): string {
  return `# ${t('cli:init.comment.concepts')}
concepts:
  - id: open-source-software
    domain: technology
    state: approved
    terms:
      zh-TW: 開源軟體
      zh-HK: 開源軟件
      zh-CN: 开源软件
      en: open-source software

  - id: large-language-model
    domain: technology
    state: approved
    terms:
      zh-TW: 大型語言模型
      zh-CN: 大语言模型
      en: [large language model, { text: LLM, type: abbreviation }]

  - id: hard-disk
    domain: technology
    state: approved
    terms:
      zh-TW: 硬碟
      zh-HK: 硬碟
      zh-CN: 硬盘
      en: hard disk
`
}

/**
 * Write the first article, in Traditional Chinese whatever the person reads.
 *
 * @param date - Day it is dated.
 * @returns Markdown.
 */
export function sampleArticle(date: string): string {
  return `---
title: 我的第一篇文章
date: ${date}
lang: zh-TW
---

這裡是一篇範例文章。執行 \`yiwen build\` 之後，它會變成臺灣、香港、大陸與雙語四個版本。

## 用語與標點

我們用**開源軟體**整理資料，再請大型語言模型檢查。編輯說：「請把檔案存在硬碟裡，『備份』也別忘了。」

- 程式碼不會更動：\`git commit -m "更新資訊"\`
- 網址也不會更動：[資訊頁](https://example.org/資訊)
- 想保留原文，可以這樣寫：:keep[滑鼠]

想知道每一處改動的原因，請執行 \`yiwen explain\`。
`
}
