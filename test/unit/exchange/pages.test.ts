import fc from 'fast-check'
import type { Element, Nodes } from 'hast'
import type { Nodes as MdastNodes } from 'mdast'
import rehypeParse from 'rehype-parse'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import {
  type GlossaryPageStrings,
  LeftOut,
  printGlossaryHtml,
  printGlossaryMarkdown,
} from '../../../src/exchange/index.ts'
import type { Concept } from '../../../src/model/index.ts'
import { glossaries } from './concepts.ts'

const strings: GlossaryPageStrings = {
  title: 'Glossary',
  letters: 'Letters',
  others: 'Others',
  sources: 'Source:',
  locale: {
    'zh-TW': 'Taiwan',
    'zh-HK': 'Hong Kong',
    'zh-CN': 'Mainland',
    en: 'English',
  },
  state: {
    proposed: 'proposed',
    approved: 'approved',
    rejected: 'rejected',
    'needs-work': 'needs work',
  },
  status: {
    preferred: 'preferred',
    admitted: 'admitted',
    deprecated: 'advised against',
    forbidden: 'forbidden',
  },
  relation: {
    broader: 'Broader:',
    narrower: 'Narrower:',
    related: 'Related:',
    antonym: 'Opposite:',
    seeAlso: 'See also:',
  },
}

const term = { type: 'full', status: 'preferred' } as const
const common = {
  domain: 'technology',
  doNotTranslate: false,
  gloss: true,
} as const
const concepts: Concept[] = [
  {
    ...common,
    id: 'token',
    state: 'proposed',
    terms: [
      { text: '權杖', locale: 'zh-TW', ...term },
      { text: '代幣', locale: 'zh-TW', type: 'full', status: 'forbidden' },
      { text: '令牌', locale: 'zh-CN', ...term },
      { text: 'token', locale: 'en', ...term },
    ],
    relations: [
      { kind: 'related', id: 'software' },
      { kind: 'related', id: 'nowhere' },
    ],
  },
  {
    ...common,
    id: 'software',
    state: 'approved',
    definition: 'Programs,\nnot *hardware*.\n\n程式。',
    sources: [
      { title: 'ISO', url: 'https://www.iso.org/', date: '2026-01-08' },
      { title: 'Script', url: 'javascript:alert(1)' },
    ],
    terms: [
      { text: '軟體', locale: 'zh-TW', ...term },
      { text: 'software', locale: 'en', ...term },
    ],
  },
  {
    ...common,
    id: 'no-english',
    state: 'approved',
    terms: [{ text: '無', locale: 'zh-HK', ...term }],
  },
  {
    ...common,
    id: 'rejected',
    state: 'rejected',
    terms: [{ text: 'never', locale: 'en', ...term }],
  },
]

const html = (all: readonly Concept[], more = {}) => {
  const leftOut = new LeftOut()
  const options = { language: 'en', strings, ...more } as const
  const text = printGlossaryHtml(all, options, leftOut)
  return { text, leftOut: leftOut.counts }
}
const markdown = (all: readonly Concept[], more = {}) => {
  const leftOut = new LeftOut()
  const options = { language: 'en', strings, ...more } as const
  const text = printGlossaryMarkdown(all, options, leftOut)
  return { text, leftOut: leftOut.counts }
}

function elements(node: Nodes): Element[] {
  const own = node.type === 'element' ? [node] : []
  return 'children' in node ? [...own, ...node.children.flatMap(elements)] : own
}

function nodes(node: MdastNodes): MdastNodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(nodes)] : [node]
}

const textOf = (node: Nodes | MdastNodes): string =>
  'children' in node
    ? node.children.map(textOf).join('')
    : node.type === 'text'
      ? node.value
      : ''

const parseHtml = (text: string) =>
  elements(unified().use(rehypeParse).parse(text))
const parseMarkdown = (text: string) =>
  nodes(unified().use(remarkParse).use(remarkGfm).use(remarkMath).parse(text))

/** A word as a page shows it. */
const shown = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, '\u{FFFD}')
    .trim()

