import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Converter } from 'opencc-js'
import { describe, expect, test } from 'vitest'
import type {
  Concept,
  Locale,
  RelationKind,
  Term,
} from '../../../src/model/index.ts'
import { parseGlossary } from '../../../src/read/glossary.ts'
import { lintConcepts as lint } from '../../../src/terms/lint.ts'
import { expectWorded } from '../../wording.ts'

const options = {
  toSimplified: Converter({ from: 't', to: 'cn' }),
  toTraditional: Converter({ from: 'cn', to: 't' }),
}

function term(locale: Locale, text: string, rest: Partial<Term> = {}): Term {
  return { text, locale, type: 'full', status: 'preferred', ...rest }
}

function concept(rest: Partial<Concept> = {}): Concept {
  return {
    id: 'chip',
    domain: 'technology',
    state: 'approved',
    doNotTranslate: false,
    gloss: true,
    terms: [term('zh-TW', '晶片'), term('zh-CN', '芯片'), term('en', 'chip')],
    origin: { path: 'a.yaml', line: 3, column: 5 },
    ...rest,
  }
}

const lintConcepts = (...args: Parameters<typeof lint>) =>
  expectWorded(lint(...args))

function rulesOf(concepts: readonly Concept[]) {
  return lintConcepts(concepts, options).map((message) => message.ruleId)
}

describe('a concept alone', () => {
  test('that is complete has no findings', () => {
    expect(rulesOf([concept()])).toEqual([])
  })

  test('approved without English is a warning that says what to do', () => {
    const [message] = lintConcepts([
      concept({ terms: [term('zh-TW', '晶片')] }),
    ])
    expect(message).toMatchObject({
      ruleId: 'terms-no-english',
      fatal: false,
      file: 'a.yaml',
      line: 3,
      column: 5,
    })
    expect(message?.note).toContain('gloss: false')
  })

  test('needs English only when it is approved and glossed', () => {
    const terms = [term('zh-TW', '晶片')]
    expect(rulesOf([concept({ terms, gloss: false })])).toEqual([])
    expect(rulesOf([concept({ terms, state: 'rejected' })])).toEqual([])
  })

  test('whose only English is forbidden has no English', () => {
    const terms = [
      term('zh-TW', '晶片'),
      term('en', 'crisp', { status: 'forbidden' }),
    ]
    expect(rulesOf([concept({ terms })])).toEqual(['terms-no-english'])
  })

  test.each(['proposed', 'needs-work'] as const)(
    '%s is unreviewed',
    (state) => {
      const [message] = lintConcepts([concept({ state })])
      expect(message?.ruleId).toBe('terms-unreviewed')
      expect(message?.fatal).toBeUndefined()
    },
  )

  test.each([
    ['zh-CN', '軟件', '软件'],
    ['zh-TW', '软体', '軟體'],
    ['zh-HK', '软件', '軟件'],
    ['zh-TW', '帐户', '帳戶'],
  ] as const)(
    '%s with %s is in the wrong characters',
    (locale, text, right) => {
      const terms = [term(locale, text), term('en', 'software')]
      expect(lintConcepts([concept({ terms })], options)).toMatchObject([
        { ruleId: 'terms-invalid', actual: text, expected: [right] },
      ])
      expect(lintConcepts([concept({ terms })])).toEqual([])
    },
  )

  test.each([
    ['zh-TW', '平台'],
    ['zh-TW', '公里'],
    ['zh-TW', '社群'],
    ['zh-HK', '嘅'],
    ['zh-HK', '帳户'],
    ['zh-HK', '裏面'],
    ['zh-CN', '乾隆'],
  ] as const)('%s with %s is in the right characters', (locale, text) => {
    const terms = [term(locale, text), term('en', 'word')]
    const wrong = lintConcepts([concept({ terms })], {
      toTraditional: options.toTraditional,
    })
    expect(wrong).toEqual([])
  })

  test.each(['社羣', '衞生', '綫上', '麪包', '着重'])(
    'zh-HK with %s, as Yiwen writes it, is in the right characters',
    (text) => {
      const terms = [term('zh-HK', text), term('en', 'word')]
      const wrong = lintConcepts([concept({ terms })], {
        toSimplified: Converter({ from: 'tw', to: 'cn' }),
        toTraditional: Converter({ from: 'cn', to: 'tw' }),
      })
      expect(wrong).toEqual([])
    },
  )

  test('white space and invisible characters are found wherever they are', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(' ', '\t', '\n', '\u3000', '\u200b', '\u00a0'),
        fc.boolean(),
        (space, before) => {
          const text = before ? `${space}晶片` : `晶片${space}`
          const terms = [term('zh-TW', text), term('en', 'chip')]
          expect(lintConcepts([concept({ terms })])).toMatchObject([
            { ruleId: 'terms-invalid', expected: ['晶片'] },
          ])
        },
      ),
    )
  })
})

