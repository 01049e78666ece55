import fc from 'fast-check'
import type { Nodes, Root } from 'mdast'
import rehypeParse from 'rehype-parse'
import rehypeStringify from 'rehype-stringify'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkCjkFriendlyStrikethrough from 'remark-cjk-friendly-gfm-strikethrough'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import remarkStringify from 'remark-stringify'
import { type Processor, unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import {
  type Concept,
  createLocalizer,
  type GlossSettings,
  type RehypeLangOptions,
  type RemarkGlossOptions,
  type RemarkLocalizeOptions,
  rehypeLang,
  remarkGloss,
  remarkLocalize,
  type Term,
} from '../src/index.ts'

const term = (
  locale: Term['locale'],
  text: string,
  type: Term['type'] = 'full',
): Term => ({ locale, text, type, status: 'preferred' })

const concept = (
  id: string,
  terms: Term[],
  more: Partial<Concept> = {},
): Concept => ({
  id,
  domain: 'test',
  state: 'approved',
  doNotTranslate: false,
  gloss: true,
  terms,
  ...more,
})

const concepts: Concept[] = [
  concept('zhipu', [term('zh-TW', '智譜'), term('en', 'Zhipu AI')]),
  concept('agent', [
    term('zh-TW', '智能體'),
    term('zh-CN', '智能体'),
    term('en', 'AI agent'),
  ]),
  concept('agi', [
    term('zh-TW', '通用人工智慧'),
    term('zh-CN', '通用人工智能'),
    term('en', 'artificial general intelligence'),
    term('en', 'AGI', 'abbreviation'),
  ]),
  concept('rd', [term('zh-TW', '研發投入'), term('en', 'R&D "spending"')]),
  concept('brand', [term('zh-TW', '鉅亨網')], {
    doNotTranslate: true,
    gloss: false,
  }),
  concept('bare', [term('zh-TW', '無譯詞')]),
  concept('draft', [term('zh-TW', '草案詞'), term('en', 'draft')], {
    state: 'proposed',
  }),
]

const reader = () =>
  unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm, { singleTilde: false })
    .use(remarkMath)
    .use(remarkDirective)
    .use(remarkCjkFriendly)
    .use(remarkCjkFriendlyStrikethrough, { singleTilde: false })

const run = (
  source: string,
  options: Partial<RemarkLocalizeOptions> = {},
): VFile =>
  reader()
    .use(remarkLocalize, { target: 'zh-CN', concepts, ...options })
    .use(remarkStringify, { bullet: '-' })
    .processSync(source)

const localized = (
  source: string,
  options?: Partial<RemarkLocalizeOptions>,
): string => String(run(source, options)).replace(/\n$/, '')

const glossed = (
  source: string,
  settings: Partial<RemarkGlossOptions> = {},
): string =>
  String(
    reader()
      .use(remarkGloss, { concepts, ...settings })
      .use(remarkStringify, { bullet: '-' })
      .processSync(source),
  ).replace(/\n$/, '')

const html = (
  source: string,
  options: Partial<RemarkLocalizeOptions> = {},
): string =>
  String(
    reader()
      .use(remarkLocalize, { target: 'zh-CN', concepts, ...options })
      .use(remarkRehype, { allowDangerousHtml: true })
      .use(rehypeStringify, { allowDangerousHtml: true })
      .processSync(source),
  )

/** What a reader reads: text, `alt` and `title` values, in order. */
function readable(tree: Root): string[] {
  const found: string[] = []
  const visit = (node: Nodes): void => {
    found.push(node.type === 'text' ? node.value : `<${node.type}>`)
    if ('alt' in node) found.push(`alt: ${node.alt}`)
    if ('title' in node) found.push(`title: ${node.title}`)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(tree)
  return found
}

/** Everything else, as it would be if nobody could read it. */
function skeleton(tree: Root): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value) => {
      if (key === 'position') return undefined
      if (value?.type === 'text') return { ...value, value: '' }
      if ((key === 'alt' || key === 'title') && typeof value === 'string') {
        return ''
      }
      return value
    }),
  )
}

