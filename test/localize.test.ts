import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import {
  type Concept,
  createLocalizer,
  type GlossSettings,
  type LocalizeOptions,
  localize,
  type Term,
} from '../src/index.ts'
import { expectWorded } from './wording.ts'

const term = (
  locale: Term['locale'],
  text: string,
  more: Partial<Term> = {},
): Term => ({
  locale,
  text,
  type: 'full',
  status: 'preferred',
  ...more,
})

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

const abbreviation = { type: 'abbreviation' } as const
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
    term('en', 'AGI', abbreviation),
  ]),
  concept('maas', [
    term('zh-TW', 'MaaS', abbreviation),
    term('zh-CN', 'MaaS', abbreviation),
    term('en', 'model as a service'),
    term('en', 'MaaS', abbreviation),
  ]),
  concept('rd', [term('zh-TW', '研發投入'), term('en', 'R&D spending')]),
  concept('openai', [term('zh-TW', 'OpenAI'), term('en', 'OpenAI')], {
    doNotTranslate: true,
  }),
  concept('brand', [term('zh-TW', '鉅亨網'), term('zh-CN', '鉅亨網')], {
    doNotTranslate: true,
    gloss: false,
  }),
  concept('draft', [term('zh-TW', '草案詞'), term('en', 'draft')], {
    state: 'proposed',
  }),
  concept(
    'model',
    [
      term('zh-TW', '專案制'),
      term('zh-TW', '專案製', { type: 'variant', status: 'deprecated' }),
      term('zh-CN', '项目制'),
    ],
    { gloss: false },
  ),
  concept('bare', [term('zh-TW', '無譯詞'), term('zh-CN', '没有英文的词')]),
]

function edition(
  source: string,
  options: Partial<LocalizeOptions> & { path?: string } = {},
): VFile {
  const { path = 'a.md', ...rest } = options
  return createLocalizer({ concepts }).localize(
    new VFile({ path, value: source }),
    { target: 'zh-CN', ...rest },
  )
}

const text = (
  source: string,
  options?: Parameters<typeof edition>[1],
): string => String(edition(source, options))

const gloss = (source: string, settings: Partial<GlossSettings> = {}): string =>
  text(source, { gloss: settings })

const ids = (file: VFile): (string | undefined)[] =>
  expectWorded(file.messages).map((m) => m.ruleId)

