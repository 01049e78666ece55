import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import type { Nodes, Root } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import {
  findArticles,
  findAssets,
  parsePlainText,
} from '../../src/read/index.ts'

const paths = await findArticles('articles')
const markdown = paths.filter((path) => !path.endsWith('.txt'))
const read = (path: string) => readFileSync(join('articles', path), 'utf8')

function parse(path: string): Root {
  const parser = unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm, { singleTilde: false })
    .use(remarkMath)
    .use(remarkDirective)
    .use(remarkCjkFriendly)
  if (path.endsWith('.mdx')) parser.use(remarkMdx)
  return parser.parse(read(path))
}

function walk(
  node: Nodes,
  visit: (node: Nodes, depth: number) => void,
  depth = 0,
) {
  visit(node, depth)
  if (!('children' in node)) return
  const inner = depth + (node.type === 'list' ? 1 : 0)
  for (const child of node.children) walk(child, visit, inner)
}

function all(path: string): Nodes[] {
  const nodes: Nodes[] = []
  walk(parse(path), (node) => nodes.push(node))
  return nodes
}

function frontMatter(path: string): Record<string, unknown> {
  const match = /^---\n([\s\S]*?\n)---\n/.exec(read(path))
  return parseYaml(match?.[1] ?? '{}') as Record<string, unknown>
}

describe('the article about the listing', () => {
  const path = '2026-01-08-zhipu-ipo.md'
  const seed = '../shared/seed/article.txt'

  test.skipIf(!existsSync(seed) && !process.env['CI'])(
    'has the body of the seed byte for byte, and nothing else',
    () => {
      const blocks = readFileSync(seed, 'utf8').split('\n\n')
      const body = blocks.filter(
        (block, index) => index > 0 && !block.endsWith('（圖：Shutterstock）'),
      )
      expect(body).toHaveLength(blocks.length - 2)
      const ours = read(path).replace(/^---\n[\s\S]*?\n---\n\n/, '')
      expect(ours).toBe(`${body.join('\n\n')}\n`)
    },
  )

  test('means plain paragraphs to Markdown', () => {
    const types = new Set(all(path).map((node) => node.type))
    expect([...types].sort()).toEqual(['paragraph', 'root', 'text', 'yaml'])
    // No character was taken as an escape, an entity or a mark.
    const text = all(path)
      .flatMap((node) => (node.type === 'text' ? node.value : []))
      .join('\n\n')
    expect(read(path).endsWith(`\n---\n\n${text}\n`)).toBe(true)
  })

  test('has its byline and caption in the front matter', () => {
    const headline =
      '全球大模型第一股來了！智譜港股上市首日飆漲近12% 同日宣布新一代模型GLM-5即將面世'
    expect(frontMatter(path)).toEqual({
      title: headline,
      author: '陳韋廷',
      role: '編譯',
      publisher: '鉅亨網',
      date: '2026-01-08T13:00+08:00',
      lang: 'zh-TW',
      tickers: ['02513-HK'],
      caption: headline,
      credit: '圖：Shutterstock',
    })
  })
})

describe('the shipped articles', () => {
  const others = markdown.filter((path) => !path.includes('zhipu'))

  test('are at least five, of several kinds', () => {
    expect(paths.length).toBeGreaterThanOrEqual(5)
    const kinds = new Set(paths.map((path) => extname(path)))
    expect([...kinds].sort()).toEqual(['.md', '.mdx', '.txt'])
  })

  test.each(others)('%s says what it is', (path) => {
    expect(frontMatter(path)).toMatchObject({
      title: expect.any(String),
      description: expect.any(String),
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
      lang: 'zh-TW',
      tags: expect.arrayContaining([expect.any(String)]),
    })
  })

  test.each([
    'table',
    'list',
    'footnoteReference',
    'footnoteDefinition',
    'code',
    'inlineCode',
    'link',
    'linkReference',
    'definition',
    'math',
    'inlineMath',
    'html',
    'containerDirective',
    'textDirective',
    'image',
    'delete',
    'strong',
    'emphasis',
    'blockquote',
    'mdxJsxFlowElement',
    'mdxJsxTextElement',
    'mdxjsEsm',
    'mdxTextExpression',
  ])('contain %s', (type) => {
    const nodes = markdown.flatMap(all)
    expect(nodes.some((node) => node.type === type)).toBe(true)
  })

  test('contain what is not a node of its own', () => {
    const nodes = markdown.flatMap(all)
    const has = (test: (node: Nodes) => boolean) => nodes.some(test)
    expect(has((n) => n.type === 'listItem' && n.checked === true)).toBe(true)
    expect(has((n) => n.type === 'code' && /title=/.test(n.meta ?? ''))).toBe(
      true,
    )
    expect(has((n) => n.type === 'definition' && !!n.title)).toBe(true)
    expect(has((n) => n.type === 'image' && !!n.alt && !!n.title)).toBe(true)
    expect(has((n) => n.type === 'text' && /\p{L}\n\p{L}/u.test(n.value))).toBe(
      true,
    )
    let deepest = 0
    for (const path of markdown) {
      walk(parse(path), (_, depth) => {
        deepest = Math.max(deepest, depth)
      })
    }
    expect(deepest).toBeGreaterThanOrEqual(3)
    const text = markdown.map(read).join('\n')
    expect(text).toMatch(/<!-- yiwen:off -->[\s\S]+<!-- yiwen:on -->/)
    expect(text).toMatch(/:keep\[/)
    expect(text).toMatch(/-\{[^}]+\}-/)
    expect(text).toMatch(/^> \[!WARNING\]$/m)
    expect(text).toMatch(/\{\{< figure [^>]+>\}\}/)
    expect(text).toMatch(/^#+ .+ \{#[\w-]+\}$/m)
    expect(text).toMatch(/「[^」]*『[^』]*』[^」]*」/)
    expect(text).toMatch(/<details>[\s\S]*<abbr title="[^"]+">/)
  })

  test.each(markdown)('%s links only to files that are there', (path) => {
    const images = [...read(path).matchAll(/src="([^"]+\.(?:svg|png))"/g)]
    const urls = [
      ...images.map((match) => match[1] ?? ''),
      ...all(path).flatMap((node) => ('url' in node ? node.url : [])),
    ].filter((url) => !/^[a-z]+:/.test(url))
    for (const url of urls) {
      const base = url.startsWith('/')
        ? 'articles'
        : join('articles', dirname(path))
      expect(existsSync(join(base, url.replace(/#.*/, ''))), url).toBe(true)
    }
  })

  test('have pictures with Chinese in them, and all are used', async () => {
    const text = markdown.map(read).join('\n')
    const assets = await findAssets('articles')
    expect(assets.length).toBeGreaterThan(0)
    for (const asset of assets) {
      expect(text).toContain(asset)
      expect(read(asset)).toMatch(/<text[^>]*>\p{Script=Han}+<\/text>/u)
    }
  })

  test('the plain text has all the parts that are recognised', () => {
    const path = paths.find((one) => one.endsWith('.txt')) ?? ''
    const article = parsePlainText(read(path))
    expect(article.title?.text).toMatch(/^青溪鎮/)
    expect(article.bylines[0]?.authors[0]?.text).toBe('林書涵')
    expect(article.caption?.credit.text).toBe('圖：青溪鎮立圖書館')
    expect(article.paragraphs.length).toBeGreaterThan(3)
  })
})
