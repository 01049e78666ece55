import { expect, expectTypeOf, test } from 'vitest'
import {
  createTranslator,
  type MessageKey,
} from '../../../../src/messages/index.ts'
import {
  headingAnchors,
  type PageStrings,
  type PlainKey,
  renderIndex,
} from '../../../../src/publish/html/index.ts'
import { editions, parseMarkdown, prose, render } from './render.ts'

test('a translator is what pages want', () => {
  expectTypeOf<PlainKey>().toExtend<MessageKey>()
  expectTypeOf(createTranslator('en')).toExtend<PageStrings>()
})

test('the page says its language and its other editions', () => {
  const html = render('文', { locale: 'zh-HK', original: 'zh-TW' })
  expect(html).toMatch(/^<!doctype html><html lang="zh-Hant-HK">/)
  const alternates = [
    ...html.matchAll(/<link rel="alternate" hreflang="(.*?)" href="(.*?)">/g),
  ].map(([, lang, href]) => [lang, href])
  expect(alternates).toEqual([
    ['zh-Hant-TW', 'a.html'],
    ['zh-Hant-HK', '../zh-HK/a.html'],
    ['zh-Hans-CN', '../zh-CN/a.html'],
    ['x-default', 'a.html'],
  ])
  expect(html.match(/aria-current="page"/g)).toHaveLength(1)
  expect(html).toContain(
    '<a href="../zh-HK/a.html" lang="zh-Hant-HK" hreflang="zh-Hant-HK" aria-current="page">香港繁體</a>',
  )
  expect(html).toContain('>双语</a>')
})

test('front matter becomes title, byline and caption', () => {
  const html = render('文', {
    frontMatter: {
      title: '題目 <1>',
      author: '陳韋廷',
      role: '編譯',
      publisher: '鉅亨網',
      date: '2026-01-08T13:00+08:00',
      caption: '首日飆漲',
      credit: 'Shutterstock',
    },
  })
  expect(html).toContain('<h1>題目 &#x3C;1></h1>')
  expect(html).toContain('<title>題目 &#x3C;1> · 譯文</title>')
  expect(html).toContain('編譯：陳韋廷')
  expect(html).toContain('<span>鉅亨網</span>')
  expect(html).toContain(
    '<time datetime="2026-01-08T13:00+08:00">2026年1月8日 13:00</time>',
  )
  expect(html).toContain('首日飆漲')
  expect(html).toContain('圖片來源：Shutterstock')
})

test.each([
  ['2026-01-08', '2026年1月8日', '2026-01-08'],
  [new Date('2026-01-08T00:00Z'), '2026年1月8日', '2026-01-08'],
  [new Date('2026-01-08T05:00Z'), '2026年1月8日 05:00', '2026-01-08T05:00Z'],
  ['2026-01-08 13:00', '2026年1月8日 13:00', '2026-01-08T13:00'],
])('date %s', (date, words, machine) => {
  const html = render('文', { frontMatter: { title: '題', date } })
  expect(html).toContain(`<time datetime="${machine}">${words}</time>`)
})

test.each(['昨天', '2026-02-31'])('date %s is shown as it is', (date) => {
  const html = render('文', { frontMatter: { title: '題', date } })
  expect(html).toContain(`發布日期</span> ${date}</span>`)
  expect(html).not.toContain('<time')
})

test.each([undefined, '', {}, [], new Date(Number.NaN)])(
  'date %j is none',
  (date) => {
    const html = render('文', { frontMatter: { title: '題', date } })
    expect(html).not.toContain('發布日期')
  },
)

