import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type {
  ChineseLocale,
  Concept,
  Locale,
  Term,
  Unit,
} from '../../../src/model/index.ts'
import { parseGlossary } from '../../../src/read/glossary.ts'
import {
  createForeignIndex,
  createTermIndex,
  matchTerms,
  type Words,
  withoutOverlap,
} from '../../../src/terms/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from '../../corpus.ts'
import { findSlowly, foldSlowly } from './find-slowly.ts'

function term(
  text: string,
  rest: Partial<Term> = {},
  locale: Locale = 'zh-TW',
): Term {
  return { text, locale, type: 'full', status: 'preferred', ...rest }
}

const concept = (text: string | Term | readonly Term[]): Concept => {
  const terms =
    typeof text === 'string' ? [term(text)] : 'text' in text ? [text] : text
  return {
    id: terms[0]?.text ?? '',
    domain: 'test',
    state: 'approved',
    doNotTranslate: false,
    gloss: true,
    terms,
  }
}

const unit = (text: string, marks: Unit['marks'] = []): Unit => ({
  kind: 'paragraph',
  span: { start: 0, end: text.length },
  text,
  pieces: [],
  marks,
  section: 0,
})

function found(
  terms: readonly (string | Term)[],
  text: string,
  words?: Words,
): string[] {
  const index = createTermIndex(terms.map(concept), 'zh-TW', words)
  return matchTerms([unit(text)], index).map((o) => text.slice(o.start, o.end))
}

/** Words of which some are refused, whichever, but always the same. */
const someWords: Words = {
  isWhole: (text, start, end) => !text.slice(start - 1, end + 1).includes('丙'),
  isWritten: () => true,
}