describe('concepts together', () => {
  test('of one id are duplicates, and the note says where the first is', () => {
    const other = concept({
      terms: [term('zh-TW', '晶粒'), term('en', 'die')],
      origin: { path: 'b.yaml', line: 9, column: 5 },
    })
    const [message] = lintConcepts([concept(), other])
    expect(message).toMatchObject({ ruleId: 'terms-duplicate', file: 'b.yaml' })
    expect(message?.note).toContain('a.yaml:3:5')
  })

  test('of one zh-TW word are ambiguous when both are approved', () => {
    const other = concept({ id: 'wafer-chip' })
    expect(rulesOf([concept(), other])).toContain('terms-ambiguous')
    for (const state of ['proposed', 'rejected'] as const) {
      expect(rulesOf([concept(), { ...other, state }])).not.toContain(
        'terms-ambiguous',
      )
    }
  })

  test('of one word are told apart by conditions, all but one', () => {
    const of = (id: string, rest: Partial<Term> = {}) =>
      concept({ id, terms: [term('zh-TW', '蘋果', rest), term('en', id)] })
    const fruit = of('fruit', { excludes: ['手機'] })
    const company = of('company', { requires: ['手機'] })
    const plain = of('plain')
    const other = of('other')
    const ambiguous = (...concepts: Concept[]) =>
      rulesOf(concepts).filter((rule) => rule === 'terms-ambiguous').length
    expect(ambiguous(fruit, company)).toBe(0)
    expect(ambiguous(plain, company)).toBe(0)
    expect(ambiguous(company, plain)).toBe(0)
    expect(ambiguous(plain, other)).toBe(1)
    expect(ambiguous(company, plain, other)).toBe(1)
    expect(ambiguous(plain, company, other)).toBe(1)
  })

  test('that only meet in another locale are not ambiguous', () => {
    const revenue = concept({
      id: 'revenue',
      terms: [
        term('zh-TW', '營收'),
        term('zh-HK', '收入'),
        term('en', 'revenue'),
      ],
    })
    const income = concept({
      id: 'income',
      terms: [
        term('zh-TW', '收入'),
        term('zh-HK', '收入'),
        term('en', 'income'),
      ],
    })
    expect(rulesOf([revenue, income])).toEqual([])
  })

  test('the same word twice in one concept is a duplicate', () => {
    const terms = [
      term('zh-TW', '晶片'),
      term('zh-TW', '晶片', { type: 'short' }),
      term('en', 'chip'),
    ]
    expect(rulesOf([concept({ terms })])).toEqual(['terms-duplicate'])
  })
})

test("the project's own glossary has nothing but unreviewed concepts", () => {
  const folder = new URL('../../../locales/glossary/', import.meta.url)
  const concepts = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8')
      return parseGlossary(text, file).concepts
    })
  expect(concepts.length).toBeGreaterThan(100)
  const serious = lintConcepts(concepts, options)
    .filter((message) => message.ruleId !== 'terms-unreviewed')
    .map((message) => `${message.file}:${message.line} ${message.reason}`)
  expect(serious).toEqual([])
})

