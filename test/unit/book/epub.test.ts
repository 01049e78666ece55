import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import type { ElementContent } from 'hast'
import { describe, expect, test } from 'vitest'
import {
  type Book,
  type Chapter,
  h,
  imageType,
  printDocx,
  printEpub,
  printPage,
} from '../../../src/book/index.ts'

const text = (value: string): ElementContent => ({ type: 'text', value })

function chapter(
  title: string,
  body: ElementContent[],
  headings: Chapter['headings'] = [],
): Chapter {
  return { title, header: [h('h1', {}, title)], body, headings }
}

function book(...chapters: Chapter[]): Book {
  return {
    id: 'urn:uuid:11004969-0ff8-5c0c-aa25-15562aeadd3a',
    title: '書 & <名>',
    edition: '臺灣正體',
    locale: 'zh-TW',
    beside: 'en',
    authors: ['林書涵'],
    subjects: ['科技'],
    modified: '2026-01-08T05:00:00Z',
    chapters,
    terms: [
      {
        id: 'ai',
        word: '人工智慧',
        others: [{ text: 'AI', locale: 'en' }],
        definition: undefined,
      },
      { id: '1:x', word: '軟體', others: [], definition: undefined },
    ],
    images: new Map(),
    strings: {
      contents: '目錄',
      glossary: '詞彙表',
      titlePage: '書名頁',
      byline: '林書涵',
      accessibility: '可朗讀',
    },
  }
}

async function problemsOf(bytes: Uint8Array): Promise<string[]> {
  const { messages } = await EpubCheck.validate(bytes)
  return messages
    .filter(({ severity }) => severity !== 'info' && severity !== 'usage')
    .map((one) => `${one.id} ${one.message} ${one.location?.path ?? ''}`)
}

function pageOf(bytes: Uint8Array, name: string): string {
  return strFromU8(unzipSync(bytes)[`EPUB/${name}`] ?? new Uint8Array())
}

/** EPUBCheck itself, which Debian has; it knows what may stand in what. */
const jar = '/usr/share/java/epubcheck.jar'
const judge = existsSync(jar) || Boolean(process.env['CI'])