describe('matchTerms', () => {
  it.each([
    [['模型', '大模型'], '大模型與模型', ['大模型', '模型']],
    [['全球', '球大'], '全球大', ['全球']],
    [['GLM', 'GLM-5'], 'GLM-5、GLM 與 ChatGLM', ['GLM-5', 'GLM']],
    [['API 呼叫'], '透過 API 呼叫', ['API 呼叫']],
    [['AI'], 'OpenAI 與 AI、AI2', ['AI']],
    [['港'], '在港上市', ['港']],
    [['軟體'], '軟\uFFFC體', []],
  ])('%j in %s', (terms, text, expected) => {
    expect(found(terms, text)).toEqual(expected)
  })

  it.each([
    ['width', ['GLM-5'], '用ＧＬＭ－５和GLM－5', ['ＧＬＭ－５', 'GLM－5']],
    ['width of the term', ['ＡＰＩ'], '呼叫API', ['API']],
    ['case', ['Transformer'], '用 transformer', ['transformer']],
    ['case with accents', ['Café'], '去 CAFÉ 吧', ['CAFÉ']],
    ['no space', ['API 呼叫'], '透過API呼叫。', ['API呼叫']],
    ['a space', ['API呼叫'], '透過 API 　呼叫 。', ['API 　呼叫']],
    [
      'spaces between Latin',
      ['Zhipu AI'],
      '即 Zhipu\u00a0 AI',
      ['Zhipu\u00a0 AI'],
    ],
    ['beside an astral one', ['𠮷A'], '為𠮷 A。', ['𠮷 A']],
    ['臺', ['平台'], '平臺與平台', ['平臺', '平台']],
    ['裏', ['裡程碑'], '裏程碑', ['裏程碑']],
    ['着', ['著陸'], '着陸', ['着陸']],
    ['綫', ['連線'], '連綫', ['連綫']],
    ['half-width katakana', ['カナ'], 'ｶﾅ', ['ｶﾅ']],
  ])('folds %s', (_, terms, text, expected) => {
    expect(found(terms, text)).toEqual(expected)
  })

  it.each([
    ['spaces between Han', ['軟體'], '軟 體'],
    [
      'a line break that the author wants',
      ['API 呼叫', '軟體'],
      'API\n呼叫軟\n體',
    ],
    ['no space between Latin', ['Zhipu AI'], '即 ZhipuAI'],
    ['half of a pair', ['\udfb7'], '𠮷'],
    ['a letter with a mark', ['cafe'], 'cafe\u0301'],
    ['white space alone', [' ', '　'], '軟 體　'],
  ])('does not fold %s', (_, terms, text) => {
    expect(found(terms, text)).toEqual([])
  })

  it('takes a name without its capitals for English among Latin words', () => {
    const lower = ['make it work', '見 z.ai 。', 'go to', '用 no-it 。']
    for (const text of lower)
      expect(found(['IT', 'AI', 'Go'], text)).toEqual([])
    expect(found(['IT', 'AI', 'Go'], '用 it、ai 和 go 寫')).toHaveLength(3)
    expect(found(['IT', 'AI'], 'the IT of AI')).toHaveLength(2)
    expect(found(['OpenAI'], 'the OpenAi of OPENAI')).toHaveLength(2)
    expect(found([term('AI', { match: 'anywhere' })], 'z.ai')).toEqual(['ai'])
  })

  it('compares exact terms code unit by code unit', () => {
    const exact = (text: string): Term => term(text, { match: 'exact' })
    expect(found([exact('IT')], 'IT、it、ＩＴ、EXIT')).toEqual(['IT'])
    expect(found([exact('平台')], '平臺、平台')).toEqual(['平台'])
    expect(found([exact('API 呼叫')], 'API呼叫、API 呼叫')).toEqual([
      'API 呼叫',
    ])
  })

  it('finds terms inside other words where that is asked for', () => {
    const anywhere = term('乙丙', { match: 'anywhere' })
    expect(found(['乙丙'], '甲乙丙丁', someWords)).toEqual([])
    expect(found([anywhere], '甲乙丙丁', someWords)).toEqual(['乙丙'])
    expect(found(['GL'], 'ＧＬＭ')).toEqual([])
    expect(found([term('GL', { match: 'anywhere' })], 'ＧＬＭ')).toEqual([
      'ＧＬ',
    ])
  })

  it('asks about words only for what chance may bring together', () => {
    const asked: string[] = []
    const words: Words = {
      isWhole: (text, start, end) => {
        asked.push(text.slice(start, end))
        return false
      },
      isWritten: () => true,
    }
    const text = '的軟體，軟體。人工智慧的模型圖'
    expect(found(['軟體', '模型圖', '人工智慧'], text, words)).toEqual([
      '軟體',
      '人工智慧',
    ])
    expect(asked).toEqual(['軟體', '模型圖'])
  })

  it('tries a shorter term where a longer one is refused', () => {
    const longer = term('甲乙丙', { requires: ['丁'] })
    expect(found([longer, '甲乙'], '甲乙丙')).toEqual(['甲乙'])
    expect(found([longer, '甲乙'], '甲乙丙丁')).toEqual(['甲乙丙'])
  })

  describe('with conditions', () => {
    const fruit = concept(term('蘋果', { excludes: ['iPhone', '股價'] }))
    const company = {
      ...concept(term('蘋果', { requires: ['iPhone', '手機'] })),
      id: 'company',
    }

    it.each([
      ['蘋果很甜。', ['蘋果']],
      ['蘋果的iphone。', ['company']],
      ['蘋果的ＩＰＨＯＮＥ。蘋果很甜。手機', ['company', '蘋果']],
      ['蘋果股價大漲。', []],
      ['手機！蘋果', ['蘋果']],
      ['手機. 蘋果', ['蘋果']],
      ['手機 3.5 蘋果', ['company']],
      ['手機\n蘋果', ['蘋果']],
    ])('%s', (text, expected) => {
      for (const concepts of [
        [fruit, company],
        [company, fruit],
      ]) {
        const index = createTermIndex(concepts, 'zh-TW')
        const ids = matchTerms([unit(text)], index).map((o) => o.concept.id)
        expect(ids).toEqual(expected)
      }
    })

    it('prefers a term whose conditions hold to one without', () => {
      const plain = concept('蘋果')
      const index = createTermIndex([plain, company], 'zh-TW')
      const idsOf = (text: string) =>
        matchTerms([unit(text)], index).map((o) => o.concept.id)
      expect(idsOf('蘋果手機')).toEqual(['company'])
      expect(idsOf('蘋果')).toEqual(['蘋果'])
    })
  })

  it('gives the concept that comes first where two have one term', () => {
    const mine = { ...concept('軟體'), id: 'mine' }
    const index = createTermIndex([mine, concept('軟體')], 'zh-TW')
    expect(matchTerms([unit('軟體')], index)[0]?.concept.id).toBe('mine')
  })

  it('gives the term that is written as the text where two fold to one', () => {
    for (const terms of [
      ['台', '臺'],
      ['臺', '台'],
    ]) {
      const index = createTermIndex(terms.map(concept), 'zh-TW')
      const ids = matchTerms([unit('臺台')], index).map((o) => o.concept.id)
      expect(ids).toEqual(['臺', '台'])
    }
  })

  it('passes over what is kept', () => {
    const index = createTermIndex(['軟體', '體軟'].map(concept), 'zh-TW')
    const keep = (start: number, end: number) =>
      ({ kind: 'keep', start, end, span: { start, end } }) as const
    const starts = (marks: Unit['marks']) =>
      matchTerms([unit('軟體軟體', marks)], index).map((o) => o.start)
    expect(starts([keep(0, 2)])).toEqual([2])
    expect(starts([keep(2, 4), keep(0, 1)])).toEqual([])
    expect(starts([keep(0, 1)])).toEqual([1])
    expect(starts([keep(0, 4), keep(1, 2)])).toEqual([])
  })
})

