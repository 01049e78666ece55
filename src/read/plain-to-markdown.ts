import type { Paragraph, Root, RootContent } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { Scalar, stringify } from 'yaml'
import type { ChineseLocale } from '../model/index.ts'
import type { PlainArticle } from './plain-text.ts'

const printer = unified()
  .use(remarkFrontmatter)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkMath)
  .use(remarkDirective)
  .use(remarkCjkFriendly)
  .use(remarkStringify, {
    unsafe: [
      // The directives' own rule passes over a colon after an escaped mark.
      {
        character: ':',
        after: '[^\\s\\p{P}\\p{S}]',
        inConstruct: 'phrasing',
        unicode: true,
      },
    ],
  })
  .freeze()

/**
 * Print a plain-text article as Markdown with YAML front matter.
 *
 * What was recognised goes to the front matter; paragraphs stay as they are,
 * with characters that mean something to Markdown escaped.
 * An article without a headline takes its caption's words for one, as press
 * agencies repeat it there.
 *
 * @param article - Article from `parsePlainText`.
 * @param options - Language of the text. Default: `zh-TW`.
 * @returns Markdown.
 *
 * @example
 * ```ts
 * import { parsePlainText, plainToMarkdown } from 'yiwen/node'
 *
 * const article = parsePlainText('智譜上市\n\n*很好*。\n')
 * plainToMarkdown(article).split('\n').at(-2) // '\\*很好\\*。'
 * ```
 */
export function plainToMarkdown(
  article: PlainArticle,
  options: { lang?: ChineseLocale } = {},
): string {
  const yaml = stringify(frontMatter(article, options.lang ?? 'zh-TW'), {
    lineWidth: 0,
  })
  const paragraphs = article.paragraphs.map(
    ({ text }): Paragraph => ({
      type: 'paragraph',
      children: [{ type: 'text', value: text.replace(/\r\n?/g, '\n') }],
    }),
  )
  const children: RootContent[] = [
    { type: 'yaml', value: yaml.trimEnd() },
    ...paragraphs,
  ]
  const root: Root = { type: 'root', children }
  return printer.stringify(root)
}

function frontMatter(
  article: PlainArticle,
  lang: ChineseLocale,
): Record<string, string | string[] | Scalar> {
  const { bylines, caption } = article
  const authors = bylines.flatMap((byline) => byline.authors)
  const names = authors.map((author) => author.text)
  const roles = [...new Set(authors.flatMap((author) => author.role ?? []))]
  const iso = bylines.find((one) => one.date)?.date?.iso
  const date = iso === undefined ? undefined : new Scalar(iso)
  // Older YAML readers make a Date of a bare one and lose its zone.
  if (date) date.type = 'QUOTE_SINGLE'
  const entries: [string, string | string[] | Scalar | undefined][] = [
    ['title', article.title?.text ?? caption?.caption.text],
    ['author', oneOrMore(names)],
    ['role', oneOrMore(roles)],
    ['publisher', bylines.find((one) => one.publisher)?.publisher?.text],
    ['place', bylines.find((one) => one.place)?.place?.text],
    ['date', date],
    ['lang', lang],
    ['caption', caption?.caption.text],
    ['credit', caption?.credit.text],
  ]
  const matter: Record<string, string | string[] | Scalar> = {}
  for (const [key, value] of entries) {
    if (value !== undefined && value !== '') matter[key] = value
  }
  return matter
}

function oneOrMore(values: string[]): string | string[] | undefined {
  return values.length > 1 ? values : values[0]
}
