import { describe, expect, it, test } from 'vitest'
import { editorialConverter } from '../../../src/convert/index.ts'

const converter = editorialConverter('zh-TW', 'zh-CN')

/** What becomes of lines of one text, converted as such and as passages. */
function both(lines: readonly string[]): string[] {
  const passages = converter.analyse(lines.map((text) => ({ text })))
  const analysed = passages.map(({ base, decisions }) => {
    let text = ''
    let at = 0
    for (const { start, end, text: after } of decisions) {
      text += base.slice(at, start) + after
      at = end
    }
    return text + base.slice(at)
  })
  expect(analysed.join('\n')).toBe(converter.convert(lines.join('\n')))
  return analysed
}

const told = ['fork 會複製行程。', '執行緒共用行程的記憶體。']
const open = '兩個行程都想要它。'

describe('a sense that an article tells more than once', () => {
  it('is that of the word wherever nothing else tells', () => {
    expect(both([open])).toEqual(['两个行程都想要它。'])
    expect(both([...told, open])[2]).toBe('两个进程都想要它。')
    // It need not come first.
    expect(both([open, ...told])[0]).toBe('两个进程都想要它。')
  })

  it('says where it was told', () => {
    const [, , last] = converter.analyse(
      [...told, open].map((text) => ({ text })),
    )
    expect(last?.decisions).toMatchObject([{ text: '进程', by: 'article' }])
    expect(last?.doubts).toEqual([])
  })

  it('has to be told twice', () => {
    expect(both([told[0] ?? '', open])[1]).toBe('两个行程都想要它。')
  })

  it('is not that of a word which is ruled out', () => {
    const lines = ['enum 是列舉型別。', '這個列舉的成員是常數。']
    expect(both([...lines, '報告列舉如下。'])[2]).toBe('报告列举如下。')
    expect(both([...lines, '再看一個列舉。'])[2]).toBe('再看一个枚举。')
  })

  it('has to be told three times as often as all others', () => {
    const tables = ['資料庫的定序。', '這個欄位的定序。']
    const genes = ['病毒的定序。', '這種 DNA 的定序。']
    const open = '另一種定序很慢。'
    expect(both([...tables, open])[2]).toBe('另一种排序规则很慢。')
    expect(both([...tables, ...genes, open])[4]).toBe('另一种定序很慢。')
    expect(both([...genes, ...tables, open])[4]).toBe('另一种定序很慢。')
  })

  it('is not that of other texts', () => {
    both([...told, open])
    expect(both([open])).toEqual(['两个行程都想要它。'])
  })

  it('is told by what somebody else decides, too', () => {
    const passages = [...told, open].map((text) => ({ text }))
    const taken = passages.map(({ text }, index) => {
      const start = text.indexOf('行程')
      const range = { start, end: start + 2 }
      return index < 2 ? { text, taken: [range] } : { text }
    })
    const [, , free] = converter.analyse(passages)
    const [first, , last] = converter.analyse(taken)
    expect(first?.decisions.some(({ text }) => text === '进程')).toBe(false)
    expect(last?.decisions).toEqual(free?.decisions)
  })
})

test('a word that only seems to stand there tells nothing', () => {
  const lines = ['Linux 上進行程式開發。', '在 CPU 上進行程式測試。']
  expect(both([...lines, '他的行程很滿。'])[2]).toBe('他的行程很满。')
})
