import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Concept, Unit } from '../../../src/model/index.ts'
import { createTermIndex, matchTerms } from '../../../src/terms/index.ts'

const concept = (text: string): Concept => ({
  id: text,
  domain: 'test',
  state: 'approved',
  doNotTranslate: false,
  gloss: true,
  terms: [{ text, locale: 'zh-TW', type: 'full', status: 'preferred' }],
})

const unit = (text: string, marks: Unit['marks'] = []): Unit => ({
  kind: 'paragraph',
  span: { start: 0, end: text.length },
  text,
  pieces: [],
  marks,
  section: 0,
})

function found(terms: readonly string[], text: string): string[] {
  const index = createTermIndex(terms.map(concept), 'zh-TW')
  return matchTerms([unit(text)], index).map((o) => text.slice(o.start, o.end))
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

  it('gives the concept that comes first where two have one term', () => {
    const mine = { ...concept('軟體'), id: 'mine' }
    const index = createTermIndex([mine, concept('軟體')], 'zh-TW')
    expect(matchTerms([unit('軟體')], index)[0]?.concept.id).toBe('mine')
  })

  it('passes over what is kept', () => {
    const index = createTermIndex([concept('軟體')], 'zh-TW')
    const keep = {
      kind: 'keep',
      start: 0,
      end: 2,
      span: { start: 0, end: 2 },
    } as const
    const found = matchTerms([unit('軟體軟體', [keep])], index)
    expect(found.map((o) => o.start)).toEqual([2])
  })

  it('agrees with trying every term at every place', () => {
    const letters = fc.constantFrom('甲', '乙', '丙')
    const term = fc.string({ unit: letters, minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        fc.uniqueArray(term, { maxLength: 8 }),
        fc.string({ unit: letters, maxLength: 30 }),
        (terms, text) => {
          const expected: string[] = []
          for (let at = 0; at < text.length; ) {
            const longest = terms
              .filter((t) => text.startsWith(t, at))
              .sort((a, b) => b.length - a.length)[0]
            if (longest) expected.push(longest)
            at += longest?.length ?? 1
          }
          expect(found(terms, text)).toEqual(expected)
        },
      ),
    )
  })
})
