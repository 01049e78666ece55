import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAnswer, type EngineTerm } from '../../../src/engines/index.ts'
import {
  type Content,
  type Inline,
  parseContent,
  printContent,
} from '../../../src/model/index.ts'
import { segment } from './requests.ts'

const both = { source: 'zh-TW', target: 'en' } as const

const kindsOf = (source: string, answer: string, terms: EngineTerm[] = []) =>
  checkAnswer(segment('s', source, { terms }), answer, both).problems.map(
    ({ kind }) => kind,
  )

const repaired = (source: string, answer: string) => {
  const checked = checkAnswer(segment('s', source), answer, both)
  const problems = checked.problems.map(({ phrase }) => phrase.english)
  return problems.length > 0 ? problems : printContent(checked.content)
}

const term = (
  source: string,
  preferred: string,
  more: Partial<EngineTerm> = {},
): EngineTerm => ({
  source,
  preferred,
  admitted: [],
  forbidden: [],
  doNotTranslate: false,
  ...more,
})

describe('codes of an answer', () => {
  it('may be in another order', () => {
    expect(
      repaired('<1>智譜</1>在<2/>上市', 'Listed on <2/>, <1>Zhipu</1>'),
    ).toBe('Listed on <2/>, <1>Zhipu</1>')
  })

  it.each([
    ['full width', '＜1＞Zhipu＜/1＞ listed', '<1>Zhipu</1> listed'],
    ['full width inside', '＜１＞Zhipu＜／１＞ listed', '<1>Zhipu</1> listed'],
    ['escaped', '&lt;1&gt;Zhipu&lt;/1&gt; listed', '<1>Zhipu</1> listed'],
    ['spaced', '< 1 >Zhipu</ 1 > listed', '<1>Zhipu</1> listed'],
    ['doubled', '<1><1>Zhipu</1></1> listed', '<1>Zhipu</1> listed'],
    [
      'with space inside',
      'The <1> Zhipu </1> listed',
      'The <1>Zhipu</1> listed',
    ],
    [
      'without space outside',
      'The<1> Zhipu </1>listed',
      'The <1>Zhipu</1> listed',
    ],
  ])('are repaired: %s', (_, answer, wanted) => {
    expect(repaired('<1>智譜</1>上市', answer)).toBe(wanted)
  })

  it('are repaired where a mark is not closed and can end in one place', () => {
    expect(repaired('這是<1>智譜</1>。', 'This is <1>Zhipu.')).toBe(
      'This is <1>Zhipu</1>.',
    )
    expect(repaired('<1>GLM-4</1>上市了', '<1>GLM-4 has listed')).toBe(
      '<1>GLM-4</1> has listed',
    )
    expect(repaired('<1>GLM</1>上市了', '<1>GLM-4 has listed')).toEqual([
      'the tag </1> is missing',
    ])
    expect(repaired('<1>智譜</1>上市了', '<1>Zhipu has listed')).toEqual([
      'the tag </1> is missing',
    ])
  })

  it('are repaired where one that stands alone is opened or closed', () => {
    expect(repaired('見<1/>。', 'See <1></1>.')).toBe('See <1/>.')
    expect(repaired('見<1/>。', 'See <1>.')).toBe('See <1/>.')
  })

  it('are repaired where marks are closed in the wrong order', () => {
    expect(repaired('<1>甲<2>乙</2></1>丙', '<1>A <2>B</1></2> C')).toBe(
      '<1>A <2>B</2></1> C',
    )
  })

  it('may have one end where the other is in another segment', () => {
    expect(repaired('甲乙<1>丙', 'A and <1>B')).toBe('A and <1>B')
    expect(repaired('甲</1>乙丙', 'A</1> and B')).toBe('A</1> and B')
    expect(repaired('甲乙<1>丙', 'A and <1>B</1>')).toBe('A and <1>B')
  })

  it.each([
    ['dropped', '<1>智譜</1>在<2/>上市', '<1>Zhipu</1> listed', 'code-missing'],
    ['twice', '在<2/>上市', 'On <2/> and <2/> listed', 'code-repeated'],
    ['invented', '智譜上市', 'Zhipu <4/> listed', 'code-unknown'],
    [
      'crossing',
      '<1>甲</1>和<2>乙</2>',
      '<1>A and <2>B</1> or C</2>',
      'code-nesting',
    ],
    ['reversed', '<1>甲</1>乙', '</1>A<1> B', 'code-nesting'],
  ])('are refused: %s', (_, source, answer, kind) => {
    expect(kindsOf(source, answer)).toContain(kind)
  })

  it('are text where the source has them as text', () => {
    const source = printContent(['標籤 <1> 是文字'])
    expect(repaired(source, 'The tag &lt;1&gt; is text')).toBe(
      'The tag &lt;1&gt; is text',
    )
    expect(repaired(source, 'The tag <1> is text')).toBe(
      'The tag &lt;1&gt; is text',
    )
  })

  /** Well-nested content with every id once. */
  const contents = fc
    .array(fc.constantFrom('ph', 'pair', 'text'), {
      minLength: 1,
      maxLength: 7,
    })
    .map((kinds): Content => {
      let id = 0
      return kinds.flatMap((kind): Inline[] => {
        id++
        if (kind === 'text') return [`words ${id} `]
        if (kind === 'ph') return ['w', { ph: `${id}` }]
        return ['v', { open: `${id}` }, `in ${id}`, { close: `${id}` }]
      })
    })
    .map((content) => parseContent(printContent(content)))

  it('of any content pass as they are, and unchanged', () => {
    fc.assert(
      fc.property(contents, (content) => {
        const text = printContent(content)
        const checked = checkAnswer(segment('s', text), text, both)
        expect(checked).toEqual({
          content: parseContent(text.trim()),
          problems: [],
          repairs: [],
        })
      }),
    )
  })

  it('of any content do not pass with one of them away, but where that is repaired to what was', () => {
    fc.assert(
      fc.property(contents, fc.nat(), (content, seed) => {
        const places = content.flatMap((part, index) =>
          typeof part === 'string' ? [] : [index],
        )
        fc.pre(places.length > 0)
        const place = places[seed % places.length] as number
        const text = printContent(content.toSpliced(place, 1))
        const { problems, content: after } = checkAnswer(
          segment('s', printContent(content)),
          text,
          both,
        )
        if (problems.length > 0) return
        expect(printContent(after).replaceAll(' ', '')).toBe(
          printContent(content).replaceAll(' ', ''),
        )
      }),
    )
  })
})