test('there is one h1, from the front matter or else from the text', () => {
  const h1 = (html: string) =>
    [...html.matchAll(/<h1.*?>(.*?)<\/h1>/g)].map((match) => match[1])
  expect(h1(render('# 題目\n\n## 二'))).toEqual(['題目'])
  expect(h1(render('# 別的\n\n## 二'))).toEqual(['題目'])
  expect(prose('# 別的\n\n## 二')).toMatch(/<h2 .*別的.*<h3 .*二/s)
  expect(prose('# 題目\n\n## 二')).toBe('<h2 id="二">二</h2>')
  const untitled = render('# 用 `x` 吧\n\n# 又一\n', { frontMatter: {} })
  expect(h1(untitled)).toEqual(['用 <code>x</code> 吧'])
  expect(untitled).toContain('<title>用 x 吧 · 譯文</title>')
  expect(h1(render('文', { frontMatter: {}, path: 'b/c.md' }))).toEqual(['c'])
})

test('headings have ids that keep Han and are given once', () => {
  const html = prose(
    '## 安裝 說明！\n\n## 安裝 說明\n\n## Foo.Bar\n\n## ！\n\n<h2>安裝-說明-1</h2>\n\n## yiwen-content',
  )
  const ids = [...html.matchAll(/<h2 id="(.*?)"/g)].map((match) => match[1])
  expect(ids).toEqual([
    '安裝-說明',
    '安裝-說明-1',
    'foobar',
    'section',
    '安裝-說明-1-1',
    'yiwen-content-1',
  ])
})

test('a heading has the id of the source in every edition', () => {
  const anchors = headingAnchors(parseMarkdown('## 軟體\n\n### 軟體\n'))
  expect(anchors).toEqual(['軟體', '軟體-1'])
  const html = prose('## 软件\n\n### 软件\n\n## 术语\n', {
    locale: 'zh-CN',
    anchors,
  })
  expect([...html.matchAll(/<h\d id="(.*?)">/g)].map((m) => m[1])).toEqual([
    '軟體',
    '軟體-1',
    '术语',
  ])
})

test('links to sources become links to pages', () => {
  const href = (link: string) => /href="(.*?)"/.exec(prose(`[x](${link})`))?.[1]
  expect(href('b.md')).toBe('b.html')
  expect(href('../b.mdx?x=1.md#y.md')).toBe('../b.html?x=1.md#y.md')
  expect(href('b.markdown#節')).toBe('b.html#%E7%AF%80')
  expect(href('b.TXT')).toBe('b.html')
  expect(href('/b.md')).toBe('/b.html')
  expect(href('b.pdf')).toBe('b.pdf')
  expect(href('#b.md')).toBe('#b.md')
  expect(href('https://example.org/b.md')).toBe('https://example.org/b.md')
  expect(href('//example.org/b.md')).toBe('//example.org/b.md')
  expect(href('mailto:a@b.md')).toBe('mailto:a@b.md')
})

test('links to other sites open without a way back to the page', () => {
  expect(prose('[x](https://e.org) [y](//e.org)')).toBe(
    '<p><a href="https://e.org" rel="noopener">x</a> <a href="//e.org" rel="noopener">y</a></p>',
  )
  expect(prose('[x](y)')).not.toContain('rel=')
})

test('directives', () => {
  expect(prose(':::tip[小 **心**]\n文\n:::')).toBe(
    '<aside class="admonition admonition-tip"><p class="admonition-title">小 <strong>心</strong></p>\n<p>文</p>\n</aside>',
  )
  expect(prose(':::danger\n文\n:::')).toContain('危險</p>')
  expect(prose('用:keep[軟**體**]吧')).toBe('<p>用軟<strong>體</strong>吧</p>')
  expect(prose(':term[智譜]{en="Zhipu AI"}')).toBe(
    '<p><span class="term">智譜<span class="gloss">（<span lang="en">Zhipu AI</span>）</span></span></p>',
  )
  expect(prose(':::details[題]\n文\n:::')).toContain('<summary>題</summary>')
})

