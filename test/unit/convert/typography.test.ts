import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findTypography,
  type TypographySettings,
} from '../../../src/convert/index.ts'

function typeset(text: string, settings: TypographySettings): string {
  let result = ''
  let at = 0
  for (const change of findTypography(text, settings)) {
    expect(change.start).toBeGreaterThanOrEqual(at)
    result += text.slice(at, change.start) + change.text
    at = change.end
  }
  return result + text.slice(at)
}

function cases(
  settings: TypographySettings,
  list: readonly (readonly [text: string, wanted: string])[],
): void {
  test.each(list)('%j is %j', (text, wanted) => {
    expect(typeset(text, settings)).toBe(wanted)
    expect(typeset(wanted, settings)).toBe(wanted)
  })
}

describe('spaces: add', () => {
  cases({ spaces: 'add' }, [
    ['使用API呼叫', '使用 API 呼叫'],
    ['第3章', '第 3 章'],
    ['使用 API 呼叫', '使用 API 呼叫'],
    ['滿100%的25°的', '滿 100% 的 25° 的'],
    ['naïve的Émile', 'naïve 的 Émile'],
    ['𠮷a𠮷', '𠮷 a 𠮷'],
    ['「API」，API。', '「API」，API。'],
    ['α值', 'α值'],
    ['\uFFFC的\uFFFC', '\uFFFC的\uFFFC'],
  ])
})

describe('spaces: remove', () => {
  cases({ spaces: 'remove' }, [
    ['使用 API  呼叫', '使用API呼叫'],
    ['滿 100% 的 x', '滿100%的x'],
    ['中 文，a b', '中 文，a b'],
    ['「中」 API', '「中」 API'],
    ['中\nAPI', '中\nAPI'],
  ])
})

describe('punctuation: wide', () => {
  cases({ punctuation: 'wide' }, [
    ['你好,世界.', '你好，世界。'],
    ['你好, 世界. 再見', '你好，世界。再見'],
    ['名稱:甲;乙!丙?', '名稱：甲；乙！丙？'],
    ['作者: John', '作者：John'],
    ['什麼?!', '什麼？！'],
    ['「好」,他說', '「好」，他說'],
    ['時間:12:30到,3.5元與1,000元', '時間：12:30到，3.5元與1,000元'],
    ['檔案.txt 與 a.b', '檔案.txt 與 a.b'],
    ['等等...還有', '等等...還有'],
    ['中文:smile: 與 std::中::文', '中文:smile: 與 std::中::文'],
    ['高興:) 與 高興;)', '高興:) 與 高興;)'],
    ['中!=文', '中!=文'],
    ['一.前言', '一.前言'],
    ['我用API, 很好', '我用API, 很好'],
    ['The word 軟體, it is here.', 'The word 軟體, it is here.'],
    ['Hello, world.', 'Hello, world.'],
    ['網址:\uFFFC', '網址：\uFFFC'],
  ])
})

describe('ellipsis: normalise', () => {
  cases({ ellipsis: 'normalise' }, [
    ['等等...', '等等……'],
    ['等等…還有', '等等……還有'],
    ['等等。。。', '等等……'],
    ['等等⋯⋯', '等等……'],
    ['「...」', '「……」'],
    ['等等……', '等等……'],
    ['Wait... 好', 'Wait... 好'],
    ['1...9', '1...9'],
    ['第一章..........5', '第一章..........5'],
    ['好。。', '好。。'],
    ['好..', '好..'],
  ])
})

describe('dashes: normalise', () => {
  cases({ dashes: 'normalise' }, [
    ['他說--不', '他說——不'],
    ['他說---不', '他說——不'],
    ['他說—不', '他說——不'],
    ['他說──不', '他說——不'],
    ['他說――不', '他說——不'],
    ['他說——不', '他說——不'],
    ['他說———不', '他說———不'],
    ['參數--verbose', '參數--verbose'],
    ['1—2 a–b a-b 中-文', '1—2 a–b a-b 中-文'],
  ])
})

const settings = fc.record<TypographySettings>(
  {
    spaces: fc.constantFrom('keep', 'add', 'remove'),
    punctuation: fc.constantFrom('keep', 'wide'),
    ellipsis: fc.constantFrom('keep', 'normalise'),
    dashes: fc.constantFrom('keep', 'normalise'),
  },
  { requiredKeys: [] },
)

const text = fc
  .array(
    fc.constantFrom(
      ...'軟體的𠮷一API1%°é ,.:;!?…⋯—-―─。，「」（）()“”[=\uFFFC\n',
      '...',
      '--',
      '。。。',
      ' ',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

describe('every text', () => {
  test('is done after once', () => {
    fc.assert(
      fc.property(text, settings, (source, options) => {
        const once = typeset(source, options)
        expect(typeset(once, options)).toBe(once)
      }),
      { numRuns: 20_000 },
    )
  })

  test('keeps its letters, digits and characters', () => {
    const letters = (source: string): string =>
      source.replace(/[^\p{L}\p{N}\uFFFC]/gu, '')
    fc.assert(
      fc.property(text, settings, (source, options) => {
        expect(letters(typeset(source, options))).toBe(letters(source))
      }),
    )
  })

  test('is left alone where nothing is asked for', () => {
    const keep = {
      spaces: 'keep',
      punctuation: 'keep',
      ellipsis: 'keep',
      dashes: 'keep',
    } as const
    fc.assert(
      fc.property(text, (source) => {
        expect(findTypography(source, {})).toEqual([])
        expect(findTypography(source, keep)).toEqual([])
      }),
    )
  })
})
