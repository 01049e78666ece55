import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { type Candidate, extractTerms } from '../../../src/extract-terms.ts'
import { locatePlain } from '../../../src/locate/index.ts'

const parts = fc.constantFrom(
  '軟體',
  '智譜',
  '模型',
  '訂閱',
  '智能體',
  '(Agent)',
  '（ARR）',
  '年度',
  '收入',
  '的',
  '了',
  '與',
  '在',
  '下稱「智譜」',
  '董事長',
  '劉德兵',
  '王',
  '教授',
  '「',
  '」',
  '《',
  '》',
  '，',
  '。',
  '·',
  'GLM-4.7',
  'Claude Code',
  'a',
  ' ',
  '12',
  '億',
  '\ud800',
  '\udc00',
  '𠮷',
  '\n',
  '公司',
  '大',
  '性',
  '\uFFFC',
  '(',
  ')',
  '約瑟夫·史',
  '提升',
  '算力',
)
const text = fc.array(parts, { maxLength: 40 }).map((list) => list.join(''))

function extract(values: readonly string[], strictness = 0): Candidate[] {
  const sources = values.map((value, i) => ({
    file: new VFile({ path: `${i}.txt`, value }),
  }))
  return [...extractTerms(sources, { strictness }).candidates]
}

const article = readFileSync(
  new URL('../../../articles/2026-01-08-zhipu-ipo.md', import.meta.url),
  'utf8',
)

describe('extraction', () => {
  it('says truly where a candidate stands', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (values) => {
        const units = values.map((value) => locatePlain(value))
        for (const candidate of extract(values)) {
          const sum = [...candidate.counts.values()].reduce((a, b) => a + b, 0)
          expect(sum).toBe(candidate.count)
          expect(candidate.occurrences.length).toBeGreaterThan(0)
          for (const one of candidate.occurrences) {
            const whole = units[one.article]?.[one.unit]?.text ?? ''
            expect(whole.slice(one.start, one.end)).toBe(candidate.text)
            expect(whole.slice(0, one.start).endsWith(one.left)).toBe(true)
            expect(whole.slice(one.end).startsWith(one.right)).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same each time', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(extract([value])).toEqual(extract([value]))
      }),
      { numRuns: 50 },
    )
  })

  it('keeps pairs whatever article is added', () => {
    fc.assert(
      fc.property(text, (other) => {
        const pairs = extract([article])
          .filter(({ kind }) => kind === 'pair')
          .map(
            ({ english, evidence }) => english?.quotation ?? evidence[0]?.value,
          )
        const quoted = new Set(
          extract([article, other]).flatMap(({ kind, english, evidence }) =>
            kind === 'pair'
              ? [english?.quotation, ...evidence.map((e) => e.value)]
              : [],
          ),
        )
        for (const pair of pairs) expect(quoted).toContain(pair)
      }),
      { numRuns: 15 },
    )
  })

  it('begins and ends no candidate with a particle or a mark', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const candidate of extract([value, article])) {
          expect(candidate.text).toMatch(/^[\p{L}\p{N}]/u)
          expect(candidate.text).toMatch(/[\p{L}\p{N}+#]$/u)
          // What the author puts in quotation marks or title marks stands as it is.
          const kinds = candidate.evidence.map(({ kind }) => kind)
          if (kinds.some((k) => k === 'author-alias' || k === 'name')) continue
          expect(candidate.text).not.toMatch(/^[的了嗎呢吧們與]|[的嗎呢吧與]$/)
        }
      }),
      {
        numRuns: 40,
        examples: [['「軟體的（ARR）'], ['「軟體的」（ARR）']],
      },
    )
  })

  it('gives a part of it when it is stricter', () => {
    fc.assert(
      fc.property(
        text,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (value, one, other) => {
          const lax = extract([value, article], Math.min(one, other))
          const strict = extract([value, article], Math.max(one, other))
          const all = new Set(lax.map((candidate) => candidate.text))
          for (const candidate of strict) expect(all).toContain(candidate.text)
          expect(strict).toEqual(
            lax.filter(({ text: name }) => strict.some((s) => s.text === name)),
          )
        },
      ),
      { numRuns: 20 },
    )
  })

  it('agrees with an article about its pairs and names', () => {
    const found = extract([article], 0.5).map((candidate) => candidate.text)
    expect(found).toEqual(
      expect.arrayContaining(['智譜', 'MaaS', '智能體', '唐傑']),
    )
  })
})

describe('hostile articles', () => {
  // The time that a test has is the guard: the square of these lengths takes hours.
  const read = (value: string): Candidate[] => extract([value], 0.5)

  it('reads a line of a megabyte', () => {
    const body = article.replaceAll('\n', ' ')
    const line = body.repeat(Math.ceil(350_000 / body.length))
    expect(read(line).length).toBeGreaterThan(0)
  })

  it('reads ten thousand names', () => {
    let value = ''
    for (let i = 0; i < 10_000; i++) {
      const given = String.fromCharCode(0x4e00 + i, 0x9000 - (i % 3000))
      value += `王${given}教授說。`
    }
    read(value)
  })

  it.each([
    ['marks only', '，（「『'.repeat(50_000)],
    ['open brackets', '模型('.repeat(50_000)],
    ['pairs', '模型訂閱(Model Subscription)'.repeat(10_000)],
    ['lone surrogates', '\ud800模型\udc00'.repeat(20_000)],
    ['one character', '一'.repeat(200_000)],
    ['one word', '模型'.repeat(100_000)],
    ['dots', '亨·'.repeat(100_000)],
    ['Latin words', 'Abc '.repeat(50_000)],
    ['nothing', ''],
  ])('reads %s', (_, value) => {
    read(value)
  })
})