describe('a mark with a form for each locale', () => {
  const mark = '-{zh-cn:软件;zh-tw:軟體}-'

  it.each([
    [`這套**軟${mark}網**路`, '这套**软软件网**络'],
    [`[${mark}](/a "${mark}")`, '[软件](/a "软件")'],
    ['軟-{軟體}-體', '软-{軟體}-体'],
    // A mark that nodes run through stays as it stands.
    ['-{zh-cn:**软件**;zh-tw:軟體}-', '-{zh-cn:**软件**;zh-tw:軟體}-'],
    ['`-{zh-cn:软件;zh-tw:軟體}-`', '`-{zh-cn:软件;zh-tw:軟體}-`'],
  ])('%s', (source, wanted) => {
    // remark-directive takes `:软件` for a directive of its own.
    const file = unified()
      .use(remarkParse)
      .use(remarkLocalize, { target: 'zh-CN' })
      .use(remarkStringify)
      .processSync(source)
    expect(String(file)).toBe(`${wanted}\n`)
  })

  it('stays as it stands where directives cut it', () => {
    expect(localized(mark)).toBe(mark)
  })
})

describe('remarkLocalize', () => {
  it.each([
    ['軟體與網路', '软件与网络'],
    ['# 軟體\n\n> 網路\n\n- 程式碼', '# 软件\n\n> 网络\n\n- 代码'],
    ['這套**軟**體', '这套**软**件'],
    ['**軟***體*', '**软***件*'],
    ['這套**軟*體***', '这套**软*件***'],
    ['~~軟~~體', '~~软~~件'],
    ['軟\n體支援', '软\n件支持'],
    ['> 軟\n> 體', '> 软\n> 件'],
    ['軟\\\n體', '软\\\n体'],
    ['軟&#39636;', '软件'],
    ['軟`體`', '软`體`'],
    ['[軟](a.md "網路")體', '[软](a.md "网络")件'],
    ['![軟體](軟體.png "網路")', '![软件](軟體.png "网络")'],
    ['[![軟體](a.png)網路](/a)', '[![软件](a.png)网络](/a)'],
    ['[軟體]\n\n[軟體]: /a "網路"', '[软件][軟體]\n\n[軟體]: /a "网络"'],
    ['![軟體][圖]\n\n[圖]: a.png', '![软件][圖]\n\n[圖]: a.png'],
    ['軟體[^註]\n\n[^註]: 網路', '软件[^註]\n\n[^註]: 网络'],
    [
      '| 軟體 | `軟` |\n| -- | --- |\n| **網**路 | 軟 |',
      '| 软件     | `軟` |\n| ------ | --- |\n| **网**络 | 软   |',
    ],
    ['```js\n// 軟體\n```', '```js\n// 軟體\n```'],
    ['    軟體', '```\n軟體\n```'],
    ['`軟體` $軟體$', '`軟體` $軟體$'],
    ['$$\n軟體\n$$', '$$\n軟體\n$$'],
    ['<div title="軟體">軟體</div>', '<div title="軟體">軟體</div>'],
    ['軟<b title="軟體">網路</b>', '软<b title="軟體">网络</b>'],
    ['---\ntitle: 軟體\n---\n\n軟體', '---\ntitle: 軟體\n---\n\n软件'],
    ['<https://a.b/軟體>軟體', '<https://a.b/軟體>软件'],
    ['見 https://a.b/%E8%BB%9F 網路', '见 <https://a.b/%E8%BB%9F> 网络'],
    ['見 www.a.b/軟', '见 [www.a.b/軟](http://www.a.b/軟)'],
    ['見 a@b.tw', '见 <a@b.tw>'],
    [':keep[軟體]軟體', ':keep[軟體]软件'],
    [':abbr[軟體]{title="軟體"}', ':abbr[软件]{title="軟體"}'],
    [':::note[軟體]\n網路\n:::', ':::note[软件]\n网络\n:::'],
    ['::leaf[軟體]', '::leaf[软件]'],
    ['他說：「『好』。」', '他说：“‘好’。”'],
    ['草案詞', '草案词'],
    ['', ''],
  ])('%j', (source, expected) => {
    const file = run(source)
    expect(String(file).replace(/\n$/, '')).toBe(expected)
    expect(file.messages).toEqual([])
  })

  it('keeps a name, and says which of its characters are not standard', () => {
    const file = run('鉅亨網與巨亨')
    expect(String(file)).toBe('鉅亨網与巨亨\n')
    expect(file.messages.map(({ actual }) => actual)).toEqual(['鉅', '網'])
  })

  it('makes Hong Kong’s and Taiwan’s editions too', () => {
    expect(localized('線上軟體沿著', { target: 'zh-HK' })).toBe('網上軟件沿着')
    expect(localized('软件“好”', { source: 'zh-CN', target: 'zh-TW' })).toBe(
      '軟體「好」',
    )
  })

  it('keeps quotation marks, and does without vocabulary, when told to', () => {
    expect(localized('「軟」', { quotes: 'keep' })).toBe('「软」')
    expect(localized('軟體', { vocabulary: false })).toBe('软体')
  })

  it('goes on to HTML', () => {
    expect(html('這套**軟**體\n![軟體](a.png "網路")')).toBe(
      '<p>这套<strong>软</strong>件\n<img src="a.png" alt="软件" title="网络"></p>',
    )
    expect(html('智譜上市', { gloss: { style: 'ruby' } })).toBe(
      '<p><ruby>智谱<rt>Zhipu AI</rt></ruby>上市</p>',
    )
    expect(html('智譜', { gloss: { style: 'footnote' } })).toMatch(
      /智谱<sup><a href="#user-content-fn-term-zhipu"[\s\S]*Zhipu AI/,
    )
  })

  it('reports where the author’s text is', () => {
    const file = run('# 一\n\n好。\n\n**程***式*~~碼~~')
    expect(
      file.messages.map((m) => [m.ruleId, m.fatal, m.line, m.column]),
    ).toEqual([['convert-term-split', false, 5, 3]])
    expect(file.messages[0]).toMatchObject({
      source: 'yiwen',
      actual: '程式碼',
      expected: ['代码'],
      note: expect.stringContaining('Move the mark'),
      url: expect.stringContaining('#convert-term-split'),
    })
    expect(String(file)).toBe('# 一\n\n好。\n\n**程***式*~~码~~\n')
  })

  it('works on a tree that has no source', () => {
    const tree: Root = {
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [
            { type: 'text', value: '' },
            { type: 'strong', children: [{ type: 'text', value: '智' }] },
            { type: 'text', value: '' },
            { type: 'text', value: '譜與' },
            { type: 'emphasis', children: [{ type: 'text', value: '智能體' }] },
            { type: 'text', value: '' },
          ],
        },
      ],
    }
    const file = new VFile()
    remarkLocalize({ target: 'zh-CN', concepts, gloss: {} })(tree, file)
    expect(readable(tree).join('')).toBe(
      '<root><paragraph><strong>智谱（Zhipu AI）与<emphasis>智能体（AI agent）',
    )
    expect(file.messages).toEqual([])
  })

  it('holds a long article in memory that is in proportion to it', () => {
    const children = Array.from({ length: 8000 }, () => ({
      type: 'paragraph' as const,
      children: [{ type: 'text' as const, value: '軟'.repeat(100) }],
    }))
    const tree: Root = { type: 'root', children }
    remarkLocalize({ target: 'zh-CN' })(tree, new VFile())
    expect(readable(tree).join('')).toHaveLength('<root>'.length + 8000 * 111)
  })

  it('reports on such a tree without a place', () => {
    const tree: Root = {
      type: 'root',
      children: [
        { type: 'paragraph', children: [{ type: 'text', value: '無譯詞' }] },
      ],
    }
    const file = new VFile()
    remarkLocalize({ target: 'zh-CN', concepts, gloss: {} })(tree, file)
    expect(file.messages.map((m) => [m.ruleId, m.place])).toEqual([
      ['terms-no-english', undefined],
    ])
  })
})