test('what only looks like a directive keeps its letters', () => {
  expect(prose('比率 10:a 與 :b[丙]{d=e} 和 12:30')).toBe(
    '<p>比率 10:a 與 :b[丙]{d=e} 和 12:30</p>',
  )
  expect(prose('::video[影片]{src=x}')).toBe('<p>::video[影片]{src=x}</p>')
  expect(prose(':::tabs[標]{a=b}\n文\n:::')).toBe(
    '<div class="directive"><p>:::tabs[標]{a=b}</p>\n<p>文</p>\n<p>:::</p></div>',
  )
})

test('GitHub alerts', () => {
  expect(prose('> [!NOTE]\n> 甲 **乙**')).toBe(
    '<aside class="admonition admonition-note"><p class="admonition-title">註記</p>\n<p>甲 <strong>乙</strong></p>\n</aside>',
  )
  expect(prose('> [!WARNING]\n>\n> 甲', { locale: 'zh-CN' })).toContain(
    '警告</p>\n<p>甲</p>',
  )
  expect(prose('> [!note] 甲')).toContain('<blockquote>')
  expect(prose('> [!NOTE] **甲**')).toContain('<blockquote>')
  expect(prose('> 甲\n>\n> [!NOTE]')).toContain('<blockquote>')
})

test.each([
  ['甲\n乙', '甲乙'],
  ['甲，\n乙\n丙', '甲，乙丙'],
  ['甲\n**乙**\n丙', '甲<strong>乙</strong>丙'],
  ['甲 **乙\n丙**', '甲 <strong>乙丙</strong>'],
  ['甲\nword\n乙', '甲\nword\n乙'],
  ['甲\n`c`\n乙', '甲\n<code>c</code>\n乙'],
  ['甲\n<kbd>乙</kbd>', '甲<kbd>乙</kbd>'],
  ['𠮷\n𠮷', '𠮷𠮷'],
  ['甲  \n乙', '甲<br>\n乙'],
  ['甲\n한', '甲\n한'],
])('lines of Chinese are joined without a space: %j', (source, html) => {
  expect(prose(source)).toBe(`<p>${html}</p>`)
})

test('code has its title as caption', () => {
  expect(prose('```js title="設定檔" {1}\n甲\n乙\n```')).toBe(
    '<figure class="code"><figcaption>設定檔</figcaption><pre tabindex="0"><code class="language-js">甲\n乙\n</code></pre></figure>',
  )
  expect(prose('```js\n甲\n```')).toMatch(/^<pre/)
})

test('foreign syntax', () => {
  const tree = parseMarkdown('## 題\n\n甲')
  const [heading, paragraph] = tree.children as {
    children: unknown[]
  }[]
  const foreign = (kind: string, value: string) => ({
    type: 'foreign',
    kind,
    value,
  })
  heading?.children.push(
    { type: 'text', value: ' ' },
    foreign('attributes', '{#my-id .class}'),
  )
  paragraph?.children.push(
    foreign('variant', '-{zh-cn:软件;zh-tw:軟體}-'),
    foreign('shortcode', '{{< x "軟" >}}'),
    foreign('wikilink', '[[頁|名]]'),
    foreign('comment', '<!-- 註 -->'),
  )
  const text = (locale: 'zh-TW' | 'zh-CN') =>
    prose('', { tree: structuredClone(tree), locale })
  expect(text('zh-TW')).toBe(
    '<h2 id="my-id">題</h2>\n<p>甲軟體<code class="shortcode">{{&#x3C; x "軟" >}}</code>名</p>',
  )
  expect(text('zh-CN')).toContain('甲软件')
  expect(headingAnchors(tree)).toEqual(['my-id'])
})

test('a title with a mark for each locale shows one of them', () => {
  const title = '甲-{zh-cn:软件;zh-tw:軟體}-乙'
  const frontMatter = { title, tags: [title], image: `/${title}.png` }
  for (const [locale, word] of [
    ['zh-TW', '軟體'],
    ['zh-CN', '软件'],
  ] as const) {
    const html = render('文', { frontMatter, locale })
    expect(html).toContain(`<h1>甲${word}乙</h1>`)
    expect(html).not.toContain('<h1>甲-{')
  }
})

