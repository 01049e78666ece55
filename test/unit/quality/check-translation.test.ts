import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Concept, RuleId } from '../../../src/model/index.ts'
import { checkTranslation } from '../../../src/quality/index.ts'
import { article, concept, type Sentence } from './article.ts'

/** Rules that an article's translation breaks. */
function rulesOf(
  sentences: Sentence | readonly Sentence[],
  concepts: readonly Concept[] = [],
): RuleId[] {
  const list = 'source' in sentences ? [sentences] : sentences
  const { translation, options } = article(list, concepts)
  return checkTranslation(translation, options).map(
    ({ ruleId }) => ruleId as RuleId,
  )
}

const zhipu = concept('zhipu', '智譜', ['Zhipu AI', '!Smart Spectrum'])
const algorithm = concept('algorithm', '演算法', ['algorithm'])
const mass = concept('commercialisation', '商業化', ['commercialisation'])
const arr = concept('arr', '年度經常性收入', [
  'annual recurring revenue',
  'ARR',
])

describe('codes', () => {
  it.each([
    ['在<1>這裡</1>', 'Here, <1>here</1>', []],
    ['在<1>這裡</1>與<2/>', 'With <2/>, <1>here</1>', []],
    ['在<1>這裡</1>', 'Here', ['quality-code']],
    ['在<1/>這裡', 'Here <1/> and <1/>', ['quality-code']],
    ['在這裡', 'Here <1/>', ['quality-code']],
    ['<1>粗<2>斜</2></1>', '<1>bold <2>italic</1></2>', ['quality-code']],
    // A mark that another sentence opened is closed here.
    ['結束</1>與<2>連結</2>', 'End</1> and a <2>link</2>', []],
  ] as const)('%s → %s', (source, target, expected) => {
    expect(rulesOf({ source, target })).toEqual(expected)
  })
})

describe('terms', () => {
  it.each([
    ['智譜上市', 'Zhipu AI listed', []],
    ['智譜上市', 'Zhipu AI’s listing', []],
    ['智譜上市', 'The company listed', ['quality-term-missing']],
    ['智譜上市', 'Smart Spectrum listed', ['quality-term-forbidden']],
    ['演算法很多', 'Many algorithms', []],
    ['演算法很多', 'Algorithmic trading', ['quality-term-missing']],
    ['商業化開始', 'Commercialization begins', []],
    ['商業化開始', 'It was commercialised', ['quality-term-missing']],
  ] as const)('%s → %s', (source, target, expected) => {
    expect(rulesOf({ source, target }, [zhipu, algorithm, mass])).toEqual(
      expected,
    )
  })

  it('does not want English of a concept that has none', () => {
    expect(
      rulesOf({ source: '智譜上市', target: 'It listed' }, [
        concept('x', '智譜', []),
      ]),
    ).toEqual([])
  })

  it('wants an abbreviation explained where it is first used', () => {
    const use = { source: '年度經常性收入上升', target: 'ARR rose' }
    const said = {
      source: '年度經常性收入',
      target: 'Annual recurring revenue (ARR)',
    }
    expect(rulesOf([use, said], [arr])).toEqual(['quality-gloss-missing'])
    expect(rulesOf([said, use], [arr])).toEqual([])
    expect(rulesOf({ ...use, kind: 'heading' }, [arr])).toEqual([])
  })
})

describe('script', () => {
  it.each([
    ['首日', 'First day 首日', ['quality-han-left']],
    ['智譜', 'Zhipu AI (智譜)', []],
    ['唐傑說', 'Tang Jie (唐傑) said', []],
    ['唐傑說', 'Tang Jie (香蕉) said', ['quality-han-left']],
    ['好，走', 'OK，go', ['quality-script-mixed']],
    ['價格', 'Ｐrice', ['quality-script-mixed']],
    ['微軟', 'Micros\u043Eft', ['quality-script-mixed']],
    ['常數', 'the constant µ', []],
    ['好', 'Fine—really…', []],
  ] as const)('%s → %s', (source, target, expected) => {
    expect(rulesOf({ source, target }, [zhipu])).toEqual(
      source === '智譜' || !source.includes('智譜') ? expected : [],
    )
  })
})