describe('createForeignIndex', () => {
  const words: Words = {
    isWhole: () => true,
    isWritten: (text) => !/[软龙]/.test(text),
  }
  const software = concept([
    term('軟體'),
    term('軟件', {}, 'zh-HK'),
    term('软件', {}, 'zh-CN'),
  ])
  const texts = (
    concepts: readonly Concept[],
    text: string,
    locale: ChineseLocale = 'zh-TW',
  ) =>
    matchTerms([unit(text)], createForeignIndex(concepts, locale, words)).map(
      (o) => `${o.term.text} ${o.concept.id}`,
    )

  it('finds forms of other locales in the script of the text', () => {
    expect(texts([software], '軟體、軟件、软件')).toEqual(['軟件 軟體'])
    expect(texts([software], '軟體、軟件', 'zh-HK')).toEqual(['軟體 軟體'])
  })

  it('leaves out what is a word of the locale, of anything', () => {
    const parts = concept('軟件')
    expect(texts([software, parts], '軟件')).toEqual([])
    const same = concept([term('平台'), term('平臺', {}, 'zh-HK')])
    expect(texts([same], '平臺')).toEqual([])
  })

  it('leaves out what two concepts are called', () => {
    const other = concept([term('程式'), term('軟件', {}, 'zh-HK')])
    expect(texts([software, other], '軟件')).toEqual([])
  })

  it('leaves out what the glossary advises against, English, and characters', () => {
    const bad = concept([
      term('甲乙'),
      term('丙丁', { status: 'forbidden' }, 'zh-HK'),
      term('Apple', {}, 'en'),
      term('戊', {}, 'zh-HK'),
    ])
    expect(texts([bad], '丙丁 Apple 戊')).toEqual([])
  })

  it('leaves out concepts without a word of the locale', () => {
    expect(texts([concept(term('軟件', {}, 'zh-HK'))], '軟件')).toEqual([])
  })

  it('gives way to the terms of the locale', () => {
    const units = [unit('軟件業軟件'), unit('軟件'), unit('軟件業')]
    const own = createTermIndex([concept('件業')], 'zh-TW')
    const foreign = createForeignIndex([software], 'zh-TW', words)
    const left = withoutOverlap(
      matchTerms(units, foreign),
      matchTerms(units, own),
    )
    expect(left.map((o) => [o.unit, o.start])).toEqual([
      [0, 3],
      [1, 0],
    ])
  })
})

