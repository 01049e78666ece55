import type { Nodes } from 'mdast'
import { describe, expect, test } from 'vitest'
import {
  defaultConfig,
  type MarkdownSettings,
} from '../../../src/model/index.ts'
import { dialectFor, parse, parseTree } from '../../../src/parse/index.ts'

const { markdown, limits } = defaultConfig

/** Types of the nodes, in order, text and paragraphs left out. */
function types(
  source: string,
  settings: Partial<MarkdownSettings> = {},
): string {
  const found: string[] = []
  const visit = (node: Nodes): void => {
    if (!['root', 'text', 'paragraph'].includes(node.type))
      found.push(node.type)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(parse(source, { ...markdown, ...settings }, limits).tree)
  return found.join(' ')
}

describe('the dialect', () => {
  test.each([
    ['**「軟體」**是', 'strong', { cjkFriendly: true }],
    ['**「軟體」**是', '', { cjkFriendly: false }],
    ['~~「軟體」~~是', 'delete', { cjkFriendly: true }],
    ['10~20 元，約 5~6', '', {}],
    ['~軟~', 'delete', { singleTilde: true }],
    ['https://a.b', 'link', {}],
    ['https://a.b', '', { gfm: false }],
    ['：www.a.b，然後', '', {}],
    ['$a$', 'inlineMath', {}],
    ['$a$', '', { math: false }],
    [':a[b]', 'textDirective', {}],
    [':a[b]', '', { directives: false }],
    ['---\na: 1\n---', 'yaml', {}],
    ['+++\na = 1\n+++', 'toml', {}],
    ['<b>軟</b>', 'html html', {}],
    ['<b>軟</b>', 'mdxJsxTextElement', { mdx: true }],
  ])('%j is [%s] with %j', (source, wanted, settings) => {
    expect(types(source, settings)).toBe(wanted)
  })

  test('is made once for the same settings', () => {
    expect(dialectFor({ ...markdown })).toBe(dialectFor(markdown))
    expect(dialectFor({ ...markdown, mdx: true })).not.toBe(
      dialectFor(markdown),
    )
  })
})

describe('directives have plain names', () => {
  test.each([
    [':a[b]{c=d}', 'textDirective'],
    [':a-b_1[c]', 'textDirective'],
    [':a{b}', 'textDirective'],
    ['a:b', ''],
    [':a', ''],
    [':軟[體]', ''],
    [':a軟[體]', ''],
    ['10:30[註]', ''],
    ['::a[b]', 'leafDirective'],
    ['::a', 'leafDirective'],
    ['::軟[體]', ''],
    [':::a[b]\nc\n:::', 'containerDirective'],
    [':::a\nc\n:::', 'containerDirective'],
    ['::: a\nc\n:::', ''],
    [':::軟\nc\n:::', ''],
  ])('%j is [%s]', (source, wanted) => {
    expect(types(source)).toBe(wanted)
  })
})

describe('math is not money', () => {
  test.each([
    ['$100 與 $200', ''],
    ['$100與$200', ''],
    ['由 $ 100 元到 $ 200 元', ''],
    ['$100 與 $x$', 'inlineMath'],
    ['$x$ 與 $y$', 'inlineMath inlineMath'],
    ['$面積$', 'inlineMath'],
    ['$1 + 面_1$', 'inlineMath'],
    ['$\\text{面積 }$', 'inlineMath'],
    ['$$100 與 200$$', 'inlineMath'],
    ['$100 and $200', 'inlineMath'],
    ['$100\n與 $200', ''],
    ['只有 $100 元', ''],
  ])('%j is [%s]', (source, wanted) => {
    expect(types(source)).toBe(wanted)
  })
})

describe('syntax of site generators is one node', () => {
  const values = (source: string, mdx = false): string[] => {
    const found: string[] = []
    const visit = (node: Nodes): void => {
      const { kind, type, value } = node as unknown as Record<string, string>
      if (type === 'foreign') found.push(`${kind} ${value}`)
      if ('children' in node) for (const child of node.children) visit(child)
    }
    visit(parseTree(source, dialectFor({ ...markdown, mdx })))
    return found
  }

  test.each([
    ['{{< a "*b* <c>" >}}', ['shortcode {{< a "*b* <c>" >}}']],
    ['{{% a %%}}', ['shortcode {{% a %%}}']],
    ['{{< a\nb >}}', ['shortcode {{< a\nb >}}']],
    ['{% a %}{{ b }}', ['template {% a %}', 'template {{ b }}']],
    ['{{ a\nb }}', []],
    ['# a {#b .c}', ['attributes {#b .c}']],
    ['a {# b}', []],
    ['# a {: #b}', ['attributes {: #b}']],
    ['-{a}-', ['variant -{a}-']],
    ['-{a', []],
    ['[[a|b]]', ['wikilink [[a|b]]']],
    ['[[a]](b)', []],
    ['[[a]]: b', []],
    ['[[]]', []],
    ['{{ a {{ b }}', ['template {{ a {{ b }}']],
    ['{{< a {{< b', []],
    ['`{{ a }}`', []],
  ])('%j has %j', (source, wanted) => {
    expect(values(source)).toEqual(wanted)
  })

  test.each([
    ['## a {#b}', ['attributes {#b}']],
    ['<!-- a -->', ['comment <!-- a -->']],
    ['<!-- a\n\nb --->', ['comment <!-- a\n\nb --->']],
    ['<!-- a --> b', ['comment <!-- a -->']],
    ['b <!-- a -->', ['comment <!-- a -->']],
    ['> <!-- a -->', ['comment <!-- a -->']],
    ['<!-- a', []],
    ['<!doctype html>', []],
    ['{a}', []],
  ])('%j has %j in MDX', (source, wanted) => {
    expect(values(source, true)).toEqual(wanted)
  })
})
