import { describe, expect, it } from 'vitest'
import {
  appendix,
  footnoteDefinitions,
  footnoteId,
  type UsedTerm,
} from '../../../src/annotate/index.ts'
import type { ChineseLocale, Concept } from '../../../src/model/index.ts'
import { conceptOf, termOf } from './terms.ts'

const strings = { heading: '對照', term: '詞', original: '原文', english: '英' }
const convert = (text: string): string =>
  text.replaceAll('體', '体').replaceAll('譜', '谱')

/** First of the terms is the one that was found. */
function used(terms: string[], more: Partial<Concept> = {}): UsedTerm {
  const concept = conceptOf(terms, more)
  const term = termOf(terms[0] ?? '')
  const occurrence = { unit: 0, start: 0, end: 2, concept, term }
  return { concept, occurrence, english: { full: 'X', abbreviation: 'Y' } }
}

/** Cells of the table, row by row. */
function rows(list: UsedTerm[], to: ChineseLocale = 'zh-CN'): string[][] {
  const [heading, table, ...more] = appendix(list, { to, strings, convert })
  expect(more).toEqual([])
  expect(heading).toMatchObject({ type: 'heading', depth: 2 })
  expect(JSON.stringify(heading)).toContain(strings.heading)
  if (table?.type !== 'table') throw new Error('no table')
  return table.children.map((row) =>
    row.children.map(({ children: [cell] }) =>
      cell?.type === 'text' ? cell.value : '',
    ),
  )
}

describe('appendix', () => {
  it.each<[string, string[], Partial<Concept>, string]>([
    ['the edition’s form', ['zh-TW:軟體', 'zh-CN:软件'], {}, '软件'],
    ['the converted form without one', ['zh-TW:智譜'], {}, '智谱'],
    [
      'a short form for a short form',
      ['zh-TW:商譜:short', 'zh-CN:商谱科技', 'zh-CN:商谱:short'],
      {},
      '商谱',
    ],
    [
      'the converted short form, not the full one',
      ['zh-TW:商譜:short', 'zh-CN:商谱科技'],
      {},
      '商谱',
    ],
    [
      'the preferred full form',
      ['zh-TW:智譜', 'zh-HK:智', 'zh-CN:智谱AI'],
      {},
      '智谱AI',
    ],
    [
      'what is not translated as it is',
      ['zh-TW:智譜', 'zh-CN:智谱'],
      { doNotTranslate: true },
      '智譜',
    ],
  ])('lists %s', (_, terms, more, expected) => {
    expect(rows([used(terms, more), used(['zh-TW:體'])])[1]?.[0]).toBe(expected)
  })

  it('has the author’s forms beside the edition’s, in the order used', () => {
    expect(rows([used(['zh-TW:乙譜']), used(['zh-TW:甲'])])).toEqual([
      ['詞', '原文', '英'],
      ['乙谱', '乙譜', 'X，Y'],
      ['甲', '甲', 'X，Y'],
    ])
  })

  it('leaves out that column where nothing would differ', () => {
    expect(rows([used(['zh-TW:甲'])], 'zh-TW')).toEqual([
      ['詞', '英'],
      ['甲', 'X，Y'],
    ])
  })

  it('is nothing without terms', () => {
    expect(appendix([], { to: 'zh-CN', strings, convert })).toEqual([])
  })
})

describe('footnoteDefinitions', () => {
  it('says each term’s English under an identifier of its own', () => {
    const one = used(['zh-TW:甲'], { id: 'one' })
    expect(footnoteId(one.concept)).toBe('term-one')
    expect(footnoteDefinitions([one])).toEqual([
      {
        type: 'footnoteDefinition',
        identifier: 'term-one',
        label: 'term-one',
        children: [
          { type: 'paragraph', children: [{ type: 'text', value: 'X，Y' }] },
        ],
      },
    ])
  })
})