describe('a glossary as a whole', () => {
  const to = (kind: RelationKind, ...ids: string[]) =>
    ids.map((id) => ({ kind, id }))

  function only(rule: string, concepts: readonly Concept[], more = {}) {
    return lintConcepts(concepts, { ...options, ...more })
      .filter(({ ruleId }) => ruleId === rule)
      .map(({ reason }) => reason)
  }

  test('has no Chinese in its English', () => {
    const terms = [...concept().terms, term('en', 'chip 晶片')]
    expect(only('terms-english-han', [concept({ terms })])).toEqual([
      '「chip 晶片」 (en) has Chinese in it',
    ])
    expect(only('terms-english-han', [concept()])).toEqual([])
  })

  test('has a word to write for one that is not to be', () => {
    const terms = [
      term('zh-TW', '芯片', { status: 'deprecated' }),
      term('zh-CN', '芯片'),
      term('zh-CN', '晶片', { status: 'forbidden' }),
    ]
    expect(only('terms-no-preferred', [concept({ terms })])).toEqual([
      '「芯片」 (zh-TW) is deprecated, and nothing is there to write instead',
    ])
    const proposed = concept({ terms, state: 'proposed' })
    expect(only('terms-no-preferred', [proposed])).toEqual([])
  })

  test('has no days the wrong way round', () => {
    const days = { validFrom: '2026-02-01', validTo: '2026-01-01' }
    const terms = [term('zh-TW', '晶片', days), term('en', 'chip')]
    expect(only('terms-invalid', [concept({ terms })])).toHaveLength(1)
  })

  test('relates only what is there, and nothing to itself', () => {
    const a = concept({ id: 'a', relations: to('related', 'b', 'c', 'a') })
    const b = concept({
      id: 'b',
      terms: [term('zh-TW', '乙'), term('en', 'b')],
    })
    expect(only('terms-relation-broken', [a, b])).toEqual([
      '`a` is related to `c`, which is not there',
      '`a` is related to itself',
    ])
  })

  test('goes round in no circle of broader concepts', () => {
    const a = concept({ id: 'a', relations: to('broader', 'b') })
    const b = concept({ id: 'b', relations: to('broader', 'c') })
    const c = concept({ id: 'c', relations: to('narrower', 'b') })
    expect(only('terms-relation-cycle', [a, b, c])).toEqual([])
    const closed = { ...c, relations: to('broader', 'a') }
    expect(only('terms-relation-cycle', [a, b, closed])).toEqual([
      '`a` is broader than itself: a → b → c → a',
    ])
    const mutual = [
      concept({ id: 'a', relations: to('related', 'b') }),
      concept({ id: 'b', relations: to('related', 'a') }),
    ]
    expect(only('terms-relation-cycle', mutual)).toEqual([])
  })

  test('may be a chain of any length', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      concept({
        id: `c${i}`,
        terms: [term('zh-TW', `詞${i}`), term('en', 'word')],
        relations: to('broader', `c${(i + 1) % 20_000}`),
      }),
    )
    expect(only('terms-relation-cycle', chain)).toHaveLength(1)
  })

  test('has words in the locales that are asked for', () => {
    const asked = { locales: ['zh-TW', 'zh-HK', 'en'] }
    expect(only('terms-locale-missing', [concept()], asked)).toEqual([
      '`chip` has no word in zh-HK',
    ])
    expect(only('terms-locale-missing', [concept()])).toEqual([])
  })

  test('says which concepts are not used, when it is told', () => {
    const concepts = [concept({ id: 'a' }), concept({ id: 'b' })]
    const used = new Set(['a'])
    expect(only('terms-unused', concepts, { used })).toEqual([
      'No article has a word of `b`',
    ])
    expect(only('terms-unused', concepts)).toEqual([])
  })
})