function judgeOf(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'yiwen-epub-'))
  try {
    const file = join(folder, 'book.epub')
    writeFileSync(file, bytes)
    const { stdout, stderr } = spawnSync('java', [
      ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', jar, file],
    ])
    return `${stdout}${stderr}`.replaceAll(folder, '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const note = h(
  'section',
  { dataFootnotes: true },
  h('h2', { id: 'footnote-label' }, '註'),
  h(
    'ol',
    {},
    h(
      'li',
      { id: 'note-fn-1' },
      h(
        'p',
        {},
        'Zhipu AI ',
        h('a', { href: '#note-fnref-1', dataFootnoteBackref: '' }, '↩'),
      ),
    ),
  ),
)
const noteMark = h(
  'sup',
  {},
  h(
    'a',
    { href: '#note-fn-1', id: 'note-fnref-1', dataFootnoteRef: true },
    '1',
  ),
)

describe('EPUB', () => {
  test('is valid, with notes, languages, formulas and links', async () => {
    const bytes = printEpub(
      book(
        chapter(
          '一',
          [
            h('h2', { id: '1 號 "x"' }, '節'),
            h('p', {}, '智譜', noteMark, '。', h('span', { lang: 'en' }, 'en')),
            h('p', {}, h('a', { href: 'chapter-2.xhtml#b' }, '二')),
            h('p', {}, h('a', { href: '#nowhere' }, '無')),
            note,
          ],
          [
            { id: '1 號 "x"', text: '節', rank: 2 },
            { id: 'footnote-label', text: '註', rank: 2 },
          ],
        ),
        chapter('二', [
          h('p', { id: 'b' }, {
            type: 'raw',
            value:
              '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math>',
          } as never),
        ]),
      ),
    )
    expect(await problemsOf(bytes)).toEqual([])
    const first = pageOf(bytes, 'chapter-1.xhtml')
    expect(first).toContain('epub:type="noteref"')
    expect(first).toMatch(/<aside[^>]* epub:type="footnote"/)
    expect(first).not.toContain('↩')
    expect(first).toContain('<span lang="en" xml:lang="en">en</span>')
    expect(first).toContain('href="chapter-2.xhtml#b"')
    expect(first).not.toContain('nowhere')
    const opf = pageOf(bytes, 'package.opf')
    expect(opf).toContain('properties="mathml"')
    expect(opf).toContain(
      '<dc:language>zh-Hant-TW</dc:language>\n    <dc:language>en</dc:language>',
    )
    expect(opf).toContain('2026-01-08T05:00:00Z</meta>')
  })

  test('the first file says what it is, uncompressed', () => {
    const bytes = printEpub(book(chapter('一', [h('p', {}, '字')])))
    const head = strFromU8(bytes.subarray(30, 58), true)
    expect(head).toBe('mimetypeapplication/epub+zip')
  })

  test('the judge finds what is wrong', async () => {
    const broken = chapter('一', [h('p', {}, h('img', { src: 'no.png' }))])
    expect(await problemsOf(printEpub(book(broken)))).not.toEqual([])
  })

  // Any nesting of elements that an author's HTML may have.
  const names = [
    'p',
    'div',
    'span',
    'em',
    'h2',
    'ul',
    'hr',
    'table',
    'a',
    'pre',
  ]
  const node = fc.letrec<{ node: ElementContent }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary', maxLength: 5 }).map(text),
      fc
        .tuple(
          fc.constantFrom(...names),
          fc.array(tie('node'), { maxLength: 3 }),
          fc.option(fc.string({ maxLength: 4 }), { nil: undefined }),
        )
        .map(([name, children, id]) => {
          const own = id === undefined ? {} : { id }
          if (name === 'hr') return h('hr', own)
          if (name === 'a')
            return h('a', { ...own, href: `#${id ?? 'x'}` }, children)
          return name === 'table'
            ? h(
                'table',
                own,
                h('tbody', {}, h('tr', {}, h('td', {}, children))),
              )
            : h(name, own, children)
        }),
    ),
  })).node

  test('is valid whatever authors nest, and the same bytes again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node, { maxLength: 4 }), async (body) => {
        const made = book(chapter('一', body), chapter('二', body))
        const bytes = printEpub(made)
        expect(await problemsOf(bytes)).toEqual([])
        expect(printEpub(made)).toEqual(bytes)
      }),
      { numRuns: 12 },
    )
  })

  test.skipIf(!judge)('is valid to EPUBCheck, whatever authors nest', () => {
    const bodies = fc.sample(fc.array(node, { maxLength: 6 }), {
      numRuns: 80,
      seed: Number(process.env['YIWEN_SEED'] ?? 20260108),
    })
    const made = book(
      ...[0, 1, 2, 3].map((number) =>
        chapter(
          `${number}`,
          bodies.filter((_, index) => index % 4 === number).flat(),
        ),
      ),
    )
    expect(judgeOf(printEpub(made))).toContain('0 errors / 0 warnings')
    const broken = chapter('一', [h('p', {}, h('img', { src: 'no.png' }))])
    expect(judgeOf(printEpub(book(broken)))).not.toContain('0 errors')
  })

  test('no id is twice on the page to print, and each link has its place', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 4 }), (body) => {
        const page = printPage(book(chapter('一', body), chapter('二', body)))
        const ids = [...page.matchAll(/ id="?([^\s">]+)/g)].map(([, id]) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const [, href = ''] of page.matchAll(/ href="?#([^\s">]+)/g)) {
          expect(ids).toContain(decodeURIComponent(href))
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('DOCX', () => {
  test('has footnotes, languages and links where they stood', () => {
    const left: string[] = []
    const bytes = printDocx(
      book(
        chapter('一', [
          h('p', {}, '智譜', noteMark, h('strong', {}, '粗'), noteMark),
          h('p', {}, h('span', { lang: 'en' }, 'English')),
          h('p', {}, h('a', { href: 'https://a.example/?x=1&y=2' }, '外')),
          h(
            'ol',
            { start: 3 },
            h('li', {}, '三', h('ul', {}, h('li', {}, '甲'))),
          ),
          note,
        ]),
      ),
      (what) => left.push(what),
    )
    const files = unzipSync(bytes)
    const part = (name: string): string =>
      strFromU8(files[`word/${name}`] ?? new Uint8Array())
    expect(part('footnotes.xml')).toContain('Zhipu AI')
    expect(part('document.xml').match(/<w:footnoteReference /g)).toHaveLength(1)
    expect(part('document.xml')).toContain(
      '<w:lang w:val="en-US"/></w:rPr><w:t xml:space="preserve">English',
    )
    expect(part('styles.xml')).toContain('w:eastAsia="zh-TW"')
    expect(part('_rels/document.xml.rels')).toContain('x=1&amp;y=2')
    expect(part('numbering.xml')).toContain('<w:startOverride w:val="3"/>')
    expect(left).toEqual([])
  })
})

test('a picture is what its bytes say; an SVG that runs or loads is none', () => {
  const bytes = (value: string): Uint8Array => new TextEncoder().encode(value)
  const svg = '<svg xmlns="http://www.w3.org/2000/svg">'
  expect(imageType(bytes(`${svg}</svg>`))).toBe('image/svg+xml')
  expect(imageType(bytes(`${svg}<script>1</script></svg>`))).toBeUndefined()
  expect(imageType(bytes(`${svg}<a href="http://x/"/></svg>`))).toBeUndefined()
  expect(
    imageType(bytes('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')),
  ).toBeUndefined()
  expect(imageType(bytes('GIF89a…'))).toBe('image/gif')
  expect(imageType(bytes('%PDF'))).toBeUndefined()
})