describe('a search', () => {
  const units = fc.constantFrom(
    ...'甲乙丙甲乙丙臺台裏裡aAａＡbBé1１.-。！',
    ' ',
    '　',
    '\n',
    '𠮷',
    '\ud842',
    '\uFFFC',
  )
  const word = fc.string({ unit: units, minLength: 1, maxLength: 5 })
  const anyTerm = fc
    .record(
      {
        text: word,
        match: fc.constantFrom('word', 'exact', 'anywhere'),
        requires: fc.array(word, { maxLength: 2 }),
        excludes: fc.array(word, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: ['text'] },
    )
    .map(({ text, ...rest }) => term(text, rest as Partial<Term>))
  const anyGlossary = fc.array(anyTerm, { maxLength: 10 })
  const anyText = fc.string({ unit: units, maxLength: 40 })

  it('agrees with trying every term at every place', () => {
    fc.assert(
      fc.property(anyGlossary, anyText, fc.boolean(), (terms, text, aware) => {
        const words = aware ? someWords : undefined
        const index = createTermIndex(terms.map(concept), 'zh-TW', words)
        const fast = index
          .find(text)
          .map(({ start, end, term }) => ({ start, end, term }))
        expect(fast).toEqual(findSlowly(text, terms, words))
      }),
      { numRuns: 2000 },
    )
  })

  it('gives places in the text, in order, without overlap', () => {
    fc.assert(
      fc.property(anyGlossary, anyText, (terms, text) => {
        const index = createTermIndex(terms.map(concept), 'zh-TW')
        let last = 0
        for (const { start, end, term } of index.find(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(foldSlowly(text.slice(start, end)).text).toBe(
            foldSlowly(term.text).text,
          )
          last = end
        }
      }),
    )
  })

  it('is the same with a concept more whose terms do not occur', () => {
    const other = fc.string({
      unit: fc.constantFrom('丁', '戊', '甲', 'c'),
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(anyGlossary, other, anyText, (terms, text, place) => {
        fc.pre(!foldSlowly(place).text.includes(foldSlowly(text).text))
        const before = createTermIndex(terms.map(concept), 'zh-TW')
        const after = createTermIndex(
          [concept(text), ...terms.map(concept)],
          'zh-TW',
        )
        const places = (index: typeof before) =>
          index.find(place).map(({ start, end, term }) => [start, end, term])
        expect(places(after)).toEqual(places(before))
      }),
    )
  })

  it('takes steps as the text is long, whatever the terms are', () => {
    const size = 300_000
    const beginnings = Array.from({ length: 500 }, (_, i) => '甲'.repeat(i + 2))
    const hostile: [string, readonly string[], string][] = [
      ['beginnings', beginnings, '甲'.repeat(size)],
      ['beginnings, cut', beginnings.map((t) => `${t}乙`), '甲'.repeat(size)],
      ['a long one', [`${'甲'.repeat(10_000)}乙`], '甲'.repeat(size)],
      ['a long one, ends', [`乙${'甲'.repeat(10_000)}`], '甲'.repeat(size)],
      ['Latin', beginnings.map((t) => 'a'.repeat(t.length)), 'a'.repeat(size)],
    ]
    for (const [name, terms, text] of hostile) {
      const open = term('a', { match: 'anywhere', excludes: ['a'] })
      const all = [...terms, open].map(concept)
      const index = createTermIndex(all, 'zh-TW')
      // Trying each length at each place would take more minutes than a test has.
      expect(index.find(text), name).toBeDefined()
    }
  })

  it.skipIf(!hasCorpus)(
    'finds in the corpus what trying every term does',
    () => {
      const folder = new URL('../../../locales/glossary/', import.meta.url)
      const concepts = readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .flatMap((file) => {
          const text = readFileSync(new URL(file, folder), 'utf8')
          return parseGlossary(text, file).concepts
        })
      const index = createTermIndex(concepts, 'zh-TW')
      const terms = concepts
        .flatMap((c) => c.terms)
        .filter((t) => t.locale === 'zh-TW')
      let count = 0
      for (const file of corpusFiles(3, 120)) {
        for (const line of readCorpus(file).split(/\r?\n/)) {
          const fast = index.find(line)
          count += fast.length
          const places = fast.map(({ start, end, term }) => ({
            start,
            end,
            term,
          }))
          expect(places).toEqual(findSlowly(line, terms))
        }
      }
      expect(count).toBeGreaterThan(10)
    },
  )
})