describe('marks', () => {
  it.each([
    ['他說「好」', 'He said “fine”', []],
    ['他說「好」', 'He said “fine', ['quality-brackets']],
    ['他說「好', 'He said “fine', []],
    ['（註）', 'Note)', ['quality-brackets']],
    ['一', '1) one', []],
    ['他說好', "He's fine, it's OK", []],
    ['他說好', 'He said "fine', ['quality-brackets']],
    ['這個', 'the the thing', ['quality-doubled-word']],
    ['這個', 'He had had enough of that that', []],
    ['巴登巴登', 'Baden Baden', []],
    ['見 https://a.example/x。', 'See https://a.example/x.', []],
    ['見 https://a.example/x。', 'See https://a.example/y.', ['quality-link']],
  ] as const)('%s → %s', (source, target, expected) => {
    expect(rulesOf({ source, target })).toEqual(expected)
  })
})

describe('length', () => {
  const sentence = '這是一個說明長度應該是多少的普通句子，沒有別的意思'
  const usual =
    'This is an ordinary sentence that shows how long one should be, nothing more.'

  it('reports what is far from what is usual', () => {
    expect(rulesOf({ source: sentence, target: usual })).toEqual([])
    expect(rulesOf({ source: sentence, target: 'This.' })).toEqual([
      'quality-length',
    ])
    expect(rulesOf({ source: sentence, target: usual.repeat(6) })).toEqual([
      'quality-length',
    ])
    expect(rulesOf({ source: '好', target: 'Ready when you are' })).toEqual([])
  })

  it('measures against the article where it is long enough', () => {
    const many = Array.from({ length: 20 }, () => ({
      source: sentence,
      target: usual,
    }))
    expect(
      rulesOf([...many, { source: sentence, target: usual.slice(0, 30) }]),
    ).toEqual(['quality-length'])
  })
})

describe('headings', () => {
  const heading = (target: string): Sentence => ({
    source: '標題',
    kind: 'heading',
    target,
  })

  it('are in the case that most are in', () => {
    expect(
      rulesOf([
        heading('Before you start here'),
        heading('Open the network ports'),
        heading('Practise One Full Recovery'),
      ]),
    ).toEqual(['quality-heading-case'])
    expect(
      rulesOf([heading('Open the ports now'), heading('Meet OpenAI and GPT')]),
    ).toEqual([])
  })
})

describe('findings', () => {
  it('stand where the sentence stands', () => {
    const { translation, options } = article([
      { source: '第一句', target: 'First' },
      { source: '第二句', target: 'Second 二' },
    ])
    const [found] = checkTranslation(translation, options)
    expect(found?.line).toBe(3)
    expect(found?.wording?.key).toBe('quality-han-left.translated')
  })

  it('leave alone what is not usable', () => {
    expect(rulesOf([{ source: '一', target: '一', state: 'initial' }])).toEqual(
      [],
    )
    expect(rulesOf([{ source: '一' }])).toEqual([])
  })

  it('are made of anything without throwing, the same ones each time', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(
        fc.array(fc.record({ source: text, target: text }), { maxLength: 6 }),
        (sentences) => {
          const { translation, options } = article(sentences, [zhipu, arr])
          const once = checkTranslation(translation, options).map(String)
          expect(checkTranslation(translation, options).map(String)).toEqual(
            once,
          )
        },
      ),
    )
  })

  it('say what a comparison of amounts says', () => {
    const { translation, options } = article([
      { source: '募資 43 億港元', target: 'It raised HK$43 billion' },
    ])
    const findings = checkTranslation(translation, {
      ...options,
      compareNumbers: () => [
        {
          kind: 'factor',
          source: '43 億港元',
          span: { start: 3, end: 9 },
          target: 'HK$43 billion',
          expected: 'HK$4.3 billion',
          factor: 10,
        },
        { kind: 'precision' },
      ],
    })
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      ruleId: 'quality-number',
      fatal: true,
      column: 4,
      expected: ['HK$4.3 billion'],
      wording: { key: 'quality-number.factor' },
    })
  })
})