describe('a page of HTML', () => {
  test('is by letters, in the languages of its words, without what was rejected', () => {
    const { text, leftOut } = html(concepts)
    const all = parseHtml(text)
    const of = (name: string) => all.filter(({ tagName }) => tagName === name)
    expect(of('h2').map(textOf)).toEqual(['S', 'T', 'Others'])
    expect(of('article').map(({ properties }) => properties['id'])).toEqual([
      'software',
      'token',
      'no-english',
    ])
    expect(of('html')[0]?.properties['lang']).toBe('en')
    expect(text).toContain(
      '<dt>Mainland</dt><dd><bdi lang="zh-Hans-CN">令牌</bdi></dd>',
    )
    expect(text).toContain(
      '<p>Programs, not *hardware*.</p><p lang="zh">程式。</p>',
    )
    expect(text).toContain(
      '<a href="#software"><bdi lang="en">software</bdi></a>',
    )
    expect(text).toContain(
      '<a href="https://www.iso.org/"><cite>ISO</cite></a> (2026-01-08)',
    )
    expect(text).not.toMatch(/javascript|代幣|never|proposed/)
    expect(leftOut).toMatchObject({
      concept: 1,
      terms: 1,
      relations: 1,
      domain: 4,
    })
  })

  test('shows the status only if it is asked for', () => {
    const { text, leftOut } = html(concepts, { status: true })
    expect(text).toContain(
      '<bdi lang="zh-Hant-TW">代幣</bdi> <small>forbidden</small>',
    )
    expect(text).toMatch(/never.*rejected/)
    expect(leftOut).not.toHaveProperty('concept')
  })

  test('says of words in another language which it is', () => {
    const { text } = html(concepts, { language: 'zh-TW' })
    expect(text).toContain('<html lang="zh-Hant-TW">')
    expect(text).toContain(
      '<p lang="en">Programs, not *hardware*.</p><p>程式。</p>',
    )
  })

  test('shows every word as text, whatever it is, and runs nothing', () => {
    fc.assert(
      fc.property(glossaries, fc.boolean(), (all, status) => {
        const { text } = html(all, { status })
        const found = parseHtml(text)
        expect(found.map(({ tagName }) => tagName)).not.toContain('script')
        const ids = found.flatMap(({ properties }) => properties['id'] ?? [])
        expect(new Set(ids).size).toBe(ids.length)
        for (const { properties } of found) {
          expect(
            Object.keys(properties).filter((name) => /^on/.test(name)),
          ).toEqual([])
          const { href } = properties
          if (href !== undefined) expect(href).toMatch(/^(?:#|https?:)/)
          const target = `${href}`.startsWith('#') && `${href}`.slice(1)
          if (target !== false) expect(ids).toContain(target)
        }
        for (const { id, terms, state } of all) {
          if (state === 'rejected' && !status) continue
          const article = found.find(
            ({ properties }) => properties['id'] === id,
          )
          const words = article
            ? elements(article)
                .filter(({ tagName }) => tagName === 'bdi')
                .map(textOf)
            : []
          for (const one of terms) {
            const usable =
              one.status === 'preferred' || one.status === 'admitted'
            if ((usable || status) && shown(one.text) !== '') {
              expect(words).toContain(shown(one.text))
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a page of Markdown', () => {
  test('has what the page of HTML has', () => {
    const { text } = markdown(concepts)
    expect(text).toBe(`# Glossary

## S

### <a id="software"></a>software

Programs, not \\*hardware\\*.

程式。

- Taiwan (zh-Hant-TW): 軟體
- English (en): software
- Source: [ISO](https://www.iso.org/) (2026-01-08)
- Source: Script

## T

### <a id="token"></a>token

- Taiwan (zh-Hant-TW): 權杖
- Mainland (zh-Hans-CN): 令牌
- English (en): token
- Related: [software](#software)

## Others

### <a id="no-english"></a>無

- Hong Kong (zh-Hant-HK): 無
`)
    expect(markdown(concepts, { status: true }).text).toContain(
      '- Taiwan (zh-Hant-TW): 權杖 · 代幣 (forbidden)',
    )
  })

  const hostile = fc
    .array(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '<!--',
        '[a](javascript:b)',
        '![x](y)',
        '*',
        '_',
        '`',
        '#',
        '- ',
        '1. ',
        '|',
        '~~',
        '$',
        '$$',
        '&lt;',
        '&',
        'www.a.example',
        'https://a.example',
        'a@b.example',
        '[^1]',
        '\\',
        '軟體',
        ' ',
        'a',
        '===',
        '---',
        '>',
        '+',
        ':',
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join(''))
    .filter((text) => text.trim() !== '')

  test('every word is text again when it is parsed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hostile, hostile, hostile), {
          minLength: 1,
          maxLength: 3,
        }),
        (words) => {
          const all: Concept[] = words.map(([zh, en, definition], index) => ({
            ...common,
            id: `c-${index}`,
            state: 'approved',
            definition,
            terms: [
              { text: zh, locale: 'zh-TW', ...term },
              { text: en, locale: 'en', ...term },
            ],
          }))
          const found = parseMarkdown(markdown(all).text)
          const kinds = new Set(found.map(({ type }) => type))
          for (const kind of [
            'code',
            'inlineCode',
            'image',
            'math',
            'inlineMath',
            'emphasis',
            'strong',
            'delete',
            'table',
            'blockquote',
            'thematicBreak',
            'footnoteReference',
          ]) {
            expect([...kinds]).not.toContain(kind)
          }
          for (const node of found) {
            if (node.type === 'html') {
              expect(node.value).toMatch(/^(?:<a id="c-\d">|<\/a>)$/)
            }
            // GFM makes links of addresses that stand by themselves.
            if (node.type === 'link') {
              expect(node.url).toMatch(/^(?:https?|mailto):/)
            }
          }
          const headings = found.filter(({ type }) => type === 'heading')
          expect(
            headings
              .flatMap((node) =>
                node.type === 'heading' && node.depth === 3
                  ? [textOf(node)]
                  : [],
              )
              .sort(),
          ).toEqual(all.map(({ terms }) => shown(terms[1]?.text ?? '')).sort())
          const paragraphs = found
            .filter(({ type }) => type === 'paragraph')
            .map(textOf)
          for (const { definition = '', terms } of all) {
            expect(paragraphs).toContain(shown(definition))
            expect(paragraphs).toContain(
              `Taiwan (zh-Hant-TW): ${shown(terms[0]?.text ?? '')}`,
            )
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('and whatever is in it', () => {
    fc.assert(
      fc.property(glossaries, (all) => {
        const found = parseMarkdown(markdown(all).text)
        for (const node of found) {
          if (node.type === 'html') {
            expect(node.value).toMatch(/^(?:<a id="[a-z0-9-]+">|<\/a>)$/)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
