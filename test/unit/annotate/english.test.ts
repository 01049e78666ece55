import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalize } from '../../../src/annotate/english.ts'
import { englishOf, glossText } from '../../../src/annotate/index.ts'
import { conceptOf, termOf } from './terms.ts'

const agi = [
  'zh-TW:通用人工智慧',
  'en:artificial general intelligence',
  'en:AGI:abbreviation',
]
const maas = ['zh-TW:MaaS', 'en:model as a service', 'en:MaaS:abbreviation']

describe('englishOf', () => {
  it.each([
    ['the full form alone', ['en:Zhipu AI'], 'zh-TW:智譜', 'Zhipu AI'],
    [
      'the abbreviation with it',
      agi,
      'zh-TW:通用人工智慧',
      'artificial general intelligence，AGI',
    ],
    [
      'no abbreviation that the text already is',
      maas,
      'zh-TW:MaaS',
      'model as a service',
    ],
    [
      'no abbreviation that differs in case or width only',
      maas,
      'zh-TW:ＭＡＡＳ',
      'model as a service',
    ],
    [
      'no abbreviation that the full form holds',
      ['en:GPT-4 model', 'en:GPT4:abbreviation'],
      'zh-TW:模型',
      'GPT-4 model',
    ],
    [
      'the first of two preferred ones',
      ['en:agent', 'en:AI agent'],
      'zh-TW:智能體',
      'agent',
    ],
    [
      'the preferred one, wherever it stands',
      ['en:bot:full:admitted', 'en:AI agent'],
      'zh-TW:智能體',
      'AI agent',
    ],
    [
      'an abbreviation where there is no more',
      ['en:IPO:abbreviation'],
      'zh-TW:首次公開發行',
      'IPO',
    ],
    ['nothing where the text is English', ['en:OpenAI'], 'zh-TW:OpenAI', ''],
    ['nothing for another case', ['en:Open-AI'], 'zh-TW:openai', ''],
    ['nothing without English', ['zh-CN:智谱'], 'zh-TW:智譜', ''],
    [
      'nothing of what is not to be used',
      ['en:chip:full:forbidden', 'en:die:full:deprecated'],
      'zh-TW:晶片',
      '',
    ],
  ])('gives %s', (_, terms, term, expected) => {
    const english = englishOf({
      concept: conceptOf(terms),
      term: termOf(term),
    })
    expect(english ? glossText(english) : '').toBe(expected)
  })
})

describe('normalize', () => {
  it.each([
    ['Model-as-a-Service', 'modelasaservice'],
    ['Ｚｈｉｐｕ　ＡＩ', 'zhipuai'],
    ['McDonald’s, Inc.', 'mcdonaldsinc'],
    ['R&D', 'r&d'],
    ['智譜', '智譜'],
  ])('%s', (text, expected) => {
    expect(normalize(text)).toBe(expected)
  })

  it('gives what it gives again, whatever stands between letters', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[A-Za-z]+$/), { minLength: 1 }),
        fc.constantFrom(' ', '-', '', '.', '’', '\u00a0'),
        (words, gap) => {
          const folded = normalize(words.join(gap))
          expect(folded).toBe(words.join('').toLowerCase())
          expect(normalize(folded)).toBe(folded)
        },
      ),
    )
  })
})