describe('remarkGloss', () => {
  it.each([
    ['智譜與智譜', '智譜（Zhipu AI）與智譜'],
    ['智譜', '智譜（Zhipu AI）'],
    ['在智譜', '在智譜（Zhipu AI）'],
    ['智譜智能體', '智譜（Zhipu AI）智能體（AI agent）'],
    [
      '智譜的智能體有研發投入。',
      '智譜（Zhipu AI）的智能體（AI agent）有研發投入（R\\&D "spending"）。',
    ],
    ['**智譜**是', '**智譜**（Zhipu AI）是'],
    ['是**智譜**', '是**智譜**（Zhipu AI）'],
    ['**在智譜**是', '**在智譜**（Zhipu AI）是'],
    ['**智譜在**是', '**智譜（Zhipu AI）在**是'],
    ['***智譜*在**是', '***智譜*（Zhipu AI）在**是'],
    ['**在*智譜***是', '**在*智譜***（Zhipu AI）是'],
    ['**智譜**`x`', '**智譜**（Zhipu AI）`x`'],
    ['**智譜***智能體*', '**智譜**（Zhipu AI）*智能體*（AI agent）'],
    ['**智**譜是', '**智**譜（Zhipu AI）是'],
    ['智**譜**是', '智**譜**（Zhipu AI）是'],
    ['智譜 API', '智譜（Zhipu AI）API'],
    ['**智譜** API', '**智譜**（Zhipu AI）API'],
    ['智譜\n是', '智譜（Zhipu AI）\n是'],
    ['智\n譜是', '智\n譜（Zhipu AI）是'],
    ['[智譜](/a)是', '[智譜](/a)（Zhipu AI）是'],
    ['[智譜]是\n\n[智譜]: /a', '[智譜]（Zhipu AI）是\n\n[智譜]: /a'],
    ['[智譜公司](/a)，智譜', '[智譜公司](/a)，智譜（Zhipu AI）'],
    ['# 智譜\n\n智譜', '# 智譜\n\n智譜（Zhipu AI）'],
    ['`智譜`智譜', '`智譜`智譜（Zhipu AI）'],
    ['![智譜](a.png)智譜', '![智譜](a.png)智譜（Zhipu AI）'],
    ['公司（智譜）與智譜', '公司（智譜）與智譜（Zhipu AI）'],
    [
      '通用人工智慧 (AGI)',
      '通用人工智慧 (artificial general intelligence, AGI)',
    ],
    [
      '通用人工智慧（**AGI**）',
      '通用人工智慧（artificial general intelligence，**AGI**）',
    ],
    [
      '**通用人工智慧（**AGI）',
      '**通用人工智慧（**artificial general intelligence，AGI）',
    ],
    ['| 智譜 |\n| -- |', '| 智譜（Zhipu AI） |\n| ------------ |'],
    ['草案詞與鉅亨網', '草案詞與鉅亨網'],
  ])('%j', (source, expected) => {
    expect(glossed(source)).toBe(expected)
  })

  it.each<[GlossSettings['style'], string, string]>([
    ['footnote', '智譜是', '智譜[^term-zhipu]是\n\n[^term-zhipu]: Zhipu AI'],
    [
      'footnote',
      '**智譜**，智譜',
      '**智譜**[^term-zhipu]，智譜\n\n[^term-zhipu]: Zhipu AI',
    ],
    ['ruby', '智譜是', '<ruby>智譜<rt>Zhipu AI</rt></ruby>是'],
    ['ruby', '**智譜**是', '**<ruby>智譜<rt>Zhipu AI</rt></ruby>**是'],
    [
      'ruby',
      '智譜智能體',
      '<ruby>智譜<rt>Zhipu AI</rt></ruby><ruby>智能體<rt>AI agent</rt></ruby>',
    ],
    ['ruby', '**智**譜是', '**智**譜（Zhipu AI）是'],
    ['abbr', '在智譜', '在<abbr title="Zhipu AI">智譜</abbr>'],
    [
      'abbr',
      '研發投入',
      '<abbr title="R&amp;D &quot;spending&quot;">研發投入</abbr>',
    ],
    ['dfn', '*在*智譜**是**', '*在*<dfn title="Zhipu AI">智譜</dfn>**是**'],
    ['directive', '智譜是', ':term[智譜]{en="Zhipu AI"}是'],
    [
      'directive',
      '智譜智能體',
      ':term[智譜]{en="Zhipu AI"}:term[智能體]{en="AI agent"}',
    ],
    [
      'directive',
      '在**通用人工智慧**',
      '在**:term[通用人工智慧]{en="artificial general intelligence" abbr="AGI"}**',
    ],
    ['directive', '智**譜**', '智**譜**（Zhipu AI）'],
    ['none', '智譜是', '智譜是'],
  ])('as %s: %j', (style, source, expected) => {
    expect(glossed(source, { style })).toBe(expected)
  })

  it('glosses as often and where it is told to', () => {
    const source = '# 智譜\n\n智譜、智譜\n\n# 二\n\n智譜'
    const one = '智譜（Zhipu AI）'
    expect(glossed(source, { frequency: 'section' })).toBe(
      `# 智譜\n\n${one}、智譜\n\n# 二\n\n${one}`,
    )
    expect(glossed(source, { frequency: 'every' })).toBe(
      `# 智譜\n\n${one}、${one}\n\n# 二\n\n${one}`,
    )
    expect(glossed(source, { frequency: 'never' })).toBe(source)
    expect(glossed(source, { headings: true })).toBe(
      `# ${one}\n\n智譜、智譜\n\n# 二\n\n智譜`,
    )
    expect(glossed('通用人工智慧 (AGI)', { given: 'leave' })).toBe(
      '通用人工智慧 (AGI)',
    )
  })

  it('adds a glossary, before its footnotes', () => {
    const gloss = { appendix: true, style: 'footnote' } as const
    expect(glossed('智譜', gloss).split('\n')).toEqual([
      '智譜[^term-zhipu]',
      '',
      '## Glossary',
      '',
      '| Term | English  |',
      '| ---- | -------- |',
      '| 智譜   | Zhipu AI |',
      '',
      '[^term-zhipu]: Zhipu AI',
    ])
    const strings = {
      heading: '名词对照',
      term: '词',
      original: '原文',
      english: '英文',
    }
    expect(localized('智譜', { gloss: { appendix: true }, strings })).toContain(
      '| 词  | 原文 | 英文       |\n| -- | -- | -------- |\n| 智谱 | 智譜 | Zhipu AI |',
    )
    expect(glossed('無', gloss)).toBe('無')
  })

  it('reports where a term stands that it found no place for', () => {
    const file = reader()
      .use(remarkGloss, { concepts })
      .use(remarkStringify)
      .processSync('好。\n\n## 看智譜')
    expect(
      file.messages.map((m) => [m.ruleId, m.fatal, m.line, m.column]),
    ).toEqual([['gloss-not-placed', undefined, 3, 4]])
  })

  it('gives the same for a second article as for a first', () => {
    const processor = reader()
      .use(remarkGloss, { concepts, style: 'directive' })
      .use(remarkStringify)
      .freeze()
    const first = String(processor.processSync('智譜'))
    expect(String(processor.processSync('智譜'))).toBe(first)
    expect(first).toBe(':term[智譜]{en="Zhipu AI"}\n')
  })
})