test('math is MathML, and a broken formula is shown', () => {
  const html = prose('$a<b$ 與\n\n$$\n\\frac{1}{2}\n$$\n\n$\\frac{$')
  expect(html.match(/<math /g)?.length).toBeGreaterThanOrEqual(2)
  expect(html).toContain('<mfrac>')
  expect(html).toContain('display="block"')
  expect(html).toContain('\\frac{')
  expect(html).not.toContain('data-formula')
})

test('tables can be scrolled with the keyboard, and are aligned', () => {
  const html = prose('| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |')
  expect(html).toContain(
    '<div class="table" role="region" tabindex="0" aria-label="表格 1"><table>',
  )
  expect(html).toContain('<td class="align-right">2</td>')
  expect(html).not.toMatch(/ align=/)
})

test('footnotes are in the language of the page and link both ways', () => {
  const html = prose('甲[^1]，乙[^1]\n\n[^1]: 註', { locale: 'zh-CN' })
  expect(html).toContain('<h2 id="footnote-label">脚注</h2>')
  expect(html).toContain('aria-label="回到脚注 1 的引用处"')
  expect(html).toContain('aria-label="回到脚注 1-2 的引用处"')
  const ids = new Set([...html.matchAll(/ id="(.*?)"/g)].map((m) => m[1]))
  const targets = [...html.matchAll(/href="#(.*?)"/g)].map((m) => m[1])
  expect(targets).toHaveLength(4)
  for (const target of targets) expect(ids).toContain(target)
})

test('HTML that is safe stays', () => {
  const source =
    '<ruby>智譜<rp>（</rp><rt lang="en">Zhipu</rt><rp>）</rp></ruby><abbr title="x">甲</abbr><dfn>乙</dfn><kbd>K</kbd><mark>m</mark><sub>1</sub><sup>2</sup><span class="c" lang="en">e</span>'
  expect(prose(source)).toBe(`<p>${source}</p>`)
  const figure =
    '<figure><img src="a.png" alt="圖"><figcaption>說</figcaption></figure>'
  expect(prose(figure)).toBe(
    figure.replace('alt="圖"', 'alt="圖" loading="lazy"'),
  )
})

test('a long article has a table of contents whose links arrive', () => {
  const html = render('## 一\n\n## 二\n\n### 三 3\n\n#### 四\n\n## 五')
  const targets = [
    ...html.matchAll(/<li class="rank-\d"><a href="#(.*?)">/g),
  ].map((match) => decodeURIComponent(match[1] ?? ''))
  expect(targets).toEqual(['一', '二', '三-3', '五'])
  for (const id of targets) expect(html).toContain(` id="${id}"`)
  expect(render('## 一\n\n## 二')).not.toContain('class="contents"')
})

test('the tree is left as it was', () => {
  const tree = parseMarkdown('# 題目\n\n> [!NOTE]\n> 甲\n\n:b[c]')
  const before = structuredClone(tree)
  render('', { tree })
  expect(tree).toEqual(before)
})

test('the index lists articles', () => {
  const options = {
    edition: { id: 'zh-CN', locale: 'zh-CN' as const },
    editions,
    strings: createTranslator('zh-CN'),
  }
  const html = renderIndex({
    ...options,
    articles: [
      {
        title: '甲 & 乙',
        href: 'a.html',
        date: '2026-01-08',
        description: '述',
      },
      { title: '丙', href: 'b/c.html' },
    ],
  })
  expect(html).toContain('<html lang="zh-Hans-CN">')
  expect(html).toContain('<a href="a.html">甲 &#x26; 乙</a>')
  expect(html).toContain('<time datetime="2026-01-08">2026年1月8日</time>')
  expect(html).toContain('2 篇文章')
  expect(renderIndex({ ...options, articles: [] })).toContain('还没有文章')
})
