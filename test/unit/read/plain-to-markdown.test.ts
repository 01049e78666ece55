import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Nodes, Root } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import {
  type PlainArticle,
  parsePlainText,
  plainToMarkdown,
} from '../../../src/read/index.ts'

const parser = unified()
  .use(remarkParse)
  .use(remarkFrontmatter)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkMath)
  .use(remarkDirective)
  .use(remarkCjkFriendly)

const body = '這是第一段，話要說完整。\n\n這是第二段，也是一樣。\n'

/** Text of each paragraph that Markdown sees, and nothing but paragraphs. */
function paragraphsOf(markdown: string): string[] {
  const root = parser.parse(markdown) as Root
  const kinds = root.children.map((node) => node.type)
  expect(kinds[0]).toBe('yaml')
  expect(new Set(kinds.slice(1)).size).toBeLessThanOrEqual(1)
  const text = (node: Nodes): string => {
    if (node.type === 'text') return node.value
    // A bare address is a link to GFM, and reads the same.
    expect(['paragraph', 'link']).toContain(node.type)
    return 'children' in node ? node.children.map(text).join('') : ''
  }
  return root.children.slice(1).map(text)
}

function frontMatter(markdown: string): unknown {
  return parseYaml(/^---\n([\s\S]*?)\n---/.exec(markdown)?.[1] ?? '')
}

const seed = '../shared/seed/article.txt'

test.skipIf(!existsSync(seed) && !process.env['CI'])(
  'the seed becomes the shipped article',
  () => {
    const article = parsePlainText(readFileSync(seed, 'utf8'))
    const markdown = plainToMarkdown(article)
    expect(frontMatter(markdown)).toEqual({
      title: article.caption?.caption.text,
      author: '陳韋廷',
      role: '編譯',
      publisher: '鉅亨網',
      date: '2026-01-08T13:00+08:00',
      lang: 'zh-TW',
      caption: article.caption?.caption.text,
      credit: '圖：Shutterstock',
    })
    const shipped = readFileSync('articles/2026-01-08-zhipu-ipo.md', 'utf8')
    const bodyOf = (markdown: string) =>
      markdown.replace(/^---[\s\S]*?\n---\n/, '')
    expect(bodyOf(markdown)).toBe(bodyOf(shipped))
  },
)

describe('Markdown of plain text', () => {
  test.each([
    '加上 * 號，再加 * 號。',
    '*不是強調*，_也不是_，__更不是__。',
    '# 不是標題',
    '1. 不是清單',
    '- 不是清單',
    '+ 不是清單',
    '> 不是引文',
    '~~不是刪除線~~，~也不是~',
    '| 不 | 是 |\n| --- | --- |\n| 表 | 格 |',
    '不是標題\n===',
    '不是標題\n---',
    '---',
    '***',
    ':name 不是指令，:name[也不是]{a=b}',
    '::name[不是]',
    ':::note\n不是\n:::',
    '$不是$ 數學，$$也不是$$，價格 $5 到 $6',
    '$$\n不是\n$$',
    '`不是程式`',
    '```\n不是程式\n```',
    '    不是程式',
    '[不是](連結) 與 ![不是](圖)',
    '[不是]: https://example.com',
    '[^1] 不是註腳',
    '[^1]: 不是註腳',
    '[ ] 不是待辦',
    '<b>不是標籤</b> <!-- 不是註解 -->',
    '&amp; 不是 &#65;',
    '反斜線 \\ 與 \\*',
    'a@b.cc 和 https://example.com/a_b 和 www.example.com',
    '行尾有反斜線\\\n下一行',
    '{{< figure >}} 與 {% raw %}',
    '比率是 12:30，時間是 12:30:45',
  ])('%j stays literal', (text) => {
    const expected = text.trim()
    const article: PlainArticle = {
      source: expected,
      bylines: [],
      paragraphs: [
        { text: expected, span: { start: 0, end: expected.length } },
      ],
    }
    expect(paragraphsOf(plainToMarkdown(article))).toEqual([expected])
  })

  test('any paragraphs come back', () => {
    const character = fc.oneof(
      fc.constantFrom(...'*_#~|:$`[](){}<>!&\\-+=.1a A軟體「」，。（）@/^"\''),
      fc.constantFrom(' ', '字'),
    )
    const paragraph = fc
      .string({ unit: character, minLength: 1, maxLength: 24 })
      .filter((text) => text.trim() === text)
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 3 }),
        (texts) => {
          const paragraphs = texts.map((text) => ({
            text,
            span: { start: 0, end: text.length },
          }))
          const article = { source: '', bylines: [], paragraphs }
          expect(paragraphsOf(plainToMarkdown(article))).toEqual(texts)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('several authors and an awkward headline', () => {
    const text = `"引號": 與 # 號\n文／王小明　攝影／李小華\n2026-01-08\n\n${body}`
    const markdown = plainToMarkdown(parsePlainText(text), { lang: 'zh-HK' })
    expect(frontMatter(markdown)).toEqual({
      title: '"引號": 與 # 號',
      author: ['王小明', '李小華'],
      role: ['文', '攝影'],
      date: '2026-01-08',
      lang: 'zh-HK',
    })
    expect(markdown).toContain("date: '2026-01-08'")
  })
})