describe('rehypeLang', () => {
  it.each<[string, Partial<RehypeLangOptions>, string]>([
    ['<p>软件</p>', {}, '<p lang="zh-Hans-CN">软件</p>'],
    [
      '<p>一</p>\n<p lang="ja">二</p>',
      {},
      '<p lang="zh-Hans-CN">一</p>\n<p lang="ja">二</p>',
    ],
    [
      '<p lang="zh-TW">一<i lang="zh-Hant">二</i><i lang="en">x</i></p>',
      {},
      '<p lang="zh-CN">一<i lang="zh-Hans">二</i><i lang="en">x</i></p>',
    ],
    [
      '<div><p><b lang="zh-Hant-TW">一</b></p></div>',
      { locale: 'zh-HK' },
      '<div lang="zh-Hant-HK"><p><b lang="zh-Hant-HK">一</b></p></div>',
    ],
    [
      '<p><i lang="zh-CN">一</i></p>',
      { locale: 'zh-TW', source: 'zh-CN' },
      '<p lang="zh-Hant-TW"><i lang="zh-TW">一</i></p>',
    ],
    ['<p lang="zh">x</p>', { locale: 'en' }, '<p lang="en">x</p>'],
    ['軟<!--x-->', {}, '軟<!--x-->'],
  ])('%s %j', (source, options, expected) => {
    const processor = unified()
      .use(rehypeParse, { fragment: true })
      .use(rehypeLang, { locale: 'zh-CN', ...options })
      .use(rehypeStringify)
    expect(String(processor.processSync(source))).toBe(expected)
  })

  it('sets the tag of a whole page on `html` alone', () => {
    const processor = unified()
      .use(rehypeParse)
      .use(rehypeLang, { locale: 'zh-CN' })
      .use(rehypeStringify)
    const page = '<!doctype html><html lang="fr"><head></head><body>'
    expect(String(processor.processSync(`${page}<p>x</p></body></html>`))).toBe(
      '<!doctype html><html lang="zh-Hans-CN"><head></head><body><p>x</p></body></html>',
    )
  })
})

