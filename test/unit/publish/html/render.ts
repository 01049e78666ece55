import type { Root } from 'mdast'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { createTranslator } from '../../../../src/messages/index.ts'
import type { Locale } from '../../../../src/model/index.ts'
import {
  type PageOptions,
  renderPage,
} from '../../../../src/publish/html/index.ts'

/** Parse Markdown with what every article has. */
export function parseMarkdown(source: string): Root {
  return unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkDirective)
    .parse(source)
}

/** Parse MDX. */
export function parseMdx(source: string): Root {
  return unified().use(remarkParse).use(remarkMdx).parse(source)
}

/** Editions of one page. */
export const editions: PageOptions['editions'] = [
  { id: 'zh-TW', locale: 'zh-TW', href: 'a.html', name: '臺灣正體' },
  { id: 'zh-HK', locale: 'zh-HK', href: '../zh-HK/a.html', name: '香港繁體' },
  { id: 'zh-CN', locale: 'zh-CN', href: '../zh-CN/a.html', name: '简体中文' },
  {
    id: 'bilingual',
    locale: 'zh-CN',
    href: '../bilingual/a.html',
    name: '双语',
  },
]

/** Render Markdown as a page. */
export function render(
  source: string,
  options: Partial<PageOptions> & { locale?: Locale } = {},
): string {
  const { locale = 'zh-TW', ...rest } = options
  return renderPage({
    tree: parseMarkdown(source),
    source,
    edition: { id: locale, locale },
    editions,
    frontMatter: { title: '題目' },
    path: 'a.md',
    strings: createTranslator(locale),
    ...rest,
  })
}

/** Inside of the article's `div`, on which most tests look, without blocks' ids. */
export function prose(
  source: string,
  options: Parameters<typeof render>[1] = {},
): string {
  const html = render(source, options)
  const inside = /<div class="prose">([\s\S]*)<\/div>\s*<\/main>/.exec(html)
  if (inside?.[1] === undefined) throw new Error('The page has no body.')
  return inside[1].trim().replace(/ id="p\d+"/g, '')
}