describe('converting', () => {
  it.each([
    ['軟體與網路', '软件与网络'],
    ['這套**軟**體', '这套**软**件'],
    ['軟\n體支援', '软\n件支持'],
    ['軟&#39636;', '软件'],
    ['[軟體](軟體.md "軟體")', '[软件](軟體.md "软件")'],
    ['![軟體][圖]\n\n[圖]: a.png', '![软件][圖]\n\n[圖]: a.png'],
    [
      '[軟體]與[軟體][]\n\n[軟體]: /a',
      '[软件][軟體]与[软件][軟體]\n\n[軟體]: /a',
    ],
    ['`軟體` ``軟`` $軟$ <https://a/軟>', '`軟體` ``軟`` $軟$ <https://a/軟>'],
    ['- {{< x >}} -{軟體}- :keep[軟體]', '- {{< x >}} -{軟體}- :keep[軟體]'],
    [
      '<!-- yiwen:off -->軟<!-- yiwen:on -->軟',
      '<!-- yiwen:off -->軟<!-- yiwen:on -->软',
    ],
    ['# 軟體 {#軟體}', '# 软件 {#軟體}'],
    [
      '<b lang="zh-TW" title="軟體">軟體</b>',
      '<b lang="zh-CN" title="软件">软件</b>',
    ],
    [
      '<i lang="zh-Hant">軟</i><i lang="ja">軟</i>',
      '<i lang="zh-Hans">软</i><i lang="ja">軟</i>',
    ],
    ['他說：「『好』。」', '他说：“‘好’。”'],
    ['鉅亨網與巨亨', '鉅亨網与巨亨'],
    [
      '| 軟體 | a\\|軟 |\n| - | - |\n| 網路 | `軟` |',
      '| 软件 | a\\|软 |\n| - | - |\n| 网络 | `軟` |',
    ],
    ['軟體[^註]\n\n[^註]: 網路', '软件[^註]\n\n[^註]: 网络'],
    ['用$查`軟 $體` 與軟體', '用$查`軟 $體` 与软件'],
    ["'www.a.tw/u'；軟體 軟體", "'www.a.tw/u'；軟體 软件"],
    ['[a](https://a.tw)軟體', '[a](https://a.tw)软件'],
    ['注意:下午[開會](url)', '注意:下午[开会](url)'],
  ])('%s', (source, expected) => {
    expect(text(source)).toBe(expected)
  })

  it('makes Hong Kong’s and Taiwan’s editions too', () => {
    expect(text('線上軟體沿著', { target: 'zh-HK' })).toBe('網上軟件沿着')
    expect(text('软件“好”', { source: 'zh-CN', target: 'zh-TW' })).toBe(
      '軟體「好」',
    )
    expect(text('着實', { source: 'zh-HK', target: 'zh-TW' })).toBe('著實')
  })

  it('keeps the author’s quotation marks when told to', () => {
    expect(text('「軟」', { quotes: 'keep' })).toBe('「软」')
  })

  it('takes the locale from front matter, and sets it', () => {
    const source = '---\nlang: zh-HK\ntitle: 着數\n---\n着數\n'
    expect(text(source, { target: 'zh-TW' })).toBe(
      '---\nlang: zh-TW\ntitle: 好康\n---\n好康\n',
    )
  })

  it('does not use what is not approved', () => {
    const data = edition('草案詞').data.yiwen?.edition
    expect(data?.edits.every((edit) => edit.why.entry !== 'draft')).toBe(true)
    expect(ids(edition('草案詞、草案詞'))).toEqual(['terms-unreviewed'])
  })

  it('reports a term the glossary advises against, and puts it right', () => {
    const file = edition('採**專案**製')
    expect(String(file)).toBe('采用**项目**制')
    expect(
      file.messages.map((m) => [
        m.ruleId,
        m.actual,
        m.expected,
        String(m.place && 'start' in m.place ? m.place.start.offset : ''),
      ]),
    ).toEqual([['terms-not-preferred', '專案製', ['專案制'], '3']])
  })

  it('finds terms however they are written', () => {
    const of = (source: string, target: 'zh-CN' | 'zh-TW' = 'zh-CN'): string =>
      String(
        localize(source, {
          target,
          concepts: [
            concept('call', [
              term('zh-TW', 'API 呼叫'),
              term('zh-CN', 'API 调用'),
            ]),
            concept('row', [term('zh-TW', '直欄'), term('zh-CN', '竖列')]),
            concept('stage', [term('zh-TW', '舞台劇'), term('zh-CN', '话剧')]),
            concept('ai', [term('zh-TW', 'AI'), term('zh-CN', 'AI')]),
            concept('area', [term('zh-TW', '平台'), term('zh-CN', '平台')]),
          ],
        }),
      )
    expect(of('API呼叫、ＡＰＩ 呼叫、api\n呼叫')).toBe(
      'API 调用、API 调用、API\n调用',
    )
    expect(of('直\n欄、直**欄**、直&#27396;')).toBe('竖\n列、竖**列**、竖列')
    expect(of('舞臺劇')).toBe('话剧')
    // Where both locales write it alike, the author's spelling is left alone.
    expect(of('用ai開發的 Z.ai 與ＡＩ平臺')).toBe('用ai开发的 Z.ai 与ＡＩ平台')
    expect(of('API呼叫', 'zh-TW')).toBe('API呼叫')
  })

  it('reports the words of other locales once, and goes on as before', () => {
    const software = concept('software', [
      term('zh-TW', '軟體'),
      term('zh-HK', '軟件'),
      term('zh-CN', '软件'),
      term('en', 'software'),
    ])
    const source = '軟件，**軟**件，軟體\n'
    for (const target of ['zh-TW', 'zh-HK', 'zh-CN'] as const) {
      const options = { target, gloss: {} }
      const file = localize(source, { ...options, concepts: [software] })
      expect(expectWorded(file.messages)).toMatchObject([
        {
          ruleId: 'terms-other-locale',
          fatal: undefined,
          actual: '軟件',
          expected: ['軟體'],
          line: 1,
          column: 1,
        },
      ])
      expect(file.messages[0]?.reason).toContain('2×')
      const form = { 'zh-TW': '軟體', 'zh-HK': '軟件', 'zh-CN': '软件' }[target]
      const plain = String(localize(source, { target }))
      expect(String(file)).toBe(
        plain.replace(new RegExp(`${form}\\n`), `${form}（software）\n`),
      )
    }
  })

  it('does not take what other words run over for a term', () => {
    const capital = concept('capital', [
      term('zh-TW', '個資'),
      term('zh-CN', '个人信息'),
    ])
    const of = (source: string, concepts: readonly Concept[]): string =>
      String(localize(source, { target: 'zh-CN', concepts }))
    expect(of('某個資料夾有個資。', [capital])).toBe('某个文件夹有个人信息。')
    const [first, ...rest] = capital.terms
    const anywhere = {
      ...capital,
      terms: [{ ...first, match: 'anywhere' } as Term, ...rest],
    }
    expect(of('某個資料夾。', [anywhere])).toContain('个人信息')
  })

  it('says why for every edit', () => {
    const data = edition('智能體說：「軟體」').data.yiwen?.edition
    expect(
      data?.edits.map(({ why }) => [
        why.rule,
        why.before,
        why.after,
        why.entry,
      ]),
    ).toEqual([
      ['term', '智能體', '智能体', 'agent'],
      ['characters', '說', '说', undefined],
      ['quotes', '「', '“', undefined],
      ['vocabulary', '軟體', '软件', '軟體'],
      ['quotes', '」', '”', undefined],
    ])
  })

  it('reports a word it cannot change without emptying a mark', () => {
    const file = edition('**程**_式_~~碼~~')
    expect(ids(file)).toEqual(['convert-term-split'])
    expect(String(file)).toBe('**程**_式_~~码~~')
  })

  it('converts plain text and i18next resources by their extension', () => {
    expect(text('*軟體*\r\n# 網路', { path: 'a.txt' })).toBe('*软件*\r\n# 网络')
    expect(
      text('{"軟":"軟體 {{軟}} \\u8edf<1>網路</1>"}', { path: 'a.json' }),
    ).toBe('{"軟":"软件 {{軟}} 软<1>网络</1>"}')
  })
})