describe('words of an answer', () => {
  it.each([
    ['大型語言模型很大', 'Large language models are large', []],
    ['大型語言模型很大', 'Large-language models are large', []],
    ['大型語言模型很大', 'LLMs are large', ['term-missing']],
    ['大型語言模型很大', 'Enlarge language models', ['term-missing']],
  ])('%s → %s', (source, answer, kinds) => {
    const terms = [term('大型語言模型', 'large language model')]
    expect(kindsOf(source, answer, terms)).toEqual(kinds)
  })

  it.each([
    ['list', 'It listed yesterday'],
    ['plan', 'It was planning'],
    ['supply', 'Supplies ran out'],
    ['raise', 'It is raising money'],
    ['company', 'The company’s shares'],
    ['API', 'Two APIs'],
    ['IPO', 'An ipo'],
  ])('may inflect %s: %s', (preferred, answer) => {
    expect(kindsOf('上市公司', answer, [term('上市', preferred)])).toEqual([])
  })

  it('may be one that is admitted, and none that is forbidden', () => {
    const terms = [
      term('大型語言模型', 'large language model', {
        admitted: ['LLM'],
        forbidden: ['language model', 'big model'],
      }),
    ]
    expect(kindsOf('大型語言模型', 'LLMs', terms)).toEqual([])
    expect(kindsOf('大型語言模型', 'A large language model', terms)).toEqual([])
    expect(kindsOf('大型語言模型', 'An LLM, a big model', terms)).toEqual([
      'term-forbidden',
    ])
    expect(kindsOf('大型語言模型', 'An LLM, a language model', terms)).toEqual([
      'term-forbidden',
    ])
  })

  it('stay where they are not to be translated, in Chinese too', () => {
    const terms = [term('智譜', '', { doNotTranslate: true })]
    expect(kindsOf('智譜上市', '智譜 has listed', terms)).toEqual([])
    expect(kindsOf('智譜上市', 'Zhipu has listed', terms)).toEqual([
      'term-changed',
    ])
    expect(kindsOf('智譜', '智譜', terms)).toEqual([])
  })
})