describe('properties', { timeout: 30_000 }, () => {
  const words = fc.constantFrom(
    ...['軟體', '軟', '體', '網', '路', '程式碼', '乾坤', '乾', '後', '皇后'],
    ...['智譜', '智能體', '通用人工智慧', '草案詞', '鉅亨網', '無譯詞'],
    ...[' API ', 'GPU', '（AGI）', '，', '。', '「', '」', '《', '》', '12'],
  )
  const text = fc
    .array(words, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(''))
  const inline = fc.letrec<{ one: string; many: string }>((tie) => ({
    many: fc
      .array(tie('one'), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('')),
    one: fc.oneof(
      { maxDepth: 3 },
      { arbitrary: text, weight: 4 },
      fc.constantFrom('\n', '\\\n', '`軟體`', '[^註]', '[智譜]', '<br>'),
      fc.constantFrom('<https://a.b/軟>', ':keep[軟體]', '$x$，', '&#39636;'),
      tie('many').map((x) => `**${x}**`),
      tie('many').map((x) => `*${x}*`),
      tie('many').map((x) => `~~${x}~~`),
      tie('many').map((x) => `:abbr[看${x}]`),
      fc.tuple(tie('many'), text).map(([x, t]) => `[看${x}](/軟 "${t}")`),
      fc.tuple(text, text).map(([x, t]) => `![${x}](/軟 "${t}")`),
    ),
  })).many
  const paragraph = inline.map((x) => `一${x}。`)
  const block = fc.oneof(
    { arbitrary: paragraph, weight: 4 },
    paragraph.map((x) => x.replaceAll('\n', '')).map((x) => `## ${x}`),
    paragraph.map((x) => `> ${x.replaceAll('\n', '\n> ')}`),
    paragraph.map((x) => `- ${x.replaceAll('\n', '\n  ')}\n- 軟`),
    paragraph.map((x) => `:::note[軟體]\n${x}\n:::`),
    paragraph.map((x) => `[^${x.length}]: ${x.replaceAll('\n', ' ')}`),
    paragraph
      .map((x) => x.replaceAll('\\\n', '').replaceAll('\n', ''))
      .map((x) => `| ${x} | 軟體 |\n| - | - |\n| ${x} | \`軟\` |`),
    text.map((x) => `\`\`\`${x}\n${x}\n\`\`\``),
  )
  const article = fc
    .array(block, { minLength: 1, maxLength: 4 })
    .map((blocks) =>
      [...blocks, '[^註]: 網路', '[智譜]: /智譜 "軟體"'].join('\n\n'),
    )
  const others = fc.constantFrom(
    '<div title="軟體">\n軟體\n</div>',
    '軟<b>體</b><kbd>軟</kbd>',
    '{{< 軟體 >}} {#軟體}',
    '::leaf[軟體]',
    '---',
    '<!-- 軟體 -->',
  )
  const anything = fc
    .array(fc.oneof(block, others), { maxLength: 5 })
    .map((blocks) => blocks.join('\n\n'))

  // Made once: they index the vocabulary.
  const processors = new Map<string, Pick<Processor, 'parse' | 'runSync'>>()
  const localizer = createLocalizer({ concepts })
  const trees = (source: string, options: Partial<RemarkLocalizeOptions>) => {
    const key = JSON.stringify(options)
    const processor =
      processors.get(key) ??
      reader()
        .use(remarkLocalize, { target: 'zh-CN', concepts, ...options })
        .freeze()
    processors.set(key, processor)
    const before = processor.parse(source) as Root
    const file = new VFile(source)
    const after = processor.runSync(processor.parse(file), file) as Root
    return { before, after, file }
  }
  it('changes text, `alt` and `title` values and nothing else', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const { before, after } = trees(source, {})
        expect(skeleton(after)).toEqual(skeleton(before))
      }),
      { numRuns: 150 },
    )
  })

  it('glosses in brackets without changing a node but text', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const gloss = { frequency: 'every' } as const
        const { before, after } = trees(source, { gloss })
        const types = (tree: Root) =>
          readable(tree).filter((part) => /^<\w+>$/.test(part))
        expect(types(after)).toEqual(types(before))
      }),
      { numRuns: 100 },
    )
  })

  /** Compares both ways; false where `localize` gave the source back. */
  function agree(source: string, options: Partial<RemarkLocalizeOptions>) {
    const file = localizer.localize(
      new VFile({ path: 'a.md', value: source }),
      { target: 'zh-CN', ...options },
    )
    const wanted = file.data.yiwen?.edition?.tree
    if (!wanted) return false
    expect(readable(trees(source, options).after)).toEqual(readable(wanted))
    return true
  }

  it('reads as what `localize` makes of the same Markdown', () => {
    let compared = 0
    fc.assert(
      fc.property(article, (source) => {
        // Other quotation marks can change what is emphasised in Markdown, and
        // have a property of their own.
        if (agree(source, { quotes: 'keep' })) compared++
      }),
      { numRuns: 150 },
    )
    expect(compared).toBeGreaterThan(120)
  })

  it('reads as what `localize` makes of quotations', () => {
    const quoted = fc.array(text, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        quoted,
        fc.constantFrom('\n', '\n\n', '`x`'),
        (parts, gap) => {
          expect(agree(`一${parts.join(gap)}`, {})).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('glosses what `localize` glosses', () => {
    const plain = fc
      .array(
        fc.oneof(text, fc.constantFrom('\n', '`x`', '[^註]', '，**強**')),
        {
          minLength: 1,
          maxLength: 8,
        },
      )
      .map((parts) => `一${parts.join('')}\n\n[^註]: 網路`)
    const marked = fc.constantFrom('*', '**', '~~')
    fc.assert(
      fc.property(plain, marked, text, (before, mark, inside) => {
        const source = `${before}，${mark}體${inside}軟${mark}，智能體`
        const gloss = { frequency: 'every' } as const
        expect(agree(source, { quotes: 'keep', gloss })).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