describe('glossing', () => {
  it.each([
    ['智譜與智譜', '智谱（Zhipu AI）与智谱'],
    ['**智譜**是', '**智谱**（Zhipu AI）是'],
    ['[智譜](/a)是', '[智谱](/a)（Zhipu AI）是'],
    ['[智譜公司](/a)，智譜', '[智谱公司](/a)，智谱（Zhipu AI）'],
    ['# 智譜\n\n智譜', '# 智谱\n\n智谱（Zhipu AI）'],
    ['`智譜`智譜', '`智譜`智谱（Zhipu AI）'],
    ['《智譜》與智譜', '《智谱》与智谱（Zhipu AI）'],
    ['「智譜第一股」與智譜', '“智谱第一股”与智谱（Zhipu AI）'],
    ['他說：「智譜，很好。」', '他说：“智谱（Zhipu AI），很好。”'],
    ['公司（智譜）與智譜', '公司（智谱）与智谱（Zhipu AI）'],
    ['智譜**「好」**', '智谱**“好”**'],
    ['智譜 API', '智谱（Zhipu AI）API'],
    ['智譜 (下稱)', '智谱（Zhipu AI）（下称）'],
    ['智能體 (Agent) 與智能體', '智能体 (Agent) 与智能体'],
    [
      '通用人工智慧 (AGI)',
      '通用人工智能 (artificial general intelligence, AGI)',
    ],
    ['通用人工智慧', '通用人工智能（artificial general intelligence，AGI）'],
    ['MaaS(Model as a Service) 與 MaaS', 'MaaS(Model as a Service) 与 MaaS'],
    ['Model as a Service（MaaS）與 MaaS', 'Model as a Service（MaaS）与 MaaS'],
    ['MaaS 平台', 'MaaS（model as a service）平台'],
    ['OpenAI 與智譜（下稱公司）', 'OpenAI 与智谱（Zhipu AI）（下称公司）'],
    ['研發投入', '研发投入（R&D spending）'],
    ['| 智譜 |\n| - |\n| 智譜 |', '| 智谱（Zhipu AI） |\n| - |\n| 智谱 |'],
  ])('%s', (source, expected) => {
    expect(gloss(source)).toBe(expected)
  })

  it('completes what the author gave only when told to', () => {
    expect(gloss('通用人工智慧 (AGI)', { given: 'leave' })).toBe(
      '通用人工智能 (AGI)',
    )
  })

  it('glosses per section, every time or never', () => {
    const source = '智譜、智譜\n\n# 一\n\n智譜'
    const full = '智谱（Zhipu AI）'
    expect(gloss(source, { frequency: 'section' })).toBe(
      `${full}、智谱\n\n# 一\n\n${full}`,
    )
    expect(gloss(source, { frequency: 'every' })).toBe(
      `${full}、${full}\n\n# 一\n\n${full}`,
    )
    expect(gloss(source, { frequency: 'never' })).toBe(
      '智谱、智谱\n\n# 一\n\n智谱',
    )
    expect(gloss('# 智譜', { headings: true })).toBe('# 智谱（Zhipu AI）')
  })

  it.each([
    ['footnote', '智谱[^term-zhipu]上市\n\n[^term-zhipu]: Zhipu AI\n'],
    ['ruby', '<ruby>智谱<rt>Zhipu AI</rt></ruby>上市'],
    ['abbr', '<abbr title="Zhipu AI">智谱</abbr>上市'],
    ['dfn', '<dfn title="Zhipu AI">智谱</dfn>上市'],
    ['directive', ':term[智谱]{en="Zhipu AI"}上市'],
    ['none', '智谱上市'],
  ] as const)('as %s', (style, expected) => {
    const file = edition('智譜上市', { gloss: { style } })
    expect(ids(file)).toEqual([])
    expect(String(file)).toBe(expected)
  })

  it('adds a glossary, with the line endings of the source', () => {
    const strings = {
      heading: '名词对照',
      term: '词',
      original: '原文',
      english: '英文',
    }
    const gloss = { appendix: true, style: 'none' } as const
    const written = text('智譜與智能體\r\n', { gloss, strings })
    expect(written.replaceAll(/ +/g, ' ').split('\r\n')).toEqual([
      '智谱与智能体',
      '',
      '## 名词对照',
      '',
      '| 词 | 原文 | 英文 |',
      expect.stringMatching(/^\| -+ \| -+ \| -+ \|$/),
      '| 智谱 | 智譜 | Zhipu AI |',
      '| 智能体 | 智能體 | AI agent |',
      '',
    ])
  })

  it('lists terms at the end and leaves the text alone as an appendix', () => {
    const written = gloss('智譜上市\n', { style: 'appendix' })
    expect(written).toMatch(/^智谱上市\n\n## Glossary\n\n\|/)
    expect(written).toContain('| 智谱')
  })

  it('reports a term without English, once', () => {
    const file = edition('無譯詞與無譯詞', { gloss: {} })
    expect(ids(file)).toEqual(['terms-no-english'])
    expect(file.messages[0]?.note).toContain('Add an `en` term')
  })

  it('adds nothing where the article ends inside an open fence', () => {
    const file = edition('智譜\n\n~~~\n碼', {
      gloss: { style: 'footnote', appendix: true },
    })
    expect(ids(file)).toEqual(['gloss-not-placed'])
    expect(String(file)).toBe('智谱\n\n~~~\n碼')
  })

  it('goes without where a gloss would change the block', () => {
    const open = { style: 'directive' } as const
    expect(text('{智譜', { gloss: open })).toBe('{智谱')
  })

  it('reports a term it found no place for', () => {
    expect(ids(edition('# 智譜', { gloss: {} }))).toEqual(['gloss-not-placed'])
  })
})

describe('identity', () => {
  it.each([
    '\uFEFF# 軟體\r\n\r\n「軟」\r\n',
    '---\ntitle: "軟"\nlang: zh-TW\n---\n軟\n',
    '軟\u0000體\t\n\n\n* 一\n+ 二',
    '[軟]\n\n[軟]: /a',
    '',
    '\uFEFF',
  ])('%j', (source) => {
    const file = edition(source, { target: 'zh-TW', source: 'zh-TW' })
    expect(String(file)).toBe(source)
    expect(file.data.yiwen?.edition?.edits).toEqual([])
  })
})

describe('a block that would gain emphasis', () => {
  it('keeps its own quotation marks, and the next gets others', () => {
    const source = '**“好”**a\n\n好“好”\n'
    const options = { source: 'zh-CN', target: 'zh-TW' } as const
    const file = edition(source, options)
    expect(String(file)).toBe('**“好”**a\n\n好「好」\n')
    expect(ids(file)).toEqual(['convert-quotes-kept'])
    expect(file.messages[0]?.line).toBe(1)
  })
})

describe('front matter of an edition', () => {
  const provenance = {
    translationOf: 'articles/a.md',
    sourceHash: 'sha256-abc',
  }

  it.each([
    [
      '軟',
      '---\nlang: zh-CN\ntranslationOf: articles/a.md\nsourceHash: sha256-abc\n---\n\n软',
    ],
    [
      '---\ntitle: 軟 # 註\n---\n軟\n',
      '---\ntitle: 软 # 註\nlang: zh-CN\ntranslationOf: articles/a.md\nsourceHash: sha256-abc\n---\n软\n',
    ],
    [
      '---\r\nlang: "zh-TW"\r\ntitle: 軟\r\n---\r\n軟',
      '---\r\nlang: zh-CN\r\ntitle: 软\r\ntranslationOf: articles/a.md\r\nsourceHash: sha256-abc\r\n---\r\n软',
    ],
    [
      '+++\ntitle = "軟"\n+++\n軟\n',
      '+++\ntitle = "软"\nlang = "zh-CN"\ntranslationOf = "articles/a.md"\nsourceHash = "sha256-abc"\n+++\n软\n',
    ],
  ])('%j', (source, expected) => {
    const file = edition(source, { provenance })
    expect(ids(file)).toEqual([])
    expect(String(file)).toBe(expected)
  })

  it('is left alone where it cannot be read, and reported', () => {
    const file = edition('---\ntitle: "軟\n---\n軟\n', { provenance })
    expect(ids(file)).toContain('front-matter-invalid')
    expect(String(file)).toBe('---\ntitle: "軟\n---\n软\n')
  })
})

describe('front matter nested deeper than Node survives', () => {
  it('is reported, and the rest localized', () => {
    const file = edition(`---\na: ${'['.repeat(100_000)}\n---\n軟\n`)
    expect(ids(file)).toEqual(['front-matter-invalid'])
    expect(String(file)).toContain('\n软\n')
  })
})

describe('the shape guard', () => {
  it('gives the source back, with a finding that shows both', () => {
    const blank = concept('blank', [term('zh-TW', '軟'), term('zh-CN', ' ')])
    const file = createLocalizer({ concepts: [blank] }).localize(
      new VFile({ path: 'a.md', value: '這**軟**的' }),
      { target: 'zh-CN' },
    )
    expect(file.messages.map((m) => [m.ruleId, m.fatal])).toEqual([
      ['print-shape-changed', true],
    ])
    expect(file.messages[0]?.actual).toBeDefined()
    expect(file.messages[0]?.expected).toBeDefined()
    expect(String(file)).toBe('這**軟**的')
  })
})

describe('localize', () => {
  it('takes a string and the glossary in one call', () => {
    const file = localize('智譜', { target: 'zh-CN', concepts, gloss: {} })
    expect(String(file)).toBe('智谱（Zhipu AI）')
  })

  it('gives the same for a file that changed as for a new one', () => {
    const localizer = createLocalizer()
    const file = new VFile({ path: 'a.md', value: '軟體' })
    expect(String(localizer.localize(file, { target: 'zh-CN' }))).toBe('软件')
    file.value = '網路'
    expect(String(localizer.localize(file, { target: 'zh-CN' }))).toBe('网络')
  })

  it('takes words of its own, and says where they are from', () => {
    const words = { 檢視: '審視', 核心: { 'zh-CN': '内核' } }
    const file = localize('市場**檢**視核心。', { target: 'zh-CN', words })
    expect(String(file)).toBe('市场**审**视内核。')
    const reasons = file.data.yiwen?.edition?.edits.map(({ why }) => why) ?? []
    expect(
      reasons.map(({ source, entry, after }) => [source, entry, after]),
    ).toEqual(
      expect.arrayContaining([
        ['words', '檢視', '审视'],
        ['words', '核心', '内核'],
      ]),
    )
  })

  it('does without the shipped vocabulary', () => {
    expect(
      String(localize('軟體', { target: 'zh-CN', vocabulary: false })),
    ).toBe('软体')
  })
})

describe('quotation marks that would change what is emphasised', () => {
  it('stay where emphasis would only move', () => {
    const file = edition('**~~「~~GPU~~**軟體***軟體*~~**')
    expect(ids(file)).toEqual(['convert-quotes-kept'])
    expect(String(file)).toBe('**~~「~~GPU~~**软件***软件*~~**')
  })

  it('stay the author’s in their block, with a finding', () => {
    const file = edition('「甲」\n\n這是**「軟」**API。\n\n「乙」')
    expect(String(file)).toBe('“甲”\n\n这是**「软」**API。\n\n“乙”')
    expect(ids(file)).toEqual(['convert-quotes-kept'])
  })
})