describe('an answer', () => {
  it.each([
    ['智譜上市', '', ['empty']],
    ['智譜上市', ' \n', ['empty']],
    ['智譜上市', '智譜上市', ['unchanged']],
    ['智譜今天上市', 'Zhipu lists 今天', ['han']],
    ['智譜上市', 'Here is the translation: Zhipu has listed', ['chatter']],
    ['智譜上市', 'Sure! Here’s what it says: Zhipu listed', ['chatter']],
    ['智譜上市', 'I cannot translate this text', ['chatter']],
    ['智譜上市', 'As an AI language model, I do not list', ['chatter']],
    ['我無法翻譯這段文字', 'I cannot translate this text', []],
    ['智譜上市', 'x'.repeat(400), ['long']],
    ['智'.repeat(60), 'It listed', ['short']],
    ['GPT-4o', 'GPT-4o', []],
    ['2026', '2026', []],
    ['是', 'Yes', []],
    ['智譜上市', 'Zhipu listed, see https://evil.example/x.', ['address']],
    ['見 https://z.ai', 'See https://z.ai.', []],
    ['智譜上市', '**Zhipu** has listed', ['markup']],
    ['智譜上市', 'Zhipu <b>has</b> listed', ['markup']],
    ['智譜上市', '[Zhipu](x) has listed', ['markup']],
    ['用 ** 表示次方', 'Use ** for powers', []],
  ])('%s → %s', (source, answer, kinds) => {
    expect(kindsOf(source, answer)).toEqual(kinds)
  })

  it('is held against amounts by the function that is given', () => {
    const seen: unknown[][] = []
    const { problems } = checkAnswer(
      segment('s', '募得 <1>43 億</1>港元'),
      'Raised HK$<1>43</1> billion',
      {
        source: 'zh-TW',
        target: 'en',
        compareNumbers: (...texts) => {
          seen.push(texts)
          return ['43 億 is 4.3 billion, not 43 billion']
        },
      },
    )
    expect(seen).toEqual([['募得 43 億港元', 'Raised HK$43 billion', both]])
    expect(problems.map(({ phrase }) => String(phrase))).toEqual([
      '43 億 is 4.3 billion, not 43 billion',
    ])
  })

  it('never makes the check throw, and never passes with codes of its own', () => {
    const sources = ['<1>智譜</1>在<2/>上市', '智譜', '甲<3>乙', '甲</3>乙']
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(
          fc.oneof(
            fc.constantFrom(
              '<1>',
              '</1>',
              '<2/>',
              '<3>',
              '</3>',
              '＜1＞',
              '&lt;',
              ' ',
            ),
            fc.string({ maxLength: 4 }),
          ),
        ),
        (source, parts) => {
          const { content, problems } = checkAnswer(
            segment('s', source),
            parts.join(''),
            both,
          )
          if (problems.length > 0) return
          const codes = (one: Content) =>
            one.filter((part) => typeof part !== 'string').map(String)
          const tags = (one: Content) =>
            printContent(one)
              .match(/<[^>]*>/g)
              ?.sort() ?? []
          expect(codes(content)).toHaveLength(
            codes(parseContent(source)).length,
          )
          expect(tags(content)).toEqual(tags(parseContent(source)))
        },
      ),
      { numRuns: 2000 },
    )
  })
})
