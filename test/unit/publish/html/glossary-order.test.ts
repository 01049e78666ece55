import { describe, expect, test } from 'vitest'
import { createTranslator } from '../../../../src/messages/index.ts'
import {
  renderGlossaryOrder,
  sortGlossary,
} from '../../../../src/publish/html/glossary-order.ts'
import type { GlossaryEntry } from '../../../../src/publish/html/glossary-parts.ts'

const entriesOf = (...words: string[]): GlossaryEntry[] =>
  words.map((text, index) => ({
    id: `c${index}`,
    english: 'word',
    word: { text, locale: 'zh-TW' },
    others: [],
    definition: undefined,
    articles: [],
    more: 0,
  }))

const shown = (words: string[], order: Parameters<typeof sortGlossary>[1]) =>
  sortGlossary(entriesOf(...words), order).map(({ name, entries }) => [
    name,
    ...entries.map(({ word }) => word.text),
  ])

describe('a glossary in an order of Chinese', () => {
  test('by strokes, as Unihan counts them', () => {
    expect(
      shown(
        ['龍頭', '一致', '平台', '人工', '大模型', '平均', 'AI 晶片'],
        'strokes',
      ),
    ).toEqual([
      ['1', '一致'],
      ['2', '人工'],
      ['3', '大模型'],
      ['5', '平台', '平均'],
      ['16', '龍頭'],
      ['', 'AI 晶片'],
    ])
  })

  test('by sound, in letters and in zhuyin', () => {
    const words = ['資料', '軟體', '阿里', '波動', '雲端', '期貨']
    expect(shown(words, 'pinyin')).toEqual([
      ['A', '阿里'],
      ['B', '波動'],
      ['Q', '期貨'],
      ['R', '軟體'],
      ['Y', '雲端'],
      ['Z', '資料'],
    ])
    expect(shown(words, 'zhuyin')).toEqual([
      ['ㄅ', '波動'],
      ['ㄑ', '期貨'],
      ['ㄖ', '軟體'],
      ['ㄗ', '資料'],
      ['ㄚ', '阿里'],
      ['ㄩ', '雲端'],
    ])
  })

  test('leads to what the glossary says of each word, and escapes it', () => {
    const html = renderGlossaryOrder(
      {
        edition: { id: 'zh-TW', locale: 'zh-TW' },
        editions: [],
        strings: createTranslator('zh-TW'),
      },
      entriesOf('大<img src=x>', '人工'),
      'strokes',
    )
    expect(html).toContain('href="glossary.html#c0">大&#x3C;img src=x></a>')
    expect(html).toContain('<h2 id="letter:2">2 畫</h2>')
    expect(html).toContain('href="#letter%3A3" aria-label="3 畫">3</a>')
    expect(html).toContain('aria-current="page">依筆畫</a>')
  })
})
